"""Import of a list of residents, plan and commit, beside a bare read and a bare insert.

    python -m bench.import_rows [number of rows]

The bare side reads the same workbook with calamine and puts its cells, as they are, into one
table of the same encryption by executemany: no headings found, nothing taken apart, nobody
recognised, no history, no search. What the reader alone takes, without any office, stands on its
own line: the rest is what the services cost.
"""

from __future__ import annotations

import datetime as dt
import random
from itertools import count as counter
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from bench._common import Table, argument, peak_mib, race, sandbox
from bench._office import new_office
from cusdesk.db.engine import connect
from cusdesk.importing.reading import read_workbook
from cusdesk.importing.residents import read_residents
from cusdesk.services.imports import execute_import, plan_import

BAR = 13.0  # docs/adr/0005
ROUNDS = 2
HEADINGS = (
    "Lp.", "Nazwisko", "Imię", "Drugie imię", "Nazwisko rodowe", "PESEL", "Data urodzenia", "Płeć",
    "Miejscowość", "Ulica", "Nr domu", "Nr lokalu", "Kod pocztowy", "Poczta", "Sołectwo",
    "Telefon", "E-mail", "Status", "Stopień niepełnosprawności", "Uwagi",
)  # fmt: skip
SYLLABLES = [
    "ko", "wal", "no", "wa", "ja", "bra", "zy", "go", "lu", "cza", "zu", "mar", "wo", "le", "wi",
    "szy", "po", "gra", "mi", "sta", "li", "do", "rze", "ka",
]  # fmt: skip
ENDS = ["ewicz", "ak", "ek", "czyk", "iak", "czuk", "ka", "as", "ura", "oń"]
WOMEN = ["Anna", "Maria", "Zofia", "Łucja", "Ewa", "Żaneta", "Krystyna", "Halina"]
MEN = ["Jan", "Józef", "Piotr", "Tomasz", "Łukasz", "Henryk", "Paweł", "Stanisław"]
PLACES = ["Dolina", "Zielona Góra", "Wola nad Wisłą", "Łąka", "Nowa Wieś", "Stary Bór"]
WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)


def main() -> int:
    """Make a workbook, bring it in both ways, print the ratio; 1 when it breaks the bar."""
    rows = argument(50_000)
    with sandbox() as folder:
        path, number = folder / "lista.xlsx", counter()
        make_workbook(path, rows)
        table = Table(f"{rows} residents in {len(HEADINGS)} columns")
        before = peak_mib() or 0
        taken = race(
            {
                "plan and commit": lambda: own_import(path, folder / f"own{next(number)}"),
                "of it: the reader alone": lambda: read_residents(read_workbook(path)),
                "bare calamine and executemany": lambda: bare_import(
                    path, folder / f"bare{next(number)}.db"
                ),
            },
            ROUNDS,
            warm=False,
        )
        for name, seconds in taken.items():
            table.line(name, seconds)
        ours, reader, bare = taken.values()
        table.compare("the reader beside bare", reader, bare)
        table.compare("import beside bare", ours, bare, BAR)
        table.value("memory above the start", (peak_mib() or 0) - before, None, " MiB")
    return int(table.broken)


def bare_import(path: Path, target: Path) -> None:
    """Read by calamine and insert the cells as they are."""
    connection = connect(target, bytes(32))
    names = ", ".join(f"c{n}" for n in range(len(HEADINGS)))
    connection.execute(f"CREATE TABLE cells ({names})")
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    marks = ", ".join("?" * len(HEADINGS))
    values = [[str(c) if isinstance(c, dt.date) else c for c in row] for row in rows[1:]]
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO cells VALUES ({marks})", values)
    connection.commit()
    connection.close()


def own_import(path: Path, folder: Path) -> None:
    """Plan the import and execute it in a new office."""
    folder.mkdir()
    office = new_office(folder).office
    execute_import(office, plan_import(office, "residents", path), backup=False)
    office.close()


def make_workbook(path: Path, count: int) -> None:
    """Write a list of invented people, a header and one row each."""
    chance = random.Random(2026)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Mieszkańcy")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, HEADINGS)
        for n in range(1, count + 1):
            born, cells = person(chance, n)
            sheet.write_row(n, 0, cells)
            sheet.write_datetime(n, 6, born, day)


def person(chance: random.Random, number: int) -> tuple[dt.datetime, list[object]]:
    """Return the birth date and the cells of one invented person."""
    sex = chance.choice("KM")
    born = dt.datetime(1930, 1, 1) + dt.timedelta(days=chance.randrange(33_000))  # noqa: DTZ001 (wall time)
    surname = "".join(chance.choice(SYLLABLES) for _ in range(3)) + chance.choice(ENDS)
    place = chance.choice(PLACES)
    return born, [
        number, surname.capitalize(), chance.choice(WOMEN if sex == "K" else MEN), "", "",
        pesel(chance, born, sex), "", sex, place, "", str(chance.randrange(1, 300)), "", "44-123",
        "Dolina", place, f"{chance.randrange(500, 900)} {chance.randrange(1000):03} 123", "",
        chance.choice(["aktywny", "aktywny", "aktywny", "rezygnacja"]),
        chance.choice(["", "", "umiarkowany", "znaczny"]), "",
    ]  # fmt: skip


def pesel(chance: random.Random, born: dt.datetime, sex: str) -> str:
    """Return a number with the right date, sex and check digit."""
    month = born.month + (20 if born.year >= 2000 else 0)
    digits = f"{born.year % 100:02}{month:02}{born.day:02}{chance.randrange(1000):03}"
    digits += str(chance.randrange(5) * 2 + (sex == "M"))
    total = sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True))
    return digits + str(-total % 10)


if __name__ == "__main__":
    raise SystemExit(main())
