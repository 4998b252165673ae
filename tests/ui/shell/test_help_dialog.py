"""F1: the topics of the help, every key on one page among them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea

from cusdesk.core.help_pages import help_pages, topic_of
from cusdesk.core.messages import tr
from cusdesk.ui.common.form import FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.shell.features import SCREENS
from cusdesk.ui.shell.help_dialog import HelpDialog
from cusdesk.ui.shell.help_place import asked_about
from cusdesk.ui.shell.help_topics import SECTIONS, CardsPage, TopicPage, section_keys, window_keys
from cusdesk.ui.shell.kept_text import typed_in


def words(dialog):
    return [made.text() for made in dialog.findChildren(QLabel) if made.isVisibleTo(dialog)]


@pytest.fixture
def opened(window):
    def open_by(action):
        window.actions_registry.action(action).trigger()
        return window.findChild(HelpDialog)

    yield open_by
    for dialog in window.findChildren(HelpDialog):
        dialog.close()


def test_keys_of_the_window_come_from_its_actions(window):
    keys = dict(window_keys(window.actions_registry))

    assert keys["F1"] == "Pomoc"
    assert keys["Ctrl+N"]


def test_every_section_has_a_key_and_a_meaning():
    assert all(key and what for section in SECTIONS for key, what in section_keys(section))
    assert all(section_keys(section) for section in SECTIONS)


@pytest.mark.parametrize(
    ("action", "said"), [("help.keys", "Wszędzie"), ("help.here", "Trzy drzwi")]
)
def test_help_opens_without_an_office(opened, action, said):
    assert said in words(opened(action))


def test_f1_on_the_people_says_what_roles_cannot_protect(window, office, opened):
    window._screens = [spec for spec in SCREENS if spec.id in {"today", "people"}]
    window.enter(office)
    window.open_screen("people")
    dialog = opened("help.here")
    said = words(dialog)
    assert "Czego role nie zabezpieczą" in said
    assert any("Nie są murem" in text for text in said)
    assert "Wszędzie" not in said
    dialog.topics.setCurrentRow(0)
    assert "Wszędzie" in words(dialog)


def test_every_topic_belongs_to_a_screen_that_is_there():
    pages = help_pages()
    named = [screen for page in pages for screen in page.screens]

    assert pages[0].topic == "first_start"
    assert len(named) == len(set(named))
    assert set(named) == {spec.id for spec in SCREENS}  # every screen has its topic
    assert all(part.heading and part.text for page in pages for part in page.parts)
    assert topic_of("people") == "people"
    assert topic_of("no_such_screen") == ""


def test_no_entry_of_a_menu_does_nothing(window):
    menus = [entry.menu() for entry in window.menuBar().actions()]

    assert all(menu.actions() for menu in menus)
    assert all(spec.run is not None for spec in window.actions_registry.specs.values())


def test_the_words_of_the_button_are_those_on_paper_and_in_the_help():
    button = tr("shell.unlock.use_code")
    parts = [part.text for page in help_pages() for part in page.parts]
    assert button in tr("export.recovery.use")
    assert any(button in text for text in parts)


@pytest.mark.parametrize("screen", ["recruitment", "clocks", "today"])
def test_screens_of_the_rhythm_have_their_help(screen):
    page = next(page for page in help_pages() if page.topic == topic_of(screen))
    assert all(part.heading and part.text for part in page.parts)


def form_with_pesel():
    field = FieldSpec("p", "fields.residents.pesel")
    return Form(FormSpec([Section("residents.section.person", [field])]))


def test_f1_on_a_field_leads_to_its_very_paragraph(window, office, opened):
    window.enter(office)
    screen = window.workspace.open_screen("residents")
    form = form_with_pesel()
    screen.body.addWidget(form)
    field = form.findChild(QLineEdit)
    field.setFocus()
    asked = asked_about(field, "residents")
    assert asked.place.field_text.startswith("Jedenaście cyfr")
    dialog = opened("help.here")
    said = words(dialog)
    assert any(text.startswith("Pole „PESEL") for text in said)
    page = dialog.findChild(TopicPage)
    assert page.part_to_show(asked.place.part) is page._asked
    assert page.part_to_show(0) is page.headings[0]


def test_what_is_no_field_of_a_form_is_known_by_its_name(window, office):
    window.enter(office)
    screen = window.workspace.open_screen("residents")
    field = QLineEdit(screen)
    field.setAccessibleName(tr("residents.note.date"))
    asked = asked_about(field, "residents")
    assert asked.name == "Data notatki"
    assert asked.place.field_text.startswith("Dzień, którego dotyczy")


def test_searching_replaces_the_topics_by_what_was_found(opened):
    dialog = opened("help.keys")
    topics = dialog.topics.count()
    dialog.field.setText("obecnosc w grupie")
    assert dialog.topics.count() > 0
    assert any("Obecność" in dialog.topics.item(place).text() for place in range(3))
    dialog.field.setText("hipopotam")
    assert dialog.topics.count() == 0
    dialog.field.clear()
    assert dialog.topics.count() == topics


def test_a_page_is_read_and_left_by_keyboard(opened, qtbot):
    dialog = opened("help.here")
    dialog.field.setText("kopii")
    dialog.resize(dialog.width(), 300)
    dialog.topics.itemActivated.emit(dialog.topics.currentItem())
    page = dialog.focusWidget()
    assert isinstance(page, QScrollArea)
    assert page.accessibleName() == "Kopie zapasowe"
    page.verticalScrollBar().setValue(0)
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert page.verticalScrollBar().value() > 0
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not dialog.field.text()  # the search ends first
    assert dialog.isVisible()
    qtbot.keyClick(dialog.topics, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_card_opens_as_pages_to_print(window, opened):
    dialog = opened("help.cards")
    page = dialog.findChild(CardsPage)
    page.cards[0].click()
    preview = dialog.findChild(PdfPreview)
    assert preview.windowTitle() == "Pierwszy dzień"
    preview.close()


def test_the_help_stays_beside_the_work_and_is_shown_once(window, opened):
    first = opened("help.keys")
    assert not first.isModal()
    window.helper.show("cards")
    shown = [made for made in window.findChildren(HelpDialog) if made.isVisible()]
    assert len(shown) == 1


def test_what_was_searched_for_is_not_kept_as_work(opened, qtbot):
    dialog = opened("help.keys")
    qtbot.keyClicks(dialog.field, "haslo")
    assert dialog.topics.count() > 0
    assert typed_in(dialog) == []
