"""The cells of a list of applications: moments, answers, channels, outcomes."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from cusdesk.domain.applications import ApplicationChannel, ApplicationStatus
from cusdesk.domain.dates import DateProblem, Precision, parse_date
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.times_of_day import parse_time
from cusdesk.importing.lexicon import plain

if TYPE_CHECKING:
    from cusdesk.importing.workbook import CellValue

DICTIONARY = "import_applications"
_TIME = re.compile(
    r"[T\s,;(]\s*(?:o\s+)?(?:godz(?:\.|ina)?|g\.?|h)?\s*(\d{1,2})[:.](\d{2})"
    r"(?::\d{2}(?:[.,]\d+)?)?\s*(?:h|Z|\))?\s*$",
    re.IGNORECASE,
)
_HOUR = re.compile(r"[\s,;]+(?:o\s+)?(?:godz(?:\.|ina)?|g\.)\s*(\d{1,2})\s*$", re.IGNORECASE)
_DAY_IN_TEXT = re.compile(r"\b(\d{1,2})[./](\d{1,2}|[IVX]{1,4})(?:[./](\d{4}|\d{2}))?(?!\d)")
_DAY = 24 * 60


@cache
def words(table: str) -> dict[str, Any]:
    """Return one table of the dictionary of lists of applications."""
    found: dict[str, Any] = dictionary(DICTIONARY)[table]
    return found


def text_of(value: CellValue) -> str:
    """Return a cell as one line; a whole number without decimals, a date as people write it."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return f"{value:%d.%m.%Y}"
    text = " ".join(str(value).split())
    return "" if text in {"-", "–", "—"} else text


def moment_of(value: CellValue, today: dt.date) -> tuple[dt.date | None, int | None]:
    """Return day and minute of a cell; the minute is None where no hour stands.

    Args:
        value: a date, a date with a time, or a text such as `11.05.2026, godz. 17:20`.
        today: for years of two digits.
    """
    if isinstance(value, dt.datetime):
        at_midnight = value.time() == dt.time()
        return value.date(), None if at_midnight else value.hour * 60 + value.minute
    if isinstance(value, dt.date):
        return value, None
    if not isinstance(value, str):
        return None, None
    text = " ".join(value.split())
    minute: int | None = None
    found = _TIME.search(text) or _HOUR.search(text)
    if found is not None and found.start():
        minute = parse_time(":".join(found.groups()))
        text = text if minute is None else text[: found.start()]
    return day_of(text.strip(" ,;("), today), None if minute == _DAY else minute


def day_of(value: CellValue, today: dt.date) -> dt.date | None:
    """Return the one day a cell names; None for none, for a month alone, for two readings."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date) or not isinstance(value, str):
        return value if isinstance(value, dt.date) else None
    reading = parse_date(value, today)
    if reading.precision is not Precision.DAY:
        return None
    return reading.value if reading.problem in {None, DateProblem.TWO_DIGIT_YEAR} else None


def minute_of(value: CellValue) -> int | None:
    """Return the minutes after midnight of a cell of hours."""
    if isinstance(value, dt.datetime | dt.time):
        return value.hour * 60 + value.minute
    if isinstance(value, float) and 0 <= value < 1:
        return round(value * _DAY)
    text = plain(value)
    digits = re.search(r"\d.*", text)
    minute = parse_time(digits[0]) if digits else None
    return None if minute == _DAY else minute


def day_in_remark(text: str, received: dt.date) -> dt.date | None:
    """Return the day a remark names; without a year it is the first one after the application."""
    found = _DAY_IN_TEXT.search(text)
    if found is None:
        return None
    if found[3]:
        return day_of(found[0], received + dt.timedelta(days=365))
    for year in (received.year, received.year + 1):
        day = day_of(f"{found[1]}.{found[2]}.{year}", received)
        if day is not None and day >= received:
            return day
    return None


def answer_of(value: CellValue) -> bool:
    """Return whether a statement is made; what is no clear yes is none yet."""
    if isinstance(value, bool):
        return value
    if isinstance(value, dt.date):
        return True  # the day of the statement
    text = plain(text_of(value)) or text_of(value)
    known = words("marks")
    if text in known["yes"]:
        return True
    first = text.split(" ", 1)[0]
    return first in known["yes"] and len(first) > 2 and not set(text.split()) & set(known["no"])


def is_answer(value: CellValue) -> bool:
    """Return whether a cell is a bare yes or no, or empty."""
    known = words("marks")
    text = text_of(value)
    return not text or isinstance(value, bool) or plain(text) in {*known["yes"], *known["no"]}


def channel_of(value: CellValue) -> ApplicationChannel | None:
    """Return the way an application came in."""
    text = plain(text_of(value))
    table = words("channels")
    for channel, said in table.items():
        if text in said:
            return ApplicationChannel(channel)
    parts = set(text.split())
    for channel, said in table.items():
        if any(word in parts or text.startswith(word + " ") for word in said if len(word) > 2):
            return ApplicationChannel(channel)
    return None


def outcome_of(text: str) -> ApplicationStatus | None:
    """Return how an application ended; `RECEIVED` for one that goes on, None for other words."""
    said = plain(text)
    for kind in ("refused", "open", "qualified", "waiting", "withdrawn", "passed_on", "died",
                 "moved"):  # fmt: skip
        if any(re.search(rf"(?:^|\s){re.escape(word)}", said) for word in words("outcomes")[kind]):
            return ApplicationStatus.RECEIVED if kind == "open" else ApplicationStatus(kind)
    return None


def is_withdrawn(remark: str) -> bool:
    """Return whether a remark says that the application is no longer kept up."""
    said = plain(remark)
    known = words("remarks")
    if any(word in said for word in known["not_withdrawn"]):
        return False
    return any(re.search(rf"(?:^|\s){word}", said) for word in known["withdrawn"])


def is_statutory(basis: str) -> bool:
    """Return whether words call the applicant a parent, guardian or representative."""
    said = plain(basis)
    return any(re.search(rf"(?:^|\s){word}", said) for word in words("basis")["statutory"])


def speaks_for_self(basis: str) -> bool:
    """Return whether words say that the person served applies alone."""
    said = plain(basis)
    return any(said == word or said.startswith(word + " ") for word in words("basis")["self"])


def is_elsewhere(place: str) -> bool:
    """Return whether a place is told by its commune, as only those of other communes are."""
    said = plain(place)
    return any(
        re.search(rf"(?:^|\s){re.escape(word)}\s", f"{said} ") and said != word
        for word in words("remarks")["elsewhere"]
    )
