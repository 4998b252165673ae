"""Type-ahead over 100,000 residents, each key, beside a bare LIKE walk of the same rows.

    python -m bench.typeahead [number of residents]

Both read the same encrypted file in the same run and bring what a list of answers shows. The bare
walk is the cheapest thing that finds the very letters anywhere: it knows no near spellings, no
dates typed the Polish way and no better order than the alphabet. Both are judged by CPU time. The
ratio is not judged below 5 ms: where the walk meets fifty people at once, nothing is left but the
price of a session, three statements and fifty answers, which nobody sees.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench._common import race
from cusdesk.core.clock import SystemClock
from cusdesk.core.ids import new_id
from cusdesk.db.engine import connect
from cusdesk.db.keys import KeyCost
from cusdesk.services.office import create_office
from cusdesk.services.residents import prepare_search, reindex, search_residents
from cusdesk.services.residents.terms import parse_terms
from cusdesk.services.residents.typeahead import HITS_SQL

BAR_RATIO, BAR_MS, FLOOR_MS = 2.0, 25.0, 5.0
TYPED = [
    "k", "ko", "kow", "kowal", "kowalski", "kowalski j", "anna", "anna kow", "anna kowal dol",
    "luczak", "8503", "600123", "600 123 456", "dolina 12", "wola wisla", "1950", "12.03.1950",
    "12.03.19",
]  # fmt: skip
SLIPS = ["kowlaski", "łuczka", "anan kowal", "zzzzqq"]
SYLLABLES = [
    "ko", "wal", "no", "wa", "ja", "bra", "zy", "go", "lu", "cza", "zu", "mar", "wo", "le", "wi",
    "szy", "po", "gra", "mi", "sta", "li", "do", "rze", "ka", "cy",
]  # fmt: skip
ENDS = ["ski", "ska", "ewicz", "ak", "ek", "czyk", "iak", "ow", "czuk", "ka"]
GIVEN = ["Anna", "Maria", "Zofia", "Jan", "Józef", "Piotr", "Łucja", "Ewa", "Tomasz", "Żaneta"]
PLACES = ["Dolina", "Zielona Góra", "Wola nad Wisłą", "Łąka", "Nowa Wieś", "Stary Bór"]


def main() -> int:
    """Make an office, type into it, print the ratios; 1 when a key breaks the bar."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        made = create_office(
            Path(folder) / "biuro.cusdesk",
            name="CUS",
            user_name="Anna Testowa",
            password="Zielona-Dolina-2026",
            clock=SystemClock(),
            cost=KeyCost(passes=1, memory_kib=64, lanes=1),
        )
        office = made.office
        fill(office, count)
        bare = connect(office.path, office.database.key)
        started = time.perf_counter()
        prepare_search(office)
        print(f"words for near spellings: {(time.perf_counter() - started) * 1000:.0f} ms, once")
        broken = measure(office, bare)
        bare.close()
        office.close()
    return int(broken)


def measure(office, bare) -> bool:
    print(f"{'typed, ms of CPU':18} {'ours':>8} {'bare':>8} {'ratio':>6} {'found':>6}")
    broken, ratios = False, []
    for text in TYPED + SLIPS:
        found = search_residents(office, text)
        taken = race(
            {
                "ours": lambda text=text: search_residents(office, text),
                "bare": lambda text=text: bare_walk(bare, text),
            },
            9,
        )
        ours, walk = (statistics.median(side.cpu) * 1000 for side in taken.values())
        ratio = ours / walk
        ratios.append(ratio)
        broken |= ours > BAR_MS or (ratio > BAR_RATIO and ours > FLOOR_MS)
        print(f"{text:18} {ours:8.2f} {walk:8.2f} {ratio:6.2f} {len(found):6}")
    print(f"worst ratio {max(ratios):.2f}, median {statistics.median(ratios):.2f}")
    return broken


def bare_walk(connection, text: str) -> list:
    """Walk the folded rows in order for all words, then bring what is shown."""
    patterns = [f"%{term.word}%" for term in parse_terms(text)]
    condition = " AND ".join(["folded LIKE ?"] * len(patterns))
    sql = f"SELECT resident_id FROM resident_index WHERE {condition} ORDER BY sort_key LIMIT 50"
    ids = [row[0].hex() for row in connection.execute(sql, patterns)]
    return connection.execute(HITS_SQL, (json.dumps(ids),)).fetchall()


def fill(office, count: int) -> None:
    """Write residents and phones by executemany, and index them."""
    chance = random.Random(2026)
    surnames = [surname(chance) for _ in range(20_000)] + ["Kowalski", "Kowalska", "Łuczak"] * 60
    people, phones = [], []
    for _ in range(count):
        person = new_id()
        born = dt.date(1930, 1, 1) + dt.timedelta(days=chance.randrange(30_000))
        people.append(
            (person, person, chance.choice(surnames), chance.choice(GIVEN),
             f"{born:%y%m%d}{chance.randrange(99_999):05}", born.isoformat(),
             chance.choice(PLACES), str(chance.randrange(1, 200)))
        )  # fmt: skip
        phones.append((new_id(), person, person, str(chance.randrange(500_000_000, 899_999_999))))
    with office.write("residents.create", count=count) as work:
        run = work.session.connection().exec_driver_sql
        run(
            "INSERT INTO residents (id, subject_id, surname, given_name, pesel, birth_date,"
            " locality, house, row_version, second_name, birth_surname, pesel_reason,"
            " other_document, sex, street, flat, postcode, post, solectwo, email, status,"
            " disability, disability_number, accessibility, notes) VALUES (?,?,?,?,?,?,?,?,1,'',"
            "'','','','','','','','','','','active','none','','','')",
            people,
        )
        run(
            "INSERT INTO resident_phones (id, subject_id, resident_id, number, position, label,"
            " row_version) VALUES (?,?,?,?,0,'',1)",
            phones,
        )
        reindex(work.session)


def surname(chance: random.Random) -> str:
    body = "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((1, 2, 2, 3))))
    return (body + chance.choice(ENDS)).capitalize()


if __name__ == "__main__":
    raise SystemExit(main())
