"""Needs talks in an office: kept field by field, compared with the one before, carried on."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import NotFoundError, RuleError, ValidationError
from cusdesk.domain.access import Role
from cusdesk.domain.catalogue import ServiceArea
from cusdesk.domain.needs_talks import NeedUrgency, UnmetDraft, UsedService
from cusdesk.domain.plans import PlanDraft, PlanServiceForm
from cusdesk.domain.residents import ResidentDraft, ResidentStatus
from cusdesk.domain.special_fields import SpecialField
from cusdesk.services import history, needs_talks, plans, programmes, residents
from tests.helpers.people import act_as, switch_on

if TYPE_CHECKING:
    from cusdesk.services.office import Office

TODAY = dt.date(2026, 6, 15)


def add(office: Office, **values: object) -> bytes:
    card = {"locality": "Brzozówka", **values}
    draft = ResidentDraft("Zając", "Irena", **card)  # type: ignore[arg-type]  # kinds differ
    return residents.create_resident(office, draft).id


def begin(office: Office, resident_id: bytes) -> bytes:
    return needs_talks.create_talk(office, resident_id).id


def test_a_talk_begins_today_and_keeps_every_field(office: Office) -> None:
    talk_id = begin(office, add(office))
    used = UsedService("Opiekunka", PlanServiceForm.INDIVIDUAL, "na podstawie decyzji")
    needs_talks.change_talk(office, talk_id, {"needs_told": "Sama nie wyjdę po zakupy."})
    needs_talks.change_talk(office, talk_id, {"used": (used,), "is_fee_told": True})
    values = {"level": 2, "urgency": NeedUrgency.NOW, "deficit": "Nie ma dojazdu"}
    needs_talks.change_answer(office, talk_id, "access", values)

    draft = needs_talks.get_talk(office, talk_id).draft
    assert (draft.held_on, draft.coordinator) == (TODAY, "Anna Testowa")
    assert draft.needs_told == "Sama nie wyjdę po zakupy."
    assert [(u.name, u.form, u.mode) for u in draft.used] == [
        ("Opiekunka", PlanServiceForm.INDIVIDUAL, "na podstawie decyzji")
    ]
    assert (draft.is_fee_told, draft.answers["access"].level) == (True, 2)
    lines = history.history_of(office, "needs_talks", talk_id)
    assert "Co mieszkaniec mówi o swoich potrzebach" in {e.field for e in lines}
    assert any("Dojazd" in e.part for e in lines)


def test_edits_of_a_minute_are_one_step_of_undo(office: Office) -> None:
    talk_id = begin(office, add(office))
    needs_talks.change_talk(office, talk_id, {"wanted": "transport"})
    needs_talks.change_answer(office, talk_id, "access", {"level": 1})
    history.undo(office)

    draft = needs_talks.get_talk(office, talk_id).draft
    assert draft.wanted == ""
    assert not any(answer.level for answer in draft.answers.values())


def test_a_wrong_day_is_refused_and_the_rest_stays(office: Office) -> None:
    talk_id = begin(office, add(office))
    with pytest.raises(ValidationError):
        needs_talks.change_talk(office, talk_id, {"held_on": dt.date(2026, 6, 16)})
    with pytest.raises(ValidationError):
        needs_talks.change_answer(office, talk_id, "access", {"level": 9})
    with pytest.raises(NotFoundError):
        needs_talks.change_answer(office, talk_id, "no_such", {"level": 1})
    assert needs_talks.get_talk(office, talk_id).draft.held_on == TODAY


def test_a_talk_of_a_person_who_died_comes_from_its_paper(office: Office) -> None:
    died = dt.date(2026, 5, 1)
    person = add(office, status=ResidentStatus.DECEASED, status_date=died)
    talk_id = begin(office, person)
    assert needs_talks.get_talk(office, talk_id).has_died
    assert needs_talks.get_talk(office, talk_id).draft.held_on is None
    with pytest.raises(ValidationError):
        needs_talks.change_talk(office, talk_id, {"held_on": dt.date(2026, 5, 2)})
    needs_talks.change_talk(office, talk_id, {"held_on": dt.date(2026, 4, 30)})


def test_health_is_asked_about_only_under_a_programme(office: Office) -> None:
    talk_id = begin(office, add(office))
    found = needs_talks.get_talk(office, talk_id)
    assert found.hidden == 3
    assert "health" not in {d.code for d in found.dimensions}
    with pytest.raises(RuleError, match="off"):
        needs_talks.change_answer(office, talk_id, "health", {"deficit": "kręgosłup"})

    switch_on(office, SpecialField.HEALTH)
    needs_talks.change_answer(office, talk_id, "health", {"deficit": "kręgosłup"})
    assert needs_talks.get_talk(office, talk_id).draft.answers["health"].deficit == "kręgosłup"
    act_as(office, Role.OFFICE_WORKER)
    with pytest.raises(RuleError, match="denied"):
        needs_talks.get_talk(office, talk_id)


def test_the_talk_before_stands_beside(office: Office) -> None:
    person = add(office)
    first, second = begin(office, person), begin(office, person)
    needs_talks.change_talk(office, first, {"held_on": dt.date(2024, 2, 29)})
    needs_talks.change_answer(office, first, "access", {"level": 2, "deficit": "Nie ma auta"})
    needs_talks.change_answer(office, second, "access", {"level": 4})

    found = needs_talks.get_talk(office, second)
    assert [e.answer.deficit for e in found.earlier["access"]] == ["Nie ma auta"]
    assert found.change("access") == "Poprawa z 2 na 4 od 29.02.2024."
    assert needs_talks.get_talk(office, first).earlier == {}


def test_an_unmet_need_takes_village_and_age_of_its_day(office: Office) -> None:
    person = add(office, birth_date=dt.date(2008, 2, 29))
    talk_id = begin(office, person)
    needs_talks.change_talk(office, talk_id, {"held_on": dt.date(2026, 2, 28)})
    draft = UnmetDraft("Logopeda", ServiceArea.HEALTH)
    saved = needs_talks.add_unmet_need(office, person, draft, talk_id)

    row = needs_talks.list_unmet_needs(office, talk_id=talk_id)[0]
    assert (row.locality, row.age_group) == ("Brzozówka", "13–17 lat")
    assert row.recorded_on == dt.date(2026, 2, 28)
    met = needs_talks.unmet_draft(row)
    needs_talks.change_unmet_need(
        office, saved.id, UnmetDraft(met.need, met.area, met_on=TODAY), row.version
    )
    assert needs_talks.unmet_counts(office) == []


def test_counts_name_nobody(office: Office) -> None:
    for number in range(6):
        person = add(office)
        area = ServiceArea.HEALTH if number else None
        needs_talks.add_unmet_need(office, person, UnmetDraft("Dowóz", area))
    counts = {(c.by, c.value): (c.needs, c.people) for c in needs_talks.unmet_counts(office)}

    assert counts[("need", "Dowóz")] == ("6", "6")
    needs_talks.add_unmet_need(office, person, UnmetDraft("Dowóz pani Ireny"))
    assert "Dowóz pani Ireny" not in {c.value for c in needs_talks.unmet_counts(office)}
    assert counts[("locality", "Brzozówka")] == ("6", "6")
    assert counts[("area", "bez obszaru")] == ("<5", "<5")
    assert ("≥5", "≥5") in counts.values()
    assert counts[("", "Razem")] == ("6", "6")


def test_a_talk_is_carried_into_the_plan_once(office: Office) -> None:
    person = add(office)
    talk_id = begin(office, person)
    plan_id = plans.create_plan(office, person, PlanDraft(needs="Zakupy.")).id
    with pytest.raises(RuleError, match="nothing"):
        needs_talks.carry_into_plan(office, talk_id, plan_id)
    needs_talks.change_talk(office, talk_id, {"needs_told": "Samotność."})
    needs_talks.change_answer(office, talk_id, "ties", {"resource": "Sąsiadka Maria"})
    needs_talks.change_answer(office, talk_id, "access", {"deficit": "Nie ma dojazdu"})
    needs_talks.add_unmet_need(office, person, UnmetDraft("Dowóz"), talk_id)
    for _ in range(2):
        needs_talks.carry_into_plan(office, talk_id, plan_id)

    draft = plans.get_plan(office, plan_id).draft
    assert draft.needs == "Zakupy.\nSamotność."
    assert [need.text for need in draft.need_rows] == ["Dojazd i dostęp do usług: Nie ma dojazdu"]
    assert draft.resources == "Bliscy, sąsiedzi, wolontariusze: Sąsiadka Maria"
    assert draft.unmet_needs == "Dowóz"
    assert [row.id for row in needs_talks.plans_for_talk(office, talk_id)] == [plan_id]
    with pytest.raises(RuleError, match="other_person"):
        needs_talks.carry_into_plan(office, begin(office, add(office)), plan_id)


def test_the_bin_and_back(office: Office) -> None:
    talk_id = begin(office, add(office))
    needs_talks.retire_talk(office, talk_id)
    assert needs_talks.list_talks(office) == []
    assert [row.id for row in needs_talks.retired_talks(office)] == [talk_id]
    needs_talks.restore_talk(office, talk_id)
    assert [row.id for row in needs_talks.list_talks(office)] == [talk_id]
    assert needs_talks.talk_json(office)[0]["place"] == "office"


def test_the_form_of_a_talk_says_it_all_and_the_blank_one_nothing(office: Office) -> None:
    person = add(office)
    talk_id = begin(office, person)
    needs_talks.change_talk(office, talk_id, {"needs_told": "Samotność."})
    needs_talks.change_answer(office, talk_id, "access", {"level": 2, "deficit": "Nie ma auta"})
    needs_talks.add_unmet_need(office, person, UnmetDraft("Dowóz"), talk_id)

    filled = needs_talks.talk_paper(office, talk_id)
    values = filled.document.values
    assert [row["deficit"] for row in values["environment"]] == ["Nie ma auta"]
    assert (values["talk.needs_told"], values["unmet"][0]["need"]) == ("Samotność.", "Dowóz")
    assert {gap.key for gap in filled.gaps} >= {"talk.reasonableness", "talk.is_fee_told"}
    later = begin(office, person)
    needs_talks.change_answer(office, later, "access", {"level": 4})
    (row,) = needs_talks.talk_paper(office, later).document.values["environment"]
    assert row["level"].splitlines()[-2:] == ["15.06.2026  ●●○○○ 2", "15.06.2026  ●●●●○ 4"]
    blank = needs_talks.blank_talk_paper(office, talk_id)
    assert blank.gaps == ()
    assert "Samotność." not in str(blank.document.values)
    names = [row["name"] for row in blank.document.values["individual"]]
    assert "Zdrowie i sprawność" not in names
    assert len(needs_talks.blank_talk_paper(office).document.values["environment"]) == 4


def test_the_history_of_a_talk_hides_what_a_programme_switched_off(office: Office) -> None:
    switch_on(office, SpecialField.HEALTH)
    talk_id = begin(office, add(office))
    needs_talks.change_answer(office, talk_id, "health", {"level": 2})
    needs_talks.change_answer(office, talk_id, "health", {"deficit": "kręgosłup"})
    seen = history.history_of(office, "needs_talks", talk_id)
    (about,) = [entry for entry in seen if entry.after == "kręgosłup"]

    (row,) = programmes.list_programmes(office)
    programmes.retire_programme(office, row.id)
    seen = history.history_of(office, "needs_talks", talk_id)
    assert "kręgosłup" not in {entry.after for entry in seen}
    with pytest.raises(RuleError, match="off"):
        history.take_back_change(office, about.change)
