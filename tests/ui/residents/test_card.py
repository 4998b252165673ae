"""The card: saved field by field, undone, noted, retired and restored by keyboard."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
)

from cusdesk.core.messages import tr
from cusdesk.domain.access import Role
from cusdesk.domain.residents import PhoneDraft
from cusdesk.services import drafts, history, residents
from cusdesk.ui.common.record.history import history_lines
from cusdesk.ui.residents.notes_panel import NOTE_DRAFT
from cusdesk.ui.residents.picker import PersonPicker
from tests.helpers.people import act_as


@pytest.fixture
def card(shown, people):
    """The card of Łuczak Żaneta."""
    screen = shown()
    screen.show_record(people[0])
    return screen.card_page


def retype(card, qtbot, name, text):
    """Type into a field and leave it."""
    field = card.form.field(name)
    field.widget.setFocus()
    field.widget.selectAll()
    qtbot.keyClicks(field.widget, text)
    other = "given_name" if name != "given_name" else "surname"
    card.form.field(other).widget.setFocus()


def draft_of(office, resident_id):
    return residents.get_resident(office, resident_id).draft


def test_head_says_who_where_and_how(card):
    header = card.header

    assert header._name.text() == "Żaneta Łuczak"
    assert header._place.accessibleName() == "Dolina 12"
    assert header._phones.accessibleName() == "600 123 456"
    assert header._status.text() == "korzysta z usług"


def test_who_only_looks_is_told_why_the_fields_are_grey(card, office, people):
    assert "same" in card._hint.text()
    act_as(office, Role.DIRECTOR)
    card.open(people[0])

    assert not card.form.isEnabled()
    roles = "koordynator (KIPUS), pracownik biura"
    assert card._hint.text() == tr("common.cannot_change", roles=roles)
    assert not card._hint.isHidden()


def test_leaving_a_field_saves_it(card, office, people, qtbot):
    retype(card, qtbot, "house", "14")

    assert draft_of(office, people[0]).house == "14"
    assert card.header._place.accessibleName() == "Dolina 14"


def test_undo_shows_the_former_value(card, office, people, qtbot, bus):
    retype(card, qtbot, "house", "14")

    bus.publish(history.undo(office).changes)

    assert card.form.value("house") == "12"


def test_unreadable_date_is_not_saved_and_says_why(card, office, people, qtbot):
    retype(card, qtbot, "birth_date", "31.02.1944")

    assert card.form._boxes["birth_date"].shown_problem
    assert draft_of(office, people[0]).birth_date is None


def test_emptied_name_is_refused_at_the_field(card, office, people, qtbot):
    field = card.form.field("given_name")
    field.widget.setFocus()
    field.widget.clear()
    field.edited.emit()
    card.form.field("surname").widget.setFocus()

    assert card.form._boxes["given_name"].shown_problem == "Wpisz imię."
    assert draft_of(office, people[0]).given_name == "Żaneta"


def test_telephone_is_added_by_its_row(card, office, people, qtbot):
    rows = card.form.field("phones")
    rows._on_add()
    number = rows._lines[-1].fields["number"].widget
    qtbot.keyClicks(number, "32 6461234")
    card.form.field("email").widget.setFocus()

    assert draft_of(office, people[0]).phones == [PhoneDraft("600123456"), PhoneDraft("326461234")]


def test_field_being_typed_is_saved_when_the_screen_is_left(card, office, people, qtbot):
    field = card.form.field("street")
    field.widget.setFocus()
    qtbot.keyClicks(field.widget, "Zielona")

    card.flush()

    assert draft_of(office, people[0]).street == "Zielona"


def test_note_in_three_strokes(card, office, people, qtbot):
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(card, Qt.Key.Key_N, keys)
    qtbot.keyClicks(card.notes.editor, "Telefon od corki")
    qtbot.keyClick(card.notes.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    (note,) = residents.get_resident(office, people[0]).notes
    assert (note.text, note.date) == ("Telefon od corki", dt.date(2026, 6, 15))
    assert card.notes.editor.toPlainText() == ""


def test_half_a_note_is_kept_for_the_next_time(card, shown, office, people, qtbot):
    card.start_note()
    qtbot.keyClicks(card.notes.editor, "Telefon")
    card.flush()

    again = shown()
    again.show_record(people[0])

    assert again.card_page.notes.editor.toPlainText() == "Telefon"
    again.card_page.notes.save()
    assert drafts.drafts(office, NOTE_DRAFT) == []


def test_note_of_tomorrow_is_refused_in_words(card, office, people):
    card.notes.editor.setPlainText("jutro")
    card.notes.date.setText("16.06.2026")

    card.notes.save()

    assert card.notes._problem.isVisible()
    assert residents.get_resident(office, people[0]).notes == ()


def test_note_is_changed_and_put_away(card, office, people):
    residents.add_note(office, people[0], dt.date(2026, 6, 1), "wizyta")
    card.model.open(people[0])
    note = card.model.details.notes[0]

    card.notes._edit(note)
    card.notes.editor.setPlainText("wizyta w domu")
    card.notes.save()
    assert card.model.details.notes[0].text == "wizyta w domu"

    card.notes._retire(note)
    assert card.model.details.notes == ()


def test_bin_and_back(card, shown, office, people, notices):
    card._retire()
    assert [notice.text for notice in notices.list] == ["Kartę przeniesiono do kosza."]

    screen = shown()
    screen._show_bin()
    assert screen.bin_page.panel.model.rowCount() == 1
    screen.show_record(people[0])
    assert not screen.card_page.form.isEnabled()

    screen.card_page._restore()
    assert screen.card_page.form.isEnabled()
    assert residents.bin_list(office) == []


def test_household_is_chosen_by_search(card, office, people, qtbot):
    card._choose_household()
    picker = card.findChild(PersonPicker)
    with qtbot.waitSignal(picker.finder.searched):
        qtbot.keyClicks(picker.finder.field, "kowalska")

    with qtbot.waitSignal(picker.destroyed):
        picker.finder.choose_current()

    assert [m.name for m in card.model.details.household] == ["Kowalska Anna"]


def test_possible_duplicate_is_offered_for_comparison(card, office, people, qtbot):
    twin = residents.get_resident(office, people[0]).draft
    twin.pesel_reason = "pomyłka"
    residents.create_resident(office, twin)

    card.model.open(people[0])

    assert card.duplicates.isVisible()
    assert not card.duplicates._details.isVisible()


def test_history_reads_in_words_one_line_a_step(card, office, people, qtbot):
    retype(card, qtbot, "house", "14")

    lines = history_lines(office, "residents", people[0])

    assert [(line.field, line.before, line.after) for line in lines] == [
        ("Nr domu", "12", "14"),
        ("utworzono", "", ""),
    ]
    card.tabs.setCurrentWidget(card.history)
    assert card.history.panel.model.rowCount() == 2


def test_one_change_is_taken_back_from_the_history(card, office, people, qtbot, notices):
    retype(card, qtbot, "house", "14")
    card.tabs.setCurrentWidget(card.history)
    card.history.panel.view.select_record((0).to_bytes(16, "big"))
    assert card.history._button.isEnabled()

    card.history._button.click()
    dialog = card.history.take_back.dialog
    words = " ".join(line.text() for line in dialog.findChildren(QLabel))
    assert "Nr domu: zamiast „14” znowu będzie „12”" in words
    dialog.confirm.click()

    assert residents.get_resident(office, people[0]).draft.house == "12"
    assert card.history.panel.model.rowCount() == 3


def test_card_that_is_gone_leads_back_to_the_list(card, qtbot, notices):
    with qtbot.waitSignal(card.left):
        card.open(b"\x00" * 16)


def test_no_part_of_the_screen_becomes_a_window(qapp, shown, people):
    class Watch(QObject):
        windows: ClassVar[list[str]] = []

        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Show and watched.isWidgetType() and watched.isWindow():
                self.windows.append(type(watched).__name__)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    screen = shown()
    screen.show_record(people[0])
    screen.start_new()
    qapp.removeEventFilter(watch)

    assert watch.windows == ["ResidentsScreen"]


def test_everything_that_can_be_typed_in_has_a_name(card):
    kinds = (QLineEdit, QPlainTextEdit, QComboBox, QTableView, QAbstractButton)
    nameless = [
        widget
        for kind in kinds
        for widget in card.findChildren(kind)
        if not (widget.accessibleName() or getattr(widget, "text", str)() or widget.toolTip())
        and widget.isVisible()
    ]

    assert nameless == []


def test_opened_card_has_the_keyboard_outside_its_fields(card, office, people, qtbot):
    assert card.tabs.tabBar().hasFocus()

    qtbot.keyClicks(card.tabs.tabBar(), "w zyx")
    card.flush()

    assert draft_of(office, people[0]).surname == "Łuczak"
