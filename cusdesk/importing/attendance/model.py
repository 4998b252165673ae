"""What comes out of an attendance list: marks of people on days, each with its cell and doubts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cusdesk.domain.person_names import PersonName
    from cusdesk.importing.grid import Place
    from cusdesk.importing.layout import FoundTable, Layout, TableFix
    from cusdesk.importing.months import MonthFinding
    from cusdesk.importing.problems import CellProblem

Mark = Literal["present", "absent", "excused", "cancelled", "not_applicable", "unclear"]


@dataclass(frozen=True, slots=True)
class AttendanceOptions:
    """What a person may have said before reading.

    Attributes:
        default_year: used only where the year stands nowhere, and then in doubt.
        month: (year, month) that overrides what the sheets say.
        sheets: names of the sheets to read; None for all.
        legend: further signs and their meaning, winning over everything.
        default_minutes: length of a plain presence, winning over the sheet.
        tables: key of a table → what a person corrected in how it was understood.
    """

    default_year: int | None = None
    month: tuple[int, int] | None = None
    sheets: frozenset[str] | None = None
    legend: Mapping[str, Mark] = field(default_factory=dict)
    default_minutes: int | None = None
    tables: Mapping[str, TableFix] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AttendanceEntry:
    """One mark of one person on one day.

    Attributes:
        person: the name as written, taken apart; matching to a resident comes later.
        pesel: what stood in the PESEL column of the row, unchecked.
        group: heading of the group the row stands under, or the list's group column.
        service: service named in the row itself; else see `SheetReport.services`.
        date: None when the day cannot exist or the month is unknown: always with a doubt.
        mark: what the sign means; `unclear` counts as nothing.
        minutes: length of a presence; None for a presence whose length neither the cell, nor the
            legend, nor the title says (the unit of the service decides), and for every other mark.
        raw: what stood in the cell.
        place: the cell.
        remark: words beside the mark, and the cell's comment.
        doubts: kinds of the problems that a person has to settle; empty when the entry is sure.
        problems: all findings about this entry.
        repeats: the cell in another row of the same written name and day that already counts. The
            service decides once people are matched: namesakes are two people.
    """

    person: PersonName
    date: dt.date | None
    mark: Mark
    minutes: int | None
    raw: str
    place: Place
    pesel: str = ""
    group: str = ""
    service: str = ""
    remark: str = ""
    doubts: tuple[str, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    repeats: Place | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who stands in a list, with or without marks."""

    person: PersonName
    place: Place
    pesel: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class SheetReport:
    """How one sheet was understood.

    Attributes:
        name: the sheet.
        layout: what was found; `none` when there is no attendance in it.
        months: the month of each table, in order.
        services: texts that may name the service, best first (title, label, sheet, file).
        leader: who ran the meetings, as written.
        legend: sign as written -> meaning, from the sheet's own legend.
        default_minutes: length of a plain presence said by the legend or a title.
    """

    name: str
    layout: Layout
    months: tuple[MonthFinding, ...] = ()
    services: tuple[str, ...] = ()
    leader: str = ""
    legend: Mapping[str, Mark] = field(default_factory=dict)
    default_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class AttendanceFile:
    """Everything read from one workbook; `problems` holds those of the entries too.

    `tables`: how each table was understood, for a person to correct.
    """

    file_name: str
    entries: tuple[AttendanceEntry, ...]
    participants: tuple[Participant, ...]
    sheets: tuple[SheetReport, ...]
    problems: tuple[CellProblem, ...]
    tables: tuple[FoundTable, ...] = ()
