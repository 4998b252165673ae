"""Fields of special categories: off by default, on by a programme in force, and for some roles."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.core.messages import describe
from cusdesk.domain.access import Role
from cusdesk.domain.residents import DisabilityDegree, ResidentDraft
from cusdesk.domain.special_fields import ProgrammeDraft, SpecialField
from cusdesk.models.residents import Resident
from cusdesk.services import history, programmes, residents
from tests.helpers.people import act_as, switch_on

if TYPE_CHECKING:
    from cusdesk.services.office import Office

CARD = ResidentDraft(
    "Łuczak", "Ewa", disability=DisabilityDegree.LIGHT, disability_valid_to=dt.date(2027, 1, 31)
)


def whole(shown: ResidentDraft, **changes: object) -> dict[str, object]:
    """Return every field of a card, as somebody who writes all of it back would."""
    changed = replace(shown, **changes)
    return {name: getattr(changed, name) for name in ResidentDraft.__slots__}


def stored(office: Office, resident_id: bytes) -> str:
    with office.read() as session:
        return session.get_one(Resident, resident_id).disability


def test_off_by_default_nothing_can_be_written(office: Office) -> None:
    assert programmes.visible_fields(office) == frozenset()
    with pytest.raises(RuleError) as refusal:
        residents.create_resident(office, CARD)
    assert "niepełnosprawność" in describe(refusal.value)

    plain = residents.create_resident(office, ResidentDraft("Łuczak", "Ewa")).id
    with pytest.raises(RuleError, match="off"):
        residents.change_fields(office, plain, {"health_notes": "astma"})
    residents.change_fields(office, plain, {"disability": DisabilityDegree.NONE})


def test_a_programme_in_force_switches_on(office: Office) -> None:
    switch_on(office, SpecialField.DISABILITY, SpecialField.ADDICTION)
    saved = residents.create_resident(office, replace(CARD, addiction="alkohol"))

    card = residents.get_resident(office, saved.id).draft
    assert (card.disability, card.addiction) == (DisabilityDegree.LIGHT, "alkohol")
    with pytest.raises(RuleError, match="off"):
        residents.change_fields(office, saved.id, {"convictions": "x"})


def test_a_programme_that_ended_switches_nothing_on(office: Office) -> None:
    ended = ProgrammeDraft(
        "Dawny", "", None, dt.date(2026, 6, 14), special_fields=(SpecialField.HEALTH,)
    )
    coming = replace(ended, name="Przyszły", valid_from=dt.date(2026, 6, 16), valid_to=None)
    for draft in (ended, coming):
        programmes.create_programme(office, draft)
    assert programmes.visible_fields(office) == frozenset()
    assert [row.is_in_force for row in programmes.list_programmes(office)] == [False, False]


def test_switched_off_again_it_disappears_and_is_kept(office: Office) -> None:
    programme = switch_on(office, SpecialField.DISABILITY)
    saved = residents.create_resident(office, CARD)
    programmes.retire_programme(office, programme)

    shown = residents.get_resident(office, saved.id)
    assert shown.draft.disability is DisabilityDegree.NONE
    assert residents.rows_for(office, [saved.id])[0].disability == "none"
    [said] = residents.resident_json(office)
    assert (said["disability"], said["disability_valid_to"]) == (None, None)
    assert not [
        e for e in history.history_of(office, "residents", saved.id) if e.after == "stopień lekki"
    ]
    residents.change_fields(office, saved.id, whole(shown.draft, house="7"), shown.version)
    assert stored(office, saved.id) == "light"

    history.undo(office)  # the house
    history.undo(office)  # the programme's way to the bin
    assert residents.get_resident(office, saved.id).draft.disability is DisabilityDegree.LIGHT


def test_who_may_not_see_neither_sees_nor_writes_nor_wipes(office: Office) -> None:
    switch_on(office, SpecialField.DISABILITY)
    saved = residents.create_resident(office, CARD)
    act_as(office, Role.OFFICE_WORKER)

    shown = residents.get_resident(office, saved.id)
    assert shown.draft.disability is DisabilityDegree.NONE
    residents.change_fields(office, saved.id, whole(shown.draft, house="7"), shown.version)
    assert stored(office, saved.id) == "light"
    with pytest.raises(RuleError, match="denied"):
        residents.change_fields(office, saved.id, {"disability": DisabilityDegree.CHILD})


def test_plans_of_a_card_are_for_those_who_see_plans(office: Office) -> None:
    resident = residents.create_resident(office, ResidentDraft("Łuczak", "Ewa")).id
    act_as(office, Role.OSL)
    assert residents.get_resident(office, resident).plans == ()
    assert residents.rows_for(office, [resident])[0].coordinator == ""


def test_programmes_are_changed_by_the_right_people(office: Office) -> None:
    with pytest.raises(ValidationError):
        programmes.create_programme(office, ProgrammeDraft("  "))
    programme = switch_on(office)
    draft = ProgrammeDraft("Program", "I/2026", special_fields=(SpecialField.HEALTH,))
    programmes.change_programme(office, programme, draft, 1)
    assert programmes.visible_fields(office) == {SpecialField.HEALTH}

    act_as(office, Role.OFFICE_WORKER)
    with pytest.raises(RuleError, match="denied"):
        programmes.retire_programme(office, programme)
