"""Invented editions and lists of candidates, for the tests of recruitment."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager

from cusdesk.core.clock import FixedClock
from cusdesk.domain.recruitment import CriterionDraft, EditionDraft
from cusdesk.services import recruitment
from tests.helpers.office import make_office

HEAD = ["Nazwisko i imię dziecka", "PESEL", "Data ur.", "Miejscowość", "Nr domu", "Opiekun",
        "Tel. opiekuna"]  # fmt: skip
OLA = ["Wrona Aleksandra", "", "1.02.2015", "Łęgi", "12", "Wrona Maria", "600100300"]
JAN = ["Wrona Jan", "", "3.05.2017", "Łęgi", "12", "Wrona Maria", "600100300"]
EWA = ["Żurawska Ewa", "", "13.05.2014", "Brzezie", "4", "Żurawska Anna", "600100200"]
ADAM = ["Zięba Adam", "", "9.09.2013", "Łęgi", "1", "", ""]
POINTS = (
    CriterionDraft(None, "Mieszka w gminie", 0, is_required=True),
    CriterionDraft(None, "Rodzina wielodzietna", 10),
    CriterionDraft(None, "Daleko od szkoły", 5),
)


@contextmanager
def shared_office(folder):
    """Give an office to many tests: a new one for each costs more than what they prove."""
    clock = FixedClock(dt.datetime(2026, 6, 15, 10, 0))  # noqa: DTZ001 (wall time)
    office = make_office(folder, clock).office
    yield office
    office.close()


def edition(office, **fields):
    """Make an edition; return its id."""
    given = {"name": "Świetlica 2026", "seats": 2, "criteria": POINTS, **fields}
    return recruitment.create_edition(office, EditionDraft(**given)).id


def paste(office, edition_id, *rows, head=HEAD):
    """Paste rows and take them in; return the plan and what was taken."""
    cells = [list(row) for row in ([head, *rows] if head else rows)]
    plan = recruitment.plan_candidates(office, edition_id, recruitment.pasted_list(cells))
    return plan, recruitment.take_in(office, plan)


def outcomes(plan):
    """Return (title, outcome) of every row in the order of submission."""
    return [(row.planned.title, row.outcome) for row in plan.rows]


def names(office, edition_id):
    """Return (name, rank, has a seat) of the candidates as they stand."""
    board = recruitment.edition_board(office, edition_id)
    return [(row.given_name, row.rank, row.has_seat) for row in board.candidates]


def candidate(office, edition_id, given_name):
    """Return one candidate by the given name."""
    board = recruitment.edition_board(office, edition_id)
    return next(row for row in board.candidates if row.given_name == given_name)


def many(count, start=0):
    """Return rows of invented children; every second one has a sister or a brother."""
    given = ["Ala", "Ewa", "Iga", "Ula", "Ida", "Zoja", "Lena", "Hanna", "Maja", "Pola"]
    roots = ["Kowal", "Brzoz", "Zieli", "Jawor", "Lipin", "Sosn", "Dąbr", "Klon", "Wierzb", "Topol"]
    villages = ["Łęgi", "Brzezie", "Dolina", "Żabno", "Ćwiklice"]
    return [
        [
            f"{roots[n // 2 % 10]}{'abcdefghij'[n // 20 % 10]}wska {given[n % 10]}",
            "",
            f"{n % 28 + 1}.{n % 12 + 1}.{2012 + n % 5}",
            villages[n // 2 % 5],
            str(n // 2 + 1),
            f"Opiekun {roots[n // 2 % 10]}",
            f"6{n // 2:08d}",
        ]
        for n in range(start, start + count)
    ]


DAY = dt.date(2026, 6, 15)
