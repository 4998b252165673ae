"""The cells of a catalogue: areas, units, prices, ages, group sizes, limits."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from cusdesk.domain.catalogue import (
    LimitScope,
    ServiceArea,
    ServiceMode,
    ServiceStatus,
    ServiceUnit,
)
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.money import MoneyProblem, parse_money, to_grosze
from cusdesk.importing.lexicon import plain

if TYPE_CHECKING:
    from cusdesk.importing.catalogue.rows import ServiceRow
    from cusdesk.importing.workbook import CellValue

_RANGE = re.compile(r"(\d{1,3})\s*(?:-|–|—|do|÷)\s*(\d{1,3})")
_ONE = re.compile(r"\d{1,3}")
_COUNT = re.compile(r"(\d{1,3}(?:[ \u00a0.]\d{3})+|\d+)(?:,(\d+))?\s*([^\W\d]*)")
_OLDEST = 99
_ADULT, _SENIOR = 18, 60
_YOUNGEST = 10
"""A number with a plus below this counts children of a family, not years."""


@cache
def words(table: str) -> dict[str, Any]:
    """Return one table of the dictionary of services."""
    found: dict[str, Any] = dictionary("import_services")[table]
    return found


def _says(text: str, kind: str) -> bool:
    """Return True when a folded text has a word (or phrase) beginning so."""
    return any(
        re.search(rf"(?:^|\s){re.escape(word)}", text) is not None for word in words("words")[kind]
    )


def _says_whole(text: str, kind: str) -> bool:
    return any(
        re.search(rf"(?:^|\s){re.escape(word)}(?:\s|$)", text) for word in words("words")[kind]
    )


def area_of(text: str) -> ServiceArea | None:
    """Return the one of the 14 areas a text names, shortened or not."""
    folded = plain(text)
    for code, groups in words("areas").items():
        for starts in groups:
            if all(re.search(rf"(?:^|\s){re.escape(start)}", folded) for start in starts):
                return ServiceArea(code)
    return None


def read_unit(value: CellValue, row: ServiceRow, column: str | None) -> None:
    """Take the unit; what is none of the four known ones becomes a doubt."""
    if value is None:
        row.doubt("unit")
        row.problem("unit_missing", column, "warning")
        return
    row.unit_text = " ".join(str(value).split())
    text = plain(row.unit_text)
    for code in ("lesson_hour", "hour", "meeting", "day"):
        if text in words("units")[code]:
            row.unit = ServiceUnit(code)
            return
    found = [code for code in ("lesson_hour", "meeting", "day", "hour")
             if any(re.search(rf"(?:^|\s){re.escape(word)}", text)
                    for word in words("units")[code] if len(word) > 2)]  # fmt: skip
    row.unit = ServiceUnit(found[0]) if found else ServiceUnit.MEETING
    if len(found) != 1:
        row.doubt("unit")
        row.problem("unit_unclear", column, "warning", raw=row.unit_text)


def grosze_of(value: CellValue) -> int | None:
    """Return the one amount a cell holds, in grosze; None for none or several."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return to_grosze(Decimal(str(value)))
    text = re.sub(r"\([^)]*\)", " ", str(value)).strip()
    reading = parse_money(text)
    if reading.grosze is not None and reading.problem is not MoneyProblem.AMBIGUOUS:
        return reading.grosze
    amounts = list(re.finditer(r"\d[\d \u00a0]*(?:[.,]\d{1,2})?(?=\s*(?:z\w\b|PLN|,-))", text))
    if len(amounts) != 1:
        return None
    return parse_money(amounts[0][0].strip()).grosze


def names_price(text: str) -> bool:
    """Return True for `25 zł/h`, `0,00 PLN` and `bezpłatnie`."""
    folded = plain(text)
    free = any(folded.startswith(word) for word in words("words")["free"])
    return free or re.search(r"\d\s*(?:z\w\b|PLN\b|,-)", text) is not None


def read_price(value: CellValue, row: ServiceRow, column: str | None) -> None:
    """Take the fee of a resident; what is not one clear amount for one clear unit is a doubt."""
    text = "" if value is None else " ".join(str(value).split())
    row.price_text = text
    folded = plain(text)
    if not folded:
        row.doubt("price_gr")
        row.problem("price_unclear", column, "warning", raw=text)
        return
    amount = grosze_of(value)
    free = any(folded.startswith(word) for word in words("words")["free"])
    if free and (amount is None or amount == 0):
        row.price_gr = 0
        if len(folded.split()) > 2 or "+" in text:
            row.doubt("price_gr")
            row.problem("price_with_note", column, "warning", raw=text)
        return
    if amount is None:
        said = _says(folded, "no_price")
        row.problem("price_unclear", column, "info" if said else "warning", raw=text)
        if not said:
            row.doubt("price_gr")
        return
    row.price_gr = amount
    row.price_unit = _per(folded)
    if amount == 0:
        return
    if row.price_unit in words("units") and not row.unit_text:
        row.unit = ServiceUnit(row.price_unit)
    if not row.price_unit:
        row.doubt("price_gr")
        row.problem("price_without_unit", column, "warning", raw=text)
    elif row.price_unit != row.unit or _says(folded, "no_price") or "(" in text:
        row.doubt("price_gr")
        row.problem("price_with_note", column, "warning", raw=text)


def _per(folded: str) -> str:
    """Return for what an amount is paid."""
    after = re.sub(r"^.*?\d[\d ]*(?:zl|pln)?", "", folded, count=1).strip()
    after = re.sub(r"^(?:\d\d\s(?!min))?(?:zl(?:otych)?|pln)?\s*(?:za|na)?\s*(?:1\s)?", "", after)
    for unit, forms in words("per").items():
        if any(after == form or after.startswith(form + " ") for form in forms):
            return str(unit)
    return ""


def read_rate(value: CellValue, row: ServiceRow, column: str | None) -> None:
    """Take what the provider gets for one unit."""
    if value is None:
        return
    row.rate_text = " ".join(str(value).split())
    row.rate_gr = grosze_of(value)
    if row.rate_gr is None and plain(row.rate_text):
        row.doubt("rate_gr")
        row.problem("rate_unclear", column, "warning", raw=row.rate_text)


def read_age(value: CellValue, row: ServiceRow, column: str | None) -> None:
    """Take the ages a service is for: `6-18 lat`, `60+`, `od 18 r.ż.`, `dorośli`."""
    if value is None:
        return
    row.age_text = text = " ".join(str(value).split())
    folded = plain(text)
    numbers = [int(found) for found in _ONE.findall(text)]
    outside = re.sub(r"\([^)]*\)", " ", text)
    if match := _RANGE.search(outside):
        low, high = int(match[1]), int(match[2])
        row.age_from, row.age_to = low, None if high >= _OLDEST else high
        if low > high:
            row.doubt("age_from", "age_to")
            row.problem("age_unclear", column, "warning", raw=text)
    elif len(numbers) == 1:
        _one_age(numbers[0], text, folded, row, column)
    elif not numbers and _says(folded, "adults"):
        row.age_from = _ADULT
    elif not numbers and _says(folded, "seniors"):
        row.age_from = _SENIOR
        row.doubt("age_from")
        row.problem("age_unclear", column, "warning", raw=text)
    elif not _says(folded, "any_age"):
        row.doubt("age_from", "age_to")
        row.problem("age_unclear", column, "warning", raw=text)
    if re.search(r"[^\W\d]{4,}", outside) and not _says(folded, "any_age") and not row.addressees:
        row.addressees = text


def names_ages(text: str) -> bool:
    """Return True when a text about the people a service is for says their age.

    Classes at school, sizes of groups and `rodziny 3+` are no ages.
    """
    folded = plain(text)
    if not text or re.search(r"(?:^|\s)(?:klas\w*|kl|rodzin\w*|dzieckiem|dziecmi)\b", folded):
        return False
    if re.search(r"\d\s*os(?:ob)?\b", folded):  # 10-15 os.: how many, not how old
        return False
    numbers = [int(found) for found in _ONE.findall(text)]
    if not numbers:
        return _says(folded, "adults") and not _says(folded, "seniors") and len(folded.split()) < 4
    said = re.search(r"(?:^|\s|\d)(?:lat|r z|rz|roku|rok|wiek)", folded) is not None
    return said or _RANGE.search(text) is not None or ("+" in text and min(numbers) >= _YOUNGEST)


def _one_age(number: int, text: str, folded: str, row: ServiceRow, column: str | None) -> None:
    before = re.search(r"(?:^|\s)(do|ponizej|max|maks)\s(?:\w+\s)?\d", folded)
    after = (
        re.search(r"\d\s*\+|\d+\s*(?:lat)?\s*(?:i wiecej|wzwyz|i starsi|plus)", folded)
        or "+" in text
    )
    if before:
        row.age_to = number
    elif after or re.search(r"(?:^|\s)(od|powyzej|min|ukonczone|pow)\s", folded):
        row.age_from = number
    else:
        row.age_from = number
        row.doubt("age_from", "age_to")
        row.problem("age_unclear", column, "warning", raw=text)
    if re.search(r"(?:^|\s)(?:powyzej|pow|ponizej)\s", folded):
        row.doubt("age_from", "age_to")
        row.problem("age_unclear", column, "warning", raw=text)


def read_group(value: CellValue, row: ServiceRow, column: str | None) -> None:
    """Take the size of a group and with it the mode."""
    if value is None:
        row.doubt("mode")
        return
    row.group_text = text = " ".join(str(value).split())
    folded = plain(text)
    match = _RANGE.search(text)
    numbers = [int(found) for found in _ONE.findall(text)]
    single = _says(folded, "individual")
    if match:
        row.group_min, row.group_max = int(match[1]), int(match[2])
    elif len(numbers) == 1:
        top = re.search(r"(?:^|\s)(?:do|max|maks|maksymalnie|nie wiecej)\s", folded)
        low = re.search(r"(?:^|\s)(?:od|min|minimum|co najmniej)\s", folded)
        row.group_max = None if low else numbers[0]
        row.group_min = None if top and not single else (1 if single else numbers[0])
    elif single:
        family = _says(folded, "family")
        row.group_min = row.group_max = None if family else 1
    elif not _says(folded, "no_limit") and not _says(folded, "mass") and not _says(folded, "group"):
        row.doubt("group_min", "group_max")
        row.problem("group_unclear", column, "warning", raw=text)
    _mode_of_group(folded, row, single=single)


def _mode_of_group(folded: str, row: ServiceRow, *, single: bool) -> None:
    if row.group_max is not None and row.group_max > 1:
        row.mode = ServiceMode.GROUP
        if single or row.group_min == 1:
            row.doubt("mode")
    elif single or row.group_max == 1:
        row.mode = ServiceMode.INDIVIDUAL
    elif _says(folded, "mass") or _says(folded, "no_limit"):
        row.mode = ServiceMode.MASS
        row.doubt("mode")
    elif _says(folded, "group") or row.group_min is not None:
        row.mode = ServiceMode.GROUP
    else:
        row.doubt("mode")


def read_mode(value: CellValue, row: ServiceRow, column: str | None) -> None:
    """Take the mode from a column of its own."""
    folded = plain(value)
    kinds = [kind for kind in ("individual", "group", "mass") if _says(folded, kind)]
    if len(kinds) == 1:
        row.mode = ServiceMode(kinds[0])
        row.doubts.discard("mode")
    elif folded:
        row.doubt("mode")
        row.problem("mode_unclear", column, "warning", raw=str(value))


def read_limit(value: CellValue, row: ServiceRow, column: str | None, heading: str = "") -> None:
    """Take a limit in time or units, and for whom and how long it counts.

    The heading may say the latter: `Limit na osobę`, `Limit miesięczny`.
    """
    if value is None:
        return
    row.limit_text = text = " ".join(str(value).split())
    folded = plain(text)
    outside = re.sub(r"\([^)]*\)", " ", text)
    counts = _COUNT.findall(outside)
    if not counts:
        if folded and not _says(folded, "no_limit"):
            row.doubt("limit_minutes")
            row.problem("limit_unclear", column, "warning", raw=text)
        return
    number = Decimal(
        re.sub(r"[^\d]", "", counts[0][0]) + ("." + counts[0][1] if counts[0][1] else "")
    )
    unit = plain(counts[0][2])
    hours = unit in words("units")["hour"] or (not unit and row.unit is ServiceUnit.HOUR)
    if unit.startswith("godz") or hours:
        length = 45 if row.unit is ServiceUnit.LESSON_HOUR and "lek" in folded else 60
        row.limit_minutes = int(number * length)
    elif unit in {"min", "minut", "minuty"}:
        row.limit_minutes = int(number)
    else:
        row.limit_units = int(number)
        if unit and any(unit.startswith(word) for word in ("m", "tyg", "rok", "lat")):
            row.doubt("limit_units")
            row.problem("limit_unclear", column, "warning", raw=text)
    _scope(f"{folded} {plain(heading)}", row, column)
    if len(counts) > 1 and not row.limit_scope:
        row.doubt("limit_minutes", "limit_units")


def _scope(folded: str, row: ServiceRow, column: str | None) -> None:
    person, family = _says_whole(folded, "person"), _says_whole(folded, "family")
    year, month = _says_whole(folded, "year"), _says_whole(folded, "month")
    if person or family:
        row.limit_scope = LimitScope.PERSON_TOTAL
        if month:
            row.limit_scope = LimitScope.PERSON_MONTH
        elif year:
            row.limit_scope = LimitScope.PERSON_YEAR
    else:
        row.limit_scope = LimitScope.PERSON_MONTH if month else LimitScope.SERVICE_YEAR
    unsure = family or _says_whole(folded, "week") or not (person or year)
    if unsure or (month and not person):
        row.doubt("limit_scope")
        row.problem("limit_scope_unclear", column, "warning", raw=row.limit_text)


def status_of_cell(text: str) -> ServiceStatus | None:
    """Return the status a cell of a status column names; a bare yes or no answers `aktywna`."""
    answers: dict[str, list[str]] = words("status_answers")
    for code, said in answers.items():
        if plain(text) in said:
            return ServiceStatus(code)
    return status_of(text)


def status_of(text: str) -> ServiceStatus | None:
    """Return the status a cell or remark names."""
    folded = plain(text)
    for code in ("suspended", "ended", "pilot", "concept", "regular"):
        for start in words("status")[code]:
            whole = len(start) <= 2
            if folded == start if whole else re.search(rf"(?:^|\s){re.escape(start)}", folded):
                return ServiceStatus(code)
    return None
