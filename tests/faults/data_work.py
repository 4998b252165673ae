"""Interrupted work on the data: typing, importing, erasing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from cusdesk.db.erase import Target
from cusdesk.domain.access import Role
from cusdesk.domain.protection.erasure import Basis, ErasureDecision
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import history, imports, residents
from cusdesk.services.protection.erasure import erase
from tests.faults.common import assert_sound, assert_works_on, make_office_in, open_again

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

IMPORTED_ROWS = 12
CANARY = "Kanarkowa"


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
        residents.change_fields(office, first.id, {"locality": "Zmyślonka"})
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


class Erasing:
    """A person erased for good: all of them or nothing, and never back."""

    def prepare(self, folder: Path) -> None:
        office = make_office_in(folder)
        draft = ResidentDraft(surname=CANARY, given_name="Ewa", notes=f"{CANARY} " * 400)
        person = residents.create_resident(office, draft)
        residents.change_fields(office, person.id, {"notes": CANARY})
        residents.create_resident(office, ResidentDraft(surname="Zostaje", given_name="Jan"))
        office.close()

    def run(self, folder: Path, acknowledge: Callable[[str], None]) -> None:
        office = open_again(folder)
        office.take_roles({Role.DIRECTOR})
        with office.read() as session:
            query = text("SELECT id FROM residents WHERE surname = :surname")
            person = session.scalar(query, {"surname": CANARY})
        decision = ErasureDecision(
            basis=Basis.UNLAWFUL,
            legal_basis="art. 17 RODO",
            reason="karta założona omyłkowo, bez podstawy prawnej",
            protocol_number="1/2026",
            case_sign="CUS.1.2026",
        )
        erase(office, Target(person), decision)
        acknowledge("erased")
        office.close()

    def check(self, folder: Path, said: list[str], *, deep: bool) -> None:
        office = open_again(folder)
        assert_sound(office)
        with office.read() as session:
            names = set(session.scalars(text("SELECT surname FROM residents")))
            traces = session.scalar(
                text("SELECT count(*) FROM changes WHERE after LIKE :word OR before LIKE :word"),
                {"word": f"%{CANARY}%"},
            )
        assert "Zostaje" in names
        assert (CANARY in names) == bool(traces)
        assert "erased" not in said or CANARY not in names
        if deep:
            assert_works_on(office)
        office.close()
