"""The wizard and the queue on the screen, as a person goes through them."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMessageBox

from cusdesk.services import imports
from cusdesk.ui.imports.decision import DecisionPanel
from cusdesk.ui.imports.screen import NEW_COMMAND, QUEUE_COMMAND, ImportsScreen
from cusdesk.ui.imports.wizard.page import COLUMNS, FILE, PLAN, RESULT
from tests.services.import_office import (
    ATTENDANCE,
    DATA,
    EWA,
    JAN,
    OLA,
    bring,
    column,
    count,
    edit,
    people_file,
    resident,
    table_file,
)

MOVED = [*JAN[:4], "Łęgi", "99", "600100999"]


@pytest.fixture
def screen(context, office, qtbot):
    made = ImportsScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.resize(1156, 700)
    made.show()
    return made


@pytest.fixture
def waiting(screen, office, tmp_path):
    """The screen with two doubtful rows in the queue."""
    bring(office, people_file(tmp_path, EWA, JAN, name="stara.csv"))
    bring(office, people_file(tmp_path, MOVED, [*EWA[:4], "Łęgi", "8"], OLA))
    screen.run_command(QUEUE_COMMAND)
    return screen


def words(widget) -> str:
    return widget.text() if widget.isVisible() else ""


def through(screen, *files):
    """Go through the wizard up to the result."""
    screen.start(list(files))
    for _step in (COLUMNS, PLAN, RESULT):
        screen.wizard.go_on()
    assert screen.wizard.steps.currentIndex() == RESULT


# --- the wizard


def test_from_a_file_to_the_result_and_back(screen, office, tmp_path):
    screen.run_command(NEW_COMMAND)
    assert not screen.wizard.forward.isEnabled()
    screen.wizard.file.files_chosen.emit([people_file(tmp_path, EWA, JAN)])
    assert screen.wizard.file.radios["residents"].isChecked()
    screen.wizard.go_on()
    assert screen.wizard.columns.preview.rowCount() == 2
    screen.wizard.go_on()
    assert screen.wizard.plan.filters["new"].text().endswith(": 2")
    assert screen.wizard.plan.weights.isHidden()
    assert count(office, "residents") == 0
    screen.wizard.go_on()
    assert count(office, "residents") == 2
    assert "2 wpisy" in screen.wizard.result.title.text()
    screen.wizard.result.undo.click()
    assert count(office, "residents") == 0
    assert "cofnięto" in screen.wizard.result.title.text()


def test_kind_is_guessed_and_can_be_changed(screen):
    screen.start([ATTENDANCE])
    assert screen.wizard.state.kind == "attendance"
    screen.wizard.file.radios["hours"].click()
    assert screen.wizard.state.kind == "hours"


def test_a_register_of_applications_is_written_and_its_doubt_waits(screen, office, tmp_path):
    lines = [["Nr wniosku", "Data wpływu", "Nazwisko i imię", "Data ur.", "Wnioskowana usługa"],
             ["4/2026", "2.06.2026 9:40", "Nowak Jan", "3.05.1950", "Obiady"],
             ["5/2026", "3.06.2026 9:40", "Wrona Ola", "", "Obiady"]]  # fmt: skip
    screen.start([table_file(tmp_path, lines, "rejestr.csv")])
    assert screen.wizard.file.radios["applications"].isChecked()
    screen.wizard.go_on()
    preview = screen.wizard.columns.preview
    assert [preview.item(0, n).text() for n in range(4)] == [
        "4/2026", "02.06.2026", "9:40", "Nowak Jan",
    ]  # fmt: skip
    screen.wizard.go_on()
    screen.wizard.go_on()
    assert column(office, "SELECT number FROM applications") == ["4/2026"]
    (issue,) = imports.list_issues(office, outcomes=("doubtful",))
    panel = DecisionPanel(screen.context)
    panel.show_issue(issue)
    assert not panel.person.isHidden()
    assert panel.same.text() == "Zapisz wniosek tej osobie (Enter)"
    panel.begin_edit()
    assert panel.is_editing


def test_column_gets_another_meaning_and_the_preview_follows(screen, office, tmp_path):
    screen.start([people_file(tmp_path, [*EWA[:-1], "kuzynka wójta"], JAN)])
    screen.wizard.go_on()
    table = screen.wizard.columns.columns
    row = next(n for n in range(table.rowCount()) if table.item(n, 1).text() == "Uwagi")
    combo = table.cellWidget(row, 2)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("contact_person"))
    combo.activated.emit(combo.currentIndex())
    screen.wizard.go_on()
    assert screen.wizard.state.plan.rows[0].payload["contact"] == "kuzynka wójta"
    screen.wizard.go_on()
    assert column(office, "SELECT count(*) FROM import_mappings") == [1]


def test_every_meaning_has_words(screen):
    from cusdesk.core.messages import all_messages

    known = all_messages()
    for kind in ("residents", "applications", "services"):
        for name in imports.meanings(kind):
            assert f"imports_ui.meaning.{kind}.{name}" in known
    for kind in ("attendance", "hours"):
        for layout in ("days_across", "list"):
            for name in imports.table_meanings(kind, layout):
                assert f"imports_ui.meaning.table.{name}" in known


def test_service_of_a_list_is_chosen(screen, office, tmp_path):
    bring(office, people_file(tmp_path, EWA, JAN))
    bring(office, DATA / "02_katalog_uslug.xlsx", "services")
    lines = [["Lista obecności – maj 2026"], ["Lp.", "Nazwisko i imię", "5", "7"],
             ["1", "Nowak Jan", "x", "x"], ["2", "Żurawska Ewa", "x", "nb"]]  # fmt: skip
    screen.start([table_file(tmp_path, lines, "obecnosc.csv")])
    screen.wizard.go_on()
    service = screen.wizard.columns.service
    service.setCurrentIndex(3)
    service.activated.emit(3)
    screen.wizard.go_on()
    plan = screen.wizard.state.plan
    assert plan.counts()["new"] == 4
    assert {row.payload["service_id"] for row in plan.rows} == {service.itemData(3)}


GRID = [
    ["Lista obecności – maj 2026"],
    ["Lp.", "Opieka", "Uczestnik", "5", "7", "12", "14", "19"],
    ["1", "Nowak Jan", "Wrona Ola", "x", "x", "", "x", "x"],
    ["2", "Żurawska Ewa", "Zięba Adam", "x", "x", "x", "", "x"],
]


def choose(combo, value):
    """Choose in a combo box as a person does."""
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def type_into(field, text):
    """Type into a line and leave it."""
    field.setText(text)
    field.editingFinished.emit()


def test_columns_of_a_list_are_corrected_and_remembered(screen, office, tmp_path):
    bring(office, people_file(tmp_path, EWA, JAN))
    bring(office, DATA / "02_katalog_uslug.xlsx", "services")
    screen.start([table_file(tmp_path, GRID, "obecnosc.csv")])
    screen.wizard.go_on()
    step = screen.wizard.columns
    assert (step.columns.cellWidget(2, 2).currentData(), step.columns.item(2, 0).text()) == (
        "person", "C",
    )  # fmt: skip
    choose(step.columns.cellWidget(2, 2), "ignored")
    choose(step.columns.cellWidget(1, 2), "person")
    choose(step.service, step.service.itemData(2))
    assert step.preview.item(0, 0).text() == "Nowak Jan"
    screen.wizard.go_on()
    assert "8 wpisów, wierszy: 2" in screen.wizard.plan.weights.text()
    assert not screen.wizard.plan.weights.isHidden()
    screen.wizard.go_on()
    assert screen.wizard.state.result.counts["new"] == 8
    june = [["Lista obecności – czerwiec 2026"], GRID[1], *GRID[2:]]
    plan = imports.plan_import(office, "attendance", table_file(tmp_path, june, "czerwiec.csv"))
    assert {row.title for row in plan.rows} == {"Nowak Jan", "Żurawska Ewa"}
    assert {mark["date"].month for row in plan.rows for mark in row.payload["marks"]} == {6}


def test_month_heading_layout_and_day_are_corrected(screen, tmp_path):
    screen.start([table_file(tmp_path, GRID, "obecnosc.csv")])
    screen.wizard.go_on()
    step = screen.wizard.columns
    choose(step.head.month, 9)
    assert step.preview.item(0, 3).text() == "05.09.2026"
    day = step.columns.cellWidget(3, 3)
    type_into(day, "8.10.2026")
    assert step.preview.item(0, 3).text() == "08.10.2026"
    type_into(step.head.heading, "1")
    assert step.nothing.isVisible()
    type_into(step.head.heading, "2")
    assert not step.nothing.isVisible()
    type_into(step.head.heading, "pierwszy")
    assert step.head.heading.text() == "2"
    type_into(step.head.year, "2025")
    assert step.preview.item(0, 3).text() == "05.09.2025"
    choose(step.head.layout_box, "skip")
    assert step.preview.rowCount() == 0
    choose(step.head.layout_box, "days_across")
    assert step.preview.item(0, 3).text() == "05.09.2025"


def test_a_day_that_is_no_date_is_refused_in_its_field(screen, tmp_path):
    screen.start([table_file(tmp_path, GRID, "obecnosc.csv")])
    screen.wizard.go_on()
    field = screen.wizard.columns.columns.cellWidget(3, 3)
    type_into(field, "31 lutego")
    assert field.property("state") == "problem"
    assert screen.wizard.state.tables == {}


def test_columns_of_a_work_card_are_corrected(screen, tmp_path):
    card = [["Karta pracy – maj 2026"], ["Data", "Pracownik", "U kogo", "A", "B"],
            ["5.05.2026", "Lis Anna", "Nowak Jan", "8:00", "10:00"],
            ["6.05.2026", "Lis Anna", "Nowak Jan", "9:00", "12:00"]]  # fmt: skip
    screen.start([table_file(tmp_path, card, "karta.csv")], "hours")
    screen.wizard.file.radios["hours"].click()
    screen.wizard.go_on()
    step = screen.wizard.columns
    choose(step.head.layout_box, "list")
    for line, meaning in enumerate(("date", "worker", "person", "start", "end")):
        choose(step.columns.cellWidget(line, 2), meaning)
    texts = [step.preview.item(0, n).text() for n in (0, 1, 2, 4)]
    assert texts == ["05.05.2026", "Lis Anna", "Nowak Jan", "2:00"]


def test_plan_is_filtered_and_each_row_says_why(screen, office, tmp_path):
    bring(office, people_file(tmp_path, EWA, JAN, name="stara.csv"))
    screen.start([people_file(tmp_path, MOVED, OLA)])
    screen.wizard.go_on()
    screen.wizard.go_on()
    step = screen.wizard.plan
    assert step.panel.model.rowCount() == 2
    step.filters["doubtful"].click()
    assert step.panel.model.rowCount() == 1
    line = step.panel.model.row_at(0)
    assert "podaje o niej coś innego" in line.said
    assert line.place == "lista, 2"
    step.panel.view.set_filter(1, "kowal")
    assert step.panel.model.rowCount() == 0


@pytest.mark.parametrize(
    ("name", "word"),
    [("10_uciety.xlsx", "urwany"), ("10_z_haslem.xlsx", "hasłem"), ("10_tekst.xlsx", "nie jest")],
)
def test_bad_file_is_said_in_the_step_itself(screen, name, word):
    screen.start([DATA / name])
    assert word in words(screen.wizard.problem)
    assert screen.wizard.steps.currentIndex() == FILE
    assert not screen.wizard.forward.isEnabled()


def test_wrong_kind_is_said_and_nothing_is_lost(screen, tmp_path):
    screen.start([people_file(tmp_path, EWA, JAN)])
    screen.wizard.file.radios["hours"].click()
    screen.wizard.go_on()
    assert "Godziny" in words(screen.wizard.columns.nothing)
    screen.wizard.go_back()
    screen.wizard.file.radios["residents"].click()
    screen.wizard.go_on()
    assert screen.wizard.steps.currentIndex() == COLUMNS


def test_several_files_go_one_after_another(screen, office, tmp_path):
    through(screen, people_file(tmp_path, EWA, JAN), people_file(tmp_path, OLA, EWA, name="b.csv"))
    assert "następny plik" in screen.wizard.forward.text()
    assert "pozostałe" in screen.wizard.cancel.text()
    screen.wizard.go_on()
    assert "plik 2 z 2" in screen.wizard.file.name.text()
    for _step in range(3):
        screen.wizard.go_on()
    assert count(office, "residents") == 3
    assert screen.wizard.forward.text() == "Gotowe"
    assert not screen.wizard.cancel.isVisible()


def test_rows_that_go_back_are_saved(screen, office, tmp_path, notices):
    nameless = ["", "", "62070110579", "", "Łęgi", "4"]
    through(screen, people_file(tmp_path, EWA, nameless, JAN))
    out = tmp_path / "do_poprawy.xlsx"
    screen.wizard.write_rejects(screen.wizard.state.result.batch_id, out)
    assert openpyxl.load_workbook(out).active.max_row == 2
    assert "1 wiersz" in notices.list[-1].text


def test_plan_of_a_changed_office_is_not_executed(screen, office, tmp_path):
    screen.start([people_file(tmp_path, EWA)])
    screen.wizard.go_on()
    screen.wizard.go_on()
    bring(office, people_file(tmp_path, OLA, JAN, name="inna.csv"))
    screen.wizard.go_on()
    assert "Przygotuj plan jeszcze raz" in words(screen.wizard.problem)
    assert count(office, "residents") == 2
    screen.wizard.go_back()
    screen.wizard.go_on()
    screen.wizard.go_on()
    assert count(office, "residents") == 3


# --- the queue


def test_queue_is_worked_by_keyboard_alone(waiting, office, qtbot):
    view = waiting.queue.panel.view
    assert waiting.queue.panel.model.rowCount() == 2
    assert "Nowak" in waiting.queue.decision.title.text()
    qtbot.keyClick(view, Qt.Key.Key_N)
    assert "Żurawska" in waiting.queue.decision.title.text()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert waiting.queue.panel.model.rowCount() == 0
    assert column(office, "SELECT house FROM residents ORDER BY house") == ["12", "4", "7", "99"]


def test_both_records_stand_side_by_side(waiting):
    table = waiting.queue.decision.table
    rows = {table.item(n, 0).text(): [table.item(n, c).text() for c in (1, 2)]
            for n in range(table.rowCount())}  # fmt: skip
    assert rows["Nr domu"] == ["99", "7"]
    assert rows["Nazwisko"] == ["Nowak", "Nowak"]


def test_values_of_the_file_win_only_when_told_so(waiting, office):
    waiting.queue.decision.overwrite.setChecked(True)
    waiting.queue.decision.same.click()
    houses = column(office, "SELECT house FROM residents WHERE surname = 'Nowak'")
    assert houses == ["99"]


def test_another_person_is_found_by_typing(waiting, office, qtbot):
    decision = waiting.queue.decision
    qtbot.keyClick(waiting.queue.panel.view, Qt.Key.Key_P)
    decision.person.setText("wrona")
    decision.person.textEdited.emit("wrona")
    qtbot.keyClick(decision.person, Qt.Key.Key_Return)
    assert decision.record_id == resident(office, "Wrona")
    decision.same.click()
    assert "600100999" in column(
        office,
        "SELECT number FROM resident_phones JOIN residents r ON r.id = resident_id"
        " WHERE r.surname = 'Wrona'",
    )


def test_left_row_goes_away_and_the_count_follows(waiting, qtbot):
    assert waiting.tabs.tabText(1).endswith("(2)")
    qtbot.keyClick(waiting.queue.panel.view, Qt.Key.Key_D)
    assert waiting.tabs.tabText(1).endswith("(1)")


def test_refused_decision_says_what_is_missing(screen, office, tmp_path, qtbot):
    bring(office, people_file(tmp_path, EWA, JAN))
    lines = [["Karta pracy – maj 2026"], ["Usługa: Gimnastyka"], ["Opiekunka: Kurek Teresa"],
             ["Data", "Podopieczny", "Od", "Do"], ["5.05.2026", "Nowak Jan", "8:00", "?"],
             ["6.05.2026", "Nowak Jan", "8:00", "9:00"]]  # fmt: skip
    bring(office, table_file(tmp_path, lines, "karta.csv"), "hours")
    screen.show_queue()
    decision = screen.queue.decision
    decision.same.click()
    assert "ile trwała wizyta" in words(decision.problem)
    decision.answers.minutes.setText("kwadrans z hakiem")
    decision.same.click()
    assert "nie jest czasem" in words(decision.problem)
    decision.answers.minutes.setText("1:15")
    decision.same.click()
    assert sorted(column(office, "SELECT minutes FROM visits")) == [60, 75]


def test_warnings_are_marked_as_seen(screen, office, tmp_path):
    bring(office, people_file(tmp_path, ["Kowal", "Ada", "55051324149"], EWA, JAN))
    screen.show_queue()
    screen.queue.outcome.setCurrentIndex(2)
    screen.queue.outcome.activated.emit(2)
    assert screen.queue.panel.model.rowCount() >= 1
    screen.queue.all_seen.click()
    assert screen.queue.panel.model.rowCount() == 0


# --- past imports


def test_past_import_is_taken_back_after_a_question(screen, office, tmp_path):
    bring(office, people_file(tmp_path, EWA, JAN))
    edit(office, "Żurawska", locality="Wólka")
    screen.batches.load()
    view = screen.batches.panel.view
    view.setCurrentIndex(screen.batches.panel.model.index(0, 0))
    screen.batches.undo.click()
    (box,) = [w for w in screen.window().findChildren(QMessageBox) if w.isVisible()]
    assert count(office, "residents") == 2
    next(b for b in box.buttons() if "Zostaw" in b.text()).click()
    assert column(office, "SELECT surname FROM residents WHERE retired_at IS NULL") == ["Żurawska"]
    assert screen.batches.panel.model.row_at(0).taken_back


def test_day_sheet_leads_to_what_waits_of_one_import(waiting, office):
    batch = next(b for b in imports.list_batches(office) if b.waiting)
    waiting.show_home()
    waiting.show_record(batch.id)
    assert waiting.tabs.currentWidget() is waiting.queue
    assert waiting.queue.batch.currentData() == batch.id
    assert waiting.queue.panel.model.rowCount() == 2


def test_row_is_corrected_before_it_is_taken(waiting, office, qtbot):
    page = waiting.queue
    qtbot.keyClick(page.panel.view, Qt.Key.Key_F2)
    form = page.decision.form
    assert form.isVisible()
    assert not page.decision.table.isVisible()
    form.field("house").editor.setText("12a")
    form.field("house").left.emit()
    surname = form.value("surname")
    page.decision.new.click()
    houses = column(office, f"SELECT house FROM residents WHERE surname = '{surname}'")
    assert "12a" in houses
    assert len(houses) == 2


def test_corrections_are_kept_and_can_be_dropped(waiting, office, context, qtbot):
    page = waiting.queue
    qtbot.keyClick(page.panel.view, Qt.Key.Key_F2)
    page.decision.form.field("house").editor.setText("12a")
    page.decision.form.field("house").left.emit()
    again = ImportsScreen(replace(context, office=office))
    qtbot.addWidget(again)
    again.show()
    again.run_command(QUEUE_COMMAND)
    decision = again.queue.decision
    assert decision.is_editing
    assert decision.form.value("house") == "12a"
    decision.drop.click()
    assert not decision.is_editing
    assert column(office, "SELECT count(*) FROM drafts") == [0]


def test_corrected_row_is_refused_beside_its_field(waiting, office):
    page = waiting.queue
    before = count(office, "residents")
    page.decision.begin_edit()
    page.decision.form.set_value("surname", "")
    page.decision.new.click()
    assert page.decision.form._boxes["surname"].shown_problem
    assert count(office, "residents") == before


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_a_wizard_that_was_locked_goes_on_where_it_was(context, screen, qtbot, tmp_path, steps):
    files = [people_file(tmp_path, EWA, JAN), people_file(tmp_path, OLA, name="druga.csv")]
    screen.start(files)
    screen.wizard.state.maps["x"] = {1: "notes"}
    for _ in range(steps):
        screen.wizard.go_on()
    place = screen.place()

    again = ImportsScreen(screen.context)
    qtbot.addWidget(again)
    again.return_to(place)
    assert again.is_busy
    assert again.wizard.steps.currentIndex() == (steps if steps < RESULT else FILE)
    assert again.wizard.state.at == (0 if steps < RESULT else 1)
    assert again.wizard.state.maps == ({"x": {1: "notes"}} if steps < RESULT else {})
    assert again.place() == place


def test_a_file_that_went_meanwhile_is_said(screen, qtbot, tmp_path):
    path = people_file(tmp_path, EWA)
    screen.start([path])
    place = screen.place()
    path.unlink()
    again = ImportsScreen(screen.context)
    qtbot.addWidget(again)
    again.return_to(place)
    assert again.wizard.problem.isVisibleTo(again)
    again.wizard.left.emit()
    assert again.place() is None
