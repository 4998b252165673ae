"""Which month a sheet is about: by its name, titles, file name, dates, and weekdays.

The sources are asked in that order of trust and compared; where they disagree, or the year stands
nowhere, the finding carries a doubt and a person has to say which month it is.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold
from cusdesk.importing.grid import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cusdesk.importing.days import DayToken
    from cusdesk.importing.grid import Grid

MonthSource = Literal["sheet", "title", "file", "dates", "weekdays", "siblings", "default"]
MonthDoubt = Literal[
    "month_missing", "month_disagrees", "month_assumed", "year_missing", "year_assumed",
    "weekdays_disagree",
]  # fmt: skip
ONLY_WARNED: frozenset[MonthDoubt] = frozenset({"year_assumed"})
"""Said for the sheet, but no reason to hold its entries back."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_MONTHS = 12
_AUTUMN = 9
_SHORT = 3
_HALF_YEAR = 6
_MAY = "maj"


@dataclass(frozen=True, slots=True)
class MonthSeen:
    """A month or a year read in one place; `firm` when the words leave no other reading."""

    year: int | None
    month: int | None
    firm: bool = True


@dataclass(frozen=True, slots=True)
class MonthFinding:
    """The month of a sheet or block, where it came from, and what is doubtful about it.

    `warnings` are said for the sheet but hold no entry back.
    """

    year: int | None = None
    month: int | None = None
    source: MonthSource | None = None
    doubts: tuple[MonthDoubt, ...] = ()
    warnings: tuple[MonthDoubt, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthClues:
    """Everything that may tell the month.

    Attributes:
        sheet_name: the sheet's name.
        titles: texts above the table, nearest last.
        file_name: the name of the file.
        dates: year (or None) and month of the dates in headings or rows.
        weekdays: (day, weekday 0-6) pairs of the heading.
        siblings: (year, month or None) found anywhere in the file's sheets.
        many_sheets: the file has several sheets, so its name need not be about this one.
        default_year: what the person said, used last of all.
    """

    sheet_name: str = ""
    titles: Sequence[str] = ()
    file_name: str = ""
    dates: Sequence[tuple[int | None, int]] = ()
    weekdays: Sequence[tuple[int, int]] = ()
    siblings: frozenset[tuple[int, int | None]] = field(default_factory=frozenset)
    default_year: int | None = None
    many_sheets: bool = False


@cache
def _words() -> dict[str, int]:
    lists = dictionary("calendar_words")["months"]
    return {
        word: place
        for name in ("of", "plain")
        for place, words in enumerate(lists[name], 1)
        for word in words
    }


@cache
def _nominative() -> frozenset[str]:
    return frozenset(words[0] for words in dictionary("calendar_words")["months"]["plain"])


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = dictionary("calendar_words")["months"]
    name = "|".join(sorted(_words(), key=len, reverse=True))
    full = "|".join(
        w for w in sorted(_words(), key=len, reverse=True) if len(w) > _SHORT or w == _MAY
    )
    roman = "|".join(sorted(lists["roman"], key=len, reverse=True))
    lead = "|".join(map(re.escape, sorted(lists["lead"], key=len, reverse=True)))
    others = "|".join(map(re.escape, lists["not_month"]))
    year = r"(?P<y>(?:19|20)\d\d)"
    apart = r"[\s.,_\-/:']*(?:r\.?\s+)?"
    return {
        "named": re.compile(
            rf"(?<![^\W\d_])(?P<m>{name}){apart}(?:{year}|(?P<yy>[23]\d)(?![\d:]))(?!\d)"
        ),
        "named_back": re.compile(rf"(?<!\d){year}{apart}(?P<m>{name})(?![^\W\d_])"),
        "roman": re.compile(rf"(?<![\w\-–/])(?P<m>{roman})(?:[\s.,_/]+|-(?=\d)){year}(?!\d)"),
        "roman_back": re.compile(rf"(?<!\d){year}{apart}(?P<m>{roman})(?![\w\-–])"),
        "digits": re.compile(
            rf"(?<![\d.])(?<!nr )(?<!nr\. )(?P<m>0?[1-9]|1[0-2])\s*[.\-/_\s]\s*{year}(?!\d)"
        ),
        "digits_back": re.compile(rf"(?<!\d){year}\s*[.\-/_]\s*(?P<m>0[1-9]|1[0-2]|[1-9])(?!\d)"),
        "led": re.compile(
            rf"(?<![^\W\d_])(?:{lead})\.?\s*:?\s*(?P<m>{name}|{roman}|0?[1-9]|1[0-2])(?![\w.:,]*\d)"
            r"(?![^\W\d_])"
        ),
        "bare": re.compile(rf"(?<![^\W\d_])(?P<m>{full})(?![^\W\d_])"),
        "year": re.compile(rf"(?<![\d.]){year}(?!\d)"),
        "school": re.compile(r"(?<!\d)(?P<a>20\d\d)\s*/\s*(?P<b>20\d\d|\d\d)(?!\d)"),
        "range": re.compile(
            rf"(?<![^\W\d_])(?:{roman}|{name})\s*[-–]\s*(?:{roman}|{name})(?![^\W\d_])"
        ),
        "dates": re.compile(r"(?<!\d)\d{1,2}[.\-/](?P<m>\d{1,2})[.\-/](?P<y>\d{4})(?!\d)"),
        "not_month": re.compile(
            rf"(?:(?:{others})\.?\s*)(?:{roman})\b|\b(?:{roman})\s+(?:{others})"
        ),
    }


def _month(word: str) -> int | None:
    if word.isdigit():
        return int(word) if 1 <= int(word) <= _MONTHS else None
    roman = dictionary("calendar_words")["months"]["roman"]
    return _words().get(word) or (roman.index(word) + 1 if word in roman else None)


def months_in_text(text: str) -> list[MonthSeen]:
    """Return the months a title or a name speaks of; the firm ones only, if there are any.

    `maj 2026`, `2026-05`, `05.2026`, `V 2026`, `za maj`, `3.05.2026` are firm. A bare name is
    weak: `Maja` and `Marzec` are names of people too. A stretch of months gives only the year.
    """
    folded = fold(text)
    patterns = _patterns()
    clean = patterns["not_month"].sub(" ", folded)
    years = {int(found["y"]) for found in patterns["year"].finditer(clean)}
    if patterns["range"].search(clean):
        return [MonthSeen(year, None) for year in sorted(years)]
    if school := patterns["school"].search(clean):
        return _school_year(clean, int(school["a"]))
    if firm := _firm(clean):
        return firm
    led = [MonthSeen(None, _month(found["m"])) for found in patterns["led"].finditer(clean)]
    year = years.pop() if len(years) == 1 else None
    if led:
        return [replace(seen, year=year) for seen in led if seen.month]
    bare = {_words()[found["m"]] for found in patterns["bare"].finditer(clean)}
    if len(bare) == 1:
        return [MonthSeen(year, bare.pop(), firm=False)]
    return [MonthSeen(year, None)] if year else []


def _firm(clean: str) -> list[MonthSeen]:
    patterns = _patterns()
    found: dict[tuple[int, int], None] = {}
    for name in ("named", "named_back", "roman", "roman_back", "dates"):
        for match in patterns[name].finditer(clean):
            groups = match.groupdict()
            year = int(groups["y"]) if groups["y"] else 2000 + int(groups["yy"])
            month = _month(groups["m"])
            if month and _FIRST_YEAR <= year <= _LAST_YEAR:
                found[year, month] = None
    if not found:
        for name in ("digits", "digits_back"):
            for match in patterns[name].finditer(clean):
                found[int(match["y"]), int(match["m"])] = None
    return [MonthSeen(year, month) for year, month in found]


def _school_year(clean: str, first: int) -> list[MonthSeen]:
    months = {_words()[found["m"]] for found in _patterns()["bare"].finditer(clean)}
    if len(months) != 1:
        return []
    month = months.pop()
    return [MonthSeen(first if month >= _AUTUMN else first + 1, month)]


def _in_sheet_name(name: str) -> list[MonthSeen]:
    """Read a sheet's name, which may be only `maj`, `V` or `05`."""
    folded = fold(re.sub(r"[_()]", " ", name)).strip(" .")
    word = re.sub(r"\s*(?:r|rok|m-c|mc|miesiac)?\.?\s*(?:\d|\(\d\))?$", "", folded).strip(" .")
    if word in _nominative():
        return [MonthSeen(None, _words()[word])]
    for candidate in (folded, word):
        if (month := _month(candidate)) is not None:
            return [MonthSeen(None, month, firm=not candidate.isdigit() and len(candidate) > 1)]
    return months_in_text(name)


def find_month(clues: MonthClues) -> MonthFinding:
    """Return the month of a sheet and what is doubtful about it; see `MonthClues`."""
    seen: list[tuple[MonthSource, MonthSeen]] = []
    seen += [("sheet", s) for s in _in_sheet_name(clues.sheet_name)]
    for title in clues.titles:
        seen += [("title", s) for s in months_in_text(title)]
    seen += [("file", s) for s in months_in_text(re.sub(r"[_.](?=\D)", " ", clues.file_name))]
    seen += [("dates", MonthSeen(y, m)) for y, m in _common(clues.dates)]
    finding = _check_weekdays(_settle(seen, clues), clues)
    return replace(
        finding,
        doubts=tuple(d for d in finding.doubts if d not in ONLY_WARNED),
        warnings=tuple(d for d in finding.doubts if d in ONLY_WARNED),
    )


def _common(dates: Sequence[tuple[int | None, int]]) -> list[tuple[int | None, int]]:
    """Return the month of at least four fifths of the dates, if there is one."""
    months = Counter(dates)
    if not months:
        return []
    top, count = months.most_common(1)[0]
    return [top] if count * 5 >= len(dates) * 4 else []


def _settle(seen: list[tuple[MonthSource, MonthSeen]], clues: MonthClues) -> MonthFinding:
    firm = [(source, s) for source, s in seen if s.month and s.firm]
    usable = firm or [(source, s) for source, s in seen if s.month]
    if not usable:
        year = next((s.year for _source, s in seen if s.year), None)
        return MonthFinding(year, None, None, ("month_missing",))
    source, best = usable[0]
    doubts: list[MonthDoubt] = []
    rivals = [s for src, s in firm if not (src == "file" and clues.many_sheets)]
    if any(s.month != best.month for s in rivals):
        doubts.append("month_disagrees")
    if not firm and not any(s.month == best.month for src, s in usable if src != source):
        doubts.append("month_assumed")
    year, more = _year_of(best, seen, clues)
    finding = MonthFinding(year, best.month, source, (*doubts, *more))
    if doubts == ["month_assumed"] and _weekdays_agree(finding, clues.weekdays):
        return replace(finding, doubts=more)
    return finding


def _year_of(
    best: MonthSeen, seen: list[tuple[MonthSource, MonthSeen]], clues: MonthClues
) -> tuple[int | None, tuple[MonthDoubt, ...]]:
    """Return the year: beside the month, else the first written anywhere, else by the weekdays."""
    written = [
        s.year
        for src, s in seen
        if s.year and (s.month == best.month or (not s.month and src != "dates"))
    ]
    year = best.year or next(iter(written), None)
    if year:
        clash = any(
            s.year and s.month == best.month and s.year != year
            for src, s in seen
            if not (src == "file" and clues.many_sheets)
        )
        return year, ("month_disagrees",) if clash else ()
    if len(years := {year for year, _month in clues.siblings}) == 1:
        far = any(m and best.month and abs(m - best.month) > _HALF_YEAR for _y, m in clues.siblings)
        return years.pop(), ("year_missing",) if far else ("year_assumed",)
    if clues.weekdays and clues.default_year:
        near = range(clues.default_year - 3, clues.default_year + 2)
        fitting = [y for y in near if _weekdays_agree(MonthFinding(y, best.month), clues.weekdays)]
        if len(fitting) == 1:
            return fitting[0], ("year_assumed",)
    if clues.default_year:
        return clues.default_year, ("year_missing",)
    return None, ("year_missing",)


def _weekdays_agree(finding: MonthFinding, weekdays: Iterable[tuple[int, int]]) -> bool:
    """Return True if most weekdays of a heading are those of the month (and there are any)."""
    pairs = list(weekdays)
    if not pairs or not finding.year or not finding.month:
        return False
    last = calendar.monthrange(finding.year, finding.month)[1]
    right = sum(
        day <= last and dt.date(finding.year, finding.month, day).weekday() == weekday
        for day, weekday in pairs
    )
    return right * 10 >= len(pairs) * 9


def _check_weekdays(finding: MonthFinding, clues: MonthClues) -> MonthFinding:
    if not clues.weekdays or not finding.month or not finding.year:
        return finding
    if _weekdays_agree(finding, clues.weekdays):
        calmer = tuple(d for d in finding.doubts if d != "month_assumed")
        return replace(finding, doubts=calmer)
    return replace(finding, doubts=(*finding.doubts, "weekdays_disagree"))


def with_row_month(token: DayToken, grid: Grid, row: int, column: int | None) -> DayToken:
    """Return a day with the month of its own row's month column, if there is one and it says so."""
    if column is None or token.month:
        return token
    seen = _in_sheet_name(text_of(grid.spread(row, column)))
    if len(seen) != 1 or not seen[0].month:
        return token
    return replace(token, month=seen[0].month, year=token.year or seen[0].year)
