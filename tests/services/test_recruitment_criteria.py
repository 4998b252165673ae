"""Columns of a list that are criteria: read as marks, doubtful where nobody could tell."""

from __future__ import annotations

import pytest

from cusdesk.domain.recruitment import CriterionDraft, CriterionMark
from cusdesk.services import imports, recruitment, residents
from cusdesk.services.recruitment import MEANING
from tests.services.recruitment_office import (
    ADAM,
    EWA,
    HEAD,
    JAN,
    OLA,
    candidate,
    edition,
    paste,
    shared_office,
)

CRITERIA = ["Mieszka w gminie", "Rodzina wielodzietna (10 pkt)"]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One office for tests that look at nothing but their own edition."""
    with shared_office(tmp_path_factory.mktemp("shared")) as made:
        yield made


def marks(office, of, given_name):
    own = candidate(office, of, given_name).marks
    criteria = recruitment.get_edition(office, of).draft.criteria
    return [str(own[c.id].mark) if c.id in own else "" for c in criteria]


def test_criteria_of_the_list_become_marks_and_nothing_else(office):
    of = edition(office)
    rows = [[*OLA, "tak", "10"], [*EWA, "nie", ""], [*JAN, "x", "do sprawdzenia"]]
    plan, _ = paste(office, of, *rows, head=[*HEAD, *CRITERIA])

    assert marks(office, of, "Aleksandra") == ["met", "met", ""]
    assert marks(office, of, "Ewa") == ["not_met", "", ""]
    assert marks(office, of, "Jan") == ["met", "unknown", ""]
    jan = candidate(office, of, "Jan")
    assert [m.reason for m in jan.marks.values() if m.reason] == ["na liście: do sprawdzenia"]
    assert "„do sprawdzenia”" in " ".join(plan.rows[2].remarks)
    assert (plan.unread, candidate(office, of, "Aleksandra").points) == ((), 10)
    assert not residents.get_resident(office, jan.resident_id).draft.notes


def test_a_doubtful_person_keeps_the_marks_until_somebody_decides(office):
    of = edition(office)
    typo = ["Żurawska Ewwa", *EWA[1:], "tak", "tak"]
    paste(office, of, [*EWA, "nie", "nie"], typo, head=[*HEAD, *CRITERIA])
    issue = next(
        i for i in imports.list_issues(office) if not i.decision and i.outcome == "doubtful"
    )
    imports.take_as_new(office, issue.id)
    assert marks(office, of, "Ewwa") == ["met", "met", ""]


def test_a_person_says_which_column_is_which_criterion(office):
    of = edition(office)
    cells = [[*HEAD, "Uwagi komisji"], [*ADAM, "tak"]]
    source = recruitment.pasted_list(cells)
    plan = recruitment.plan_candidates(office, of, source)
    assert plan.criteria == ()
    last = plan.edition.draft.criteria[2]
    signature = plan.plan.maps[0].signature
    said = recruitment.with_meaning(source, signature, len(HEAD) + 1, f"{MEANING}{last.id.hex()}")
    recruitment.take_in(office, recruitment.plan_candidates(office, of, said))
    assert marks(office, of, "Adam") == ["", "", "met"]


def test_a_field_of_the_card_stays_one_unless_its_cells_are_marks(office):
    criteria = (CriterionDraft(None, "Telefon", 5),)
    of = edition(office, criteria=criteria)
    head = [*HEAD[:-1], "Telefon"]
    plan, _ = paste(office, of, EWA, head=head)
    assert plan.criteria == ()
    other = edition(office, criteria=criteria)
    plan, _ = paste(office, other, [*EWA[:-1], "tak"], head=head)
    assert [one.heading for one in plan.criteria] == ["Telefon"]


def test_an_approved_list_takes_no_marks(office):
    of = edition(office)
    paste(office, of, OLA)
    recruitment.approve_list(office, of)
    plan, _ = paste(office, of, [*EWA, "tak", "tak"], head=[*HEAD, *CRITERIA])
    assert plan.criteria == ()
    assert candidate(office, of, "Ewa").marks == {}
    assert CriterionMark.MET not in [m.mark for m in candidate(office, of, "Aleksandra").marks]
