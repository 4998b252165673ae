"""Erasure and the purge find what the imports keep about a person."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from cusdesk.services import drafts, history, imports
from tests.services.import_office import EWA, JAN, bring, column, people_file, resident

CANARY = ["Kanarek", "Wilhelmina", "44051401359", "", "Brzezie", "4", "600900800", "", "", ""]
CANARY_AGAIN = [*CANARY[:2], "", "", "Łęgi", "77", "600900801"]


@pytest.fixture
def waiting(office, tmp_path):
    """An office with the canary, and three rows of hers in the queue of a second list."""
    bring(office, people_file(tmp_path, EWA, CANARY, name="stara.csv"))
    other = [*JAN[:9], "Kontakt: Wilhelmina Kanarek, siostra"]
    incomplete = ["Kanarek", "", "", "", "Brzezie", "4"]
    bring(office, people_file(tmp_path, CANARY_AGAIN, [*other[:1], "", *other[2:]], incomplete))
    return office


def everything(office) -> str:
    """Return all the texts the imports and the drafts keep."""
    parts = []
    with office.read() as session:
        for table in ("import_issues", "import_batches", "drafts"):
            parts += [repr(tuple(row)) for row in session.execute(text(f"SELECT * FROM {table}"))]
        query = "SELECT c.* FROM changes c JOIN captured_tables t ON t.id = c.tbl"
        query += " WHERE t.name LIKE 'import%'"
        parts += [repr(tuple(row)) for row in session.execute(text(query))]
    return "\n".join(parts).lower()


def forget(office, surname="Kanarek"):
    with office.database.write_unrecorded() as session:
        traces = imports.traces_of(session, resident(office, surname))
        return imports.forget_person(session, traces)


def test_no_canary_is_left(waiting):
    assert "wilhelmina" in everything(waiting)
    done = forget(waiting)
    assert done.issues
    left = everything(waiting)
    for canary in ("wilhelmina", "44051401359", "600900801"):
        assert canary not in left


def test_rows_of_others_keep_everything_else(waiting):
    forget(waiting)
    titles = [issue.title for issue in imports.list_issues(waiting, outcomes=("doubtful",))]
    assert "Nowak" in titles


def test_forgetting_is_not_a_step_of_undo(waiting):
    before = history.next_undo(waiting)
    forget(waiting)
    assert history.next_undo(waiting) == before
    assert column(waiting, "SELECT muted FROM capture_state") == [0]


def test_waiting_row_that_may_be_a_namesakes_is_left_to_her(waiting, tmp_path):
    bring(waiting, people_file(tmp_path, [*CANARY[:2], "", "3.04.1980", "Zalesie"], name="b.csv"))
    planned, _ = bring(
        waiting, people_file(tmp_path, [*CANARY[:2], "", "", "Zalesie"], name="c.csv")
    )
    hers = planned.rows[0].candidates
    with waiting.database.write_unrecorded() as session:
        (canary,) = column(waiting, "SELECT id FROM residents WHERE pesel = '44051401359'")
        imports.forget_person(session, imports.traces_of(session, canary))
    (left,) = [i for i in imports.list_issues(waiting) if i.file_name == "c.csv"]
    assert (left.title, left.candidates) == (
        "Kanarek Wilhelmina",
        tuple(i for i in hers if i != canary),
    )


def test_a_file_and_a_sheet_named_after_the_person(office, tmp_path):
    bring(office, people_file(tmp_path, CANARY, name="stara.csv"))
    bring(office, people_file(tmp_path, CANARY_AGAIN, name="karta_Wilhelmina Kanarek.csv"))
    assert len(forget(office).batches) == 1
    assert "wilhelmina" not in everything(office)


def test_pesel_without_its_leading_zero(office, tmp_path):
    person = ["Sroczka", "Zofia", "04231412345"]
    bring(office, people_file(tmp_path, EWA, name="stara.csv"))
    bring(office, people_file(tmp_path, ["", "", "4231412345", "", "Łęgi"]))
    traces = imports.PersonTraces(pesels=frozenset({person[2]}))
    with office.database.write_unrecorded() as session:
        assert imports.forget_person(session, traces).issues
    assert "4231412345" not in everything(office)


def test_settled_rows_are_purged_after_ninety_days(waiting, clock):
    issue = imports.list_issues(waiting, outcomes=("doubtful",))[0]
    imports.dismiss(waiting, issue.id)
    drafts.keep(waiting, "imports.row", issue.id.hex(), {})
    assert imports.purge_settled(waiting) == 0
    clock.advance(days=91)
    assert imports.purge_settled(waiting) == 1
    rows = column(waiting, "SELECT row_json FROM import_issues WHERE decision = 'dismissed'")
    assert rows == ["{}"]
    assert imports.purge_settled(waiting) == 0


def test_next_import_purges_what_was_settled_long_ago(waiting, tmp_path, clock):
    imports.dismiss(waiting, imports.list_issues(waiting, outcomes=("doubtful",))[0].id)
    clock.advance(days=91)
    bring(waiting, people_file(tmp_path, ["Gil", "Anna"], name="d.csv"))
    rows = column(waiting, "SELECT row_json FROM import_issues WHERE decision = 'dismissed'")
    assert rows == ["{}"]
