"""A finished recruitment of the fictional commune: a ranking, a freed seat, one call."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.recruitment import (
    CallOutcome,
    CandidateStatus,
    CriterionDraft,
    CriterionMark,
    EditionDraft,
)
from cusdesk.services import recruitment
from cusdesk.services.recruitment.taking import NewCandidate, add_candidates

if TYPE_CHECKING:
    from cusdesk.services.demo.model import Build


def write_recruitment(build: Build) -> None:
    """Write the edition of `demo_recruitment.toml`, approved, with its first freed seat."""
    words = dictionary("demo_recruitment")
    office, today = build.office, build.today
    edition_id = recruitment.create_edition(office, _draft(build, words)).id
    opened = today - dt.timedelta(days=words["opened"])
    people = [
        NewCandidate(resident_id, opened + dt.timedelta(days=number % 10), 9 * 60 + number * 7)
        for number, resident_id in enumerate(_seniors(build, words))
    ]
    people.sort(key=lambda person: (person.submitted_on, person.submitted_minute or 0))
    with office.write("recruitment.take_in", undoable=False, count=len(people)) as work:
        add_candidates(work, edition_id, people)
    board = recruitment.edition_board(office, edition_id)
    criteria = board.edition.draft.criteria
    recruitment.write_marks(
        office,
        edition_id,
        [
            recruitment.MarkEntry(row.id, criterion.id, _mark(entry, row.position))
            for criterion, entry in zip(criteria, words["criteria"], strict=True)
            for row in board.candidates
            if criterion.id is not None
        ],
    )
    recruitment.approve_list(office, edition_id)
    _free_a_seat(build, edition_id, words)


def _seniors(build: Build, words: dict[str, Any]) -> list[bytes]:
    """Return enough people of the age the club is for."""
    latest = build.today.year - words["age"]
    fitting = [
        resident_id
        for resident_id, payload in build.people
        if (born := payload["values"]["birth_date"]) is not None and born.year <= latest
    ]
    return fitting[: words["candidates"]]


def _draft(build: Build, words: dict[str, Any]) -> EditionDraft:
    def ago(name: str) -> dt.date:
        """Return the day that lies as long ago as the word of the data says."""
        return build.today - dt.timedelta(days=words[name])

    service = build.service_ids[words["service"] % len(build.service_ids)]
    return EditionDraft(
        name=words["name"].format(year=build.today.year),
        services=(service,),
        opens_on=ago("opened"),
        closes_on=ago("closed"),
        seats=words["seats"],
        notes=words["notes"],
        criteria=tuple(
            CriterionDraft(None, c["text"], c["points"], c.get("is_required", False))
            for c in words["criteria"]
        ),
    )


def _mark(entry: dict[str, Any], position: int) -> CriterionMark:
    return CriterionMark.MET if position in entry["met"] else CriterionMark.NOT_MET


def _free_a_seat(build: Build, edition_id: bytes, words: dict[str, Any]) -> None:
    board = recruitment.edition_board(build.office, edition_id)
    place = words["left"]["place"]
    leaving = next((row for row in board.candidates if row.rank == place), None)
    if leaving is None:
        return
    recruitment.leave(
        build.office, leaving.id, CandidateStatus.WITHDRAWN, build.today, words["left"]["reason"]
    )
    board = recruitment.edition_board(build.office, edition_id)
    following = board.candidate(board.next_id)
    if following is not None:
        call = recruitment.CallDraft(CallOutcome.CALLED, following.phone, words["call"]["note"])
        recruitment.log_call(build.office, following.id, call)
