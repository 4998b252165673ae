"""The fictional commune goes without a trace; a real office never does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import RuleError, StorageError
from cusdesk.core.paths import user_data_dir
from cusdesk.db.attempts import note_failure
from cusdesk.db.backup import backup_dir
from cusdesk.db.erase_register import profile_folder, register_name
from cusdesk.db.keys import profile_copy_path
from cusdesk.services.demo import DEMO_PASSWORD, build_demo, is_fictional, remove_demo
from cusdesk.services.office import Office, backup_office, open_office
from tests.helpers.office import change_setting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cusdesk.core.clock import FixedClock


@pytest.fixture
def commune(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    path = build_demo(tmp_path / "gmina", residents=5, years=0, clock=clock).path
    office = open_office(path, password=DEMO_PASSWORD, clock=clock)
    yield office
    office.close()


def test_nothing_of_the_commune_is_left(commune: Office) -> None:
    backup_office(commune)
    note_failure(commune.path, commune.clock)
    copies, keys = backup_dir(commune.path), profile_copy_path(commune.path)
    register = profile_folder() / register_name(commune.database.key)
    register.write_bytes(b"{}")
    assert list(copies.iterdir())
    assert keys.is_file()
    salt = copies.name

    remove_demo(commune)

    assert not commune.path.parent.exists()
    assert not register.exists()
    assert list(user_data_dir().rglob(f"*{salt}*")) == []


def test_what_lies_beside_the_commune_stays(commune: Office) -> None:
    letter = commune.path.with_name("pismo.pdf")
    letter.write_bytes(b"x")

    remove_demo(commune)

    assert [path.name for path in letter.parent.iterdir()] == ["pismo.pdf"]


def test_a_real_office_is_never_removed(office: Office) -> None:
    with pytest.raises(RuleError) as caught:
        remove_demo(office)
    assert caught.value.key == "demo.not_fictional"

    change_setting(office, "office.is_demo", value=True)  # by an exchange, or by a hand
    assert not is_fictional(office)
    with pytest.raises(RuleError):
        remove_demo(office)
    assert office.path.is_file()
    change_setting(office, "office.place", "Dolina")  # it is open still


def test_a_commune_opened_only_for_reading_is_left(commune: Office, clock: FixedClock) -> None:
    reader = open_office(commune.path, password=DEMO_PASSWORD, read_only=True, clock=clock)
    try:
        with pytest.raises(StorageError) as caught:
            remove_demo(reader)
        assert caught.value.key == "storage.opened_read_only"
        assert commune.path.is_file()
    finally:
        reader.close()
