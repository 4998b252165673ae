"""Interrupted work on whole files: new office, copies, restore, migration, password."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from cusdesk.core.errors import StorageError
from cusdesk.db import keys
from cusdesk.db.migrate import latest_version
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import copies, residents
from cusdesk.services.office import backup_office, create_office, open_office
from cusdesk.services.people.passwords import change_own_password
from tests.faults.common import (
    OFFICE,
    assert_sound,
    assert_works_on,
    make_office_in,
    open_again,
)
from tests.helpers.office import CHEAP, PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.office import Office

OLD_OFFICE = Path(__file__).parents[1] / "data" / "offices" / "version_1"
OLD_PASSWORD = "Pokazowa-gmina-2026"
NEW_PASSWORD = "Nowe-haslo-zmyslone-1"
_COUNTED = ("residents", "plans", "visits", "attendance", "meetings")


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


class Restoring:
    """An older copy put in the place of the office: the one or the other, never a mixture."""

    def prepare(self, folder: Path) -> None:
        office = make_office_in(folder)
        residents.create_resident(office, ResidentDraft(surname="Dawna", given_name="Ewa"))
        (folder / "stick").mkdir()
        made = copies.make_copy_in(office, folder / "stick").path
        for part in (folder / "stick").iterdir():  # a name known beforehand
            part.rename(part.with_name(part.name.replace(made.name, OFFICE)))
        residents.create_resident(office, ResidentDraft(surname="Nowsza", given_name="Ewa"))
        office.close()

    def run(self, folder: Path, acknowledge: Callable[[str], None]) -> None:
        office = open_again(folder)
        copies.restore(office, folder / "stick" / OFFICE)
        acknowledge("restored")
        residents.create_resident(office, ResidentDraft(surname="Potem", given_name="Ewa"))
        acknowledge("Potem")
        office.close()

    def check(self, folder: Path, said: list[str], *, deep: bool) -> None:
        office = open_again(folder)
        assert_sound(office)
        with office.read() as session:
            names = set(session.scalars(text("SELECT surname FROM residents")))
        if "restored" in said:
            assert names in ({"Dawna"}, {"Dawna", "Potem"})
        assert names in ({"Dawna"}, {"Dawna", "Nowsza"}, {"Dawna", "Potem"})
        assert "Potem" not in said or "Potem" in names
        if names != {"Dawna", "Nowsza"}:
            self._assert_kept_as_it_was(folder, office)
        if deep:
            assert_works_on(office)
        office.close()

    def _assert_kept_as_it_was(self, folder: Path, office: Office) -> None:
        """Assert that the state before the restore lies safe in a checked copy."""
        kept = [row.path for row in copies.list_copies(office)]
        assert kept
        alone = folder / "alone" / OFFICE
        found = set()
        for path in kept:
            shutil.rmtree(alone.parent, ignore_errors=True)
            alone.parent.mkdir()
            shutil.copyfile(path, alone)
            shutil.copyfile(keys.envelope_path(path), keys.envelope_path(alone))
            with open_office(alone, password=PASSWORD).read() as session:
                found |= set(session.scalars(text("SELECT surname FROM residents")))
        assert "Nowsza" in found


class Migrating:
    """A file of the first format opened by today's program: before or after, nothing lost."""

    def prepare(self, folder: Path) -> None:
        shutil.copyfile(OLD_OFFICE / "gmina-fikcyjna.cusdesk", folder / OFFICE)
        raw = (OLD_OFFICE / "gmina-fikcyjna.cusdesk-keys").read_bytes()
        envelope = keys.load_envelope(raw)
        key, user = envelope.unwrap(OLD_PASSWORD)
        new = keys.NewPassword(PASSWORD, cost=CHEAP)  # thousands of openings
        envelope.wrap(key, new, user_id=user.user_id, name=user.name)
        keys.envelope_path(folder / OFFICE).write_bytes(envelope.dump())

    def run(self, folder: Path, acknowledge: Callable[[str], None]) -> None:
        office = open_again(folder)
        acknowledge("migrated")
        office.close()

    def check(self, folder: Path, said: list[str], *, deep: bool) -> None:
        office = open_again(folder)
        assert_sound(office)
        with office.read() as session:
            rows = session.connection().exec_driver_sql
            assert rows("PRAGMA user_version").scalar() == latest_version()
            counts = [rows(f"SELECT count(*) FROM {name}").scalar() for name in _COUNTED]
        assert counts == [4, 1, 2475, 844, 211]
        if deep:
            assert_works_on(office)
        office.close()


class ChangingPassword:
    """A new password: the old or the new opens the office, after the answer only the new."""

    def prepare(self, folder: Path) -> None:
        make_office_in(folder).close()

    def run(self, folder: Path, acknowledge: Callable[[str], None]) -> None:
        office = open_again(folder)
        change_own_password(office, PASSWORD, NEW_PASSWORD, CHEAP)
        acknowledge("changed")
        office.close()

    def check(self, folder: Path, said: list[str], *, deep: bool) -> None:
        try:
            office = open_again(folder, NEW_PASSWORD)
        except StorageError:
            if "changed" in said:
                raise
            office = open_again(folder)
        assert_sound(office)
        if deep:
            assert_works_on(office)
        office.close()
