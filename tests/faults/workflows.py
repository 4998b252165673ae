"""The work that is interrupted: what it starts from, what it does, what must hold afterwards.

A workflow says `acknowledge(word)` whenever the program would have told the person "saved". What
was acknowledged must be there afterwards, and nothing may be there by half.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import text

from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import history, imports, residents
from cusdesk.services.office import (
    backup_office,
    create_office,
    open_office,
    verify_office,
)
from tests.helpers.office import CHEAP, PASSWORD, make_office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cusdesk.services.office import Office

OFFICE = "biuro.cusdesk"
IMPORTED_ROWS = 12


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


def open_again(folder: Path) -> Office:
    """Open the office as the next start of the program would."""
    return open_office(folder / OFFICE, password=PASSWORD)


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


class Saving:
    """New people, a changed field, an undo: each told as saved."""

    def prepare(self, folder: Path) -> None:
        make_office_in(folder).close()

    def run(self, folder: Path, acknowledge: Callable[[str], None]) -> None:
        office = open_again(folder)
        first = residents.create_resident(
            office, ResidentDraft(surname="Pierwsza", given_name="Anna", notes="a" * 6000)
        )
        acknowledge("Pierwsza")
        residents.change_field(office, first.id, "locality", "Zmyślonka")
        acknowledge("locality")
        residents.create_resident(office, ResidentDraft(surname="Druga", given_name="Jan"))
        acknowledge("Druga")
        residents.create_resident(office, ResidentDraft(surname="Cofnięta", given_name="Jan"))
        history.undo(office)
        acknowledge("undone")
        office.close()

    def check(self, folder: Path, said: list[str], *, deep: bool) -> None:
        office = open_again(folder)
        assert_sound(office)
        with office.read() as session:
            people = text("SELECT surname, locality FROM residents WHERE retired_at IS NULL")
            found = {row.surname: row.locality for row in session.execute(people)}
        for surname in ("Pierwsza", "Druga"):
            assert surname not in said or surname in found
        if "locality" in said:
            assert found["Pierwsza"] == "Zmyślonka"
        assert "undone" not in said or "Cofnięta" not in found
        if deep:
            assert_works_on(office)
        office.close()


class Importing:
    """A workbook of people: all of them or none."""

    def prepare(self, folder: Path) -> None:
        make_office_in(folder).close()
        lines = ["Nazwisko;Imię;Miejscowość"]
        lines += [f"Wpisana{chr(97 + n)};Anna;Zmyślonka" for n in range(IMPORTED_ROWS)]
        (folder / "lista.csv").write_text("\n".join(lines), encoding="utf-8")

    def run(self, folder: Path, acknowledge: Callable[[str], None]) -> None:
        office = open_again(folder)
        plan = imports.plan_import(office, "residents", folder / "lista.csv")
        imports.execute_import(office, plan)
        acknowledge("imported")
        office.close()

    def check(self, folder: Path, said: list[str], *, deep: bool) -> None:
        office = open_again(folder)
        assert_sound(office)
        with office.read() as session:
            count = session.scalar(text("SELECT count(*) FROM residents"))
        assert count in ((IMPORTED_ROWS,) if "imported" in said else (0, IMPORTED_ROWS))
        if deep:
            assert_works_on(office)
        office.close()


class Copying:
    """A safe copy over an older one of the same name in another folder: the old or the new."""

    def prepare(self, folder: Path) -> None:
        office = make_office_in(folder)
        (folder / "stick").mkdir()
        backup_office(office, folder / "stick" / "kopia-1.cusdesk")
        residents.create_resident(office, ResidentDraft(surname="Nowsza", given_name="Ewa"))
        office.close()

    def run(self, folder: Path, acknowledge: Callable[[str], None]) -> None:
        office = open_again(folder)
        for number in (2, 3):
            backup_office(office, folder / "stick" / f"kopia-{number}.cusdesk")
            acknowledge(f"kopia-{number}")
        office.close()

    def check(self, folder: Path, said: list[str], *, deep: bool) -> None:
        office = open_again(folder)
        assert_sound(office)
        if deep:
            assert_works_on(office)
        office.close()
        copies = sorted((folder / "stick").glob("*.cusdesk"))
        names = {copy.stem for copy in copies}
        assert names >= {"kopia-1", *said}
        for copy in copies:
            alone = folder / "alone" / OFFICE
            shutil.rmtree(alone.parent, ignore_errors=True)
            alone.parent.mkdir()
            shutil.copyfile(copy, alone)
            shutil.copyfile(f"{copy}-keys", f"{alone}-keys")
            opened = open_office(alone, password=PASSWORD)
            assert_sound(opened)
            opened.close()


class Creating:
    """A new office: it is there with its key, or the folder can be used again."""

    def prepare(self, folder: Path) -> None:
        """Nothing is there yet."""

    def run(self, folder: Path, acknowledge: Callable[[str], None]) -> None:
        made = create_office(
            folder / OFFICE,
            name="CUS Zmyślonka",
            user_name="Anna Testowa",
            password=PASSWORD,
            cost=CHEAP,
        )
        acknowledge(made.recovery_code)
        made.office.close()

    def check(self, folder: Path, said: list[str], *, deep: bool) -> None:
        if not said:
            return
        del deep  # opening by the printed code is the way on
        office = open_again(folder)
        assert_sound(office)
        assert office.name == "CUS Zmyślonka"
        office.close()
        (folder / f"{OFFICE}-keys").unlink()
        shutil.rmtree(folder / "home")
        with_paper = open_office(folder / OFFICE, recovery_code=said[0])
        assert_sound(with_paper)
        with_paper.close()


def make_office_in(folder: Path) -> Office:
    """Make an office for a workflow, with the profile beside it."""
    from cusdesk.core.clock import SystemClock

    (folder / "home").mkdir(exist_ok=True)
    return make_office(folder, SystemClock()).office


WORKFLOWS: dict[str, Workflow] = {
    "saving": Saving(),
    "importing": Importing(),
    "copying": Copying(),
    "creating": Creating(),
}
