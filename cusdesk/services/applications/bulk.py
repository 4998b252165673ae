"""Many applications at once, inside an operation of another feature: a recruited list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.ids import new_id
from cusdesk.domain.access import Role
from cusdesk.domain.applications import ApplicationStatus
from cusdesk.models.applications import Application, ApplicationCorrection, ApplicationService
from cusdesk.services.applications.commands import newest_receipt, next_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.applications import ApplicationDraft, Receipt
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class Incoming:
    """One application of a list; its moment says when it came in, not when it is written down."""

    resident_id: bytes
    receipt: Receipt
    draft: ApplicationDraft


def register_many(office: Office, work: UnitOfWork, people: Sequence[Incoming]) -> list[bytes]:
    """Register applications in the order given; return their ids.

    Whoever came in before the newest of the register stands there with the reason of the receipt,
    as a single one would.
    """
    office.require("applications.change")
    newest = newest_receipt(work.session)
    coordinator = office.user_name if Role.COORDINATOR in office.roles else ""
    made = []
    for person in people:
        row = _application(work, person, coordinator)
        made.append(row.id)
        receipt = person.receipt
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


def _application(work: UnitOfWork, person: Incoming, coordinator: str) -> Application:
    draft, receipt = person.draft, person.receipt
    row = Application(
        id=new_id(),
        subject_id=person.resident_id,
        resident_id=person.resident_id,
        number=next_number(work.session, receipt.on.year),
        status=ApplicationStatus.RECEIVED.value,
        received_on=receipt.on,
        received_minute=receipt.minute,
        channel=receipt.channel.value,
        applicant_kind=draft.applicant_kind.value,
        applicant_name=draft.applicant_name,
        applicant_phone=draft.applicant_phone,
        programme=draft.programme,
        coordinator=coordinator,
        description=draft.description,
    )
    work.session.add(row)
    work.session.flush()  # the next number looks at what is there
    for position, wish in enumerate(draft.services):
        work.session.add(
            ApplicationService(
                subject_id=person.resident_id,
                application_id=row.id,
                position=position,
                service_id=wish.service_id,
                words=wish.words,
            )
        )
    return row
