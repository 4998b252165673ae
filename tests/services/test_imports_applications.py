"""Registers of applications into the office: order, numbers, people, doubts, one step back."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.errors import RuleError
from cusdesk.domain.access import Role
from cusdesk.domain.applications import ApplicationStatus
from cusdesk.services import applications, history, imports
from tests.helpers.people import act_as
from tests.services.import_office import JAN as JAN_CARD
from tests.services.import_office import (
    bring,
    column,
    count,
    outcomes,
    people_file,
    plan,
    table_file,
)

HEAD = ["Nr wniosku", "Data wpływu", "Nazwisko i imię", "PESEL", "Data ur.", "Miejscowość",
        "Nr domu", "Telefon", "Rodzic / opiekun", "Wnioskowana usługa", "Status",
        "Data rozstrzygnięcia", "Ośw. – warunki", "Uwagi"]  # fmt: skip
COLUMNS = ("number", "on", "name", "pesel", "born", "place", "house", "phone", "parent", "asks",
           "status", "ended", "states", "notes")  # fmt: skip


def line(**said):
    return [said.get(name, "") for name in COLUMNS]


JAN = line(on="2.06.2026 9:40", name="Nowak Jan", born="3.05.1950", asks="Obiady", states="tak")
OLA = line(on="1.06.2026 8:00", name="Wrona Ola", born="1.02.2015", parent="Ewa Wrona",
           phone="600 100 300", asks="Świetlica", states="tak")  # fmt: skip


@pytest.fixture
def sheet(tmp_path):
    def make(*rows, name="wnioski.csv"):
        return table_file(tmp_path, [HEAD, *rows], name)

    return make


def register(office):
    return [(row.number, row.resident_name, row.received_time, str(row.status))
            for row in applications.list_applications(office)]  # fmt: skip


def read_one(office, place=0):
    row = applications.list_applications(office)[place]
    return applications.get_application(office, row.id)


def test_new_people_and_applications_come_in_by_the_moment_they_were_handed_in(office, sheet):
    bring(office, sheet(JAN, OLA), "applications")
    assert register(office) == [
        ("WN/1/2026", "Wrona Ola", "08:00", "received"),
        ("WN/2/2026", "Nowak Jan", "09:40", "received"),
    ]
    draft = read_one(office).draft
    assert (draft.applicant_kind, draft.applicant_name) == ("statutory", "Ewa Wrona")
    assert draft.conditions_stated_on == dt.date(2026, 6, 1)
    assert [service.words for service in draft.services] == ["Świetlica"]
    assert column(office, "SELECT label FROM resident_phones") == ["Ewa Wrona"]


def test_numbers_of_the_file_stay_and_are_never_given_again(office, sheet):
    jan = [*JAN]
    jan[0] = "WN/1/2026"
    bring(office, sheet(jan, OLA), "applications")
    assert [row[0] for row in register(office)] == ["WN/2/2026", "WN/1/2026"]


def test_the_same_file_again_changes_nothing(office, sheet):
    bring(office, sheet(JAN, OLA), "applications")
    again, _ = bring(office, sheet(JAN, OLA, name="inaczej.csv"), "applications")
    assert outcomes(again) == [("unchanged", "")] * 2
    assert (count(office, "applications"), count(office, "residents")) == (2, 2)


def test_a_number_of_somebody_else_is_a_doubt(office, sheet):
    jan, ola = [*JAN], [*OLA]
    jan[0] = ola[0] = "7/2026"
    planned, _ = bring(office, sheet(jan, ola), "applications")
    assert outcomes(planned) == [("doubtful", "application_number_twice"), ("new", "")]
    assert outcomes(plan(office, sheet(jan), "applications")) == [
        ("doubtful", "application_number_taken")
    ]


def test_two_for_the_same_thing_are_one_until_somebody_says_otherwise(office, sheet):
    soon, later, other = [*JAN], [*JAN], [*JAN]
    soon[1], later[1], other[1], other[9] = "8.06.2026", "9.03.2026", "9.06.2026", "Masaż"
    planned, _ = bring(office, sheet(JAN, soon, later, other), "applications")
    assert outcomes(planned) == [
        ("new", ""), ("doubtful", "duplicate_application"), ("new", ""), ("new", ""),
    ]  # fmt: skip
    (issue,) = imports.list_issues(office, outcomes=("doubtful",))
    assert issue.candidates == (applications.list_applications(office)[0].resident_id,)
    imports.take_for(office, issue.id, issue.candidates[0], overwrite=False)
    assert (count(office, "applications"), count(office, "residents")) == (4, 1)


def test_of_two_alike_the_complete_one_counts(office, sheet):
    bare, full = [*JAN], [*JAN]
    bare[12], full[1] = "", "4.06.2026 9:00"
    planned = plan(office, sheet(bare, OLA, full), "applications")
    assert outcomes(planned) == [("doubtful", "duplicate_application"), ("new", ""), ("new", "")]
    assert planned.rows[0].twin is planned.rows[2]


def test_known_people_are_filled_and_never_contradicted(office, sheet, tmp_path):
    bring(office, people_file(tmp_path, JAN_CARD))
    row = [*JAN]
    row[5:8] = ["Łęgi", "7", "600 100 200"]
    planned, _ = bring(office, sheet(row), "applications")
    assert [(d.field, d.new) for d in planned.rows[0].differences] == [("phones", "600100200")]
    assert column(office, "SELECT locality FROM residents") == ["Brzezie"]
    assert column(office, "SELECT number FROM resident_phones") == ["600100200"]
    assert "Łęgi" in read_one(office).draft.notes


def test_nobody_is_made_of_a_name_alone(office, sheet):
    row = line(on="2.06.2026", name="Nowak Jan", asks="Obiady")
    planned, _ = bring(office, sheet(row), "applications")
    assert outcomes(planned) == [("doubtful", "application_person_unsure")]
    assert count(office, "residents") == 0
    (issue,) = imports.list_issues(office, outcomes=("doubtful",))
    draft = imports.row_draft(issue)
    draft.birth_date = dt.date(1950, 5, 3)
    imports.take_as_new(office, issue.id, imports.Answer(draft=draft))
    assert column(office, "SELECT birth_date FROM residents") == ["1950-05-03"]
    assert [row[1] for row in register(office)] == ["Nowak Jan"]


def test_a_queued_row_of_somebody_made_meanwhile_makes_no_second_card(office, sheet):
    unsure = line(on="10.04.2026", name="Nowak Jan", asks="Masaż")
    bring(office, sheet(JAN, unsure), "applications")
    (issue,) = imports.list_issues(office, outcomes=("doubtful",))
    draft = imports.row_draft(issue)
    draft.birth_date = dt.date(1950, 5, 3)
    imports.take_as_new(office, issue.id, imports.Answer(draft=draft))
    assert (count(office, "applications"), count(office, "residents")) == (2, 1)


def test_what_cannot_be_registered_goes_back(office, sheet, tmp_path):
    lis = {"name": "Lis Jan", "born": "1.01.1950"}
    rows = [line(on="kiedyś", **lis), line(on="1.06.2027", **lis)]
    planned, result = bring(office, sheet(JAN, *rows), "applications")
    assert outcomes(planned)[1:] == [
        ("rejected", "application_no_day"), ("rejected", "application_ahead"),
    ]  # fmt: skip
    imports.save_rejects(office, result.batch_id, tmp_path / "zwrot.xlsx")
    assert (tmp_path / "zwrot.xlsx").stat().st_size > 0


def test_outcomes_with_their_day_are_written_and_others_are_told(office, sheet):
    ended = line(on="1.03.2026", name="Lis Jan", born="1.01.1950", status="odmowa",
                 ended="9.03.2026")  # fmt: skip
    gave_up = line(on="1.04.2026", name="Kos Jan", born="1.01.1950", notes="REZYGNACJA 5.04 (tel.)")
    unsaid = line(on="1.05.2026", name="Gil Jan", born="1.01.1950", status="zakwalifikowano")
    planned, _ = bring(office, sheet(ended, gave_up, unsaid), "applications")
    assert [row[3] for row in register(office)] == ["refused", "withdrawn", "received"]
    assert read_one(office, 1).outcome.draft.decided_on == dt.date(2026, 4, 5)
    assert "zakwalifikowano" in read_one(office, 2).draft.notes
    assert "application_outcome_in_notes" in {p.kind for p in planned.rows[2].problems}


def test_whoever_may_not_decide_leaves_decisions_in_the_notes(office, sheet):
    act_as(office, Role.OFFICE_WORKER, Role.SETTLEMENT_CLERK)
    ended = line(on="1.03.2026", name="Lis Jan", born="1.01.1950", status="odmowa",
                 ended="9.03.2026")  # fmt: skip
    bring(office, sheet(ended), "applications")
    assert register(office)[0][3] == ApplicationStatus.RECEIVED


def test_one_step_takes_everything_back(office, sheet):
    bring(office, sheet(JAN, OLA), "applications")
    history.undo(office)
    assert (count(office, "applications"), count(office, "residents")) == (0, 0)


def test_applications_older_than_the_register_say_why(office, sheet):
    bring(office, sheet(JAN), "applications")
    bring(office, sheet(OLA, name="starsze.csv"), "applications")
    assert "arkuszu" in applications.list_applications(office)[0].corrections


def test_the_right_of_applications_is_asked_for(office, sheet):
    planned = plan(office, sheet(JAN), "applications")
    act_as(office, Role.SETTLEMENT_CLERK)
    with pytest.raises(RuleError):
        imports.execute_import(office, planned, backup=False)
    assert count(office, "applications") == 0


def test_a_register_is_recognised_and_its_corrected_columns_are_remembered(office, sheet):
    path = sheet(JAN)
    source = imports.open_source(path)
    assert source.guess == "applications"
    columns = imports.plan_source(office, "applications", source).maps[0]
    imports.save_map(office, "applications", columns.corrected(14, "description"))
    row = [*JAN]
    row[13] = "Nie gotuje."
    (planned,) = plan(office, sheet(row), "applications").rows
    assert planned.payload["application"]["description"] == "Nie gotuje."
