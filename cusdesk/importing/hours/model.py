"""What comes out of work cards: visits, each with its row, problems and doubts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cusdesk.domain.person_names import PersonName
    from cusdesk.importing.grid import Place
    from cusdesk.importing.layout import FoundTable, TableFix
    from cusdesk.importing.months import MonthFinding
    from cusdesk.importing.problems import CellProblem

CardLayout = Literal["list", "grid", "none"]


@dataclass(frozen=True, slots=True)
class HoursOptions:
    """What a person may have said before reading; see `AttendanceOptions`."""

    default_year: int | None = None
    month: tuple[int, int] | None = None
    sheets: frozenset[str] | None = None
    tables: Mapping[str, TableFix] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit or meeting of one worker with one resident.

    Attributes:
        worker, resident: names as written, taken apart; matching comes later.
        date: the day on which the visit began; None only with a doubt.
        start, end: minutes since midnight of that day, None where not written; `end` is above 1440
            for a visit past midnight.
        minutes: length; None when nothing sure says it.
        other_month: the date lies outside the month of the card: kept, and in doubt.
        repeats: the row of the same visit written before; it counts once.
        doubts: kinds of the problems that a person has to settle; empty when the visit is sure.
    """

    worker: PersonName
    resident: PersonName
    date: dt.date | None
    start: int | None
    end: int | None
    minutes: int | None
    place: Place
    activities: str = ""
    service: str = ""
    provider: str = ""
    pesel: str = ""
    raw: str = ""
    other_month: bool = False
    doubts: tuple[str, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    repeats: Place | None = None

    @property
    def crosses_midnight(self) -> bool:
        """Return True for a visit that ends on the next day."""
        return self.end is not None and self.end > 24 * 60

    @property
    def counted(self) -> bool:
        """Return True for a visit that counts to the month of its card."""
        return self.repeats is None and not self.other_month


@dataclass(frozen=True, slots=True)
class CardReport:
    """How one sheet (or one of several tables in it) was understood."""

    name: str
    layout: CardLayout
    month: MonthFinding | None = None
    worker: str = ""
    services: tuple[str, ...] = ()
    provider: str = ""


@dataclass(frozen=True, slots=True)
class HoursFile:
    """Everything read from one workbook; `problems` holds those of the visits too.

    `tables`: how each table was understood, for a person to correct.
    """

    file_name: str
    visits: tuple[Visit, ...]
    cards: tuple[CardReport, ...]
    problems: tuple[CellProblem, ...]
    tables: tuple[FoundTable, ...] = ()
