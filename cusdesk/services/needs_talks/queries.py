"""Reading needs talks: one with what was said before, lists, plain data for the command line."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, select

from cusdesk.core.errors import NotFoundError
from cusdesk.core.ids import text_id
from cusdesk.domain.access import needs
from cusdesk.domain.needs_talks import (
    AnswerDraft,
    Dimension,
    LevelAt,
    Scheme,
    TalkDraft,
    change_words,
    check_talk,
    scheme_on,
)
from cusdesk.domain.needs_talks.dimensions import dimension_of
from cusdesk.domain.residents import ResidentStatus
from cusdesk.models.needs_talks import NeedsTalk, UnmetNeed
from cusdesk.models.residents import Resident
from cusdesk.services.needs_talks.commands import life_of
from cusdesk.services.needs_talks.store import answers_of, read_draft
from cusdesk.services.programmes import visible_fields

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.core.errors import Problem
    from cusdesk.services.office import Office

    Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A talk in a list.

    Attributes:
        needs_told: the beginning of what the resident said.
        unmet: how many needs without a service came out of it.
        retired_on_ms: moment it went to the bin, None while it counts.
    """

    id: bytes
    resident_id: bytes
    resident_name: str
    locality: str
    held_on: dt.date | None
    place: str
    coordinator: str
    needs_told: str
    unmet: int
    retired_at: int | None = None


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What an earlier talk said of a dimension."""

    held_on: dt.date | None
    answer: AnswerDraft


@dataclass(frozen=True, slots=True)
class TalkDetails:
    """One talk to be led or read.

    Attributes:
        scheme: what is asked about on its day.
        dimensions: those this person sees, in order: off ones are left out.
        hidden: how many are left out because no programme in force names their data.
        earlier: dimension -> answers of earlier talks, oldest first.
        warnings: what is worth a look.
        has_died: the resident is not alive any more.
    """

    id: bytes
    version: int
    resident_id: bytes
    resident_name: str
    draft: TalkDraft
    scheme: Scheme
    dimensions: tuple[Dimension, ...]
    hidden: int
    earlier: dict[str, tuple[EarlierAnswer, ...]]
    warnings: tuple[Problem, ...]
    has_died: bool
    is_retired: bool

    def change(self, dimension: str) -> str:
        """Return one sentence about how a dimension has changed."""
        now = self._level(dimension)
        return change_words([(point.on, point.level) for point in self._before(dimension)], now)

    def course(self, dimension: str) -> tuple[LevelAt, ...]:
        """Return the levels of a dimension from talk to talk, this one last if it was judged."""
        now = self._level(dimension)
        here = () if now is None else (LevelAt(self.draft.held_on, now),)
        return (*self._before(dimension), *here)

    def _level(self, dimension: str) -> int | None:
        return self.draft.answers.get(dimension, AnswerDraft()).level

    def _before(self, dimension: str) -> list[LevelAt]:
        return [
            LevelAt(entry.held_on, entry.answer.level)
            for entry in self.earlier.get(dimension, ())
            if entry.answer.level is not None
        ]


@needs("plans.see")
def get_talk(office: Office, talk_id: bytes) -> TalkDetails:
    """Return one talk with what earlier ones said.

    Raises:
        NotFoundError: there is no such talk.
    """
    visible = visible_fields(office)
    today = office.clock.today()
    with office.read() as session:
        talk = session.get(NeedsTalk, talk_id)
        if talk is None:
            raise NotFoundError("storage.not_found")
        resident = session.get_one(Resident, talk.resident_id)
        draft = read_draft(session, talk)
        scheme = scheme_on(draft.held_on or today)
        known = {dimension.code for dimension in scheme.dimensions}
        others = [dimension_of(code) for code in draft.answers if code not in known]
        asked = [*scheme.dimensions, *(d for d in others if d is not None)]
        shown = tuple(d for d in asked if d.special is None or d.special in visible)
        codes = {dimension.code for dimension in shown}
        draft.answers = {code: a for code, a in draft.answers.items() if code in codes}
        earlier = _earlier(session, talk, codes)
        warnings = check_talk(draft, today, *life_of(session, talk.resident_id))
        return TalkDetails(
            talk_id,
            talk.row_version,
            talk.resident_id,
            f"{resident.surname} {resident.given_name}".strip(),
            draft,
            scheme,
            shown,
            len(asked) - len(shown),
            earlier,
            tuple(warnings),
            resident.status == ResidentStatus.DECEASED,
            talk.retired_at is not None,
        )


def _earlier(
    session: Session, talk: NeedsTalk, codes: set[str]
) -> dict[str, tuple[EarlierAnswer, ...]]:
    """Return dimension -> answers of the resident's talks before this one, oldest first."""
    query = (
        select(NeedsTalk.id, NeedsTalk.held_on)
        .where(
            NeedsTalk.resident_id == talk.resident_id,
            NeedsTalk.retired_at.is_(None),
            NeedsTalk.id != talk.id,
        )
        .order_by(NeedsTalk.held_on, NeedsTalk.id)
    )
    days = {
        row[0]: row[1]
        for row in session.execute(query)
        if row[1] is not None and _is_before(row, talk)
    }
    answers = answers_of(session, days)
    found: dict[str, list[EarlierAnswer]] = {}
    for talk_id, day in days.items():
        for code, answer in answers.get(talk_id, {}).items():
            if code in codes and answer.says_anything:
                found.setdefault(code, []).append(EarlierAnswer(day, answer))
    return {code: tuple(entries) for code, entries in found.items()}


def _is_before(row: Any, talk: NeedsTalk) -> bool:  # noqa: ANN401 (a row of id and day)
    if talk.held_on is None:
        return True
    return (row[1], row[0]) < (talk.held_on, talk.id)


@needs("plans.see")
def list_talks(office: Office) -> list[TalkRow]:
    """Return every talk outside the bin, the newest first."""
    return _rows(office, NeedsTalk.retired_at.is_(None))


@needs("plans.see")
def talks_of_resident(office: Office, resident_id: bytes) -> list[TalkRow]:
    """Return a resident's talks, the newest first."""
    return _rows(office, NeedsTalk.retired_at.is_(None), NeedsTalk.resident_id == resident_id)


@needs("plans.see")
def retired_talks(office: Office) -> list[TalkRow]:
    """Return the talks that lie in the bin."""
    return _rows(office, NeedsTalk.retired_at.is_not(None))


def _rows(office: Office, *conditions: Condition) -> list[TalkRow]:
    unmet = (
        select(func.count())
        .where(UnmetNeed.talk_id == NeedsTalk.id, UnmetNeed.retired_at.is_(None))
        .correlate(NeedsTalk)
        .scalar_subquery()
    )
    query = (
        select(
            NeedsTalk.id,
            NeedsTalk.resident_id,
            func.trim(Resident.surname + " " + Resident.given_name),
            Resident.locality,
            NeedsTalk.held_on,
            NeedsTalk.place,
            NeedsTalk.coordinator,
            NeedsTalk.needs_told,
            unmet,
            NeedsTalk.retired_at,
        )
        .join(Resident, Resident.id == NeedsTalk.resident_id)
        .where(*conditions)
        .order_by(NeedsTalk.held_on.desc(), NeedsTalk.id.desc())
    )
    with office.read() as session:
        return [TalkRow(*row) for row in session.execute(query)]


@needs("plans.see")
def talk_json(office: Office) -> list[dict[str, Any]]:
    """Return talks as the command line prints them: ids as text, dates ISO."""
    return [_plain_talk(office, row) for row in list_talks(office)]


def _plain_talk(office: Office, row: TalkRow) -> dict[str, Any]:
    details = get_talk(office, row.id)
    return {
        "id": text_id(row.id),
        "resident": row.resident_name,
        "resident_id": text_id(row.resident_id),
        **{name: plain(value) for name, value in asdict(details.draft).items()},
    }


def plain(value: Any) -> Any:  # noqa: ANN401 (JSON in, JSON out)
    """Return a value of a draft as JSON can hold it."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "row_id"}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
