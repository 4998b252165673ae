"""A talk on the screen: kept at every field exit, in the order of the paper, carried on."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cusdesk.domain.needs_talks import NeedUrgency
from cusdesk.domain.reports.forms import load_form
from cusdesk.domain.special_fields import ProgrammeDraft, SpecialField
from cusdesk.services import drafts, needs_talks, plans, programmes
from cusdesk.ui.needs_talks.talk_page import PARTS

TODAY = dt.date(2026, 6, 15)


@pytest.fixture
def page(screen, talk):
    screen.show_record(talk)
    return screen.talk_page


def leave(form, name, text):
    """Type into a field and leave it."""
    editor = form.field(name).widget
    editor.setFocus()
    getattr(editor, "setPlainText", getattr(editor, "setText", None))(text)
    form.field(name).left.emit()


def test_fields_are_kept_when_left(page, office, talk):
    assert "health" not in page.dimensions.boxes
    assert not page.dimensions.hidden.isHidden()
    leave(page.forms["told"], "needs_told", "Chce wrócić do kościoła.")
    box = page.dimensions.boxes["access"]
    for name, place in (("level", 2), ("urgency", 1)):
        box.form.field(name).combo.setCurrentIndex(place)
        box.form.field(name).combo.activated.emit(place)
    leave(box.form, "deficit", "Autobus raz dziennie")
    leave(page.forms["head"], "held_on", "1.7.2030")
    assert page.forms["head"]._boxes["held_on"].shown_problem

    draft = needs_talks.get_talk(office, talk).draft
    assert (draft.needs_told, draft.held_on) == ("Chce wrócić do kościoła.", TODAY)
    answer = draft.answers["access"]
    assert (answer.level, answer.urgency) == (2, NeedUrgency.NOW)
    assert answer.deficit == "Autobus raz dziennie"
    assert "Pierwsza ocena" in box._change.text()
    assert box.beside.isHidden()


def test_a_programme_adds_its_dimensions_while_a_talk_is_open(page, screen, office, bus):
    drawn = page.dimensions.boxes["access"]
    page.prepare()
    assert page.dimensions.boxes["access"] is drawn
    draft = ProgrammeDraft("Program CUS", special_fields=(SpecialField.HEALTH,))
    bus.publish(programmes.create_programme(office, draft).changes)
    assert {"health", "access"} <= page.dimensions.boxes.keys()
    assert page.dimensions.hidden.text().startswith("Jeden wymiar")


def test_tab_and_gaps_follow_the_paper(page, office):
    form = load_form("needs_talk", TODAY)
    assert list(PARTS) == [section.id for section in form.sections]
    page.forms["told"].focus("resources_told")
    seen = [QApplication.focusWidget()]
    for _ in range(3):
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen[2] is page.forms["used"].field("used_note").widget
    assert seen[3] is page.forms["sense"].field("wanted").widget
    page.go_to("talk.possibility")
    assert QApplication.focusWidget() is page.forms["sense"].field("possibility").widget


def test_a_need_without_a_service_is_stored_by_enter(page, office, talk):
    page.unmet.need.setText("logopeda")
    QTest.keyClick(page.unmet.need, Qt.Key.Key_Return)
    (row,) = needs_talks.list_unmet_needs(office, talk_id=talk)
    assert (row.need, row.area, row.locality) == ("logopeda", "health", "Zielona")
    page.unmet.add()
    assert "Wpisz" in page.unmet._problem.text()
    page.unmet.retire_requested.emit(row.id)
    assert needs_talks.list_unmet_needs(office) == []


def test_a_talk_is_carried_into_the_plan_and_put_into_the_bin(
    page, screen, office, resident, talk, notices
):
    page.steps.carry()
    assert "nie ma planu" in notices.list[-1].text
    plan_id = plans.create_plan(office, resident).id
    leave(page.forms["told"], "needs_told", "Samotność.")
    page.steps.carry()
    assert plans.get_plan(office, plan_id).draft.needs == "Samotność."

    page.steps.retire()
    assert needs_talks.list_talks(office) == []
    screen.tabs.setCurrentIndex(3)
    ((_words, restore),) = screen._bin_actions(talk)
    restore()
    assert [row.id for row in needs_talks.list_talks(office)] == [talk]


def test_begun_for_somebody_known_and_the_register_written_by_hand(screen, office, resident):
    screen.run_command(f"needs_talks.of:{resident.hex()}")
    assert screen.dialog.person.text() == "Łuczak Maria"
    screen.dialog.person.confirmed.emit()
    (row,) = needs_talks.talks_of_resident(office, resident)
    assert screen.place().talk_id == row.id
    screen.show_list()
    assert screen.place().talk_id is None
    screen.run_command(f"needs_talks.of:{resident.hex()}")
    assert screen.place().talk_id == row.id
    screen.show_list()

    screen.run_command(f"needs_talks.unmet:{resident.hex()}")
    dialog = screen.dialog
    dialog.confirm()
    assert needs_talks.list_unmet_needs(office) == []
    dialog.form.field("need").editor.setText("Dowóz na rehabilitację")
    dialog.confirm()
    (need,) = needs_talks.list_unmet_needs(office)
    assert (need.source, need.recorded_on) == ("other", TODAY)
    screen._open_unmet(need.id)
    screen.dialog.form.field("met_on").editor.setText("1.6.2026")
    screen.dialog.confirm()
    assert needs_talks.unmet_counts(office) == []


def test_a_value_that_cannot_be_written_waits_in_the_talk(page, screen, office, talk, notices):
    leave(page.forms["head"], "held_on", "1.7.2030")  # refused: still to come
    screen.show_list()
    assert len(notices.list) == 1

    screen.show_record(talk)

    assert page.forms["head"].value("held_on") == dt.date(2030, 7, 1)
    assert page._notice.text().startswith("1 pole czeka")
    assert page.forms["head"]._boxes["held_on"].shown_problem
    leave(page.forms["head"], "held_on", "10.6.2026")
    screen.show_list()
    assert len(notices.list) == 1
    assert drafts.drafts(office, "needs_talks.refused") == []
    assert needs_talks.get_talk(office, talk).draft.held_on == dt.date(2026, 6, 10)


def test_a_day_that_cannot_be_read_waits_too(page, screen, office, talk, notices):
    leave(page.forms["head"], "held_on", "w zeszły wtorek")
    screen.show_list()
    screen.show_record(talk)
    assert page.forms["head"].field("held_on").widget.text() == "w zeszły wtorek"
    leave(page.forms["head"], "held_on", "15.6.2026")  # as it stood
    screen.show_list()
    assert drafts.drafts(office, "needs_talks.refused") == []
    assert needs_talks.get_talk(office, talk).draft.held_on == TODAY


def test_the_course_of_a_dimension_is_drawn_and_said(screen, office, resident, talk):
    for day, level in ((1, 2), (8, 3)):
        earlier = needs_talks.create_talk(office, resident).id
        needs_talks.change_talk(office, earlier, {"held_on": dt.date(2026, 6, day)})
        needs_talks.change_answer(office, earlier, "access", {"level": level})
    screen.show_record(talk)
    box = screen.talk_page.dimensions.boxes["access"]
    assert box.chart.accessibleDescription() == "01.06.2026: 2; 08.06.2026: 3"

    needs_talks.change_answer(office, talk, "access", {"level": 4})
    screen.show_record(talk)

    assert box.chart.accessibleDescription().endswith("15.06.2026: 4")
    assert box.chart.isVisibleTo(box)
    assert "2 → 3 → 4" in box._change.text()
    assert not screen.talk_page.dimensions.boxes["daily_life"].chart.isVisibleTo(box)
