"""Needs talks and needs without a service of the fictional commune."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.needs_talks import (
    AnswerSource,
    NeedUrgency,
    TalkPlace,
    UnmetDraft,
    UnmetSource,
    proposals,
)
from cusdesk.domain.periods import age_on
from cusdesk.services import needs_talks

if TYPE_CHECKING:
    from cusdesk.services.demo.model import Build

_PEOPLE = 6
"""So many people with plans had a talk; every other one had a second."""
_AGAIN_AFTER_DAYS = 120
_EVERY = 7
"""A need besides talks is of every so many-th resident."""


def write_talks(build: Build) -> None:
    """Write talks of people with plans, and needs no service answers."""
    said = dictionary("demo_talks")
    born = {resident_id: row["values"]["birth_date"] for resident_id, row in build.people}
    for number, planned in enumerate(build.planned[:_PEOPLE]):
        age = age_on(born[planned.resident_id], build.today)
        words = next(talk for talk in said["talks"] if age <= talk["until_age"])
        day = min(planned.first - dt.timedelta(days=3), build.today)
        _talk(build, planned.resident_id, words, day, words["answers"])
        again = day + dt.timedelta(days=_AGAIN_AFTER_DAYS)
        if number % 2 == 0 and again <= build.today:
            _talk(build, planned.resident_id, words, again, words["later"])
    known = {proposal.need: proposal.area for proposal in proposals(build.today)}
    people = [resident_id for resident_id, _ in build.people[::_EVERY]]
    wanted = [row["need"] for row in said["unmet"] for _ in range(row["times"])]
    for number, (resident_id, need) in enumerate(zip(people, wanted, strict=False)):
        day = build.today - dt.timedelta(days=5 + number * 9)
        draft = UnmetDraft(need, known.get(need), UnmetSource.OTHER, day)
        needs_talks.add_unmet_need(build.office, resident_id, draft)


def _talk(
    build: Build, resident_id: bytes, words: dict[str, Any], day: dt.date, answers: list[Any]
) -> None:
    office = build.office
    talk_id = needs_talks.create_talk(office, resident_id).id
    values: dict[str, Any] = {n: text for n, text in words.items() if isinstance(text, str)}
    values |= {
        "held_on": day,
        "place": TalkPlace(words["place"]),
        "coordinator": build.words["coordinators"][0],
        "is_fee_told": True,
    }
    needs_talks.change_talk(office, talk_id, values)
    for code, level, urgency, source, deficit, resource in answers:
        found = {
            "level": level,
            "urgency": NeedUrgency(urgency),
            "source": AnswerSource(source),
            "deficit": deficit,
            "resource": resource,
        }
        needs_talks.change_answer(office, talk_id, code, found)
    if answers is words["answers"]:
        known = {proposal.need: proposal.area for proposal in proposals(build.today)}
        for need in words["unmet"]:
            draft = UnmetDraft(need, known.get(need))
            needs_talks.add_unmet_need(office, resident_id, draft, talk_id)
