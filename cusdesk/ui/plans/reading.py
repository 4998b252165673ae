"""A plan as its screen reads it: with the paper it makes, and what that paper would lack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.services import plans

if TYPE_CHECKING:
    from cusdesk.domain.reports import PlanDocument
    from cusdesk.services.office import Office
    from cusdesk.services.plans import PlanDetails, PlanGap


@dataclass(frozen=True)
class PlanView:
    """A plan as it was read.

    Attributes:
        document: the paper, for what the plan shows of the resident's card.
        gaps: what the paper would lack.
    """

    details: PlanDetails
    document: PlanDocument
    gaps: tuple[PlanGap, ...]


def read_view(office: Office, plan_id: bytes) -> PlanView:
    """Read a plan with what the paper would show.

    Raises:
        NotFoundError: no such plan, or it is in the bin.
    """
    document = plans.plan_document(office, plan_id)
    return PlanView(plans.get_plan(office, plan_id), document, plans.document_gaps(document))
