"""A whole recruitment in the window: how many keys and clicks it takes, and what is refused."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from cusdesk.domain.recruitment import CallOutcome, CandidateStatus, read_mark
from cusdesk.services import attendance, history, papers, recruitment, residents
from cusdesk.services.attendance import GroupDraft
from cusdesk.ui.recruitment.screen import RecruitmentScreen
from tests.services.attendance_office import add_service
from tests.services.recruitment_office import (
    ADAM,
    DAY,
    EWA,
    HEAD,
    OLA,
    candidate,
    edition,
    many,
    names,
    paste,
    shared_office,
)

PEOPLE = int(os.environ.get("CUSDESK_PEOPLE", "6"))
"""How many are recruited; 120 takes some 12 s and tells nothing more about the keys."""
KEY = Qt.Key
NEW = ["Sowa Helena", "", "7.08.2016", "Żabno", "9", "Sowa Adam", "600100400"]


class Clerk:
    """Presses keys and clicks, and counts them."""

    def __init__(self):
        self.keys = self.clicks = 0

    def press(self, widget, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.keys += 1
        QTest.keyClick(widget, key, modifier)

    def click(self, widget):
        self.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def answer(self, box):
        """Go from the safe button of a question to the other one and press it."""
        (do,) = [b for b in box.buttons() if b is not box.defaultButton()]
        self.keys += 2
        QTest.keyClick(do, KEY.Key_Return)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One office for tests that look at nothing but their own edition."""
    with shared_office(tmp_path_factory.mktemp("shared")) as made:
        yield made


@pytest.fixture
def screen(context, office, qtbot):
    made = RecruitmentScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.resize(1166, 680)
    made.show()
    return made


def copy(rows, *more):
    text = "\n".join("\t".join(row) for row in [[*HEAD, *more], *rows])
    QGuiApplication.clipboard().setText(text)


def road(screen, office, rows, *more):
    """Paste, judge one criterion of everybody unless the list does, approve, issue."""
    of = edition(office, seats=None)
    screen.show_record(of)
    copy(rows, *more)
    clerk, page = Clerk(), screen.page
    clerk.click(page.paste_button)
    clerk.press(page.lists.dialog.take, KEY.Key_Return)
    for _ in () if more else rows:
        clerk.press(page.grid, KEY.Key_T)
    clerk.click(page.approve_button)
    clerk.answer(page.outcome.question)
    clerk.click(page.declare_button)
    clerk.press(page.outcome.declarations.do, KEY.Key_Return)
    assert page.outcome.preview.isVisible()
    page.outcome.preview.close()
    return clerk, of


def check_road(office, clerk, of, count, keys):
    board = recruitment.edition_board(office, of)
    assert len([row for row in board.candidates if row.has_seat and row.paper_id]) == count
    numbers = {papers.get_paper(office, row.paper_id).number for row in board.candidates}
    assert len(numbers) == count
    assert (clerk.clicks, clerk.keys) == (3, 4 + keys)


def test_from_a_pasted_list_to_printed_declarations(screen, office):
    clerk, of = road(screen, office, many(PEOPLE))
    check_road(office, clerk, of, PEOPLE, PEOPLE)


def test_a_list_with_its_criteria_needs_no_key_a_person(screen, office):
    rows = [[*row, "tak" if n % 2 else "0"] for n, row in enumerate(many(PEOPLE, start=200))]
    clerk, of = road(screen, office, rows, "Rodzina wielodzietna")
    check_road(office, clerk, of, PEOPLE, 0)
    points = [row.points for row in recruitment.edition_board(office, of).candidates]
    assert sorted(set(points)) == [0, 10]


def test_a_long_criterion_is_read_whole_in_its_head(screen, office):
    of = edition(office)
    kept = recruitment.get_edition(office, of)
    draft = kept.draft
    long = "Rodzic wychowujący samotnie dziecko z niepełnosprawnością lub przewlekle chore, " * 3
    criteria = (replace(draft.criteria[0], text=long), *draft.criteria[1:])
    recruitment.change_edition(office, of, replace(draft, criteria=criteria), kept.version)
    screen.show_record(of)
    grid = screen.page.grid
    assert grid.verticalHeader().isHidden()  # nobody yet: no grey column of nothing
    paste(office, of, OLA)
    screen.show_record(of)
    assert not grid.verticalHeader().isHidden()
    header = grid.horizontalHeader()
    font = header.font()
    font.setBold(True)
    room = QRect(0, 0, grid.columnWidth(1) - 24, 10_000)
    needed = QFontMetrics(font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), long.strip())
    assert needed.width() <= room.width()
    assert needed.height() <= header.height()


def test_marks_are_typed_with_one_key_each(screen, office):
    of = edition(office)
    paste(office, of, OLA, EWA)
    screen.show_record(of)
    grid = screen.page.grid
    for key in (KEY.Key_T, KEY.Key_N, KEY.Key_T, KEY.Key_Space):
        QTest.keyClick(grid, key)

    ola, ewa = candidate(office, of, "Aleksandra"), candidate(office, of, "Ewa")
    criteria = recruitment.get_edition(office, of).draft.criteria
    assert [str(ola.marks[c.id].mark) for c in criteria[:2]] == ["met", "met"]
    assert [str(ewa.marks[c.id].mark) for c in criteria[:2]] == ["not_met", "met"]
    assert [screen.page.model.points_at(n) for n in (0, 1)] == [10, 10]
    QTest.keyClick(grid, KEY.Key_Delete)
    assert screen.page.model.points_at(1) == 0


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("T", "met"), ("nie", "not_met"), ("?", "unknown"), ("? brak", "unknown"), ("może", "")],
)
def test_what_may_stand_in_a_cell(text, wanted):
    found = read_mark(text)
    assert (str(found[0]) if found else "") == wanted


def test_a_list_is_shown_before_it_is_taken_and_escape_leaves_all_as_it_was(screen, office):
    of = edition(office)
    screen.show_record(of)
    copy([NEW, ["Sowa Helenna", *NEW[1:]], ["Czapla Iga", *EWA[1:]]])
    before = len(residents.list_ids(office))
    screen.page.paste()
    intake = screen.page.lists.dialog
    assert intake.summary.text() == "2 nowe osoby, do wyjaśnienia: 1."
    QTest.keyClick(intake, KEY.Key_Escape)
    assert len(residents.list_ids(office)) == before

    screen.page.paste()
    screen.page.lists.dialog.take_in()
    assert screen.page.bar.isVisible()
    history.undo(office)
    assert names(office, of) == []


def test_a_wrong_column_is_corrected_and_the_list_read_again(screen, office):
    of = edition(office)
    screen.show_record(of)
    copy([OLA])
    screen.page.paste()
    intake = screen.page.lists.dialog
    columns = intake.plan.plan.maps[0]
    column = columns.column_of("contact_person")
    source = recruitment.with_meaning(intake._source, columns.signature, column, "ignored")
    plan = recruitment.plan_candidates(office, of, source)
    intake.show_plan(plan)
    assert plan.rows[0].planned.payload["contact"] == ""


def test_an_empty_clipboard_and_a_list_without_names_are_said(screen, office, notices):
    screen.show_record(edition(office))
    QGuiApplication.clipboard().setText("")
    screen.page.paste()
    assert "Schowek jest pusty" in notices.list[-1].text
    QGuiApplication.clipboard().setText("12\t13\n14\t15")
    screen.page.paste()
    assert "nie widać nazwisk" in screen.page.lists.refusal.text()
    screen.page.lists.refusal.close()


def test_one_key_answers_for_the_person_proposed(screen, office):
    of = edition(office, seats=1)
    paste(office, of, OLA, EWA, ADAM)
    recruitment.approve_list(office, of)
    who = candidate(office, of, "Aleksandra").id
    recruitment.leave(office, who, CandidateStatus.WITHDRAWN, DAY, "przeprowadzka")
    screen.show_record(of)
    screen.page.tabs.setCurrentWidget(screen.page.calls)
    calls = screen.page.calls
    assert "Żurawska Ewa" in calls.person.text()
    calls.log(CallOutcome.REFUSED)
    screen.page.load()
    assert "Zięba Adam" in calls.person.text()
    calls.log(CallOutcome.ACCEPTED)
    screen.page.load()
    assert not calls.person.isVisible()
    assert "zajęte" in calls.state.text()


def test_a_new_edition_begins_with_an_example_that_can_be_dropped(screen, office):
    screen.start_new()
    dialog = screen.dialog
    dialog.confirm()
    assert "Nabór próbny" not in [row.name for row in recruitment.list_editions(office)]
    dialog.form.set_value("name", "Nabór próbny")
    dialog.form.set_value("criteria", ())
    dialog.confirm()
    made = recruitment.list_editions(office)[0]
    assert (made.name, made.seats) == ("Nabór próbny", None)
    assert screen.page.isVisible()


def test_the_next_edition_is_shown_before_it_is_made(screen, office):
    service = add_service(office, name="Półkolonie")
    attendance.create_group(office, GroupDraft(service, "Grupa 2026"))
    attendance.create_group(office, GroupDraft(service, "Maluchy 2026"))
    of = edition(office, name="Półkolonie 2026", services=(service,), opens_on=DAY)
    screen.show_list()
    screen.panel.view.select_record(of)
    screen.clone.click()
    before = len(recruitment.list_editions(office))
    assert [box.text() for box in screen.dialog.findChildren(QCheckBox) if "jak" in box.text()] == [
        "Grupa 2027  (jak „Grupa 2026”)", "Maluchy 2027  (jak „Maluchy 2026”)"
    ]  # fmt: skip
    [box] = [b for b in screen.dialog.findChildren(QCheckBox) if "Maluchy" in b.text()]
    box.setChecked(False)
    assert len(recruitment.list_editions(office)) == before
    screen.dialog.confirm()
    made = recruitment.list_editions(office)[0]
    assert (made.name, made.opens_on) == ("Półkolonie 2027", DAY.replace(year=2027))
    groups = [row.name for row in attendance.list_groups(office, service)]
    assert groups == ["Grupa 2026", "Grupa 2027", "Maluchy 2026"]


def test_a_group_of_another_service_is_never_chosen_already(screen, office):
    service = add_service(office, name="Koło szachowe")
    attendance.create_group(office, GroupDraft(service, "Aa szachy"))
    of = edition(office, name="Bez grup")
    paste(office, of, NEW)
    recruitment.approve_list(office, of)
    screen.show_record(of)
    screen.page.outcome.ask_group()
    dialog = screen.page.outcome.groups
    assert not dialog.do.isEnabled()
    dialog.groups.setCurrentRow(0)
    assert dialog.do.isEnabled()
    dialog.reject()
