"""Writing the applications of a plan, in the order they came in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.core.ids import new_id
from cusdesk.domain.applications import DECIDED
from cusdesk.services.applications.bulk import Incoming, register_many
from cusdesk.services.applications.outcomes import write_outcome
from cusdesk.services.imports.applications.payload import draft_of, outcome_of, receipt_of
from cusdesk.services.imports.applications.people import who_of
from cusdesk.services.imports.applications.register import moment_of
from cusdesk.services.imports.model import date_of, id_of
from cusdesk.services.imports.residents.fields import DATES
from cusdesk.services.imports.residents.known import KnownPeople, differences_of
from cusdesk.services.imports.residents.write import fill_resident, insert_residents
from cusdesk.services.residents.index import reindex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from cusdesk.db.database import UnitOfWork
    from cusdesk.services.imports.applications.register import Who
    from cusdesk.services.imports.model import PlannedRow
    from cusdesk.services.office import Office


def apply_applications(
    office: Office,
    work: UnitOfWork,
    rows: Sequence[PlannedRow],
    step: Callable[[int, int], None] | None = None,
) -> None:
    """Write the new applications, the people nobody knew, and what cards had empty.

    `target` of each row becomes the resident it belongs to.

    Raises:
        RuleError: this person may not register applications, or not add residents.
    """
    writing = sorted((row for row in rows if row.outcome == "new"), key=moment_of)
    _find_people(office, work, writing)
    today = office.clock.today()
    people = [
        Incoming(
            _whose(row),
            receipt_of(row.payload["application"], today),
            draft_of(row.payload["application"]),
            row.payload["application"]["number"],
        )
        for row in writing
    ]
    made = register_many(office, work, people, step)
    for row, application in zip(writing, made, strict=True):
        outcome = outcome_of(row.payload["application"], row.title)
        if outcome is not None:
            if outcome.kind in DECIDED:
                office.require("applications.decide")
            write_outcome(office, work, application, outcome)


def write_for(
    office: Office, work: UnitOfWork, row: PlannedRow, *, overwrite: bool | frozenset[str]
) -> None:
    """Register the application of the resident in `target`, and write what the card lacks.

    `overwrite`: let the list win everywhere, or in the fields named.
    """
    if row.target is None:
        return
    row.payload["resident_id"] = row.target
    row.differences = [
        replace(d, old="") if _wins(d.field, overwrite) else d
        for d in differences_of(work.session, row.target, row.payload)
    ]
    apply_applications(office, work, [row])


def _wins(name: str, overwrite: bool | frozenset[str]) -> bool:
    return overwrite if isinstance(overwrite, bool) else name in overwrite


def _whose(row: PlannedRow) -> bytes:
    if row.target is None:
        raise TypeError(row.reason)  # every row was given its person before
    return row.target


def _find_people(office: Office, work: UnitOfWork, rows: Sequence[PlannedRow]) -> None:
    """Give every row its resident: the one it says, the one of that name, or a new one."""
    today = office.clock.today()
    known: KnownPeople | None = None
    made: dict[Who, bytes] = {}
    new: list[tuple[bytes, dict[str, Any]]] = []
    for row in rows:
        row.target = id_of(row.payload["resident_id"])
        if row.target is not None:
            if row.differences:
                office.require("residents.change")
                fill_resident(work.session, row, today)
            continue
        values = _dated(row.payload["values"])
        who = who_of(values)
        known = known or KnownPeople(work.session)
        same = known.same(values)
        row.target = same.id if same is not None else made.get(who) if who is not None else None
        if row.target is None:
            row.target = new_id()
            new.append((row.target, row.payload))
            if who is not None:
                made[who] = row.target
    if new:
        office.require("residents.change")
        insert_residents(work.session, new, today)
    filled = [row.target for row in rows if row.differences and row.target is not None]
    reindex(work.session, list(dict.fromkeys([*(i for i, _ in new), *filled])))


def _dated(values: dict[str, Any]) -> dict[str, Any]:
    """Return values with dates as dates: rows of the queue keep them as text."""
    return {**values, **{name: date_of(values[name]) for name in DATES}}
