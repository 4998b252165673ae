"""Whether a resident agreed to something: asked before anything is printed that needs a consent.

Most of what a centre does rests on the act (CUS act, art. 50), not on a consent; see
`domain.protection.register_drafts.ConsentPurpose` for what does need one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label
from cusdesk.domain.protection.clocks import is_valid
from cusdesk.models.protection import Consent

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.protection.register_drafts import ConsentPurpose
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class ConsentAnswer:
    """What is on record about one purpose.

    Attributes:
        is_given: a consent holds on the day.
        scope: what it covers, in the words of the entry.
        consent_id: the entry; of an ended one when none holds; None when nobody was ever asked.
        until: its last day, None without one.
        withdrawn_on: when it was taken back.
    """

    is_given: bool
    scope: str = ""
    consent_id: bytes | None = None
    until: dt.date | None = None
    withdrawn_on: dt.date | None = None


@needs("residents.see")
def consent_for(
    office: Office, resident_id: bytes, purpose: ConsentPurpose, on: dt.date | None = None
) -> ConsentAnswer:
    """Return whether a resident's consent for a purpose holds on a day, today for None.

    RODO, art. 7: the centre must be able to show the consent, and it may be withdrawn at any time.
    """
    day = on or office.clock.today()
    query = (
        select(Consent)
        .where(
            Consent.resident_id == resident_id,
            Consent.purpose == purpose.value,
            Consent.retired_at.is_(None),
        )
        .order_by(Consent.given_on.desc().nulls_last(), Consent.id.desc())
    )
    with office.read() as session:
        found = session.scalars(query).all()
        holding = [c for c in found if is_valid(c.given_on, c.valid_to, c.withdrawn_on, day)]
        row = next(iter([*holding, *found]), None)
        if row is None:
            return ConsentAnswer(is_given=False)
        return ConsentAnswer(bool(holding), row.scope, row.id, row.valid_to, row.withdrawn_on)


@needs("residents.see")
def require_consent(office: Office, resident_id: bytes, purpose: ConsentPurpose) -> ConsentAnswer:
    """Return the consent that covers a purpose today.

    Raises:
        RuleError: `protection.consent.missing`, `.withdrawn` or `.over`, with the purpose and the
            day in words; nothing may be printed.
    """
    answer = consent_for(office, resident_id, purpose)
    if answer.is_given:
        return answer
    day, key = None, "missing"
    if answer.withdrawn_on is not None:
        day, key = answer.withdrawn_on, "withdrawn"
    elif answer.until is not None:
        day, key = answer.until, "over"
    raise RuleError(f"protection.consent.{key}", purpose=label(purpose), date=format_date(day))
