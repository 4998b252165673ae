"""What every interrupted work has in common: its shape, and what must hold after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cusdesk.core.clock import SystemClock
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import history, residents
from cusdesk.services.office import open_office, verify_office
from tests.helpers.office import PASSWORD, make_office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cusdesk.services.office import Office

OFFICE = "biuro.cusdesk"


class Workflow(Protocol):
    """One piece of work on the files of a folder; the profile lies in `<folder>/home`."""

    def prepare(self, folder: Path) -> None:
        """Make the state before the work, once."""

    def run(self, folder: Path, acknowledge: Callable[[str], None]) -> None:
        """Do the work; may be killed or lose the disk at any instruction."""

    def check(self, folder: Path, said: list[str], *, deep: bool) -> None:
        """Assert that all that was acknowledged is there and nothing by half.

        `deep`: also that the person can work on.
        """


def open_again(folder: Path, password: str = PASSWORD) -> Office:
    """Open the office as the next start of the program would."""
    return open_office(folder / OFFICE, password=password)


def assert_sound(office: Office) -> None:
    """Assert that the file is healthy and that rows, search index and journal agree."""
    verify_office(office)
    with office.read() as session:
        rows = session.connection().exec_driver_sql  # plain SQL: thousands of states are checked
        ids = set(rows("SELECT id FROM residents WHERE retired_at IS NULL"))
        indexed = set(rows("SELECT resident_id FROM resident_index"))
        state = rows("SELECT operation, muted FROM capture_state").one()
        open_ended = rows("SELECT count(*) FROM operations WHERE last_seq = 0").scalar()
        loose = rows(
            "SELECT count(*) FROM changes WHERE operation NOT IN (SELECT id FROM operations)"
        ).scalar()
    assert indexed == ids
    assert tuple(state) == (None, 0)
    assert open_ended == 0
    assert loose == 0


def assert_works_on(office: Office) -> None:
    """Assert that the person can go on working: write, take back, repeat."""
    made = residents.create_resident(office, ResidentDraft(surname="Następna", given_name="Ewa"))
    assert history.undo(office) is not None
    assert history.redo(office) is not None
    assert residents.get_resident(office, made.id).draft.surname == "Następna"


def make_office_in(folder: Path) -> Office:
    """Make an office for a workflow, with the profile beside it."""
    (folder / "home").mkdir(exist_ok=True)
    return make_office(folder, SystemClock()).office
