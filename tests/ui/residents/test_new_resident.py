"""Search before create, and the draft of a new card."""

from __future__ import annotations

from PySide6.QtCore import Qt

from cusdesk.services import drafts, residents
from cusdesk.ui.residents.viewmodel import DRAFT_KIND


def type_name(screen, qtbot, text):
    """Type into the finder and wait for its answer."""
    screen.start_new()
    with qtbot.waitSignal(screen.new_page.finder.searched):
        qtbot.keyClicks(screen.new_page.finder.field, text)


def begin_draft(screen, qtbot, text):
    type_name(screen, qtbot, text)
    field = screen.new_page.finder.field
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    return screen.draft_page.form


def page(screen):
    return screen._pages.currentWidget()


def test_matches_appear_while_typing(shown, people, qtbot):
    screen = shown()

    type_name(screen, qtbot, "luczka")

    (hit,) = screen.new_page.finder.model.hits
    assert (hit.surname, hit.is_near) == ("Łuczak", True)


def test_create_stands_under_the_matches_only(shown, people, qtbot):
    screen = shown()
    screen.start_new()
    assert not screen.new_page._offer.isVisible()

    type_name(screen, qtbot, "kowal")

    assert screen.new_page._offer.isVisible()
    assert "Kowal" in screen.new_page._create.text()


def test_enter_opens_the_card_that_is_there(shown, people, qtbot):
    screen = shown()
    type_name(screen, qtbot, "kowal")

    qtbot.keyClick(screen.new_page.finder.field, Qt.Key.Key_Down)
    qtbot.keyClick(screen.new_page.finder.field, Qt.Key.Key_Return)

    assert page(screen) is screen.card_page
    assert screen.card_page.model.resident_id == people[2]


def test_enter_right_after_the_last_key_waits_for_the_answer(shown, people, qtbot):
    screen = shown()
    screen.start_new()

    qtbot.keyClicks(screen.new_page.finder.field, "kowalski")
    qtbot.keyClick(screen.new_page.finder.field, Qt.Key.Key_Return)

    assert screen.card_page.model.resident_id == people[2]


def test_what_was_typed_stands_in_the_fields(shown, people, qtbot):
    form = begin_draft(shown(), qtbot, "nowak ewa 14.05.1944")

    assert (form.value("surname"), form.value("given_name")) == ("Nowak", "Ewa")
    assert form.value("birth_date").year == 1944


def test_utworz_makes_the_card_and_forgets_the_draft(shown, office, qtbot):
    screen = shown()
    begin_draft(screen, qtbot, "nowak ewa")

    screen.draft_page.create_card()

    assert page(screen) is screen.card_page
    assert len(residents.list_ids(office)) == 1
    assert drafts.drafts(office, DRAFT_KIND) == []


def test_missing_name_is_said_at_the_field_and_nothing_is_made(shown, office, qtbot):
    screen = shown()
    form = begin_draft(screen, qtbot, "nowak")

    screen.draft_page.create_card()

    assert page(screen) is screen.draft_page
    assert form._boxes["given_name"].shown_problem == "Wpisz imię."
    assert len(residents.list_ids(office)) == 0


def test_draft_is_kept_at_every_field_exit_and_offered_again(shown, office, qtbot):
    first = shown()
    form = begin_draft(first, qtbot, "nowak ewa")
    field = form.field("locality")
    field.widget.setFocus()
    qtbot.keyClicks(field.widget, "Dolina")
    form.field("house").widget.setFocus()

    second = shown()  # as after a crash
    second.start_new()
    (kept,) = drafts.drafts(office, DRAFT_KIND)
    second.new_page.draft_resumed.emit(kept)

    again = second.draft_page.form
    assert (again.value("surname"), again.value("locality")) == ("Nowak", "Dolina")


def test_draft_can_be_thrown_away(shown, office, qtbot):
    screen = shown()
    begin_draft(screen, qtbot, "nowak ewa")

    screen.draft_page.model.discard()

    assert page(screen) is screen.list_page
    assert drafts.drafts(office, DRAFT_KIND) == []


def test_escape_keeps_the_draft(shown, office, qtbot):
    screen = shown()
    begin_draft(screen, qtbot, "nowak ewa")

    qtbot.keyClick(screen, Qt.Key.Key_Escape)

    assert page(screen) is screen.list_page
    assert len(drafts.drafts(office, DRAFT_KIND)) == 1


def test_duplicate_stands_beside_the_draft(shown, people, qtbot):
    screen = shown()

    begin_draft(screen, qtbot, "luczak zaneta 44051401359")

    panel = screen.draft_page.duplicates
    assert panel.isVisible()
    panel.open_requested.emit(people[0])
    assert screen.card_page.model.resident_id == people[0]


def test_pesel_fills_birth_date_and_sex(shown, qtbot):
    screen = shown()
    form = begin_draft(screen, qtbot, "nowak jan")
    pesel = form.field("pesel").widget
    pesel.setFocus()

    qtbot.keyClicks(pesel, "44051401359")

    assert (form.value("birth_date").isoformat(), form.value("sex")) == ("1944-05-14", "M")
    assert not form._boxes["pesel_reason"].isVisible()


def test_wrong_pesel_asks_for_a_reason(shown, qtbot):
    screen = shown()
    form = begin_draft(screen, qtbot, "nowak jan 44051401358")

    assert form._boxes["pesel_reason"].isVisible()
    assert "kontrolna" in form._boxes["pesel"].shown_problem
