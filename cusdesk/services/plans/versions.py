"""Approved versions of a plan, frozen: what they hold, and the update that makes the next one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError, Problem, RuleError, ValidationError
from cusdesk.db.blobs import put_blob, read_blob
from cusdesk.domain.access import needs
from cusdesk.domain.plans import PlanDraft, PlanStatus, PlanUpdateReason
from cusdesk.domain.reports import PlanDocument
from cusdesk.models.catalogue import Service
from cusdesk.models.plan_course import PlanVersion
from cusdesk.models.plans import Plan
from cusdesk.models.providers import Provider
from cusdesk.services.plain import from_plain, to_plain
from cusdesk.services.plans.document import document_of, headed, local_time
from cusdesk.services.plans.steps import note_step
from cusdesk.services.plans.store import read_draft, write_draft

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class VersionRow:
    """An approved version as it is listed.

    Attributes:
        is_in_force: the version that holds now; older ones and withdrawn ones do not.
    """

    id: bytes
    number: int
    update_reason: str
    note: str
    approved_by: str
    approved_post: str
    approved_on: dt.date
    approved_time: dt.time | None
    by_author: bool
    withdrawn_on: dt.date | None
    withdrawn_reason: str
    is_in_force: bool


@dataclass(frozen=True)
class FrozenPlan:
    """What a version holds.

    Attributes:
        names: services and providers by id, as they were called then.
    """

    draft: PlanDraft
    document: PlanDocument
    names: dict[bytes, str]


def freeze(work: UnitOfWork, plan: Plan, today: dt.date, *, by_author: bool) -> PlanVersion:
    """Keep the plan as it is now, with its paper, as an approved version."""
    document = document_of(work.session, plan, today)
    version = PlanVersion(
        subject_id=plan.subject_id,
        plan_id=plan.id,
        number=plan.version_number,
        update_reason=plan.update_reason,
        note=plan.update_note,
        approved_by=plan.approved_by,
        approved_post=plan.approved_post,
        approved_on=plan.approved_on or today,
        approved_at=plan.approved_at or work.now_ms,
        by_author=by_author,
        content=_content(work.session, plan, document),
        sha256=put_blob(work.session, rendered(headed(work.session, document))),
    )
    work.session.add(version)
    return version


def rendered(document: PlanDocument, *, large: bool = False) -> bytes:
    """Return the pages of a plan."""
    from cusdesk.export.pdf.plan import render_plan

    out = BytesIO()
    render_plan(document, out, large_print=large)
    return out.getvalue()


def _content(session: Session, plan: Plan, document: PlanDocument) -> str:
    draft = read_draft(session, plan)
    names = names_of(session, draft)
    plain = {
        "draft": to_plain(draft),
        "document": to_plain(document),
        "names": {key.hex(): name for key, name in names.items()},
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def names_of(session: Session, draft: PlanDraft) -> dict[bytes, str]:
    """Return the names of the services and providers a plan names, by id."""
    services = {s.service_id for s in draft.services if s.service_id}
    providers = {s.provider_id for s in draft.services if s.provider_id}
    found: dict[bytes, str] = {}
    for model, ids in ((Service, services), (Provider, providers)):
        query = select(model.id, model.name).where(model.id.in_(ids))
        found |= {row[0]: row[1] for row in session.execute(query)}
    return found


def read_frozen(version: PlanVersion) -> FrozenPlan:
    """Return what a version holds."""
    return frozen_of(version.content)


def frozen_of(content: str) -> FrozenPlan:
    """Return what the stored content of a version holds.

    Raises:
        ValueError, KeyError, TypeError: it is of another shape.
    """
    plain: dict[str, Any] = json.loads(content)
    return FrozenPlan(
        from_plain(PlanDraft, plain["draft"]),
        from_plain(PlanDocument, plain["document"]),
        {bytes.fromhex(key): name for key, name in plain["names"].items()},
    )


def versions_of(session: Session, plan_id: bytes) -> list[PlanVersion]:
    """Return the versions of a plan, the newest first."""
    query = (
        select(PlanVersion)
        .where(PlanVersion.plan_id == plan_id, PlanVersion.retired_at.is_(None))
        .order_by(PlanVersion.number.desc())
    )
    return list(session.scalars(query))


def in_force(session: Session, plan_id: bytes) -> PlanVersion | None:
    """Return the newest version whose approval stands."""
    found = versions_of(session, plan_id)
    return next((version for version in found if version.withdrawn_on is None), None)


def draft_in_force(session: Session, plan: Plan, known: PlanDraft | None = None) -> PlanDraft:
    """Return what holds now: while an update is open, the version approved before it (art. 41).

    `known` is the draft as it stands, where it was read already.
    """
    approved = in_force(session, plan.id) if plan.update_reason else None
    if approved is not None:
        return read_frozen(approved).draft
    return known if known is not None else read_draft(session, plan)


def last_number(session: Session, plan_id: bytes) -> int:
    """Return the highest number of an approved version, 0 without any."""
    query = select(func.max(PlanVersion.number)).where(PlanVersion.plan_id == plan_id)
    return session.scalar(query) or 0


def mark_withdrawn(work: UnitOfWork, plan: Plan, today: dt.date, reason: str) -> PlanVersion | None:
    """Write on the version in force that its approval was withdrawn; nothing else of it changes."""
    version = _frozen_now(work, plan, today)
    version.withdrawn_on, version.withdrawn_reason = today, reason
    work.session.flush()
    return version


def _frozen_now(work: UnitOfWork, plan: Plan, today: dt.date) -> PlanVersion:
    """Return the version that is approved; a plan of an older program is frozen as it stands."""
    for version in versions_of(work.session, plan.id):
        if version.number == plan.version_number and version.withdrawn_on is None:
            return version
    return freeze(work, plan, today, by_author=False)


@needs("plans.change")
def begin_update(
    office: Office, plan_id: bytes, version: int, *, reason: PlanUpdateReason, note: str = ""
) -> Changes:
    """Open an approved plan for a new version; the approved one stays in force until then.

    The update is agreed and approved like the plan itself (CUS act, art. 41).

    Raises:
        RuleError: the plan is not approved, or an update is open already.
        ValidationError: another reason without words.
    """
    if reason is PlanUpdateReason.OTHER and not note.strip():
        raise ValidationError([Problem("note", "plans.problem.reason_missing")])
    with office.write("plans.update", record=("plans", plan_id), undoable=False) as work:
        plan = work.get(Plan, plan_id, version)
        if plan.status != PlanStatus.APPROVED or plan.approved_on is None:
            raise RuleError("plans.rule.not_approved", number=plan.number)
        _frozen_now(work, plan, office.clock.today())
        work.session.flush()
        plan.version_number = last_number(work.session, plan.id) + 1
        plan.update_reason, plan.update_note = str(reason), note.strip()
        plan.agreed_by = plan.approved_by = plan.approved_post = ""
        plan.agreed_on = plan.coordinator_agreed_on = plan.approved_on = plan.approved_at = None
        note_step(work, plan, "update", office.user_name, comment=note)
    return work.changes


@needs("plans.change")
def drop_update(office: Office, plan_id: bytes, version: int) -> Changes:
    """Give an update up: the plan is again what the version in force says.

    Raises:
        RuleError: no update is open, or it waits for approval.
    """
    with office.write("plans.drop", record=("plans", plan_id), undoable=False) as work:
        plan = work.get(Plan, plan_id, version)
        approved = in_force(work.session, plan.id)
        if not plan.update_reason or approved is None:
            raise RuleError("plans.rule.no_update", number=plan.number)
        if plan.submitted_on is not None:
            raise RuleError("plans.rule.submitted_is_fixed", number=plan.number)
        note_step(work, plan, "dropped", office.user_name)
        draft = read_frozen(approved).draft
        now = read_draft(work.session, plan)
        held = {review.row_id: review for review in now.reviews}
        for review in draft.reviews:
            if review.row_id in held:  # what was held meanwhile stays written down
                review.done, review.note = held[review.row_id].done, held[review.row_id].note
        draft.notes, draft.coordinator = now.notes, now.coordinator  # as they were handed over
        write_draft(work, plan, draft)
        plan.version_number = approved.number
        plan.update_reason = plan.update_note = ""
        plan.approved_at = approved.approved_at
    return work.changes


@needs("plans.see")
def list_versions(office: Office, plan_id: bytes) -> list[VersionRow]:
    """Return the approved versions of a plan, the newest first."""
    with office.read() as session:
        found = versions_of(session, plan_id)
        holds = next((v.id for v in found if v.withdrawn_on is None), None)
        return [
            VersionRow(
                v.id,
                v.number,
                v.update_reason,
                v.note,
                v.approved_by,
                v.approved_post,
                v.approved_on,
                local_time(v.approved_at),
                v.by_author,
                v.withdrawn_on,
                v.withdrawn_reason,
                v.id == holds,
            )
            for v in found
        ]


@needs("plans.see")
def version_pdf(office: Office, version_id: bytes, *, large: bool = False) -> bytes:
    """Return the paper of a version as it was approved; in large print from the frozen data.

    Raises:
        NotFoundError: no such version.
    """
    with office.read() as session:
        version = _version(session, version_id)
        if not large and version.sha256 is not None:
            return read_blob(session, version.sha256)
        document = headed(session, read_frozen(version).document)
    return rendered(document, large=large)


@needs("plans.see")
def paper_of(office: Office, plan_id: bytes, *, approved: bool = False) -> PlanDocument:
    """Return what the paper of a plan says: what was approved, as it was; else as it stands now.

    With `approved` the version in force, also while an update is open.

    Raises:
        NotFoundError: no such plan, or it is in the bin.
    """
    with office.read() as session:
        plan = session.get(Plan, plan_id)
        if plan is None or plan.retired_at is not None:
            raise NotFoundError("storage.not_found")
        if plan.approved_on is not None or approved:
            version = in_force(session, plan_id)
            if version is not None:
                return headed(session, read_frozen(version).document)
        return headed(session, document_of(session, plan, office.clock.today()))


@needs("plans.see")
def version_document(office: Office, version_id: bytes) -> PlanDocument:
    """Return the paper of a version as data.

    Raises:
        NotFoundError: no such version.
    """
    with office.read() as session:
        return read_frozen(_version(session, version_id)).document


def _version(session: Session, version_id: bytes) -> PlanVersion:
    version = session.get(PlanVersion, version_id)
    if version is None or version.retired_at is not None:
        raise NotFoundError("storage.not_found")
    return version
