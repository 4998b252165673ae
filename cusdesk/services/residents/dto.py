"""What the residents' use cases hand out: frozen, without any tie to the database."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from collections.abc import Mapping  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass, field

from cusdesk.core.errors import Problem  # noqa: TC001 (fields of public rows)
from cusdesk.domain.changes import Changes  # noqa: TC001 (fields of public rows)
from cusdesk.domain.residents import ResidentDraft  # noqa: TC001 (fields of public rows)


@dataclass(frozen=True, slots=True)
class Saved:
    """A resident was written.

    Attributes:
        id: the resident, or the note for the commands about notes.
        version: row version after the write, for the next edit.
        warnings: what is worth a look and did not stop the save.
    """

    id: bytes
    changes: Changes
    version: int = 1
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ResidentRow:
    """One line of the list.

    Attributes:
        age: whole years today, or at death; None without a birth date.
        place: village with house number, or street with it.
        phone: first number as kept; `phone_count` tells whether there are more.
        coordinator, plan_status, plan_valid_to: of the newest plan; empty without one.
    """

    id: bytes
    surname: str
    given_name: str
    birth_date: dt.date | None
    age: int | None
    sex: str
    pesel: str
    locality: str
    house: str
    place: str
    solectwo: str
    phone: str
    phone_count: int
    status: str
    status_date: dt.date | None
    disability: str
    disability_valid_to: dt.date | None
    coordinator: str
    plan_status: str
    plan_valid_to: dt.date | None

    @property
    def name(self) -> str:
        """Return surname and given name, as lists have them."""
        return f"{self.surname} {self.given_name}".strip()


@dataclass(frozen=True, slots=True)
class ResidentFilter:
    """What a list of residents is narrowed to; empty narrows nothing.

    Attributes:
        text: words of the search box, in any order.
        statuses: values of `ResidentStatus`; any of them.
        columns: column key -> text typed in the filter row; see `listing.COLUMN_KEYS`.
    """

    text: str = ""
    statuses: tuple[str, ...] = ()
    locality: str = ""
    solectwo: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HouseholdMember:
    """Somebody who keeps house with the resident."""

    id: bytes
    name: str
    birth_date: dt.date | None
    status: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A dated note on the card."""

    id: bytes
    date: dt.date
    text: str
    author: str
    version: int


@dataclass(frozen=True, slots=True)
class PlanHeadline:
    """A plan of the resident in one line: a `PlanStage` as status, the number of its services."""

    id: bytes
    number: str
    status: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    coordinator: str
    services: int


@dataclass(frozen=True, slots=True)
class ServiceHeadline:
    """A service the resident uses: planned, in a group, or given by visits.

    Attributes:
        id: the service in the catalogue.
        detail: group, schedule or provider, whichever is known first.
        last_date: last visit or meeting, None when none is recorded.
    """

    id: bytes
    name: str
    detail: str
    last_date: dt.date | None


@dataclass(frozen=True, slots=True)
class ResidentDetails:
    """Everything the card shows.

    Attributes:
        version: row version to be given back with an edit.
        retired_on: the day the record went to the bin, None while it counts.
    """

    id: bytes
    draft: ResidentDraft
    version: int
    age: int | None = None
    retired_on: dt.date | None = None
    household: tuple[HouseholdMember, ...] = ()
    notes: tuple[NoteRow, ...] = ()
    plans: tuple[PlanHeadline, ...] = ()
    services: tuple[ServiceHeadline, ...] = ()


@dataclass(frozen=True, slots=True)
class DuplicateWarning:
    """Somebody on record who may be the same person.

    Attributes:
        reason: `pesel`, `name_birth_date` or `name_address`, the strongest that holds.
        row: that person.
    """

    reason: str
    row: ResidentRow


@dataclass(frozen=True, slots=True)
class ResidentHit:
    """One answer of the search box.

    Attributes:
        is_near: found by a spelling near to the typed one, not by the very letters.
    """

    id: bytes
    surname: str
    given_name: str
    birth_date: dt.date | None
    place: str
    phone: str
    status: str
    is_near: bool = False

    @property
    def name(self) -> str:
        """Return surname and given name."""
        return f"{self.surname} {self.given_name}".strip()


@dataclass(frozen=True, slots=True)
class BinRow:
    """A resident in the bin."""

    id: bytes
    name: str
    birth_date: dt.date | None
    place: str
    retired_on: dt.date
