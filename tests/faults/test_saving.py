"""Saving under kill -9, a full disk and a torn-off program, on real office files.

A short set runs always; `CUSDESK_LONG_FAULTS=1` runs the long one for nights.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, text

from cusdesk.core.errors import StorageError
from cusdesk.core.messages import describe
from cusdesk.models.residents import Resident
from cusdesk.services import history
from cusdesk.services.office import open_office, verify_office
from tests.db.test_capture import add_resident
from tests.helpers.office import PASSWORD, make_office
from tests.helpers.rights import bound_by_rights

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.core.clock import FixedClock

KILLS = 300 if os.environ.get("CUSDESK_LONG_FAULTS") else 6
WRITER = """
    import sys
    from pathlib import Path
    from cusdesk.services.office import open_office
    from cusdesk.services import residents
    from cusdesk.domain.residents import ResidentDraft

    office = open_office(Path(sys.argv[1]), password=sys.argv[2])
    print("ready", flush=True)
    for number in range(100000):
        draft = ResidentDraft(surname=f"Zmyślona{number}", given_name="Anna")
        saved = residents.create_resident(office, draft)
        print(saved.id.hex(), flush=True)
"""


def run_and_kill(path: Path, after: int) -> list[bytes]:
    """Start a program that adds people, kill it after so many answers; return what it answered."""
    program = [sys.executable, "-c", textwrap.dedent(WRITER), str(path), PASSWORD]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        said = [process.stdout.readline() for _ in range(after)]
        process.kill()  # without a word: SIGKILL, on Windows TerminateProcess
        said += process.stdout.readlines()
    return [bytes.fromhex(line.strip()) for line in said if len(line.strip()) == 32]


def test_kill_loses_nothing_that_was_answered(tmp_path: Path, clock: FixedClock) -> None:
    office = make_office(tmp_path, clock).office
    office.close()
    rng = random.Random(7)
    answered: set[bytes] = set()
    for _ in range(KILLS):
        answered.update(run_and_kill(office.path, rng.randrange(1, 12)))
        again = open_office(office.path, password=PASSWORD, clock=clock)
        with again.read() as session:
            there = set(session.scalars(text("SELECT id FROM residents")))
            indexed = set(session.scalars(text("SELECT resident_id FROM resident_index")))
            state = session.execute(text("SELECT operation, muted FROM capture_state")).one()
        assert answered <= there
        assert indexed == there
        assert tuple(state) == (None, 0)
        verify_office(again)
        again.close()


def test_full_disk_is_one_sentence_and_the_data_are_as_before(
    tmp_path: Path, clock: FixedClock
) -> None:
    office = make_office(tmp_path, clock).office
    resident_id = add_resident(office)

    @event.listens_for(office.database._engine, "checkout")
    def _full(connection: object, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]  # a fault

    def fill_the_disk() -> None:
        with office.write("residents.update") as work:
            work.get(Resident, resident_id).notes = "x" * 5_000_000

    with pytest.raises(StorageError) as caught:
        fill_the_disk()
    assert caught.value.key == "storage.disk_full"
    assert "miejsca" in describe(caught.value)
    with office.read() as session:
        assert session.get_one(Resident, resident_id).notes == ""
    assert history.next_undo(office) is not None
    office.close()


# 2026-11-22: folders of Windows have no such rights
@pytest.mark.skipif(sys.platform == "win32", reason="folder rights are POSIX (2026-11-22)")
def test_folder_without_rights_is_one_sentence(tmp_path: Path, clock: FixedClock) -> None:
    office = make_office(tmp_path, clock).office
    office.close()
    tmp_path.chmod(0o500)
    try:
        with bound_by_rights():
            with pytest.raises(StorageError) as caught:
                open_office(office.path, password=PASSWORD, clock=clock)
            open_office(office.path, password=PASSWORD, clock=clock, read_only=True).close()
        assert caught.value.key == "storage.folder_read_only"
    finally:
        tmp_path.chmod(0o700)
