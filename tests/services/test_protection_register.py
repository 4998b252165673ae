"""An older file put in the place of a newer one loses the erased people again."""

from __future__ import annotations

import json
import shutil

import pytest

from cusdesk.db import audit
from cusdesk.db.erase import Target
from cusdesk.db.erase_register import (
    add_to_register,
    profile_folder,
    read_register,
    register_name,
)
from cusdesk.domain.access import Role
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import residents
from cusdesk.services.copies import make_copy_in
from cusdesk.services.office import backup_office, open_office
from cusdesk.services.protection import erasure, register
from tests.helpers.office import PASSWORD
from tests.services.canaries import Canaries, decrypted, write_person
from tests.services.test_protection_erasure import DECISION


@pytest.fixture
def office(office):
    office.take_roles(Role)
    return office


@pytest.fixture
def canaries():
    return Canaries()


@pytest.fixture
def copied_back(office, canaries, clock):
    """The office opened again, after an older copy of it was put in its place by hand."""
    person = write_person(office, canaries)
    copy = backup_office(office)
    erasure.erase(office, Target(person), DECISION)
    office.close()
    shutil.copyfile(copy, office.path)
    again = open_office(office.path, password=PASSWORD, clock=clock)
    yield again, person
    again.close()


def test_a_copied_back_file_loses_them_again(copied_back, canaries, tmp_path):
    again, person = copied_back

    assert residents.get_resident(again, person).draft.surname == "(osoba usunięta)"
    plain = decrypted(again.path, again.database.key, tmp_path / "plain.db")
    assert canaries.bytes_in(plain) == 0
    with again.read() as session:
        assert audit.check_chain(session).findings == []


def test_it_is_done_once(copied_back, clock):
    again, _ = copied_back

    assert register.reapply_erasures(again.database, clock.today()) == 0


@pytest.mark.parametrize("place", ["profile", "beside", "copies"])
def test_one_register_is_enough(office, canaries, clock, place):
    person = write_person(office, canaries)
    copy = backup_office(office)
    erasure.erase(office, Target(person), DECISION)
    key, found = office.database.key, register.places(office.database)
    folders = dict(zip(("profile", "beside", "copies"), found, strict=True))
    office.close()
    shutil.copyfile(copy, office.path)
    for name, folder in folders.items():
        if name != place:
            (folder / register_name(key)).unlink(missing_ok=True)

    again = open_office(office.path, password=PASSWORD, clock=clock)

    again.close()
    assert [list(read_register(f, key)) for f in folders.values()] == [[person]] * 3


def test_the_register_goes_along_with_a_copy(office, canaries, tmp_path):
    person = write_person(office, canaries)
    erasure.erase(office, Target(person), DECISION)
    (tmp_path / "stick").mkdir()

    make_copy_in(office, tmp_path / "stick")

    assert list(read_register(tmp_path / "stick", office.database.key)) == [person]


def test_nobody_is_erased_without_the_key(office, clock):
    wilk = residents.create_resident(office, ResidentDraft(surname="Wilk", given_name="Jan")).id
    path = office.path.parent / register_name(office.database.key)
    entry = {"id": wilk.hex(), "at": 1, "proof": "0" * 64}
    path.write_text(json.dumps({"format": 1, "erased": [entry]}))

    assert register.reapply_erasures(office.database, clock.today()) == 0
    assert residents.get_resident(office, wilk).draft.surname == "Wilk"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}', '{"format": 1, "erased": 3}'])
def test_a_damaged_register_is_an_empty_one(office, content):
    folder = profile_folder()
    (folder / register_name(office.database.key)).write_text(content)

    assert read_register(folder, office.database.key) == {}
    add_to_register(folder, office.database.key, {bytes(16): 5})
    assert read_register(folder, office.database.key) == {bytes(16): 5}


def test_an_erasure_that_could_not_rewrite_the_file_is_completed(office, canaries, monkeypatch):
    person = write_person(office, canaries)
    monkeypatch.setattr(erasure, "try_to_compact", lambda _database: False)
    assert not erasure.erase(office, Target(person), DECISION).is_compacted

    register.reapply_erasures(office.database, office.clock.today())

    with office.read() as session:
        assert [e.compacted for e in register.db_erase.registered(session).values()] == [True]
