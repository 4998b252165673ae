"""The course of the commune's plans: an update, notes, a queue for approval, a closing talk."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.plans import PlanNoteForm, PlanStatus, PlanUpdateReason
from cusdesk.services import plans
from cusdesk.services.demo.guardians import signatory_of

if TYPE_CHECKING:
    from cusdesk.services.demo.model import Build
    from cusdesk.services.office import Office

_WITH_NOTES = 4
_NOTE_EVERY = 9
"""Days between two notes."""


def write_course(build: Build) -> None:
    """Let a few plans have a course, so that every screen has something to show."""
    words, office = dictionary("demo_course"), build.office
    running = _ids(office, PlanStatus.APPROVED, build.today)
    for number, plan_id in enumerate(running[:_WITH_NOTES]):
        _notes(office, plan_id, words, build.today, number)
    if len(running) >= _WITH_NOTES:
        first, second, third, fourth = running[:_WITH_NOTES]
        _update(build, first, words["update"])
        _open_update(office, second, words["open_update"])
        _break(office, third, words["break_reason"], build.today)
        _hand_over(build, fourth, words["handover"])
        plans.save_package(office, first, **words["package"])
    for number, plan_id in enumerate(_ids(office, PlanStatus.AGREED)):
        _submit(office, plan_id, words, is_returned=number % 2 == 1)
    for plan_id in _ids(office, PlanStatus.ENDED)[:2]:
        _talk(office, plan_id, words["talk"])


def _ids(office: Office, status: PlanStatus, on: dt.date | None = None) -> list[bytes]:
    return plans.list_ids(office, plans.PlanFilter(status=status, running_on=on), "number")


def _version(office: Office, plan_id: bytes) -> int:
    return plans.get_plan(office, plan_id).version


def _notes(
    office: Office, plan_id: bytes, words: dict[str, Any], today: dt.date, number: int
) -> None:
    start = plans.get_plan(office, plan_id).draft.valid_from or today
    for place, (form, remark, action) in enumerate(words["notes"][: number + 1]):
        day = max(start, today - dt.timedelta(days=1 + _NOTE_EVERY * place))
        plans.add_note(
            office, plan_id, date=day, form=PlanNoteForm(form), remark=remark, action=action
        )
    for task in words["tasks"]:
        plans.set_task(office, plan_id, task, done_on=start)


def _update(build: Build, plan_id: bytes, words: dict[str, str]) -> None:
    """Make a second version: more hours, another plan for when somebody cannot come."""
    office, today = build.office, build.today
    version = _version(office, plan_id)
    plans.begin_update(office, plan_id, version, reason=PlanUpdateReason.NEEDS, note=words["note"])
    details = plans.get_plan(office, plan_id)
    draft = details.draft
    draft.contingency = words["contingency"]
    if draft.services and draft.services[0].amount is not None:
        draft.services[0].amount *= 2
    plans.change_plan(office, plan_id, draft, details.version)
    name = signatory_of(build, draft.resident_id or details.id)
    plans.agree_plan(office, plan_id, _version(office, plan_id), agreed_by=name, on=today)
    plans.approve_plan(
        office,
        plan_id,
        _version(office, plan_id),
        approved_by=build.words["director"],
        post=build.words["post"],
        on=today,
    )


def _open_update(office: Office, plan_id: bytes, words: dict[str, str]) -> None:
    version = _version(office, plan_id)
    plans.begin_update(office, plan_id, version, reason=PlanUpdateReason.OTHER, note=words["note"])


def _break(office: Office, plan_id: bytes, reason: str, today: dt.date) -> None:
    draft = plans.get_plan(office, plan_id).draft
    start = max(draft.valid_from or today, today - dt.timedelta(days=5))
    plans.add_break(office, plan_id, start=start, end=None, reason=reason)


def _hand_over(build: Build, plan_id: bytes, words: dict[str, str]) -> None:
    now = plans.get_plan(build.office, plan_id).draft.coordinator
    others = [name for name in build.words["coordinators"] if name != now]
    if others:
        reason, note = words["reason"], words["note"]
        plans.hand_over(
            build.office, [plan_id], to=others[0], on=build.today, reason=reason, note=note
        )


def _submit(office: Office, plan_id: bytes, words: dict[str, Any], *, is_returned: bool) -> None:
    version = _version(office, plan_id)
    plans.submit_plan(office, plan_id, version, comment=words["submit_comment"])
    if is_returned:
        version = _version(office, plan_id)
        plans.return_plan(office, plan_id, version, comment=words["return_comment"])


def _talk(office: Office, plan_id: bytes, words: dict[str, str]) -> None:
    course = plans.plan_course(office, plan_id)
    talk = course.closing.draft
    talk.talk_on = course.details.draft.valid_to
    for name, text in words.items():
        setattr(talk, name, text)
    plans.save_closing(office, plan_id, talk)
