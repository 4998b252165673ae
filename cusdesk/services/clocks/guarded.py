"""Clocks of data protection, out of its registers and the terms of keeping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.labels import label
from cusdesk.domain.protection.clocks import Look
from cusdesk.domain.protection.register_drafts import DataRequestDraft
from cusdesk.domain.protection.registers import REGISTERS
from cusdesk.services.clocks.clock import Clock, Subject
from cusdesk.services.protection.registers.rows import rows_in
from cusdesk.services.protection.retention import proposals_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cusdesk.services.clocks.clock import Terms
    from cusdesk.services.office import Office
    from cusdesk.services.protection.registers import RegisterRow

_KEYS = {
    "breaches": "breach",
    "data_requests": "data_request",
    "processing_agreements": "data_agreement",
    "authorisations": "data_agreement",
}
"""Register -> the term its entries have."""


def clocked_rows(session: Session, now: dt.datetime) -> list[RegisterRow]:
    """Return the entries of the registers that may run out, in the order of the registers."""
    return [row for name in _KEYS for row in rows_in(session, REGISTERS[name], now)]


def name_of(row: RegisterRow, *, sees_residents: bool) -> str:
    """Return what an entry is about; of a resident only for whoever may see residents."""
    if isinstance(row.draft, DataRequestDraft):
        kind = label(row.draft.kind) if row.draft.kind else ""
        return ", ".join(filter(None, (row.who if sees_residents else "", kind)))
    if row.register == "authorisations":
        return str(row.value("person"))
    if row.register == "processing_agreements":
        return str(row.value("provider_id") or row.value("party"))
    return str(row.value("number"))


@needs("protection.see")
def protection_clocks(office: Office, session: Session, terms: Terms) -> Iterator[Clock | None]:
    """Give the entries with a day ahead or past, and the cases kept past their term."""
    sees = office.may("residents.see")
    for row in clocked_rows(session, office.clock.now()):
        if row.standing.day is None or row.standing.look is Look.DONE:
            continue
        key = _KEYS[row.register]
        name = tr(f"today.line.{row.register}", name=name_of(row, sees_residents=sees)).strip()
        who = terms.answers(terms.get(key))
        subject = Subject(name, "protection", row.id, row.resident_id, "", who)
        yield terms.clock(key, subject, due=row.standing.day)
    cases = len(proposals_in(session, terms.today)) if sees else 0
    if cases:
        subject = Subject(tr("clocks.retention", n=cases), "protection")
        yield terms.clock("retention", subject, due=terms.today)
