"""After wrong passwords the door stays shut for a while, longer each time, also after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import StorageError
from cusdesk.core.messages import describe
from cusdesk.db import attempts
from cusdesk.db.open_file import Credentials, open_file
from cusdesk.services.office import open_office
from tests.helpers.office import PASSWORD, make_office

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.core.clock import FixedClock


@pytest.fixture
def closed(tmp_path: Path, clock: FixedClock) -> Path:
    office = make_office(tmp_path, clock).office
    office.close()
    return office.path


def guess(path: Path, clock: FixedClock, times: int = 1) -> str:
    """Try wrong passwords; return the key of the last refusal."""
    for _ in range(times):
        with pytest.raises(StorageError) as refusal:
            open_file(path, Credentials("złe hasło"), clock=clock)
    return refusal.value.key


def test_slips_of_the_finger_cost_nothing(closed: Path, clock: FixedClock) -> None:
    assert guess(closed, clock, 3) == "storage.wrong_password"
    open_office(closed, password=PASSWORD, clock=clock).close()
    assert guess(closed, clock, 3) == "storage.wrong_password"


def test_the_wait_grows_and_passes(closed: Path, clock: FixedClock) -> None:
    guess(closed, clock, 4)
    with pytest.raises(StorageError) as refusal:
        open_office(closed, password=PASSWORD, clock=clock)
    assert refusal.value.key == "storage.wait"
    assert "jeszcze 5 sekund." in describe(refusal.value)

    clock.advance(seconds=5)
    assert guess(closed, clock) == "storage.wrong_password"
    assert attempts.read_attempts(closed).seconds_left(clock.epoch_ms()) == 10
    clock.advance(seconds=10)
    open_office(closed, password=PASSWORD, clock=clock).close()
    assert attempts.read_attempts(closed) == attempts.Attempts()


def test_a_clock_set_back_opens_no_door(closed: Path, clock: FixedClock) -> None:
    guess(closed, clock, 4)
    clock.advance(days=-1)
    assert guess(closed, clock) == "storage.wait"
    assert attempts.read_attempts(closed).seconds_left(clock.epoch_ms()) == 5


def test_a_wrong_code_counts_and_a_damaged_file_does_not(closed: Path, clock: FixedClock) -> None:
    from cusdesk.db.keys import envelope_path, new_recovery_code, profile_copy_path

    for _ in range(2):
        with pytest.raises(StorageError, match="wrong_recovery_code"):
            open_file(closed, Credentials(recovery_code=new_recovery_code()), clock=clock)
    assert attempts.read_attempts(closed).failures == 2
    for place in (envelope_path(closed), profile_copy_path(closed)):
        place.write_bytes(b"?")
    assert guess(closed, clock) == "storage.keys_damaged"
    assert attempts.read_attempts(closed).failures == 2


def test_rubbish_in_the_profile_stops_nobody(closed: Path, clock: FixedClock) -> None:
    guess(closed, clock, 4)
    attempts._path(closed).write_text("[]", encoding="utf-8")
    open_office(closed, password=PASSWORD, clock=clock).close()
