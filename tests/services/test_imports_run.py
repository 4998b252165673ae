"""A plan and its execution: the same counts, one step of undo, nothing half done."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from cusdesk.core.cancel import CancelToken
from cusdesk.core.errors import ConflictError, NotFoundError, OperationCancelledError
from cusdesk.db.backup import backup_dir
from cusdesk.domain.special_fields import SpecialField
from cusdesk.services import history, imports, programmes
from cusdesk.services.office import open_office
from tests.helpers.office import PASSWORD
from tests.services.import_office import (
    ATTENDANCE,
    EWA,
    HOURS,
    JAN,
    LIST,
    OLA,
    SERVICES,
    bring,
    column,
    count,
    edit,
    outcomes,
    people_file,
    plan,
    resident,
)

ALL = (("residents", LIST), ("services", SERVICES), ("attendance", ATTENDANCE), ("hours", HOURS))


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """An office with the four workbooks brought in, and what was planned and found."""
    import datetime as dt

    from cusdesk.core.clock import FixedClock
    from tests.helpers.office import make_office

    clock = FixedClock(dt.datetime(2026, 7, 1, 10))  # noqa: DTZ001 (wall time)
    office = make_office(tmp_path_factory.mktemp("full"), clock).office
    plans = {kind: bring(office, path, kind)[0] for kind, path in ALL}
    yield office, plans
    office.close()


def test_special_fields_of_a_list_are_switched_on_and_said(full):
    office, plans = full
    assert plans["residents"].special_fields == {SpecialField.DISABILITY}
    [said] = [p for p in plans["residents"].report()["problems"] if p["kind"] == "special_field"]
    assert "niepełnosprawność" in said["message"]
    assert programmes.visible_fields(office) == {SpecialField.DISABILITY}
    [made] = programmes.list_programmes(office)
    assert made.draft.name.startswith("Dane szczególne z wczytanego skoroszytu")


def test_a_list_without_special_fields_switches_nothing_on(tmp_path, office):
    found, _ = bring(office, people_file(tmp_path, EWA), "residents")
    assert found.special_fields == frozenset()
    assert programmes.list_programmes(office) == []


def test_what_was_planned_was_written(full):
    office, plans = full
    counts = {kind: found.counts() for kind, found in plans.items()}
    assert count(office, "residents") == counts["residents"]["new"] == 420
    assert count(office, "services") == counts["services"]["new"] == 26
    assert count(office, "attendance") == counts["attendance"]["new"]
    assert count(office, "visits") == counts["hours"]["new"]
    assert count(office, "import_issues") > sum(c["doubtful"] for c in counts.values())


@pytest.mark.parametrize("kind", ["residents", "services", "attendance", "hours"])
def test_second_time_finds_nothing_new(full, kind):
    office, plans = full
    again = plan(office, dict(ALL)[kind], kind)
    first, second = plans[kind].counts(), again.counts()
    assert (second["new"], second["changed"]) == (0, 0)
    assert second["unchanged"] == first["new"] + first["changed"] + first["unchanged"]
    assert again.imported_before is not None


def test_every_warning_of_the_report_waits_in_the_list(full):
    office, plans = full
    listed = [(p["import"], p["sheet"], p["row"], p["column"], p["kind"])
              for p in imports.problem_json(office)]  # fmt: skip
    for kind, planned in plans.items():
        for row in planned.rows:
            for problem in row.problems:
                if problem.severity != "info":
                    place = (kind, problem.sheet, problem.row, problem.column, problem.kind)
                    assert place in listed


def test_undo_after_reopening_takes_everything_back(office, tmp_path, clock):
    _, result = bring(office, people_file(tmp_path, EWA, JAN))
    office.close()
    again = open_office(office.path, password=PASSWORD, clock=clock)
    undone = imports.undo_import(again, result.batch_id)
    assert undone is not None
    assert count(again, "residents") == count(again, "resident_phones") == 0
    assert count(again, "import_batches") == count(again, "import_issues") == 0
    assert column(again, "SELECT count(*) FROM resident_index") == [0]
    with pytest.raises(NotFoundError):
        imports.undo_import(again, result.batch_id)
    again.close()


def test_ordinary_undo_and_redo_work_too(office, tmp_path):
    bring(office, people_file(tmp_path, EWA, JAN))
    assert history.next_undo(office) == "import 2 mieszkańców"
    history.undo(office)
    assert count(office, "residents") == 0
    history.redo(office)
    assert count(office, "residents") == 2


def test_undo_asks_when_a_card_was_edited_and_can_leave_it(office, tmp_path):
    _, result = bring(office, people_file(tmp_path, EWA, JAN))
    edit(office, "Żurawska", locality="Wólka")
    with pytest.raises(ConflictError) as refused:
        imports.undo_import(office, result.batch_id)
    assert refused.value.key == "imports_plan.undo_used"
    assert count(office, "residents") == 2
    imports.undo_import(office, result.batch_id, keep_used=True)
    assert column(office, "SELECT surname FROM residents WHERE retired_at IS NULL") == ["Żurawska"]
    assert count(office, "resident_phones") == 1
    assert column(office, "SELECT locality FROM residents WHERE surname='Żurawska'") == ["Wólka"]


def test_undo_asks_when_something_refers_to_a_person(office, tmp_path):
    _, result = bring(office, people_file(tmp_path, EWA, JAN))
    with office.write("residents.note") as work:
        work.session.execute(
            text(
                "INSERT INTO resident_notes (id, subject_id, resident_id, date, text, author,"
                " row_version) VALUES (x'01', :id, :id, '2026-06-15', 'Rozmowa', '', 1)"
            ),
            {"id": resident(office, "Nowak")},
        )
    with pytest.raises(ConflictError):
        imports.undo_import(office, result.batch_id)
    imports.undo_import(office, result.batch_id, keep_used=True)
    assert column(office, "SELECT surname FROM residents WHERE retired_at IS NULL") == ["Nowak"]


def test_after_ninety_days_an_import_stays(office, tmp_path, clock):
    _, result = bring(office, people_file(tmp_path, EWA))
    clock.advance(days=91)
    assert not imports.list_batches(office)[0].can_undo
    with pytest.raises(NotFoundError):
        imports.undo_import(office, result.batch_id)


def test_failure_in_the_middle_writes_nothing(office, tmp_path, monkeypatch):
    planned = plan(office, people_file(tmp_path, EWA, JAN))

    def fail(*_arguments, **_options):
        raise MemoryError

    monkeypatch.setattr("cusdesk.services.imports.run.queue", fail)
    with pytest.raises(MemoryError):
        imports.execute_import(office, planned, backup=False)
    assert count(office, "residents") == count(office, "import_batches") == 0


def test_cancelled_work_writes_nothing(office, tmp_path):
    path, stop = people_file(tmp_path, EWA, JAN), CancelToken()
    planned = plan(office, path)
    stop.cancel()
    with pytest.raises(OperationCancelledError):
        imports.plan_import(office, "residents", path, cancel=stop)
    with pytest.raises(OperationCancelledError):
        imports.open_source(path, cancel=stop)

    def cancel_while_writing(_done, _total, key=""):
        if key == "imports_plan.step.commit":
            late.cancel()

    late = CancelToken()
    with pytest.raises(OperationCancelledError):
        imports.execute_import(office, planned, backup=False, cancel=stop)
    imports.execute_import(
        office, planned, backup=False, progress=cancel_while_writing, cancel=late
    )
    assert count(office, "residents") == 2  # too late to stop: it is whole


def test_plan_of_a_changed_office_is_refused(office, tmp_path):
    first, second = people_file(tmp_path, EWA), people_file(tmp_path, JAN, name="druga.csv")
    planned = plan(office, first)
    bring(office, second)
    with pytest.raises(ConflictError) as refused:
        imports.execute_import(office, planned, backup=False)
    assert refused.value.key == "imports_plan.stale"
    assert count(office, "residents") == 1


def test_backup_is_made_first(office, tmp_path):
    imports.execute_import(office, plan(office, people_file(tmp_path, EWA)))
    (copy,) = backup_dir(office.path).glob("*przed-importem*.cusdesk")
    with open_office(copy, password=PASSWORD).read() as session:
        assert session.scalar(text("SELECT count(*) FROM residents")) == 0


def test_saved_map_is_used_next_time(office, tmp_path):
    path = people_file(tmp_path, [*EWA[:-1], "kuzynka wójta"], JAN)
    columns = plan(office, path).maps[0]
    notes = next(g.column for g in columns.guesses if g.heading == "Uwagi")
    imports.save_map(office, "residents", columns.corrected(notes, "contact_person"))
    payload = plan(office, path).rows[0].payload
    assert (payload["contact"], payload["values"]["notes"]) == ("kuzynka wójta", "")


def test_choice_of_now_is_used_over_the_saved_one(office, tmp_path):
    path = people_file(tmp_path, [*EWA[:-1], "kuzynka wójta"], JAN)
    columns = plan(office, path).maps[0]
    notes = next(g.column for g in columns.guesses if g.heading == "Uwagi")
    planned = plan(office, path, maps={columns.signature: {notes: "ignored"}})
    assert "kuzynka" not in json.dumps(planned.rows[0].payload, default=str)


def test_empty_fields_are_filled_and_the_rest_stays(office, tmp_path):
    bring(office, people_file(tmp_path, [*EWA[:6], "", "", "", ""], JAN))
    planned, result = bring(office, people_file(tmp_path, EWA, OLA, name="nowa.csv"))
    assert outcomes(planned) == [("changed", ""), ("new", "")]
    assert [(d.field, d.new) for d in planned.rows[0].differences] == [("phones", "600100200")]
    imports.undo_import(office, result.batch_id)
    assert count(office, "residents") == 2
    assert count(office, "resident_phones") == 0
