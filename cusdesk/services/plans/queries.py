"""Reading one plan with its warnings, and all of them as plain data for the command line."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import NotFoundError, Problem
from cusdesk.core.ids import text_id
from cusdesk.domain.access import needs
from cusdesk.domain.periods import Period
from cusdesk.domain.plans import PlanDraft, PlanStatus, check_plan
from cusdesk.domain.residents import ResidentStatus
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident
from cusdesk.services.plans.document import full_name
from cusdesk.services.plans.fixed import is_fixed
from cusdesk.services.plans.listing import PlanFilter, list_ids
from cusdesk.services.plans.store import read_draft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

_GONE = (ResidentStatus.DECEASED.value, ResidentStatus.LEFT.value)


@dataclass(frozen=True, slots=True)
class PlanDetails:
    """One plan to be shown or edited.

    Attributes:
        full_name: of the resident as papers have it, given name first.
        version_number: of the version that is approved or being prepared.
        update_reason: why an approved plan is being updated; "" while no update is open.
        submitted_on, submitted_by: since when the version waits for approval, and from whom.
        gone, gone_on: `deceased` or `left` when the card says so, and since when; "" else.
        warnings: problems and hints of `check_plan`.
    """

    id: bytes
    version: int
    status: PlanStatus
    resident_name: str
    full_name: str
    draft: PlanDraft
    warnings: tuple[Problem, ...]
    version_number: int = 1
    update_reason: str = ""
    update_note: str = ""
    submitted_on: dt.date | None = None
    submitted_by: str = ""
    gone: str = ""
    gone_on: dt.date | None = None

    def end_day(self, today: dt.date) -> dt.date:
        """Return the day to propose as the last one: of death or moving out, else today."""
        day, period = self.gone_on, Period(self.draft.valid_from, self.draft.valid_to)
        return day if day is not None and day <= today and period.contains(day) else today

    @property
    def is_fixed(self) -> bool:
        """Whether an approval, or the wait for one, stands in the way of changes (art. 41)."""
        return is_fixed(self.status, self.draft.approved_on, self.submitted_on)

    @property
    def is_submitted(self) -> bool:
        """Whether the version waits for approval."""
        return self.submitted_on is not None

    @property
    def is_update(self) -> bool:
        """Whether a new version of an approved plan is being prepared."""
        return bool(self.update_reason)

    @property
    def stage(self) -> PlanStatus:
        """Where the version being prepared stands; the status when none is."""
        if not self.is_update:
            return self.status
        return PlanStatus.AGREED if self.draft.agreed_on else PlanStatus.DRAFT


@needs("plans.see")
def get_plan(office: Office, plan_id: bytes) -> PlanDetails:
    """Return one plan with its parts and warnings.

    Raises:
        NotFoundError: no such plan, or it is in the bin.
    """
    with office.read() as session:
        return plan_in(session, plan_id, office.clock.today())


def plan_in(session: Session, plan_id: bytes, today: dt.date) -> PlanDetails:
    """Return one plan with its parts and warnings, inside a running read.

    Raises:
        NotFoundError: no such plan, or it is in the bin.
    """
    plan = session.get(Plan, plan_id)
    if plan is None or plan.retired_at is not None:
        raise NotFoundError("storage.not_found")
    resident = session.get_one(Resident, plan.resident_id)
    draft = read_draft(session, plan)
    is_gone = resident.status in _GONE
    return PlanDetails(
        id=plan_id,
        version=plan.row_version,
        status=PlanStatus(plan.status),
        resident_name=f"{resident.surname} {resident.given_name}".strip(),
        full_name=full_name(resident),
        draft=draft,
        warnings=tuple(check_plan(draft, today)),
        version_number=plan.version_number,
        update_reason=plan.update_reason,
        update_note=plan.update_note,
        submitted_on=plan.submitted_on,
        submitted_by=plan.submitted_by,
        gone=resident.status if is_gone else "",
        gone_on=resident.status_date if is_gone else None,
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
