"""The form of a talk on paper: filled in, or empty for a visit at home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import ServiceArea
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label
from cusdesk.domain.needs_talks import AnswerDraft, NeedUrgency, level_marks, level_name, scheme_on
from cusdesk.domain.reports import PlanSignature
from cusdesk.export.values import NBSP
from cusdesk.services import papers
from cusdesk.services.needs_talks.commands import FEATURE
from cusdesk.services.needs_talks.queries import get_talk
from cusdesk.services.needs_talks.unmet import list_unmet_needs
from cusdesk.services.programmes import visible_fields

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from cusdesk.domain.needs_talks import Dimension, Scheme
    from cusdesk.services.needs_talks.queries import TalkDetails
    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperDraft

FORM = "needs_talk"
FEWEST_POINTS = 2
"""Talks that make a course."""
_PLAIN = (
    *("held_on", "coordinator", "present", "needs_told", "resources_told", "used_note", "wanted"),
    *("reasonableness", "possibility", "actions", "is_fee_told", "fee_information", "conclusion"),
)


@needs("plans.see")
def talk_paper(office: Office, talk_id: bytes) -> PaperDraft:
    """Return a talk on its form, as it stands.

    Raises:
        NotFoundError: there is no such talk.
        RuleError: `access.denied`.
    """
    talk = get_talk(office, talk_id)
    day = talk.draft.held_on or office.clock.today()
    values: dict[str, object] = {f"talk.{name}": getattr(talk.draft, name) for name in _PLAIN}
    place = (label(talk.draft.place), talk.draft.place_note)
    values["talk.place"] = ", ".join(part for part in place if part)
    values["used"] = tuple(
        {
            "name": used.name,
            "form": label(used.form) if used.form else "",
            "mode": used.mode,
            "note": used.note,
        }
        for used in talk.draft.used
    )
    values["unmet"] = tuple(
        {"need": row.need, "area": label(ServiceArea(row.area)) if row.area else ""}
        for row in list_unmet_needs(office, talk_id=talk_id)
    )
    values |= _filled(talk, day)
    values["coordinator_signature"] = PlanSignature(talk.draft.coordinator, "")
    return papers.draft_paper(
        office, FORM, values, resident_id=talk.resident_id, record=(FEATURE, talk_id), on=day
    )


def _filled(talk: TalkDetails, day: dt.date) -> dict[str, object]:
    values: dict[str, object] = {"scale": _scale(talk.scheme)}
    for group in talk.scheme.groups:
        rows = []
        for dimension in talk.dimensions:
            answer = talk.draft.answers.get(dimension.code, AnswerDraft())
            if dimension.group == group.code and answer.says_anything:
                rows.append(
                    {
                        "name": dimension.name,
                        "level": _judged(talk, dimension, day),
                        "urgency": label(answer.urgency) if answer.urgency else "",
                        "source": label(answer.source) if answer.source else "",
                        "deficit": answer.deficit,
                        "resource": answer.resource,
                    }
                )
        values[group.code] = tuple(rows)
    return values


def _judged(talk: TalkDetails, dimension: Dimension, day: dt.date) -> str:
    answer = talk.draft.answers.get(dimension.code, AnswerDraft())
    words = level_name(answer.level, day)
    change = talk.change(dimension.code) if talk.earlier else ""
    said = ". ".join(part for part in (words, change) if part)
    course = talk.course(dimension.code)
    if len(course) < FEWEST_POINTS:
        return said
    highest = len(talk.scheme.levels)
    road = [f"{format_date(p.on) or '–'}  {level_marks(p.level, highest)}" for p in course]
    return "\n".join((said, *road))


@needs("plans.see")
def blank_talk_paper(office: Office, talk_id: bytes | None = None) -> PaperDraft:
    """Return the form to be written on by hand, typed in later from top to bottom.

    Args:
        office: the open office.
        talk_id: a talk whose resident, day and leader are printed; None for an empty head.

    Raises:
        NotFoundError: there is no such talk.
        RuleError: `access.denied`.
    """
    today = office.clock.today()
    if talk_id is None:
        scheme = scheme_on(today)
        visible = visible_fields(office)
        shown: Iterable[Dimension] = (
            d for d in scheme.dimensions if d.special is None or d.special in visible
        )
        values = _to_circle(scheme, list(shown))
        return papers.draft_paper(office, FORM, values, blank=True)
    talk = get_talk(office, talk_id)
    values = _to_circle(talk.scheme, list(talk.dimensions))
    values["talk.coordinator"] = talk.draft.coordinator
    return papers.draft_paper(
        office,
        FORM,
        values,
        resident_id=talk.resident_id,
        record=(FEATURE, talk_id),
        blank=True,
    )


def _to_circle(scheme: Scheme, dimensions: list[Dimension]) -> dict[str, object]:
    """Return the dimensions with what is circled by hand."""
    levels = " · ".join(str(level) for level, _ in scheme.levels)
    urgency = f"{NBSP}/ ".join(label(value) for value in NeedUrgency)
    values: dict[str, object] = {"scale": _scale(scheme)}
    for group in scheme.groups:
        values[group.code] = tuple(
            {"name": d.name, "level": levels, "urgency": urgency}
            for d in dimensions
            if d.group == group.code
        )
    return values


def _scale(scheme: Scheme) -> str:
    return "; ".join(words for _, words in scheme.levels)
