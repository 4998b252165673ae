"""What stands in a cell of an attendance list: a sign, a word, hours, a time, a spoilt number."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.durations import DurationProblem, parse_minutes
from cusdesk.domain.polish_text import collapse_spaces, fold
from cusdesk.importing.attendance.legend import Legend, mark_of_meaning
from cusdesk.importing.clock_times import read_intervals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cusdesk.importing.attendance.model import Mark
    from cusdesk.importing.problems import Severity
    from cusdesk.importing.workbook import CellStyle, CellValue

NumberMeaning = Literal["hours", "minutes", "presence"]
HOUR = 60
DAY_MINUTES = 24 * HOUR
LONG_DAY = 12 * HOUR
CLOCK_FROM = 5 * HOUR
"""A time cell from 5:00 on may as well be the hour of coming."""
_HALF_MONTH = 5
_LONGEST_MARK = 60
_PLAIN_NUMBER = re.compile(r"^[0-9]{1,9}(?:[.,][0-9]{1,9})?$")
_SIGN_AND_REST = re.compile(r"^(?P<s>[^\W\d_]+\.?|[+✓✔√☑])(?P<sep>[\s(\-–—:,;/=]*)(?P<r>.+?)\)?$")
_MORNING, _EVENING = 5 * 60, 18 * 60
_TIMES = re.compile(
    r"^(?P<n>[1-9])\s*[x×*]\s*(?P<one>\d[\d.,:]*\s*(?:h|godz\.?|min\.?|'))$", re.IGNORECASE
)
_AMOUNT_AND_REST = re.compile(
    r"^(?P<s>\d[\d.,:]*\s*(?:h|godz\.?|min\.?)?)\s*[(\-–—;]\s*(?P<r>\D+?)\)?$",
    re.IGNORECASE,
)
# Hundredths of an hour that people mean as minutes: 1.30, 1.15, 1.45, 0.20, 0.40.
_MINUTE_LIKE = {10, 15, 20, 30, 40, 45, 55}


@dataclass(frozen=True, slots=True)
class MarkFinding:
    """One thing to say about a mark; `doubt`: a person has to settle it."""

    kind: str
    severity: Severity = "warning"
    doubt: bool = False
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MarkReading:
    """What a cell means. Minutes None: not said here."""

    mark: Mark
    minutes: int | None = None
    remark: str = ""
    findings: tuple[MarkFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkContext:
    """What the sheet as a whole says about its marks.

    Attributes:
        legend: the sheet's own legend.
        chosen: signs explained by the person, winning over everything.
        plain_minutes: length of a plain presence, or None when nothing says it.
        numbers: what a number in a cell counts.
        dash: what a lone dash means here.
        all_text: the format has only texts (csv), so a number typed as text is nothing to report.
    """

    legend: Legend = field(default_factory=Legend)
    chosen: Mapping[str, Mark] = field(default_factory=dict)
    plain_minutes: int | None = None
    numbers: NumberMeaning = "hours"
    dash: Mark = "absent"
    all_text: bool = False


@cache
def _defaults() -> dict[str, Mark]:
    lists = dictionary("marks")["defaults"]
    marks: tuple[Mark, ...] = ("present", "absent", "excused", "cancelled", "not_applicable")
    return {word: mark for mark in marks for word in lists[mark]}


@cache
def dashes() -> frozenset[str]:
    """Return the signs whose meaning differs between offices, folded."""
    return frozenset(dictionary("marks")["defaults"]["dash"])


def doubtful(kind: str, **params: object) -> MarkFinding:
    """Return a finding that a person has to settle."""
    return MarkFinding(kind, "error", doubt=True, params=params)


def unclear(kind: str, **params: object) -> MarkReading:
    """Return a reading that counts as nothing until a person explains it."""
    return MarkReading("unclear", findings=(doubtful(kind, **params),))


def sign_of(value: CellValue) -> str:
    """Return the folded sign of a cell, for comparing with legends."""
    text = fold(str(value)) if isinstance(value, str | int | float) else ""
    return text.rstrip(".") or text


def read_mark(
    value: CellValue, context: MarkContext, day: dt.date | None, style: CellStyle | None = None
) -> MarkReading | None:
    """Return what a cell means, None for an empty one.

    Never raises; what neither the legend nor the defaults explain is `unclear` with a doubt.

    Args:
        value: the cell.
        context: what the sheet says about its marks.
        day: the day of the column; a date in the cell may repeat it.
        style: the look of the cell: a number may be shown as a time, a mark struck out.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if style is not None and style.struck_out:
        return unclear("mark_struck_out", raw=str(value))
    if isinstance(value, bool):
        return _present(context) if value else MarkReading("absent")
    if isinstance(value, int | float):
        return _number(value, context, style)
    if isinstance(value, str):
        return _text(value, context)
    return _moment(value, day)


def _present(context: MarkContext, *findings: MarkFinding) -> MarkReading:
    return MarkReading("present", context.plain_minutes, findings=findings)


def _known(text: str, context: MarkContext) -> MarkReading | None:
    """Return the meaning of a sign: what the person chose, the legend, then the defaults."""
    folded = fold(text)
    sign = folded.rstrip(".") or folded
    mark = context.chosen.get(text) or context.chosen.get(sign)
    if mark:
        return _present(context) if mark == "present" else MarkReading(mark)
    item = context.legend.find(text)
    if item and item.mark:
        minutes = item.minutes or context.plain_minutes
        return MarkReading(item.mark, minutes if item.mark == "present" else None)
    if sign in dashes():
        return MarkReading(context.dash)
    mark = _defaults().get(sign) or _defaults().get(folded)
    if mark is None:
        return None
    return _present(context) if mark == "present" else MarkReading(mark)


def _number(value: float, context: MarkContext, style: CellStyle | None) -> MarkReading:  # noqa: PLR0911 (one return a case)
    whole = isinstance(value, int) or value.is_integer()
    if whole and (known := _listed(str(int(value)), context)):
        return known
    shown_as_time = bool(style and style.number_format and "h" in style.number_format.lower())
    if shown_as_time and 0 < value < 1:
        return _time(round(value * DAY_MINUTES))
    if value < 0:
        return unclear("hours_negative", raw=value)
    if value == 0:
        return MarkReading("absent")
    if context.numbers == "presence":
        return _present(context) if value == 1 else unclear("mark_unclear", raw=value)
    if context.numbers == "minutes":
        return _amount(round(value), value)
    hundredths = round(value * 100) % 100
    if not whole and hundredths in _MINUTE_LIKE and abs(value * 100 - round(value * 100)) < 1e-6:
        as_minutes = int(value) * HOUR + hundredths
        return MarkReading(
            "present",
            findings=(doubtful("hours_ambiguous", raw=value, a=round(value * HOUR), b=as_minutes),),
        )
    return _amount(round(value * HOUR), value)


def _listed(text: str, context: MarkContext) -> MarkReading | None:
    """Return the meaning of a digit that the legend or the person explains as a sign."""
    if text in context.chosen or ((item := context.legend.find(text)) and item.mark):
        return _known(text, context)
    return None


def _amount(minutes: int, raw: object, *findings: MarkFinding) -> MarkReading:
    """Return a presence of so many minutes, if a day can hold them."""
    if minutes > DAY_MINUTES:
        return unclear("hours_too_many", raw=raw)
    if minutes <= 0:
        return MarkReading("absent", findings=findings)
    if minutes > LONG_DAY:
        findings = (*findings, doubtful("hours_many", raw=raw))
    return MarkReading("present", minutes, findings=findings)


def _time(minutes: int) -> MarkReading:
    shown = f"{minutes // HOUR}:{minutes % HOUR:02}"
    note = MarkFinding("hours_as_time", params={"raw": shown})
    if minutes >= CLOCK_FROM:
        return _amount(minutes, shown, note, doubtful("time_or_length", raw=shown))
    return _amount(minutes, shown, note)


def _moment(value: dt.date | dt.time | dt.timedelta, day: dt.date | None) -> MarkReading:
    """Read a time typed as hours, or a date that the program made of a number such as 1.5."""
    if isinstance(value, dt.time):
        return _time(value.hour * HOUR + value.minute)
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return _time(minutes) if minutes >= 0 else unclear("hours_negative", raw=str(value))
    if isinstance(value, dt.datetime) and value.year <= 1900:
        days = (value.date() - dt.date(1899, 12, 31)).days if value.year == 1900 else 0
        return _time(days * DAY_MINUTES + value.hour * HOUR + value.minute)
    date = value.date() if isinstance(value, dt.datetime) else value
    half_hours = date.month == _HALF_MONTH and date.day <= 12
    if half_hours and date != day:
        note = MarkFinding(
            "number_became_date",
            "error",
            params={"raw": date.isoformat(), "hours": f"{date.day},{date.month}"},
        )
        return _amount(date.day * HOUR + 30, date.isoformat(), note)
    return unclear("mark_is_date", raw=date.isoformat())


def _text(value: str, context: MarkContext) -> MarkReading:
    text = collapse_spaces(value)
    notes: list[MarkFinding] = []
    if value != value.strip():
        notes.append(MarkFinding("mark_with_space", "info", params={"raw": value}))
    reading = _text_reading(text, context)
    return MarkReading(reading.mark, reading.minutes, reading.remark, (*notes, *reading.findings))


def _text_reading(text: str, context: MarkContext) -> MarkReading:
    if len(text) > _LONGEST_MARK:
        return unclear("mark_unclear", raw=text[:_LONGEST_MARK])
    if known := _known(text, context):
        return known
    bare = text.rstrip("*! ")
    if bare != text and (known := _known(bare, context)):
        return MarkReading(known.mark, known.minutes, text, (_remark(text),))
    if _PLAIN_NUMBER.match(text):
        return _number_text(text, context)
    return (
        _duration(text, context)
        or _sign_with_rest(text, context)
        or _in_words(text)
        or unclear("mark_unclear", raw=text)
    )


def _as_text(text: str, context: MarkContext) -> tuple[MarkFinding, ...]:
    return () if context.all_text else (MarkFinding("hours_as_text", params={"raw": text}),)


def _number_text(text: str, context: MarkContext) -> MarkReading:
    if context.numbers != "hours" or text.isdigit():
        value = float(text.replace(",", "."))
        reading = _number(int(value) if value.is_integer() else value, context, None)
    else:
        return _duration(text, context) or unclear("mark_unclear", raw=text)
    if context.numbers == "presence":
        return reading
    return MarkReading(
        reading.mark, reading.minutes, "", (*_as_text(text, context), *reading.findings)
    )


def _duration(text: str, context: MarkContext) -> MarkReading | None:
    """Read hours typed as text: `1,5`, `1:30`, `1h30`, `90 min`, `8.00-9.30`."""
    reading = parse_minutes(text)
    times = _TIMES.match(text)
    if times and (one := parse_minutes(times["one"])).minutes and one.problem is None:
        return _amount(int(times["n"]) * one.minutes, text, *_as_text(text, context))
    if reading.problem is DurationProblem.AMBIGUOUS:
        other = reading.alternatives[0] if reading.alternatives else None
        found = doubtful("hours_ambiguous", raw=text, a=reading.minutes, b=other)
        return MarkReading("present", findings=(found,))
    if reading.problem is not None or reading.minutes is None:
        length = _stretches_length(text)
        return _amount(length, text, *_as_text(text, context)) if length else None
    extra: tuple[MarkFinding, ...] = ()
    if re.fullmatch(r"\d{1,2}:\d\d(:00)?", text) and reading.minutes >= CLOCK_FROM:
        extra = (doubtful("time_or_length", raw=text),)
    return _amount(reading.minutes, text, *_as_text(text, context), *extra)


def _stretches_length(text: str) -> int | None:
    """Return the minutes of `8-10`, `8-9, 14-15.30` or `22-2`; None when it may mean otherwise.

    `1-2` may as well be one to two hours.
    """
    stretches = read_intervals(text)
    if not stretches:
        return None
    lengths = []
    for start, end in stretches:
        crosses = start >= _EVENING and end < _MORNING
        if start < _MORNING or not (end > start or crosses):
            return None
        lengths.append((end - start) % DAY_MINUTES)
    return sum(lengths)


def _remark(text: str) -> MarkFinding:
    return MarkFinding("mark_with_remark", params={"raw": text})


def _sign_with_rest(text: str, context: MarkContext) -> MarkReading | None:  # noqa: PLR0911 (one return a case)
    """Read a sign followed by hours or a remark, or hours followed by a remark."""
    if match := _AMOUNT_AND_REST.match(text):
        amount = _duration(match["s"].strip(), context)
        meant = mark_of_meaning(match["r"])
        if amount and amount.mark == "present" and meant in (None, "present"):
            return MarkReading(
                "present", amount.minutes, match["r"], (*amount.findings, _remark(text))
            )
        return None
    match = _SIGN_AND_REST.match(text)
    known = _known(match["s"], context) if match else None
    if not match or not known:
        return None
    rest = match["r"].strip("() ")
    if re.match(r"\d", rest):
        return _sign_with_amount(text, known, match["sep"], _duration(rest, context))
    if not match["sep"] or not any(letter.isalpha() for letter in rest):
        return None
    meant = mark_of_meaning(rest)
    if meant and (known.mark == "present") != (meant == "present"):
        return unclear("mark_contradicts_itself", raw=text)
    return MarkReading(known.mark, known.minutes, rest, (*known.findings, _remark(text)))


def _sign_with_amount(
    text: str, known: MarkReading, separator: str, amount: MarkReading | None
) -> MarkReading | None:
    if known.mark != "present" or amount is None or "/" in separator:
        return unclear("mark_unclear", raw=text)
    kept = tuple(f for f in amount.findings if f.doubt)
    return MarkReading("present", amount.minutes, "", (_remark(text), *kept))


def _in_words(text: str) -> MarkReading | None:
    """Read whole words that only say why somebody was not there; anything else stays unclear."""
    if len(re.findall(r"[^\W\d_]{3,}", text)) == 0:
        return None
    mark = mark_of_meaning(text)
    if mark in (None, "present"):
        return None
    return MarkReading(mark, None, text, (MarkFinding("mark_in_words", params={"raw": text}),))
