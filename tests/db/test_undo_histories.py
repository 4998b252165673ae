"""Random histories: undoing everything gives the beginning back, redoing everything the end."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from cusdesk.core.clock import FixedClock
from cusdesk.core.ids import new_id
from cusdesk.models.residents import Resident, ResidentPhone
from cusdesk.services import history
from cusdesk.services.residents.index import reindex
from tests.helpers.office import make_office

if TYPE_CHECKING:
    from cusdesk.services.office import Office

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["create", "name", "phone", "retire", "bulk", "wait"]),
        st.integers(0, 5),
        st.sampled_from(["Łuczak", "Żak", "", "O'Neil; DROP", "ńńń"]),
    ),
    min_size=1,
    max_size=25,
)


def state(office: Office) -> list[tuple[object, ...]]:
    """Return what a person would see: living rows of cards and phones, and the search."""
    queries = (
        "SELECT id, surname, given_name, notes FROM residents WHERE retired_at IS NULL",
        "SELECT id, number FROM resident_phones WHERE retired_at IS NULL",
        "SELECT resident_id, folded FROM resident_index",
    )
    with office.read() as session:
        return [tuple(row) for query in queries for row in sorted(session.execute(text(query)))]


def run(office: Office, people: list[bytes], clock: FixedClock, step: tuple[str, int, str]) -> None:
    kind, number, word = step
    if kind == "wait":
        clock.advance(seconds=40)
        return
    who = people[number % len(people)] if people else None
    if kind == "create" or who is None:
        who = new_id()
        people.append(who)
        with office.write("residents.create", record=("residents", who)) as work:
            work.session.add(Resident(id=who, subject_id=who, surname=word or "Nikt"))
            reindex(work.session, [who])
        return
    with office.write("residents.update", record=("residents", who), merges=kind == "name") as work:
        row = work.session.get_one(Resident, who)
        if kind == "name":
            row.given_name = word
        elif kind == "phone":
            work.session.add(
                ResidentPhone(subject_id=who, resident_id=who, number=f"60000000{number}")
            )
        elif kind == "retire":
            work.retire(row)
        else:
            work.session.execute(text("UPDATE residents SET notes = :n"), {"n": word})
        reindex(work.session, [who])


BACK_AGAIN = [
    *(("create", 0, "Łuczak"), ("name", 0, "Ewa"), ("create", 1, "Wąż")),
    *(("name", 0, "Ola"), ("name", 0, "Ewa")),
]
"""A burst that ends where it began: to undo it changes nothing."""


@given(STEPS)
@example(BACK_AGAIN)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_all_undone_is_the_beginning_and_all_redone_the_end(
    clock: FixedClock, steps: list[tuple[str, int, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = make_office(Path(folder), clock).office
        people: list[bytes] = []
        for step in steps:
            run(office, people, clock, step)
        end = state(office)

        undone = 0
        while history.undo(office) is not None:
            undone += 1
        assert state(office) == []

        redone = 0
        while history.redo(office) is not None:
            redone += 1
        assert redone == undone
        assert state(office) == end
        office.close()
