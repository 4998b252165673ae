"""Debts in parts: agreed, shown with what came in, ended when they are not kept."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import Problem, RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.calendar import next_working_day
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.fees.instalments import (
    InstalmentDraft,
    check_instalments,
    debts_of,
    even_parts,
)
from cusdesk.domain.periods import add_months
from cusdesk.domain.polish_text import one_line
from cusdesk.models.fee_instalments import FeeInstalment, FeeInstalmentDebt, FeeInstalmentPlan
from cusdesk.services.fees.accounts import Account, read_account
from cusdesk.services.fees.put_off import parts_of
from cusdesk.services.records import Saved

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.fees.ledger import OpenItem
    from cusdesk.services.office import Office

_USUAL = 3


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of a debt, and what is open of it; None once the parts were ended."""

    number: int
    due_on: dt.date
    amount_gr: int
    open_gr: int | None

    def state_on(self, today: dt.date) -> str:
        """Return how it stands: over, paid, late from the day after its term on, else waits."""
        if self.open_gr is None:
            return "over"
        if not self.open_gr:
            return "paid"
        return "late" if self.due_on < today else "waits"


@dataclass(frozen=True, slots=True)
class Instalments:
    """A debt in parts with what came in.

    Attributes:
        ended_on: from this day on the first terms count again; None while the parts do.
        version: for ending it.
    """

    id: bytes
    resident_id: bytes
    agreed_on: dt.date
    basis: str
    reason: str
    ended_on: dt.date | None
    end_reason: str
    parts: tuple[PartRow, ...]
    version: int

    @property
    def total_gr(self) -> int:
        """The whole debt."""
        return sum(part.amount_gr for part in self.parts)

    @property
    def open_gr(self) -> int:
        """What is still to be paid in parts."""
        return sum(part.open_gr or 0 for part in self.parts)


@needs("fees.see")
def instalments_of(office: Office, resident_id: bytes) -> list[Instalments]:
    """Return a resident's debts in parts, the newest first."""
    with office.read() as session:
        account = read_account(session, resident_id, office.clock.today())
        query = (
            select(FeeInstalmentPlan)
            .where(
                FeeInstalmentPlan.resident_id == resident_id,
                FeeInstalmentPlan.retired_at.is_(None),
            )
            .order_by(FeeInstalmentPlan.agreed_on.desc(), FeeInstalmentPlan.id.desc())
        )
        parts = parts_of(session)
        return [_shown(row, parts.get(row.id, []), account) for row in session.scalars(query)]


def _shown(
    row: FeeInstalmentPlan, parts: list[tuple[dt.date, int]], account: Account
) -> Instalments:
    left = {i.owed.part: i.open_gr for i in account.balance.parts if i.owed.plan_id == row.id}
    is_over = row.ended_on is not None
    rows = tuple(
        PartRow(number, due, amount, None if is_over else left.get(number, 0))
        for number, (due, amount) in enumerate(parts, 1)
    )
    return Instalments(
        row.id,
        row.resident_id,
        row.agreed_on,
        row.basis,
        row.reason,
        row.ended_on,
        row.end_reason,
        rows,
        row.row_version,
    )


@needs("fees.confirm")
def propose_instalments(office: Office, resident_id: bytes) -> InstalmentDraft:
    """Return what the window begins with: everything late, else everything open, in three months.

    Raises:
        RuleError: `fees.problem.no_debt`: nothing is open that is not in parts already.
    """
    today = office.clock.today()
    with office.read() as session:
        account = read_account(session, resident_id, today)
    whole = _free(account)
    if whole <= 0:
        raise RuleError("fees.problem.no_debt")
    late = sum(i.open_gr for i in _charges(account) if i.due_on is not None and i.due_on < today)
    amount = late or whole
    first = next_working_day(add_months(today, 1))
    return InstalmentDraft(
        resident_id,
        today,
        amount,
        even_parts(amount, _USUAL, first),
        basis=str(dictionary("fees")["instalments"]["basis"]),
    )


def _charges(account: Account) -> list[OpenItem]:
    """Return what is open and not in parts, the oldest term first."""
    return [item for item in account.balance.items if item.charge_id is not None]


def _free(account: Account) -> int:
    return sum(item.open_gr for item in _charges(account))


@needs("fees.confirm")
def agree_instalments(office: Office, draft: InstalmentDraft) -> Saved:
    """Write down that a debt is paid in parts; its first terms wait while they hold.

    Raises:
        ValidationError: the draft is wrong.
        RuleError: `fees.problem.parts_hold`: an earlier debt in parts is not paid or ended yet.
    """
    today, made = office.clock.today(), new_id()
    with office.write("fees.instalments", record=("fees", made)) as work:
        if draft.resident_id is None:
            raise ValidationError([Problem("resident_id", "fees.problem.resident_id")])
        account = read_account(work.session, draft.resident_id, today)
        problems = check_instalments(draft, _free(account), today)
        if problems:
            raise ValidationError(problems)
        if account.balance.parts:
            raise RuleError("fees.problem.parts_hold")
        _add(work.session, made, draft, account, office.user_name)
    return Saved(made, 1, work.changes)


def _add(
    session: Session, made: bytes, draft: InstalmentDraft, account: Account, author: str
) -> None:
    who = account.resident_id
    session.add(
        FeeInstalmentPlan(
            id=made,
            subject_id=who,
            resident_id=who,
            agreed_on=draft.agreed_on,
            basis=one_line(draft.basis),
            reason=draft.reason.strip(),
            author=author,
        )
    )
    session.flush()
    for place, part in enumerate(draft.parts):
        session.add(
            FeeInstalment(
                subject_id=who,
                plan_id=made,
                position=place,
                due_on=part.due_on,
                amount_gr=part.amount_gr,
            )
        )
    for charge, amount in debts_of(_charges(account), draft.amount_gr or 0).items():
        session.add(
            FeeInstalmentDebt(subject_id=who, plan_id=made, charge_id=charge, amount_gr=amount)
        )


@needs("fees.confirm")
def end_instalments(office: Office, plan_id: bytes, version: int, reason: str) -> Changes:
    """End a debt in parts: what is still open counts by its first terms again.

    Raises:
        ValidationError: no reason is given.
        ConflictError, NotFoundError: somebody else was quicker.
    """
    if not reason.strip():
        raise ValidationError([Problem("end_reason", "fees.problem.parts_reason")])
    with office.write("fees.end_instalments", record=("fees", plan_id)) as work:
        row = work.get(FeeInstalmentPlan, plan_id, version)
        row.ended_on, row.end_reason = office.clock.today(), reason.strip()
    return work.changes
