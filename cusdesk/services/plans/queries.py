"""Reading one plan with its warnings, and all of them as plain data for the command line."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import NotFoundError, Problem
from cusdesk.core.ids import text_id
from cusdesk.domain.access import needs
from cusdesk.domain.plans import PlanDraft, PlanStatus, check_plan, missing_for_print
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident
from cusdesk.services.plans.listing import PlanFilter, list_ids
from cusdesk.services.plans.store import read_draft

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class PlanDetails:
    """One plan to be shown or edited.

    Attributes:
        missing: keys of the values the paper needs and the plan has not (`missing_for_print`).
        warnings: problems and hints of `check_plan`.
    """

    id: bytes
    version: int
    status: PlanStatus
    resident_name: str
    draft: PlanDraft
    missing: tuple[str, ...]
    warnings: tuple[Problem, ...]

    @property
    def is_fixed(self) -> bool:
        """Whether an approval stands in the way of changes (art. 41)."""
        return is_fixed(self.status, self.draft.approved_on)


def is_fixed(status: str, approved_on: dt.date | None) -> bool:
    """Return True for a plan that is changed only by withdrawing its approval or by a new one."""
    return status != PlanStatus.DRAFT and approved_on is not None


@needs("plans.see")
def get_plan(office: Office, plan_id: bytes) -> PlanDetails:
    """Return one plan with its parts, warnings and what the paper lacks.

    Raises:
        NotFoundError: no such plan, or it is in the bin.
    """
    with office.read() as session:
        plan = session.get(Plan, plan_id)
        if plan is None or plan.retired_at is not None:
            raise NotFoundError("storage.not_found")
        resident = session.get_one(Resident, plan.resident_id)
        draft = read_draft(session, plan)
        return PlanDetails(
            id=plan_id,
            version=plan.row_version,
            status=PlanStatus(plan.status),
            resident_name=f"{resident.surname} {resident.given_name}".strip(),
            draft=draft,
            missing=tuple(missing_for_print(draft)),
            warnings=tuple(check_plan(draft, office.clock.today())),
        )


@needs("plans.see")
def plan_json(office: Office, filters: PlanFilter | None = None) -> list[dict[str, Any]]:
    """Return plans as the command line prints them: ids as text, dates ISO, time in minutes."""
    found = []
    for plan_id in list_ids(office, filters, "number"):
        details = get_plan(office, plan_id)
        entry = {
            "id": text_id(plan_id),
            "status": str(details.status),
            "resident": details.resident_name,
            **asdict(details.draft),
        }
        found.append(_plain(entry))
    return found


def _plain(value: Any) -> Any:  # noqa: ANN401 (JSON in, JSON out)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if key != "row_id"}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return text_id(value)
    return value.isoformat() if isinstance(value, dt.date) else value
