"""Many applications at once, inside an operation of another feature: a recruited list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cusdesk.domain.access import Role
from cusdesk.models.applications import ApplicationCorrection
from cusdesk.services.applications.commands import newest_receipt
from cusdesk.services.applications.numbers import Numbers
from cusdesk.services.applications.store import new_row, write_draft

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.applications import ApplicationDraft, Receipt
    from cusdesk.services.office import Office

_EVERY = 50


@dataclass(frozen=True, slots=True)
class Incoming:
    """One application of a list; its moment says when it came in, not when it is written down.

    Attributes:
        number: the one it has already; empty for the next one of its year.
    """

    resident_id: bytes
    receipt: Receipt
    draft: ApplicationDraft
    number: str = ""


def register_many(
    office: Office,
    work: UnitOfWork,
    people: Sequence[Incoming],
    step: Callable[[int, int], None] | None = None,
) -> list[bytes]:
    """Register applications in the order given; return their ids.

    `step` is told now and then (written, in all), and may raise to stop the work.

    Whoever came in before the newest of the register stands there with the reason of the receipt,
    as a single one would.
    """
    office.require("applications.change")
    newest = newest_receipt(work.session)
    coordinator = office.user_name if Role.COORDINATOR in office.roles else ""
    numbers = Numbers(work.session, [person.number for person in people if person.number])
    made = []
    for done, person in enumerate(people):
        if step is not None and done % _EVERY == 0:
            step(done, len(people))
        receipt, draft = person.receipt, person.draft
        number = person.number or numbers.take(receipt.on.year)
        row = new_row(person.resident_id, receipt, number)
        work.session.add(row)
        write_draft(work, row, replace(draft, coordinator=draft.coordinator or coordinator))
        made.append(row.id)
        if newest is not None and (receipt.on, receipt.minute) < (newest.on, newest.minute):
            work.session.add(
                ApplicationCorrection(
                    subject_id=row.subject_id,
                    application_id=row.id,
                    made_on=office.clock.today(),
                    made_by=office.user_name,
                    before=receipt.words,
                    after=receipt.words,
                    reason=receipt.late_reason,
                )
            )
    work.session.flush()
    return made
