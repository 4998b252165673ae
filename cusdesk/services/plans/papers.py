"""The papers of a plan's course: annex, resignation, closing description, hand-over sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.money import format_money
from cusdesk.domain.reports import PlanSignature
from cusdesk.export.values import date_text
from cusdesk.models.applications import Application
from cusdesk.models.residents import Resident
from cusdesk.services import papers
from cusdesk.services.plans.annex import annex_of
from cusdesk.services.plans.course import plan_course
from cusdesk.services.plans.listing import rows_for
from cusdesk.services.plans.versions import version_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.reports import PlanDocument
    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperDraft
    from cusdesk.services.plans.course import PlanCourse


def _plan_values(course: PlanCourse) -> dict[str, object]:
    draft = course.details.draft
    return {
        "plan.number": draft.number,
        "plan.version": course.details.version_number,
        "plan.valid_from": draft.valid_from,
        "plan.valid_to": draft.valid_to,
        "plan.programme": draft.programme,
        "plan.coordinator": draft.coordinator,
    }


def _draft(office: Office, form: str, course: PlanCourse, values: dict[str, object]) -> PaperDraft:
    return papers.draft_paper(
        office,
        form,
        _plan_values(course) | values,
        resident_id=course.details.draft.resident_id,
        record=("plans", course.details.id),
    )


@needs("plans.see")
def annex_paper(office: Office, plan_id: bytes, version_id: bytes | None = None) -> PaperDraft:
    """Return the annex of a version, or of the open update: only what changed.

    Raises:
        RuleError: there is no version before it.
    """
    annex = annex_of(office, plan_id, version_id)
    course = plan_course(office, plan_id)
    version = next((v for v in course.versions if v.id == version_id), None)
    draft = course.details.draft
    reason = tr(f"enums.plan_update_reason.{annex.update_reason}") if annex.update_reason else ""
    approved = PlanSignature()
    as_it_was: dict[str, object] = {}
    agreed = PlanSignature(draft.agreed_by, "", draft.agreed_on)
    coordinated = PlanSignature(draft.coordinator, "", draft.coordinator_agreed_on)
    if version is not None:
        frozen = version_document(office, version.id)
        agreed, coordinated, as_it_was = frozen.agreed, frozen.coordinated, _header_values(frozen)
        approved = PlanSignature(
            version.approved_by, version.approved_post, version.approved_on, version.approved_time
        )
    return _draft(
        office,
        "ipus_annex",
        course,
        {
            "annex.number": annex.version_number - 1,
            "annex.version": annex.version_number,
            "annex.previous": annex.previous_number,
            "annex.reason": ", ".join(word for word in (reason, annex.note) if word),
            "changes": tuple(
                {
                    "what": change.what,
                    "before": change.before or tr("plans.annex.nothing"),
                    "after": change.after or tr("plans.annex.taken_out"),
                }
                for change in annex.changes
            ),
            "agreed": agreed,
            "coordinated": coordinated,
            "approved": approved,
            **as_it_was,
        },
    )


def _header_values(frozen: PlanDocument) -> dict[str, object]:
    """Return what a later hand-over, update or end of the plan must not change on its annex."""
    header = frozen.header
    values: dict[str, object] = {"plan.coordinator": header.coordinator}
    if header.period is not None:
        values |= {"plan.valid_from": header.period.start, "plan.valid_to": header.period.end}
    return values


@needs("plans.see")
def resignation_paper(office: Office, plan_id: bytes) -> PaperDraft:
    """Return the resignation (art. 44) with what is due and what the director waived."""
    course = plan_course(office, plan_id)
    closing = course.closing
    due, waived = closing.fee_due_gr, closing.waived_gr
    return _draft(
        office,
        "plan_resignation",
        course,
        {
            "resigned_by": closing.resigned_by,
            "resigned_on": closing.resigned_on,
            "last_day": closing.ended_on,
            "reason": closing.reason,
            "services": _services(course),
            "fee_due": None if due is None else format_money(due),
            "fee_from": closing.fee_from,
            "fee_to": closing.ended_on if closing.fee_from else None,
            "waived": None if waived is None else format_money(waived),
            "left": None if waived is None else format_money((due or 0) - waived),
            "waiver_reason": closing.waiver_reason,
            "waived_on": closing.waived_on,
            "resigned": PlanSignature(closing.resigned_by),
            "director": PlanSignature(closing.waived_by, "", closing.waived_on),
        },
    )


@needs("plans.see")
def closing_paper(office: Office, plan_id: bytes) -> PaperDraft:
    """Return the description of course and results, with the closing talk (art. 45)."""
    course = plan_course(office, plan_id)
    talk = course.closing.draft
    words = tr(f"enums.satisfaction.{talk.satisfaction}") if talk.satisfaction else ""
    goals = {row.goal: row for row in course.chain if row.goal}
    return _draft(
        office,
        "plan_closing",
        course,
        {
            "talk_on": talk.talk_on,
            "talk_with": talk.talk_with,
            "services": _services(course),
            "goals": tuple(
                {
                    "number": n,
                    "goal": goals[n].goal_text,
                    "criterion": goals[n].criterion,
                    "outcome": _outcome(goals[n].outcome),
                    "note": goals[n].outcome_note,
                }
                for n in sorted(goals)
            ),
            "breaks": "; ".join(
                f"{date_text(b.valid_from)} – {date_text(b.valid_to) or '…'}: {b.reason}"
                for b in course.breaks
            ),
            "course": talk.course,
            "results": talk.results,
            "satisfaction": words,
            "further_needs": talk.further_needs,
            "next_services": talk.next_services,
            "follow_up_on": talk.follow_up_on,
            "agreed": PlanSignature(talk.talk_with, "", talk.talk_on),
            "coordinated": PlanSignature(course.details.draft.coordinator, "", talk.talk_on),
        },
    )


def _outcome(outcome: str) -> str:
    return tr(f"enums.goal_outcome.{outcome}") if outcome else ""


def _services(course: PlanCourse) -> tuple[dict[str, object], ...]:
    figures = {row.service.number: row.service for row in course.chain if row.service}
    return tuple(
        {
            "number": n,
            "name": figures[n].name,
            "provider": figures[n].provider,
            "planned": figures[n].words(figures[n].planned),
            "done": figures[n].words(figures[n].done),
        }
        for n in sorted(figures)
    )


@needs("plans.see")
def handover_paper(
    office: Office, plan_ids: Sequence[bytes], applications: Sequence[bytes] = ()
) -> PaperDraft:
    """Return one sheet for plans that were passed on: whose, until when, what is under way.

    Applications without a plan that went with them stand below.
    """
    courses = [plan_course(office, plan_id) for plan_id in plan_ids]
    names = {row.id: row.resident_name for row in rows_for(office, plan_ids)}
    last = [course.handovers[0] for course in courses if course.handovers]
    first = last[0] if last else None
    givers = ", ".join(dict.fromkeys(row.from_name for row in last if row.from_name))
    is_one = len(courses) == 1 and not applications
    return papers.draft_paper(
        office,
        "plan_handover",
        {
            "from_name": givers,
            "to_name": first.to_name if first else "",
            "handed_on": first.date if first else None,
            "reason": first.reason if first else "",
            "plans": tuple(
                {
                    "number": n,
                    "plan": course.details.draft.number,
                    "name": names.get(course.details.id, ""),
                    "until": course.details.draft.valid_to,
                    "review": min(
                        (r.due for r in course.details.draft.reviews if r.due and not r.done),
                        default=None,
                    ),
                    "last_note": _last_note(course),
                    "note": course.handovers[0].note if course.handovers else "",
                }
                for n, course in enumerate(courses, 1)
            )
            + _handed_applications(office, applications, len(courses) + 1),
            "gives": PlanSignature(givers),
            "takes": PlanSignature(first.to_name if first else ""),
        },
        record=("plans", plan_ids[0]) if is_one else None,
        resident_id=courses[0].details.draft.resident_id if is_one else None,
    )


def _handed_applications(
    office: Office, ids: Sequence[bytes], first: int
) -> tuple[dict[str, object], ...]:
    query = (
        select(Application.number, Application.received_on, Resident.surname, Resident.given_name)
        .join(Resident, Resident.id == Application.resident_id)
        .where(Application.id.in_(ids))
        .order_by(Application.received_on, Application.id)
    )
    with office.read() as session:
        found = session.execute(query).all()
    return tuple(
        {
            "number": place,
            "plan": tr("plans.handover.application", number=number),
            "name": f"{surname} {given_name}".strip(),
            "until": None,
            "review": None,
            "last_note": "",
            "note": tr("plans.handover.no_plan", date=date_text(received_on)),
        }
        for place, (number, received_on, surname, given_name) in enumerate(found, first)
    )


def _last_note(course: PlanCourse) -> str:
    if not course.notes:
        return ""
    note = course.notes[0]
    return f"{date_text(note.date)}: {note.action or note.remark}"
