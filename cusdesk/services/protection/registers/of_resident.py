"""What the registers hold about one resident, and the short ways to write it from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label
from cusdesk.domain.protection import register_drafts as drafts
from cusdesk.domain.protection.registers import REGISTERS
from cusdesk.services.protection.registers.consents import require_consent
from cusdesk.services.protection.registers.rows import rows_in
from cusdesk.services.protection.registers.writing import save_entry

if TYPE_CHECKING:
    from cusdesk.domain.protection.clocks import Look
    from cusdesk.services.office import Office
    from cusdesk.services.protection.registers.rows import RegisterRow
    from cusdesk.services.records import Saved

ABOUT = tuple(spec.name for spec in REGISTERS.values() if spec.about != "no")


@dataclass(frozen=True, slots=True)
class ResidentEntry:
    """One line of a resident's card.

    Attributes:
        register, id: what it leads to.
        title: what it is.
        state: how it stands, with its days.
        look: how pressing it is.
    """

    register: str
    id: bytes
    title: str
    state: str
    look: Look


@needs("residents.see")
def entries_of_resident(office: Office, resident_id: bytes) -> list[ResidentEntry]:
    """Return consents of a resident, and, for who may see the registers, everything else.

    Consents are for everybody who works with the person: what is not covered must not be done.
    """
    shown = ABOUT if office.may("protection.see") else ("consents",)
    now = office.clock.now()
    with office.read() as session:
        return [
            _line(row)
            for name in shown
            for row in rows_in(session, REGISTERS[name], now, resident_id)
        ]


def _line(row: RegisterRow) -> ResidentEntry:
    match row.draft:
        case drafts.ConsentDraft() as consent:
            what = label(consent.purpose) if consent.purpose else ""
            title = tr("protection.line.consents", what=what)
            state = " · ".join(filter(None, (consent.scope, row.state)))
        case drafts.DisclosureDraft() as disclosure:
            title = tr("protection.line.disclosures", who=disclosure.recipient)
            state = " · ".join(
                filter(None, (format_date(disclosure.disclosed_on), disclosure.what))
            )
        case drafts.DataRequestDraft() as request:
            what = label(request.kind) if request.kind else ""
            title, state = tr("protection.line.data_requests", what=what), row.state
        case drafts.ClauseDeliveryDraft() as given:
            title = tr("protection.line.clause_deliveries", what=row.value("clause_id"))
            state = format_date(given.given_on)
        case _:
            title = state = ""
    return ResidentEntry(row.register, row.id, title, state, row.standing.look)


@needs("protection.change", "residents.see")
def record_disclosure(
    office: Office,
    resident_id: bytes,
    recipient: str,
    what: str,
    legal_basis: str = "",
    *,
    consent: drafts.ConsentPurpose | None = None,
) -> Saved:
    """Note that somebody outside was given a resident's data today (CUS act, art. 50(3)).

    Args:
        office: the open office.
        resident_id: whose data they are.
        recipient: to whom they went.
        what: what it was.
        legal_basis: the act, or the plan, that allows it.
        consent: it rests on this consent instead, which must hold today.

    Raises:
        ValidationError: something is missing.
        RuleError: as `require_consent`: there is no such consent.
    """
    if consent is not None:
        given = require_consent(office, resident_id, consent)
        legal_basis = tr(
            "protection.disclosure.consented", purpose=label(consent), scope=given.scope
        )
    draft = drafts.DisclosureDraft(recipient, what, legal_basis, office.clock.today())
    return save_entry(office, "disclosures", None, draft, resident_id=resident_id)


@needs("protection.change", "residents.see")
def record_clause(office: Office, resident_id: bytes, clause_id: bytes) -> Saved:
    """Note that a resident was given an information clause today (RODO, arts. 13 and 14).

    Raises:
        ValidationError: no clause is chosen.
    """
    draft = drafts.ClauseDeliveryDraft(clause_id, office.clock.today())
    return save_entry(office, "clause_deliveries", None, draft, resident_id=resident_id)
