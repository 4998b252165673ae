"""Beginning from a copy on another computer."""

from __future__ import annotations

import pytest

from cusdesk.core.errors import StorageError
from cusdesk.services.copies import adopt_copy, make_copy, make_copy_in, moment_of_copy
from cusdesk.services.office import open_office
from tests.helpers.office import PASSWORD


@pytest.fixture
def copy(office, tmp_path):
    stick = tmp_path / "pendrive"
    stick.mkdir()
    return make_copy_in(office, stick).path


def test_an_office_is_told_from_its_copies(office, copy, tmp_path):
    assert moment_of_copy(office.path) is None
    assert moment_of_copy(copy) is not None
    assert moment_of_copy(make_copy(office).path) is not None
    bare = tmp_path / copy.name  # carried on by hand, without what lay beside it
    bare.write_bytes(copy.read_bytes())
    assert moment_of_copy(bare) is not None


def test_a_copy_becomes_an_office_and_stays_as_it_is(office, copy, tmp_path):
    before, name = copy.read_bytes(), office.path.stem
    office.close()
    made = adopt_copy(copy, tmp_path / "Dokumenty")
    assert made.name == f"{name}.cusdesk"
    assert moment_of_copy(made) is None
    opened = open_office(made, password=PASSWORD)
    assert opened.name == "CUS Testowo"
    opened.close()
    assert copy.read_bytes() == before
    assert adopt_copy(copy, made.parent).name == f"{name}-2.cusdesk"


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    copy = tmp_path / "kopia.cusdesk"
    copy.write_bytes(b"x")
    blocked = tmp_path / "plik"
    blocked.write_bytes(b"")
    with pytest.raises(StorageError):
        adopt_copy(copy, blocked / "Dokumenty")
