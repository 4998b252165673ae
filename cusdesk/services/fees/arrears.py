"""Papers of who did not pay: the reminder, then the decision."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.calendar import next_working_day
from cusdesk.domain.dates import format_date
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.fees.decision import Regime
from cusdesk.domain.papers import PaperStatus
from cusdesk.domain.reports import Money
from cusdesk.models.fees import FeeCharge, FeeDecision, FeeRule
from cusdesk.models.papers import IssuedPaper
from cusdesk.services import papers
from cusdesk.services.fees.accounts import DECISION, REMINDER, Account, read_account
from cusdesk.services.fees.instalment_paper import item_words
from cusdesk.services.fees.notices import Notified, addressees
from cusdesk.services.fees.settings import read_pay_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperDraft


_BY_ACT = Regime.DECISION.value


@dataclass(slots=True)
class DebtDecision:
    """What a person says in the decision; the debt comes from the account.

    Attributes:
        is_proposed: the legal basis or the law are the program's own proposal, which nobody of the
            office has compared with the acts yet.
    """

    legal_basis: str = ""
    facts: str = ""
    law: str = ""
    pay_by: dt.date | None = None
    is_proposed: bool = False


@needs("fees.see")
def reminder_draft(office: Office, resident_id: bytes) -> PaperDraft:
    """Return a reminder of everything that is past its term.

    Raises:
        RuleError: `fees.problem.nothing_late`.
    """
    today = office.clock.today()
    with office.read() as session:
        account = read_account(session, resident_id, today)
        values = _values(session, account, today)
    pay_by = next_working_day(today + dt.timedelta(days=_days()))
    return papers.draft_paper(
        office,
        REMINDER,
        values | {"pay_by": pay_by},
        resident_id=resident_id,
        record=("fees", resident_id),
    )


def _days() -> int:
    return int(dictionary("fees")["reminder"]["pay_within_days"])


@needs("fees.change")
def issue_reminders(office: Office, residents: Sequence[bytes], layout: str = "normal") -> Notified:
    """Issue a reminder to each of these residents, all in one PDF; not undoable.

    Raises:
        RuleError: `fees.problem.nothing_late` for one of them; nothing is issued then.
    """
    drafts = [reminder_draft(office, resident) for resident in residents]
    if not drafts:
        raise RuleError("fees.problem.nothing_late")
    issued = papers.issue_papers(office, drafts, layout)
    pages = papers.papers_bytes(office, [paper.id for paper in issued])
    return Notified(len(issued), pages, issued[0].changes)


@needs("fees.see")
def debt_decision(office: Office, resident_id: bytes) -> DebtDecision:
    """Return what the decision would say; a person reads and changes it first.

    CUS act, art. 43 and 44, for services of the programme; social assistance act, art. 104, for
    services under a decision.
    """
    today = office.clock.today()
    with office.read() as session:
        account = read_account(session, resident_id, today)
        reminders = _issued_numbers(session, resident_id)
        regime = _regime(session, resident_id)
        rules = _rules(session, resident_id)
        own = read_pay_settings(session)
    facts = tr("fees.debt.facts", name=account.resident, amount=_money(account))
    if reminders:
        facts += " " + tr("fees.debt.reminded", numbers=", ".join(reminders))
    proposed = dictionary("fees")["debt"]
    basis = own.debt_basis_decision if regime == _BY_ACT else own.debt_basis_programme
    law = own.debt_law or str(proposed["law"])
    return DebtDecision(
        legal_basis=basis or str(proposed[f"basis_{regime}"]),
        facts=facts,
        law=law.replace("{rules}", ", ".join(rules)),
        pay_by=next_working_day(today + dt.timedelta(days=2 * _days())),
        is_proposed=bool(proposed["provisional"]) and not (basis and own.debt_law),
    )


def _money(account: Account) -> str:
    from cusdesk.domain.money import format_money

    return format_money(account.balance.overdue_gr)


@needs("fees.confirm")
def debt_decision_draft(office: Office, resident_id: bytes, said: DebtDecision) -> PaperDraft:
    """Return the decision about a debt.

    Raises:
        RuleError: `fees.problem.nothing_late`.
    """
    today = office.clock.today()
    with office.read() as session:
        account = read_account(session, resident_id, today)
        values = _values(session, account, today)
    values |= {
        "legal_basis": said.legal_basis,
        "facts": said.facts,
        "law": said.law,
        "pay_by": said.pay_by,
    }
    return papers.draft_paper(
        office, DECISION, values, resident_id=resident_id, record=("fees", resident_id)
    )


def _values(session: Session, account: Account, today: dt.date) -> dict[str, object]:
    late = [i for i in account.balance.items if i.due_on is not None and i.due_on < today]
    if not late:
        raise RuleError("fees.problem.nothing_late")
    pay = read_pay_settings(session)
    whom = addressees(session, [account.resident_id], today).get(account.resident_id, {})
    return {
        **whom,
        "account": pay.account,
        "cash_desk": pay.cash_desk,
        "total": Money(sum(item.open_gr for item in late)),
        "lines": tuple(
            {
                **dict(zip(("month", "service"), item_words(item), strict=True)),
                "due_on": format_date(item.due_on) if item.due_on else "",
                "open": Money(item.open_gr),
            }
            for item in late
        ),
    }


def _issued_numbers(session: Session, resident_id: bytes) -> list[str]:
    query = (
        select(IssuedPaper.number, IssuedPaper.issued_on)
        .where(
            IssuedPaper.form == REMINDER,
            IssuedPaper.resident_id == resident_id,
            IssuedPaper.status == PaperStatus.ISSUED.value,
        )
        .order_by(IssuedPaper.issued_on)
    )
    return [
        tr("fees.debt.reminder", number=number, date=format_date(day))
        for number, day in session.execute(query)
    ]


def _regime(session: Session, resident_id: bytes) -> str:
    query = (
        select(FeeDecision.regime)
        .where(FeeDecision.resident_id == resident_id, FeeDecision.retired_at.is_(None))
        .order_by(FeeDecision.valid_from.desc())
    )
    return session.scalars(query).first() or Regime.PROGRAMME.value


def _rules(session: Session, resident_id: bytes) -> list[str]:
    query = (
        select(FeeRule.number)
        .join(FeeCharge, FeeCharge.rule_id == FeeRule.id)
        .where(FeeCharge.resident_id == resident_id, FeeRule.number != "")
        .distinct()
    )
    return sorted(session.scalars(query))
