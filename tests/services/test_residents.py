"""Cards of residents: writing, parts, households, notes, the bin, undo, history, JSON."""

from __future__ import annotations

import datetime as dt
import sys

import pytest

from cusdesk import services
from cusdesk.core.errors import ConflictError, NotFoundError, ValidationError
from cusdesk.domain.residents import (
    DisabilityDegree,
    PhoneDraft,
    RepresentativeDraft,
    RepresentativeKind,
    ResidentDraft,
    ResidentStatus,
    Sex,
)
from cusdesk.domain.special_fields import SpecialField
from cusdesk.services import history, residents
from tests.helpers.people import switch_on


def made(office, surname="Łuczak", given_name="Żaneta", **values):
    return residents.create_resident(office, ResidentDraft(surname, given_name, **values)).id


def draft_of(office, resident_id):
    return residents.get_resident(office, resident_id).draft


def found(office, text):
    return [hit.name for hit in residents.search_residents(office, text)]


def test_what_is_created_is_what_is_read(office):
    switch_on(office, SpecialField.DISABILITY)
    draft = ResidentDraft(
        "Łuczak",
        "Żaneta",
        "Maria",
        birth_surname="Gęś",
        pesel="44051401359",
        birth_date=dt.date(1944, 5, 14),
        sex=Sex.M,
        locality="Dolina",
        house="12",
        postcode="32-310",
        post="Klucze",
        solectwo="Dolina",
        phones=[PhoneDraft("600123456"), PhoneDraft("326461234", "córka")],
        email="zaneta@example.org",
        status=ResidentStatus.PAUSED,
        status_date=dt.date(2026, 5, 1),
        disability=DisabilityDegree.MODERATE,
        disability_valid_to=dt.date(2027, 1, 31),
        representatives=[RepresentativeDraft(RepresentativeKind.CURATOR, "Jan Gęś", "501501501")],
        accessibility="wózek",
        notes="pies na podwórku",
    )

    saved = residents.create_resident(office, draft)

    assert draft_of(office, saved.id) == draft
    assert saved.changes.touches("residents")


def test_texts_and_numbers_are_tidied(office):
    resident_id = made(
        office, "  Łuczak ", "Żaneta\u200b", pesel="440514-01359", postcode="32310",
        phones=[PhoneDraft("+48 600 123 456"), PhoneDraft("  ")], notes=" jeden\r\ndwa ",
    )  # fmt: skip

    draft = draft_of(office, resident_id)

    assert (draft.surname, draft.given_name, draft.pesel) == ("Łuczak", "Żaneta", "44051401359")
    assert (draft.postcode, draft.notes) == ("32-310", "jeden\ndwa")
    assert draft.phones == [PhoneDraft("600123456")]


def test_wrong_pesel_is_a_warning_not_a_refusal(office):
    saved = residents.create_resident(office, ResidentDraft("Lis", "Jan", pesel="44051401358"))

    assert "pesel" in {problem.field for problem in saved.warnings}


def test_card_without_a_surname_is_refused_and_nothing_is_written(office):
    with pytest.raises(ValidationError):
        residents.create_resident(office, ResidentDraft("", "Jan"))

    assert len(residents.list_ids(office)) == 0


def test_leaving_a_field_writes_that_field_alone(office):
    resident_id = made(office, house="1")

    saved = residents.change_fields(office, resident_id, {"house": "2"})

    assert draft_of(office, resident_id).house == "2"
    changed = [e.field for e in history.history_of(office, "residents", resident_id) if e.field]
    assert (changed, saved.version) == (["Nr domu"], 2)


def test_same_value_is_no_step_of_undo(office):
    resident_id = made(office, house="1")

    residents.change_fields(office, resident_id, {"house": "1"})

    assert history.next_undo(office) == "dodanie mieszkańca"


def test_fields_left_within_a_minute_are_one_step(office):
    resident_id = made(office, house="1", locality="Dolina")

    residents.change_fields(office, resident_id, {"house": "2"})
    residents.change_fields(office, resident_id, {"locality": "Łąka"})
    history.undo(office)

    draft = draft_of(office, resident_id)
    assert (draft.house, draft.locality) == ("1", "Dolina")


def test_older_version_is_refused(office):
    resident_id = made(office)
    residents.change_fields(office, resident_id, {"house": "2"})

    with pytest.raises(ConflictError):
        residents.change_fields(office, resident_id, {"surname": "Lis"}, 1)


def test_old_fault_elsewhere_does_not_stop_a_change(office):
    resident_id = made(office)
    with office.write("residents.update") as work:
        from cusdesk.models.residents import Resident

        work.get(Resident, resident_id).given_name = ""

    residents.change_fields(office, resident_id, {"house": "7"})

    assert draft_of(office, resident_id).house == "7"


def test_fault_in_the_changed_field_stops_it(office):
    resident_id = made(office)

    with pytest.raises(ValidationError):
        residents.change_fields(office, resident_id, {"birth_date": dt.date(2030, 1, 1)})


def test_phones_change_by_place_and_the_rest_goes_to_the_bin(office):
    resident_id = made(office, phones=[PhoneDraft("600123456"), PhoneDraft("600123457")])

    residents.change_fields(office, resident_id, {"phones": [PhoneDraft("600123456", "syn")]})

    assert draft_of(office, resident_id).phones == [PhoneDraft("600123456", "syn")]
    history.undo(office)
    assert [p.number for p in draft_of(office, resident_id).phones] == ["600123456", "600123457"]


def test_representatives_are_added_and_changed(office):
    resident_id = made(office)
    mother = RepresentativeDraft(RepresentativeKind.PARENT, "Ewa Łuczak")

    residents.change_fields(office, resident_id, {"representatives": [mother]})
    mother.phone = "501501501"
    residents.change_fields(office, resident_id, {"representatives": [mother]})

    assert draft_of(office, resident_id).representatives == [mother]


def test_undo_of_a_change_mends_the_search(office):
    resident_id = made(office)
    residents.change_fields(office, resident_id, {"surname": "Cebula"})
    assert found(office, "luczak") == []

    history.undo(office)

    assert found(office, "luczak") == ["Łuczak Żaneta"]


def test_undo_first_thing_in_the_morning_mends_the_search_too(office, monkeypatch):
    resident_id = made(office)
    residents.change_fields(office, resident_id, {"surname": "Cebula"})
    monkeypatch.setattr(services, "residents", residents)  # so that it is put back afterwards
    for name in [name for name in sys.modules if name.startswith("cusdesk.services.residents")]:
        monkeypatch.delitem(sys.modules, name)

    history.undo(office)

    assert found(office, "luczak") == ["Łuczak Żaneta"]


def test_bin_and_back(office):
    resident_id = made(office)

    residents.retire_resident(office, resident_id)
    in_bin = residents.bin_list(office)
    assert (found(office, "luczak"), [row.name for row in in_bin]) == ([], ["Łuczak Żaneta"])
    assert residents.get_resident(office, resident_id).retired_on is not None

    residents.restore_resident(office, resident_id)
    assert (found(office, "luczak"), residents.bin_list(office)) == (["Łuczak Żaneta"], [])


def test_card_in_the_bin_cannot_be_changed(office):
    resident_id = made(office)
    residents.retire_resident(office, resident_id)

    with pytest.raises(NotFoundError):
        residents.change_fields(office, resident_id, {"house": "1"})


def test_undo_of_creation_takes_the_person_out_of_the_search(office):
    made(office)

    history.undo(office)

    assert found(office, "luczak") == []
    history.redo(office)
    assert found(office, "luczak") == ["Łuczak Żaneta"]


def test_household_is_made_joined_and_left(office):
    one, two, three = (made(office, given_name=name) for name in ("Anna", "Ewa", "Jan"))
    residents.set_household(office, one, two)
    residents.set_household(office, three, one)
    assert len(residents.get_resident(office, two).household) == 2

    residents.leave_household(office, one)

    assert [m.name for m in residents.get_resident(office, two).household] == ["Łuczak Jan"]


def test_household_of_one_is_dissolved(office):
    one, two = made(office), made(office)
    residents.set_household(office, one, two)

    residents.leave_household(office, one)

    assert draft_of(office, two).household_id is None


def test_notes_are_signed_dated_and_newest_first(office):
    resident_id = made(office)
    residents.add_note(office, resident_id, dt.date(2026, 6, 1), "telefon od córki")
    note = residents.add_note(office, resident_id, dt.date(2026, 6, 10), "wizyta")
    residents.change_note(office, note.id, dt.date(2026, 6, 11), "wizyta w domu", 1)

    notes = residents.get_resident(office, resident_id).notes

    assert [n.text for n in notes] == ["wizyta w domu", "telefon od córki"]
    assert notes[0].author == "Anna Testowa"
    residents.retire_note(office, note.id)
    assert len(residents.get_resident(office, resident_id).notes) == 1


@pytest.mark.parametrize(("date", "text"), [(dt.date(2026, 6, 1), " "), (dt.date(2027, 1, 1), "x")])
def test_empty_and_future_notes_are_refused(office, date, text):
    resident_id = made(office)

    with pytest.raises(ValidationError):
        residents.add_note(office, resident_id, date, text)


def test_json_has_the_agreed_names(office):
    resident_id = made(
        office, pesel="44051401359", birth_date=dt.date(1944, 5, 14), sex=Sex.M, house="12",
        locality="Dolina", phones=[PhoneDraft("600123456")],
    )  # fmt: skip

    (shown,) = residents.resident_json(office, [resident_id])

    assert (shown["surname"], shown["given_name"], shown["sex"]) == ("Łuczak", "Żaneta", "M")
    assert (shown["birth_date"], shown["phones"]) == ("1944-05-14", ["+48600123456"])
    assert shown["address"]["house"] == "12"
    assert shown["address"]["street"] is None
    assert (shown["locality"], shown["status"], shown["disability"]) == ("Dolina", "active", None)


def test_json_takes_a_filter(office):
    made(office)
    made(office, "Lis", "Jan")

    shown = residents.resident_json(office, residents.ResidentFilter(text="lis"))

    assert [person["surname"] for person in shown] == ["Lis"]
