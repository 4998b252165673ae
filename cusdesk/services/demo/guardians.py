"""Parents of the commune's children: they agree to plans and sign, never the child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.residents import RepresentativeDraft, RepresentativeKind
from cusdesk.services import residents
from cusdesk.services.demo.people import age_on, surname_of_woman

if TYPE_CHECKING:
    from cusdesk.domain.residents import ResidentDraft
    from cusdesk.services.demo.model import Build

_OF_AGE = 18


def signatory_of(build: Build, resident_id: bytes) -> str:
    """Return who signs for a resident: an adult alone, for a child a parent put on the card."""
    draft = residents.get_resident(build.office, resident_id).draft
    born = draft.birth_date
    if born is None or age_on(build.today, born) >= _OF_AGE:
        return f"{draft.given_name} {draft.surname}".strip()
    if not draft.representatives:
        parent = _mother(build, draft)
        residents.change_fields(build.office, resident_id, {"representatives": [parent]})
        return parent.name
    return draft.representatives[0].name


def _mother(build: Build, draft: ResidentDraft) -> RepresentativeDraft:
    names = build.words["women"]
    given = names[len(draft.given_name + draft.surname) % len(names)]
    phone = draft.phones[0].number if draft.phones else ""
    name = f"{given} {surname_of_woman(draft.surname)}"
    return RepresentativeDraft(RepresentativeKind.PARENT, name, phone)
