"""Bringing small invented lists into an office, for the tests of imports."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from cusdesk.services import imports

if TYPE_CHECKING:
    from cusdesk.services.office import Office

DATA = Path(__file__).parent.parent / "data" / "import"
LIST, SERVICES = DATA / "01_lista_mieszkancow_CUS.xlsx", DATA / "02_katalog_uslug.xlsx"
ATTENDANCE = DATA / "04_obecnosc_rehabilitacja_IV-VI_2026.xlsx"
HOURS = DATA / "05_karty_pracy_czerwiec_2026.xlsx"
PEOPLE = ["Nazwisko", "Imię", "PESEL", "Data urodzenia", "Miejscowość", "Nr domu", "Telefon",
          "E-mail", "Status", "Uwagi"]  # fmt: skip
EWA = ["Żurawska", "Ewa", "55051324142", "", "Brzezie", "4", "600100200", "", "", ""]
JAN = ["Nowak", "Jan", "", "3.05.1950", "Brzezie", "7", "", "", "", ""]
OLA = ["Wrona", "Aleksandra", "", "1.02.1971", "Łęgi", "12", "600100300", "", "", ""]
ADAM = ["Zięba", "Adam", "", "9.09.1939", "Łęgi", "1", "", "", "", ""]


def people_file(folder: Path, *rows: list[str], name: str = "lista.csv") -> Path:
    """Write a list of residents; a row may be shorter than the headings."""
    return table_file(folder, [PEOPLE, *rows], name)


def table_file(folder: Path, rows: list[list[str]], name: str) -> Path:
    """Write any table as csv."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def plan(office: Office, path: Path, kind: str = "residents", **choices: object):
    """Plan the import of a file."""
    return imports.plan_import(office, kind, path, imports.ImportChoices(**choices))


def bring(office: Office, path: Path, kind: str = "residents", **choices: object):
    """Plan and execute; return the plan and the result."""
    planned = plan(office, path, kind, **choices)
    return planned, imports.execute_import(office, planned, backup=False)


def outcomes(planned) -> list[tuple[str, str]]:
    """Return (outcome, reason) of every row."""
    return [(row.outcome, row.reason) for row in planned.rows]


def column(office: Office, sql: str) -> list[object]:
    """Return the first column of a query over the rows of the office."""
    with office.read() as session:
        return [row[0] for row in session.execute(text(sql))]


def count(office: Office, table: str) -> int:
    """Return how many rows of a table are not in the bin."""
    return column(office, f"SELECT count(*) FROM {table} WHERE retired_at IS NULL")[0]


def resident(office: Office, surname: str) -> bytes:
    """Return the id of the living resident with that surname."""
    (found,) = column(
        office, f"SELECT id FROM residents WHERE surname = '{surname}' AND retired_at IS NULL"
    )
    return found


def edit(office: Office, surname: str, **values: str) -> None:
    """Change a resident's card by hand."""
    with office.write("residents.edit") as work:
        for name, value in values.items():
            work.session.execute(
                text(f"UPDATE residents SET {name} = :value WHERE id = :id"),
                {"value": value, "id": resident(office, surname)},
            )
