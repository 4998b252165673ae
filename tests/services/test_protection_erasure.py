"""Erasing a person on a real office file: nothing of them stays, everything about others does."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import select

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.core.messages import all_messages
from cusdesk.db import audit
from cusdesk.db.erase import Target, personal_tables, policy_of
from cusdesk.db.erase_register import read_register
from cusdesk.domain.access import Role
from cusdesk.domain.protection.erasure import Basis, ErasureDecision
from cusdesk.domain.residents import ResidentDraft, ResidentStatus
from cusdesk.models.attendance import Attendance, Visit
from cusdesk.models.protection import Erasure
from cusdesk.models.residents import Resident
from cusdesk.services import history, residents
from cusdesk.services.office import backup_office
from cusdesk.services.protection import erasure
from tests.services.canaries import Canaries, decrypted, write_person

DECISION = ErasureDecision(Basis.RETENTION, "art. 17 RODO", "", "3/2026", "CUS.5110.3.2014")


@pytest.fixture
def office(office):
    office.take_roles(Role)
    return office


@pytest.fixture
def canaries():
    return Canaries()


@pytest.fixture
def person(office, canaries):
    return write_person(office, canaries)


def left_long_ago(office, surname="Zielińska", given_name="Halina"):
    draft = ResidentDraft(
        surname=surname,
        given_name=given_name,
        status=ResidentStatus.LEFT,
        status_date=dt.date(2014, 5, 1),
    )
    return residents.create_resident(office, draft).id


def test_no_canary_is_left_anywhere(office, person, canaries, home, tmp_path):
    before = decrypted(office.path, office.database.key, tmp_path / "plain.db")
    assert canaries.bytes_in(before) > 100 * len(canaries.words[0])

    done = erasure.erase(office, Target(person), DECISION)

    assert done.is_compacted
    after = decrypted(office.path, office.database.key, tmp_path / "plain.db")
    assert canaries.bytes_in(after) == 0
    copy = backup_office(office)
    assert canaries.bytes_in(decrypted(copy, office.database.key, tmp_path / "copy.db")) == 0
    assert canaries.files_with(home, tmp_path, Path(tempfile.gettempdir()) / "cusdesk") == []


def test_the_erased_stay_counted(office, person):
    erasure.erase(office, Target(person), DECISION)

    with office.read() as session:
        card = session.get(Resident, person)
        mark = session.scalars(select(Attendance).where(Attendance.subject_id == person)).one()
        visit = session.scalars(select(Visit).where(Visit.subject_id == person)).one()
        assert (card.surname, card.given_name, card.pesel) == ("(osoba usunięta)", "", "")
        assert (mark.mark, mark.minutes, mark.note) == ("present", 1, "")
        assert (visit.minutes, visit.start_minute, visit.activities) == (1, None, "")


def test_the_chain_of_the_log_still_holds(office, person):
    erasure.erase(office, Target(person), DECISION)

    with office.read() as session:
        assert audit.check_chain(session).findings == []


def test_no_step_brings_them_back(office, person):
    residents.change_fields(office, person, {"email": "h@example.org"})
    assert history.undo(office) is not None
    erasure.erase(office, Target(person), DECISION)

    assert history.next_redo(office) is None
    while history.next_undo(office) is not None:
        history.undo(office)
    assert residents.get_resident(office, person).draft.surname == "(osoba usunięta)"


def test_lists_search_and_bin_do_not_know_them(office, person):
    erasure.erase(office, Target(person), DECISION)

    assert len(residents.list_ids(office, residents.ResidentFilter())) == 0
    assert residents.search_residents(office, "osoba") == []
    assert residents.bin_list(office) == []
    with pytest.raises(RuleError):
        residents.restore_resident(office, person)


def test_the_register_holds_ids_and_the_decision(office, person):
    erasure.erase(office, Target(person), DECISION)

    with office.read() as session:
        entry = session.scalars(select(Erasure)).one()
        assert (entry.subject_id, entry.protocol_number) == (person, "3/2026")
        assert (entry.first_year, entry.last_year, entry.compacted) == (2015, 2015, True)
    assert list(read_register(office.path.parent, office.database.key)) == [person]


def test_it_is_refused_before_the_term(office):
    draft = ResidentDraft(surname="Wilk", given_name="Jan")
    wilk = residents.create_resident(office, draft).id

    with pytest.raises(ValidationError) as refused:
        erasure.erase(office, Target(wilk), DECISION)

    assert {p.field for p in refused.value.problems} == {"basis", "reason"}
    assert residents.get_resident(office, wilk).draft.surname == "Wilk"


def test_before_the_term_it_takes_a_ground_and_a_reason(office):
    wilk = residents.create_resident(office, ResidentDraft(surname="Wilk", given_name="Jan")).id
    ground = ErasureDecision(
        Basis.UNLAWFUL, "art. 17 ust. 1 lit. d RODO", "Kartotekę założono dwa razy.", "4/2026", "–"
    )

    erasure.erase(office, Target(wilk), ground)

    assert residents.get_resident(office, wilk).draft.given_name == ""


def test_the_decision_must_not_name_them(office):
    person = left_long_ago(office)
    naming = ErasureDecision(protocol_number="5/2026", reason="Wniosek p. Zielińskiej")

    with pytest.raises(ValidationError) as refused:
        erasure.erase(office, Target(person), naming)

    assert [p.field for p in refused.value.problems] == ["reason"]


def test_texts_of_others_are_shown_and_their_history_follows(office, tmp_path):
    person = left_long_ago(office)
    other = residents.create_resident(office, ResidentDraft(surname="Lis", given_name="Adam"))
    note = residents.add_note(office, other.id, dt.date(2026, 1, 2), "Był z Haliną Zielińską.")

    found = erasure.preview(office, person).mentions
    assert [(m.feature, m.record_id, m.sign.value) for m in found] == [
        ("residents", other.id, "name")
    ]

    residents.change_note(office, note.id, dt.date(2026, 1, 2), "Był z sąsiadką.")
    assert erasure.preview(office, person).mentions == ()
    erasure.erase(office, Target(person), DECISION)
    plain = decrypted(office.path, office.database.key, tmp_path / "plain.db")
    assert b"Zieli" not in plain
    with office.read() as session:
        assert audit.check_chain(session).findings == []


def test_a_namesake_keeps_everything(office):
    person = left_long_ago(office)
    namesake = residents.create_resident(
        office, ResidentDraft(surname="Zielińska", given_name="Halina", locality="Podlesie")
    )
    residents.change_fields(office, namesake.id, {"notes": "Zielińska Halina woli poranki."})

    erasure.erase(office, Target(person), DECISION)

    kept = residents.get_resident(office, namesake.id).draft
    assert (kept.surname, kept.notes) == ("Zielińska", "Zielińska Halina woli poranki.")
    assert history.history_of(office, "residents", namesake.id)[0].after.startswith("Zielińska")


def test_a_right_is_asked_for(office):
    person = left_long_ago(office)
    office.take_roles([Role.COORDINATOR])

    with pytest.raises(RuleError):
        erasure.erase(office, Target(person), DECISION)


def test_every_table_about_people_has_its_words():
    policies = {table.name: policy_of(table) for table in personal_tables()}
    going = {name for name, policy in policies.items() if policy.deletes or policy.blank}
    staying = {name for name, policy in policies.items() if not policy.deletes}
    wanted = {f"goes.{name}" for name in going} | {f"stays.{name}" for name in staying}
    wanted |= {f"why.{name}" for name in staying}
    assert {f"protection.{key}" for key in wanted} <= set(all_messages())
