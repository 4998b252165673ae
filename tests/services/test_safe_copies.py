"""Safe copies: where they lie, that they open, when they are made by themselves."""

from __future__ import annotations

import os

import pytest

from cusdesk.core.errors import StorageError
from cusdesk.services import safe_copies
from cusdesk.services.office import last_backup, open_office
from tests.helpers.office import PASSWORD

DAY_S = 24 * 60 * 60


def make_older(copy, office, seconds):
    moment = office.clock.epoch_ms() / 1000 - seconds
    os.utime(copy.path, (moment, moment))


def test_a_copy_opens_with_the_same_password(office):
    made = safe_copies.make_copy(office)

    again = open_office(made.path, password=PASSWORD, read_only=True)
    assert (again.name, made.residents) == ("CUS Testowo", 0)
    again.close()


def test_copying_says_how_far_it_is(office):
    heard = []

    safe_copies.make_copy(office, lambda done, total, key="": heard.append((done, total, key)))

    copied = [(done, total) for done, total, key in heard if key == "office.copy.copying"]
    assert copied[-1][0] == copied[-1][1] > 0
    assert heard[-1][2] == "office.copy.checking"


def test_a_copy_on_a_stick_has_a_name_a_person_knows(office, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()

    made = safe_copies.make_copy_in(office, stick)

    assert made.path.name == "biuro_kopia_2026-06-15_100000.cusdesk"
    assert {file.name for file in stick.iterdir()} == {
        made.path.name,
        f"{made.path.name}-keys",
    }


def test_a_copy_on_a_stick_counts_as_the_last_one(office, tmp_path):
    assert last_backup(office) is None

    safe_copies.make_copy_in(office, tmp_path)

    assert last_backup(office) is not None


def test_two_copies_of_one_moment_never_write_over(office, tmp_path):
    safe_copies.make_copy_in(office, tmp_path)

    with pytest.raises(StorageError) as caught:
        safe_copies.make_copy_in(office, tmp_path)

    assert caught.value.key == "storage.file_exists"


def test_a_stick_that_is_gone_is_said(office, tmp_path):
    with pytest.raises(StorageError) as caught:
        safe_copies.make_copy_in(office, tmp_path / "gone")

    assert caught.value.key == "office.copy.not_there"


def test_the_first_copy_is_made_by_itself(office):
    assert safe_copies.make_copy_if_old(office) is not None


@pytest.mark.parametrize(("age_s", "is_made"), [(DAY_S - 60, False), (DAY_S + 60, True)])
def test_a_copy_is_made_by_itself_after_a_day(office, clock, age_s, is_made):
    make_older(safe_copies.make_copy(office), office, age_s)
    clock.advance(seconds=1)

    made = safe_copies.make_copy_if_old(office)

    assert (made is not None) is is_made


def test_a_healthy_file_is_told_with_its_size(office):
    checked = safe_copies.check_file(office)

    assert checked.size == office.path.stat().st_size
    assert checked.residents == 0


def test_a_damaged_file_is_found(office):
    with office.path.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(os.urandom(4096))

    with pytest.raises(StorageError) as caught:
        safe_copies.check_file(office)

    assert caught.value.key == "storage.damaged"
