"""A pasted list of candidates: who joins at once, who waits, what is said."""

from __future__ import annotations

import pytest

from cusdesk.core.errors import ImportProblemError
from cusdesk.services import history, imports, recruitment, residents
from tests.services.recruitment_office import (
    ADAM,
    EWA,
    HEAD,
    JAN,
    OLA,
    candidate,
    edition,
    many,
    names,
    outcomes,
    paste,
)


def test_new_people_become_candidates_in_the_order_of_the_rows(office):
    of = edition(office)
    plan, taken = paste(office, of, OLA, EWA, ADAM)

    assert outcomes(plan) == [("Wrona Aleksandra", "new"), ("Żurawska Ewa", "new"),
                              ("Zięba Adam", "new")]  # fmt: skip
    assert taken.candidates == 3
    assert [row.position for row in recruitment.edition_board(office, of).candidates] == [1, 2, 3]


def test_one_paste_is_one_step_of_undo(office):
    of = edition(office)
    paste(office, of, OLA, EWA)
    history.undo(office)

    assert names(office, of) == []
    assert residents.list_ids(office) == []
    assert paste(office, of, OLA)[1].candidates == 1
    assert candidate(office, of, "Aleksandra").position == 1


def test_siblings_are_said(office):
    of = edition(office)
    plan, _ = paste(office, of, OLA, JAN, EWA)
    said = [" ".join(row.remarks) for row in plan.rows]

    assert "Wrona Jan" in said[0]
    assert "Wrona Aleksandra" in said[1]
    assert "Rodzina?" not in said[2]


def test_a_column_tells_the_order_of_submission(office):
    of = edition(office)
    rows = [[*EWA, "2.06.2026 9:30"], [*OLA, "1.06.2026"], [*ADAM, "2.06.2026 8:15"]]
    paste(office, of, *rows, head=[*HEAD, "Data wpływu"])

    board = recruitment.edition_board(office, of)
    assert [row.given_name for row in sorted(board.candidates, key=lambda r: r.position)] == [
        "Aleksandra", "Adam", "Ewa"
    ]  # fmt: skip


def test_a_person_already_on_the_list_is_not_taken_twice(office):
    of = edition(office)
    paste(office, of, OLA)
    plan, taken = paste(office, of, OLA, EWA)

    assert outcomes(plan)[0] == ("Wrona Aleksandra", "here")
    assert taken.candidates == 1
    assert len(names(office, of)) == 2


def test_the_same_child_with_a_typo_waits_and_blocks_nobody(office):
    of = edition(office)
    typo = ["Wrona Aleksandrra", *OLA[1:]]
    plan, taken = paste(office, of, OLA, typo, EWA)

    assert outcomes(plan)[1][1] == "doubtful"
    assert taken.candidates == 2
    board = recruitment.edition_board(office, of)
    assert (board.in_doubt, board.batches) == (1, (taken.batch_id,))


def test_a_settled_doubt_becomes_a_candidate_in_its_own_place(office):
    of = edition(office)
    paste(office, of, OLA, ["Wrona Aleksandrra", *OLA[1:]], EWA)
    issue = next(i for i in imports.list_issues(office) if i.outcome == "doubtful")
    imports.take_as_new(office, issue.id)

    board = recruitment.edition_board(office, of)
    assert board.in_doubt == 0
    assert sorted((r.position, r.given_name) for r in board.candidates) == [
        (1, "Aleksandra"), (2, "Aleksandrra"), (3, "Ewa")
    ]  # fmt: skip


def test_a_doubt_settled_as_the_same_person_adds_nobody(office):
    of = edition(office)
    paste(office, of, OLA, ["Wrona Aleksandrra", *OLA[1:]])
    issue = next(i for i in imports.list_issues(office) if i.outcome == "doubtful")
    imports.take_for(office, issue.id, issue.candidates[0], overwrite=False)

    assert len(names(office, of)) == 1


def test_the_dead_wait_for_somebody_who_knows(office):
    of = edition(office)
    paste(office, of, ADAM)
    who = candidate(office, of, "Adam").resident_id
    residents.change_fields(office, who, {"status": "deceased"})
    other = edition(office, name="Półkolonie")
    plan, taken = paste(office, other, ADAM, OLA)

    assert outcomes(plan)[0] == ("Zięba Adam", "doubtful")
    assert "zmarła" in plan.rows[0].remarks[0]
    assert taken.candidates == 1


def test_empty_columns_and_missing_headings(office):
    of = edition(office)
    rows = [[*row[:5], "", *row[5:]] for row in (OLA, EWA)]
    plan, _ = paste(office, of, *rows, head=[*HEAD[:5], "", *HEAD[5:]])
    bare, _ = paste(office, edition(office, name="Bez nagłówków"), ADAM, JAN, head=None)

    assert [row.outcome for row in plan.rows] == ["new", "new"]
    assert [row.planned.title for row in bare.rows] == ["Zięba Adam", "Wrona Jan"]
    assert any("PESEL" in words for words in plan.rows[0].remarks)


def test_a_list_without_names_is_refused(office):
    with pytest.raises(ImportProblemError, match=r"recruitment\.intake\.nothing"):
        paste(office, edition(office), ["1", "2"], ["3", "4"], head=None)


def test_120_children_are_taken_in_at_once(office):
    of = edition(office, seats=100)
    plan, taken = paste(office, of, *many(120))

    assert (len(plan.rows), taken.candidates) == (120, 120)
    assert sum(bool(row.family) for row in recruitment.edition_board(office, of).candidates) == 120


def test_a_known_person_joins_even_where_the_list_contradicts_the_card(office):
    paste(office, edition(office), [*OLA[:1], "15220112346", *OLA[2:]])
    who = candidate(office, recruitment.list_editions(office)[0].id, "Aleksandra").resident_id
    of = edition(office, name="Półkolonie")
    moved = ["Wrona Aleksandra", "15220112346", "1.02.2015", "Brzezie", "77", "", ""]
    plan, taken = paste(office, of, moved)

    assert (plan.rows[0].outcome, plan.rows[0].is_beside) == ("known", True)
    assert candidate(office, of, "Aleksandra").resident_id == who
    assert taken.candidates == 1
    assert recruitment.edition_board(office, of).in_doubt == 0
    assert [i.kind for i in imports.list_issues(office) if i.outcome == "doubtful"]


def test_headings_repeated_inside_the_list_are_no_people(office):
    plan, taken = paste(office, edition(office), OLA, HEAD, EWA)
    assert [title for title, _ in outcomes(plan)] == ["Wrona Aleksandra", "Żurawska Ewa"]
    assert taken.candidates == 2


def test_the_list_is_taken_back_among_the_imports_too(office):
    of = edition(office)
    _, taken = paste(office, of, OLA, EWA)
    imports.undo_import(office, taken.batch_id)
    assert names(office, of) == []
    assert residents.list_ids(office) == []
