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


def test_new_people_join_in_the_order_of_the_rows_and_only_once(office):
    of = edition(office)
    plan, taken = paste(office, of, OLA, EWA, JAN)

    assert {outcome for _, outcome in outcomes(plan)} == {"new"}
    assert taken.candidates == 3
    assert [row.position for row in recruitment.edition_board(office, of).candidates] == [1, 2, 3]
    said = [" ".join(row.remarks) for row in plan.rows]
    assert ("Wrona Jan" in said[0], "Wrona Aleksandra" in said[2]) == (True, True)
    assert "Rodzina?" not in said[1]

    plan, taken = paste(office, of, OLA, ADAM)
    assert outcomes(plan) == [("Wrona Aleksandra", "here"), ("Zięba Adam", "new")]
    assert (taken.candidates, len(names(office, of))) == (1, 4)


def test_a_typo_waits_blocks_nobody_and_keeps_its_place(office):
    of = edition(office)
    plan, taken = paste(office, of, OLA, ["Wrona Aleksandrra", *OLA[1:]], EWA)
    assert outcomes(plan)[1][1] == "doubtful"
    board = recruitment.edition_board(office, of)
    assert (taken.candidates, board.in_doubt, board.batches) == (2, 1, (taken.batch_id,))

    issue = next(i for i in imports.list_issues(office) if i.outcome == "doubtful")
    imports.take_as_new(office, issue.id)
    board = recruitment.edition_board(office, of)
    assert board.in_doubt == 0
    assert sorted((r.position, r.given_name) for r in board.candidates) == [
        (1, "Aleksandra"), (2, "Aleksandrra"), (3, "Ewa")
    ]  # fmt: skip


def test_empty_columns_missing_and_repeated_headings(office):
    of = edition(office)
    rows = [[*row[:5], "", *row[5:]] for row in (OLA, EWA)]
    plan, _ = paste(office, of, *rows, head=[*HEAD[:5], "", *HEAD[5:]])
    bare, _ = paste(office, edition(office, name="Bez nagłówków"), ADAM, JAN, head=None)
    twice, taken = paste(office, edition(office, name="Dwa razy"), OLA, HEAD, EWA)

    assert [row.outcome for row in plan.rows] == ["new", "new"]
    assert any("PESEL" in words for words in plan.rows[0].remarks)
    assert [row.planned.title for row in bare.rows] == ["Zięba Adam", "Wrona Jan"]
    assert [title for title, _ in outcomes(twice)] == ["Wrona Aleksandra", "Żurawska Ewa"]
    assert taken.candidates == 2


def test_one_paste_is_one_step_of_undo(office):
    of = edition(office)
    paste(office, of, OLA, EWA)
    history.undo(office)

    assert names(office, of) == []
    assert residents.list_ids(office) == []
    assert paste(office, of, OLA)[1].candidates == 1
    assert candidate(office, of, "Aleksandra").position == 1


def test_a_column_tells_the_order_of_submission(office):
    of = edition(office)
    rows = [[*EWA, "2.06.2026 9:30"], [*OLA, "1.06.2026"], [*ADAM, "2.06.2026 8:15"]]
    plan, _ = paste(office, of, *rows, head=[*HEAD, "Data wpływu"])
    assert "Data wpływu" in plan.read

    board = recruitment.edition_board(office, of)
    assert [row.given_name for row in sorted(board.candidates, key=lambda r: r.position)] == [
        "Aleksandra", "Adam", "Ewa"
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


def test_a_list_without_names_is_refused(office):
    with pytest.raises(ImportProblemError, match=r"recruitment\.intake\.nothing"):
        paste(office, edition(office), ["1", "2"], ["3", "4"], head=None)


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


def test_the_list_is_taken_back_among_the_imports_too(office):
    of = edition(office)
    _, taken = paste(office, of, OLA, EWA)
    imports.undo_import(office, taken.batch_id)
    assert names(office, of) == []
    assert residents.list_ids(office) == []


def test_what_the_whole_list_lacks_is_said_once(office):
    plan, _ = paste(office, edition(office), *many(6))
    assert plan.lacking == ("Brak numeru PESEL.",)
    assert "PESEL" not in " ".join(" ".join(row.remarks) for row in plan.rows)
