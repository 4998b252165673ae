"""The approved plan (IPUS) as an issued paper: the very bytes that were approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.papers import PaperStatus
from cusdesk.domain.reports.forms import load_form
from cusdesk.domain.reports.papers import PaperDocument
from cusdesk.models.papers import IssuedPaper as Row
from cusdesk.models.plans import Plan
from cusdesk.services import plans
from cusdesk.services.papers.drafting import PaperDraft
from cusdesk.services.papers.issuing import LARGE, NORMAL, IssuedPaper, freeze, next_sequence
from cusdesk.services.papers.register import paper_bytes
from cusdesk.services.plans.versions import rendered

if TYPE_CHECKING:
    from cusdesk.domain.reports import PlanDocument
    from cusdesk.services.office import Office

FORM = "ipus"


@needs("plans.see", "plans.papers")
def issue_plan(office: Office, plan_id: bytes, layout: str = NORMAL) -> IssuedPaper:
    """Issue the version of a plan that is in force; the same version and size only once.

    Raises:
        RuleError: `papers.problem.plan_not_approved`.
        NotFoundError: no such plan.
    """
    content, document = _approved(office, plan_id, layout)
    number = document.header.number
    if document.header.version > 1:
        number = tr("papers.plan.version", number=number, version=document.header.version)
    with office.read() as session:
        query = select(Row.id).where(
            Row.form == FORM,
            Row.record_id == plan_id,
            Row.number == number,
            Row.layout == layout,
            Row.status == PaperStatus.ISSUED.value,
        )
        known = session.scalar(query)
        resident_id = session.scalar(select(Plan.resident_id).where(Plan.id == plan_id))
    if known is not None:
        content = paper_bytes(office, known)
        return IssuedPaper(known, number, _title(document), office.clock.today(), content)
    draft = PaperDraft(_paper(document), (), resident_id, ("plans", plan_id), document.person.name)
    with office.write("papers.issue", record=("plans", plan_id), undoable=False) as work:
        sequence = next_sequence(work.session, FORM, office.clock.today().year)
        return freeze(office, work, draft, content, number, sequence, layout=layout)


def _approved(office: Office, plan_id: bytes, layout: str) -> tuple[bytes, PlanDocument]:
    """Return the frozen pages and data of the version in force.

    A plan approved by a program that froze nothing is rendered from its rows, which its approval
    keeps as they are.
    """
    large = layout == LARGE
    for version in plans.list_versions(office, plan_id):
        if version.is_in_force:
            document = plans.version_document(office, version.id)
            return plans.version_pdf(office, version.id, large=large), document
    document = plans.plan_document(office, plan_id)
    if document.is_draft or document.approved.signed_on is None:
        raise RuleError("papers.problem.plan_not_approved")
    return rendered(document, large=large), document


def _paper(document: PlanDocument) -> PaperDocument:
    day = document.header.drawn_on or document.printed_on
    return PaperDocument(
        document.office,
        load_form(FORM, day),
        {},
        day,
        case_sign=document.header.case_sign,
        is_draft=False,
    )


def _title(document: PlanDocument) -> str:
    return _paper(document).form.title
