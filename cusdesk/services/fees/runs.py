"""Confirming a month: the proposal becomes charges for good, corrected only by later runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from cusdesk.core.errors import ConflictError, RuleError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.fees.steps import steps_json
from cusdesk.domain.fees.terms import next_month
from cusdesk.models.fees import FeeCharge, FeeRun
from cusdesk.services.fees.proposal import read_month

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.changes import Changes
    from cusdesk.services.fees.lines import FeeLine
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A run that was confirmed.

    Attributes:
        lines: how many charges it has.
        total_gr: what they add up to.
    """

    id: bytes
    number: int
    lines: int
    total_gr: int
    changes: Changes


@needs("fees.confirm")
def confirm_month(office: Office, month: dt.date, seal: str) -> Confirmed:
    """Confirm the proposal of a month; it cannot be undone, the screen says so first.

    Args:
        office: the open office.
        month: any day of it.
        seal: of the proposal that was looked at (`MonthFees.seal`).

    Raises:
        RuleError: `fees.problem.month_runs`: the month is not over yet;
            `fees.problem.nothing_to_charge`.
        ConflictError: `fees.problem.changed_meanwhile`: the proposal is another one by now.
    """
    first = month.replace(day=1)
    if office.clock.today() < next_month(first):
        raise RuleError("fees.problem.month_runs")
    run_id = new_id()
    with office.write("fees.confirm", record=("fees", run_id), undoable=False) as work:
        found = read_month(work.session, first, office.clock.today())
        if found.seal != seal:
            raise ConflictError("fees.problem.changed_meanwhile")
        lines = found.chargeable
        if not lines:
            raise RuleError("fees.problem.nothing_to_charge")
        number = len(found.runs) + 1
        work.session.add(
            FeeRun(
                id=run_id,
                month=first,
                number=number,
                confirmed_on=office.clock.today(),
                confirmed_by=office.user_name,
            )
        )
        work.session.flush()
        work.session.execute(insert(FeeCharge), [_values(run_id, line) for line in lines])
    total = sum(line.amount_gr for line in lines)
    return Confirmed(run_id, number, len(lines), total, work.changes)


def _values(run_id: bytes, line: FeeLine) -> dict[str, Any]:
    return {
        "id": new_id(),
        "subject_id": line.resident_id,
        "run_id": run_id,
        "resident_id": line.resident_id,
        "service_id": line.service_id,
        "rule_id": line.rule_id,
        "decision_id": line.decision_id,
        "month": line.month,
        "is_change": line.is_change,
        "quantity": line.quantity,
        "total_gr": line.total_gr,
        "amount_gr": line.amount_gr,
        "full_gr": line.full_gr,
        "market_gr": line.market_gr,
        "due_on": line.due_on,
        "steps_json": steps_json(line.steps),
    }
