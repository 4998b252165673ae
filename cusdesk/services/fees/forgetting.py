"""Taking a person out of what the bank's statements say; part of an erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from cusdesk.domain.polish_text import fold
from cusdesk.models.fees import FeeBankLine, FeePayment

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_BLANK = {"payer": "", "title": "", "account": ""}


def forget_payer(
    session: Session, resident_id: bytes, names: tuple[tuple[str, str], ...]
) -> list[bytes]:
    """Blank the lines that were booked for a person or name them; return their ids.

    Args:
        session: of a running write whose triggers are muted.
        resident_id: who is erased.
        names: (surname, given name), present and former.
    """
    payments = select(FeePayment.id).where(FeePayment.subject_id == resident_id)
    own = set(session.scalars(select(FeeBankLine.id).where(FeeBankLine.payment_id.in_(payments))))
    wanted = [{fold(surname), fold(given)} for surname, given in names if surname and given]
    rows = session.execute(
        select(FeeBankLine.id, FeeBankLine.payer, FeeBankLine.title).where(
            FeeBankLine.payment_id.is_(None)
        )
    )
    for line_id, payer, title in rows:
        words = set(fold(f"{payer} {title}").split())
        if any(name <= words for name in wanted):
            own.add(line_id)
    for line_id in own:
        session.execute(update(FeeBankLine).where(FeeBankLine.id == line_id).values(_BLANK))
    return sorted(own)
