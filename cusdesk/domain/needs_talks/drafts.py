"""A needs talk as it is edited: the recognition of individual needs of art. 37 of the CUS act."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (read by annotations)
import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem
from cusdesk.core.messages import tr
from cusdesk.domain.checks import check_dates, check_lengths
from cusdesk.domain.dates import format_date
from cusdesk.domain.needs_talks.dimensions import scheme_on
from cusdesk.domain.plans import PlanServiceForm  # noqa: TC001 (drafts are read by annotations)

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG_TEXTS = frozenset(
    {
        *("present", "needs_told", "resources_told", "used_note", "wanted", "reasonableness"),
        *("possibility", "actions", "fee_information", "conclusion", "deficit", "resource"),
    }
)


class TalkPlace(enum.StrEnum):
    """Where the talk is held (art. 37(1)): at the centre or where the person stays."""

    OFFICE = "office"
    STAY = "stay"


class NeedUrgency(enum.StrEnum):
    """How soon something must happen."""

    NOW = "now"
    SOON = "soon"
    LATER = "later"


class AnswerSource(enum.StrEnum):
    """From whom or what an answer is known."""

    RESIDENT = "resident"
    FAMILY = "family"
    OBSERVATION = "observation"
    SPECIALIST = "specialist"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class UsedService:
    """A service used already: its form and mode (art. 37(2)(2))."""

    name: str = ""
    form: PlanServiceForm | None = None
    mode: str = ""
    note: str = ""
    row_id: bytes | None = None


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """One dimension: how it is, how urgent, what is missing, what can be built on."""

    level: int | None = None
    urgency: NeedUrgency | None = None
    source: AnswerSource | None = None
    deficit: str = ""
    resource: str = ""

    @property
    def says_anything(self) -> bool:
        """Whether anything stands in it."""
        return self != AnswerDraft()


@dataclass(slots=True)
class TalkDraft:
    """One talk; free words first, the dimensions after.

    Attributes:
        needs_told, resources_told: part one of art. 37(2), in the resident's words.
        used, used_note: part two.
        wanted, reasonableness, possibility, actions: part three.
        is_fee_told, fee_information: part four.
        answers: code of a dimension -> what was found.
    """

    held_on: dt.date | None = None
    place: TalkPlace = TalkPlace.OFFICE
    place_note: str = ""
    coordinator: str = ""
    present: str = ""
    needs_told: str = ""
    resources_told: str = ""
    used: tuple[UsedService, ...] = ()
    used_note: str = ""
    wanted: str = ""
    reasonableness: str = ""
    possibility: str = ""
    actions: str = ""
    is_fee_told: bool = False
    fee_information: str = ""
    conclusion: str = ""
    answers: dict[str, AnswerDraft] = field(default_factory=dict)


def check_talk(
    draft: TalkDraft, today: dt.date, born: dt.date | None, died: dt.date | None
) -> list[Problem]:
    """Return what is wrong with a talk.

    A talk takes place in somebody's life: not before the birth, not after the death, not tomorrow.
    A talk of a person who died may still be typed in from the paper of the visit.
    """
    found = [*check_lengths(draft, LONG_TEXTS), *check_dates(draft)]
    for number, used in enumerate(draft.used):
        found += check_lengths(used, (), prefix=f"used.{number}.")
    day = draft.held_on
    if day is None:
        found.append(Problem("held_on", "needs_talks.problem.no_date", blocking=False))
    elif day > today:
        found.append(Problem("held_on", "needs_talks.problem.future"))
    elif born is not None and day < born:
        found.append(
            Problem("held_on", "needs_talks.problem.before_birth", {"date": format_date(born)})
        )
    elif died is not None and day > died:
        found.append(
            Problem("held_on", "needs_talks.problem.after_death", {"date": format_date(died)})
        )
    return found


def check_answer(answer: AnswerDraft, on: dt.date) -> list[Problem]:
    """Return what is wrong with one dimension."""
    found = check_lengths(answer, LONG_TEXTS)
    if answer.level is not None and answer.level not in dict(scheme_on(on).levels):
        found.append(Problem("level", "needs_talks.problem.level"))
    return found


@dataclass(frozen=True, slots=True)
class LevelAt:
    """The level of one dimension in one talk; a talk without a day has none."""

    on: dt.date | None
    level: int


def level_marks(level: int, highest: int) -> str:
    """Return a level as marks that are counted at a glance, with its number: `●●○○○ 2`."""
    return f"{'●' * level}{'○' * (highest - level)} {level}"


def change_words(levels: Sequence[tuple[dt.date | None, int]], now: int | None) -> str:
    """Return one sentence about how a dimension has changed; "" when it was never judged.

    Args:
        levels: (day, level) of earlier talks, oldest first.
        now: the level of this talk, None while nobody judged.
    """
    if not levels:
        return tr("needs_talks.change.first") if now is not None else ""
    day, before = levels[-1]
    params = {"before": before, "now": now, "date": format_date(day) or "–"}
    if now is None:
        return tr("needs_talks.change.not_yet", **params)
    key = "same" if now == before else "better" if now > before else "worse"
    words = tr(f"needs_talks.change.{key}", **params)
    if len(levels) > 1:
        road = " → ".join(str(level) for level in [*(level for _, level in levels), now])
        words = f"{words} {tr('needs_talks.change.road', road=road)}"
    return words
