"""Import of a list of residents, plan and commit, beside a bare read and a bare insert.

    python -m bench.import_rows [number of rows]

The bare side reads the same workbook with calamine and puts its cells, as they are, into one
table of the same encryption by executemany: no headings found, nothing taken apart, nobody
recognised, no history, no search. Both sides run in turn, in one process.
"""

from __future__ import annotations

import datetime as dt
import gc
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from cusdesk.core.clock import SystemClock
from cusdesk.db.engine import connect
from cusdesk.db.keys import KeyCost
from cusdesk.services.imports import execute_import, plan_import
from cusdesk.services.office import create_office

BAR_RATIO = 3.0
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
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lista.xlsx"
        make_workbook(path, count)
        clean = memory_mb()
        bare = min(bare_import(path, Path(folder) / f"bare{n}.db") for n in range(2))
        bare_mb = memory_mb()
        parts = own_import(path, Path(folder))
    ours = sum(parts.values())
    print(f"rows {count}, columns {len(HEADINGS)}")
    print(f"bare read and insert  {bare:7.2f} s")
    for name, seconds in parts.items():
        print(f"{name:21} {seconds:7.2f} s")
    print(f"ratio {ours / bare:.2f} (bar {BAR_RATIO})")
    print(f"memory: at start {clean:.0f} MB, bare {bare_mb:.0f} MB, ours {memory_mb():.0f} MB")
    return int(ours / bare > BAR_RATIO)


def memory_mb() -> float:
    """Return the highest memory used so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bare_import(path: Path, target: Path) -> float:
    """Return the seconds of a read by calamine and an insert of the cells as they are."""
    gc.collect()
    connection = connect(target, bytes(32))
    names = ", ".join(f"c{n}" for n in range(len(HEADINGS)))
    connection.execute(f"CREATE TABLE cells ({names})")
    started = time.perf_counter()
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    marks = ", ".join("?" * len(HEADINGS))
    values = [[str(c) if isinstance(c, dt.date) else c for c in row] for row in rows[1:]]
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO cells VALUES ({marks})", values)
    connection.commit()
    taken = time.perf_counter() - started
    connection.close()
    return taken


def own_import(path: Path, folder: Path) -> dict[str, float]:
    """Return the seconds of the plan and of its execution in a new office."""
    gc.collect()
    office = create_office(
        folder / "biuro.cusdesk",
        name="CUS",
        user_name="Anna Testowa",
        password="Zielona-Dolina-2026",
        clock=SystemClock(),
        cost=KeyCost(passes=1, memory_kib=64, lanes=1),
    ).office
    started = time.perf_counter()
    plan = plan_import(office, "residents", path)
    planned = time.perf_counter()
    result = execute_import(office, plan, backup=False)
    done = time.perf_counter()
    print(result.counts)
    office.close()
    return {"plan": planned - started, "commit": done - planned}


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
    born = dt.datetime(1930, 1, 1) + dt.timedelta(days=chance.randrange(33_000))  # noqa: DTZ001
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
