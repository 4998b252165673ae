"""Writing needs talks: begin one, keep a field as it is left, put it into the bin and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import NotFoundError, RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.needs_talks import check_answer, check_talk
from cusdesk.domain.needs_talks.dimensions import dimension_of
from cusdesk.domain.residents import ResidentStatus
from cusdesk.domain.special_fields import field_names
from cusdesk.models.needs_talks import NeedsTalk
from cusdesk.models.residents import Resident
from cusdesk.services.needs_talks.store import answer_row, read_draft, write_used
from cusdesk.services.programmes import SENSITIVE, fields_on
from cusdesk.services.records import Saved, put_fields

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from cusdesk.core.errors import Problem
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

FEATURE = "needs_talks"


@needs("plans.change")
def create_talk(office: Office, resident_id: bytes) -> Saved:
    """Begin a talk with a resident today, led by the person at the keyboard.

    Of somebody who died a talk can still be typed in from its paper; its day is left open.

    Raises:
        NotFoundError: the resident is gone or in the bin.
    """
    talk_id = new_id()
    with office.write("needs_talks.create", record=(FEATURE, talk_id)) as work:
        resident = work.get(Resident, resident_id)
        has_died = resident.status == ResidentStatus.DECEASED
        work.session.add(
            NeedsTalk(
                id=talk_id,
                subject_id=resident_id,
                resident_id=resident_id,
                held_on=None if has_died else office.clock.today(),
                coordinator=office.user_name,
            )
        )
    return Saved(talk_id, 1, work.changes)


@needs("plans.change")
def change_talk(office: Office, talk_id: bytes, values: Mapping[str, Any]) -> Saved:
    """Write fields of a talk as they are left; edits within a minute are one step of undo.

    Shape: `values` maps fields of `TalkDraft` (not `answers`) to new values; `used` is whole.

    Raises:
        ValidationError: a changed field cannot be saved so.
        NotFoundError: the talk is gone.
    """
    today = office.clock.today()
    with office.write("needs_talks.update", record=(FEATURE, talk_id), merges=True) as work:
        talk = work.get(NeedsTalk, talk_id)
        before = read_draft(work.session, talk)
        after = replace(before, **values)
        life = life_of(work.session, talk.resident_id)
        known = {(p.field, p.key) for p in check_talk(before, today, *life)}
        found = check_talk(after, today, *life)
        _refuse([p for p in found if _root(p) in values or (p.field, p.key) not in known])
        put_fields(talk, {name: value for name, value in values.items() if name != "used"})
        if "used" in values:
            write_used(work, talk, after.used)
        work.session.flush()
        version = talk.row_version
    return Saved(talk_id, version, work.changes)


@needs("plans.change")
def change_answer(
    office: Office, talk_id: bytes, dimension: str, values: Mapping[str, Any]
) -> Saved:
    """Write what was found in one dimension.

    Args:
        office: the open office.
        talk_id: the talk.
        dimension: code of the dimension.
        values: fields of `AnswerDraft`.

    Raises:
        ValidationError: a level that is not on the scale, a text too long.
        RuleError: `programmes.off` or `access.denied`: a dimension of special categories.
        NotFoundError: no such talk or dimension.
    """
    today = office.clock.today()
    with office.write("needs_talks.update", record=(FEATURE, talk_id), merges=True) as work:
        talk = work.get(NeedsTalk, talk_id)
        refuse_dimension(office, work.session, dimension)
        before = read_draft(work.session, talk).answers.get(dimension)
        row = answer_row(work, talk, dimension)
        after = replace(before, **values) if before else _answer(values)
        _refuse(check_answer(after, talk.held_on or today))
        put_fields(row, values)
        work.session.flush()
        version = talk.row_version
    return Saved(talk_id, version, work.changes)


def _answer(values: Mapping[str, Any]) -> Any:  # noqa: ANN401 (an AnswerDraft)
    from cusdesk.domain.needs_talks import AnswerDraft

    return AnswerDraft(**values)


@needs("plans.see")
def refuse_dimension(office: Office, session: Session, code: str) -> None:
    """Refuse a dimension that is not there, is off, or is not for this person.

    Raises:
        NotFoundError, RuleError: see `change_answer`.
    """
    dimension = dimension_of(code)
    if dimension is None:
        raise NotFoundError("storage.not_found")
    if dimension.special is None:
        return
    office.require(SENSITIVE)
    if dimension.special not in fields_on(session, office.clock.today()):
        raise RuleError("programmes.off", fields=field_names([dimension.special]))


def life_of(session: Session, resident_id: bytes) -> tuple[dt.date | None, dt.date | None]:
    """Return the days of birth and death of a resident, None where not known."""
    resident = session.get_one(Resident, resident_id)
    has_died = resident.status == ResidentStatus.DECEASED
    return resident.birth_date, resident.status_date if has_died else None


@needs("plans.change")
def retire_talk(office: Office, talk_id: bytes) -> Changes:
    """Put a talk into the bin; needs written down during it stay in the register.

    Raises:
        NotFoundError: it is there already.
    """
    with office.write("needs_talks.retire", record=(FEATURE, talk_id)) as work:
        work.retire(work.get(NeedsTalk, talk_id))
    return work.changes


@needs("plans.change")
def restore_talk(office: Office, talk_id: bytes) -> Changes:
    """Take a talk out of the bin.

    Raises:
        NotFoundError: there is no such talk.
    """
    with office.write("needs_talks.restore", record=(FEATURE, talk_id)) as work:
        work.restore(NeedsTalk, talk_id)
    return work.changes


def _root(problem: Problem) -> str:
    return problem.field.partition(".")[0]


def _refuse(problems: list[Problem]) -> None:
    blocking = [problem for problem in problems if problem.blocking]
    if blocking:
        raise ValidationError(blocking)
