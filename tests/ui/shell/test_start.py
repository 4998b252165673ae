"""First start: three doors, a new office with its recovery sheet, the password."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from cusdesk.core.errors import StorageError
from cusdesk.domain.access import Role
from cusdesk.services import people
from cusdesk.services.copies import make_copy_in
from cusdesk.ui.shell.start import adopting
from cusdesk.ui.shell.start.new_office import file_name
from tests.helpers.office import PASSWORD, make_office
from tests.helpers.people import OTHER_PASSWORD, add_colleague

GOOD = "zielony rower nad rzeka"


def fill(page, **values):
    defaults = {"name": "CUS w Dolinie", "user": "Anna Próbna", "password": GOOD, "again": GOOD}
    for name, value in {**defaults, **values}.items():
        getattr(page, name).setText(value)


@pytest.fixture
def new(window, tmp_path):
    window.start.ask_new()
    window.start.new._path = tmp_path / "nowe.cusdesk"
    return window.start.new


def test_doors_offer_recent_offices_that_exist(window, settings, tmp_path):
    there = tmp_path / "jest.cusdesk"
    there.write_bytes(b"x")
    settings.add_recent(str(tmp_path / "gone.cusdesk"))
    settings.add_recent(str(there))

    window.start.show_doors()

    shown = [
        window.start.welcome._recent.itemAt(n).layout().itemAt(0).widget().text()
        for n in range(window.start.welcome._recent.count())
    ]
    assert shown == ["jest"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": " "}, "nazwę centrum"),
        ({"user": ""}, "imię i nazwisko"),
        ({"password": "krótkie", "again": "krótkie"}, "z 12"),
        ({"again": GOOD + "x"}, "takie same"),
    ],
)
def test_incomplete_new_office_is_refused_in_words(new, values, words):
    fill(new, **values)

    new._on_create()

    assert words in new.problem.text


def test_new_office_shows_its_code_and_waits_for_the_paper(window, new):
    fill(new)
    new._on_create()
    page = window.start.recovery
    assert window.start.currentWidget() is page

    page.proof.fields[0].setText("AAAAA")
    page._on_done()

    assert window.workspace is None
    assert "nie zgadzają" in page.problem.text


def test_confirmed_code_opens_the_office(window, new):
    fill(new)
    new._on_create()
    page, groups = window.start.recovery, window.start.recovery.proof.code.split("-")

    first, second = page.proof.asked
    page.proof.fields[0].setText(groups[first].lower())
    page.proof.fields[1].setText(f" {groups[second]} ")
    page._on_done()

    assert window.office.name == "CUS w Dolinie"


def test_existing_file_is_never_overwritten(window, new):
    path = window.start.new._path
    path.write_bytes(b"precious")
    fill(new)

    new._on_create()

    assert path.read_bytes() == b"precious"
    assert "już istnieje" in new.problem.text


def test_closing_with_an_unconfirmed_code_closes_the_office(window, new):
    fill(new)
    new._on_create()

    first = window.close()

    assert not first
    assert "Zamknij okno jeszcze raz" in window.start.recovery.problem.text
    assert window.close()
    assert not window.start.holds_new_office


def test_wrong_password_is_said_and_can_be_typed_again(window, office):
    path = office.path
    office.close()
    window.start.ask_password(path)

    window.start.unlock.field.setText("wrong")
    window.start.unlock._on_open()

    assert "Hasło jest nieprawidłowe" in window.start.unlock.problem.text
    assert window.start.unlock._open.isEnabled()


def test_password_is_typed_without_a_click(window, tmp_path, qtbot):
    window.hide()
    window.start.ask_password(tmp_path / "biuro.cusdesk")
    window.show()

    qtbot.keyClicks(window.focusWidget(), "secret")

    assert window.start.unlock.field.text() == "secret"


def test_wrong_password_is_typed_over(window, office, qtbot):
    path = office.path
    office.close()
    window.start.ask_password(path)
    window.start.unlock.field.setText("wrong")
    window.start.unlock._on_open()

    qtbot.keyClicks(window.focusWidget(), "again")

    assert window.start.unlock.field.text() == "again"


def test_right_password_enters(window, office):
    path = office.path
    office.close()
    window.start.ask_password(path)

    window.start.unlock.field.setText(PASSWORD)
    window.start.unlock._on_open()

    assert window.office.path == path


def test_office_held_by_another_program_can_be_read(window):
    window.start.ask_password(Path("biuro.cusdesk"))
    page = window.start.unlock

    page.refuse(StorageError("storage.locked", user="anna", computer="PC1", since="10:00"))

    assert "anna" in page.problem.text
    assert page._read_only.isVisible()
    assert not page._open.isVisible()


def test_missing_office_is_one_sentence(window, tmp_path):
    window.start.ask_password(tmp_path / "brak.cusdesk")
    window.start.unlock.field.setText("x")

    window.start.unlock._on_open()

    assert "Nie ma pliku" in window.start.unlock.problem.text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CUS Łąka", "CUS Łąka.cusdesk"),
        ('a/b\\c:"d"', "a b c d.cusdesk"),
        ("...", "biuro.cusdesk"),
        ("x" * 300, "x" * 60 + ".cusdesk"),
    ],
)
def test_file_name_of_an_office(name, expected):
    assert file_name(name) == expected


def test_recovery_sheet_waits_for_enter_after_the_office_is_made(window, new):
    fill(new)

    new._on_create()

    assert window.focusWidget() is window.start.recovery.proof.print_button


def test_other_groups_are_asked_for_every_time(window, new):
    page = window.start.recovery
    asked = set()
    for _ in range(30):
        page.show_code("-".join("ABCDEFG"))
        asked.add(page.proof.asked)
        said = f"grupę {page.proof.asked[0] + 1} i {page.proof.asked[1] + 1}"
        assert said in page.proof._confirm.text()

    assert len(asked) > 5
    assert all(first < second for first, second in asked)


def test_the_proof_of_the_sheet_is_put_off_only_knowingly(window, new):
    fill(new)
    new._on_create()
    window.start.recovery.later.click()
    question = window.start.recovery.question
    assert "utratę wszystkich danych" in question.informativeText()
    question.reject()
    assert window.office is None

    window.start.recovery.later.click()
    window.start.recovery.question.accept()

    assert people.is_recovery_untested(window.office)


def colleague(office, **more):
    add_colleague(office, "Jan Próbny", Role.OSL, **more)
    path = office.path
    office.close()
    return path


def test_who_opens_the_office_is_chosen_by_name(window, office, settings):
    path = colleague(office, is_temporary=False)
    window.start.ask_password(path)
    page = window.start.unlock
    assert [page.who.itemText(n) for n in range(page.who.count())] == ["Anna Testowa", "Jan Próbny"]
    page.field.setText(OTHER_PASSWORD)
    page._on_open()
    assert "imię i nazwisko" in page.problem.text

    page.who.setCurrentText("anna")
    assert page.name() == "Anna Testowa"
    page._on_open()
    assert "Hasło jest nieprawidłowe" in page.problem.text
    page.who.setCurrentText("Jan  Próbny ")
    page._on_open()

    assert window.office.user_name == "Jan Próbny"
    window.leave_for(lambda: window.start.ask_password(path))
    assert page.name() == "Jan Próbny"


def test_a_temporary_password_is_replaced_before_work(window, office):
    path = colleague(office)
    window.start.ask_password(path)
    window.start.unlock.who.setCurrentText("Jan Próbny")
    window.start.unlock.field.setText(OTHER_PASSWORD)
    window.start.unlock._on_open()
    page = window.start.first_password
    assert window.workspace is None
    assert not page.who.isVisible()

    page.passwords.password.setText(GOOD)
    page.passwords.again.setText(GOOD)
    page._on_done()

    assert window.office.user_name == "Jan Próbny"
    assert not window.office.must_change_password


def test_a_forgotten_password_is_set_anew_by_the_code(window, tmp_path, clock):
    created = make_office(tmp_path, clock)
    path, code = created.office.path, created.recovery_code
    created.office.close()
    window.start.ask_password(path)
    unlock = window.start.unlock
    unlock._other.click()
    unlock.field.setText(code)
    unlock._on_open()
    page = window.start.first_password
    assert page.who.currentText() == "Anna Testowa"

    page.passwords.password.setText(GOOD)
    page.passwords.again.setText(GOOD)
    page._on_done()

    assert window.office.user_name == "Anna Testowa"
    assert window.office.may("residents.see")


def test_after_wrong_passwords_the_seconds_are_counted_down(window, qtbot):
    page = window.start.unlock
    window.start.ask_password(Path("biuro.cusdesk"))
    page.refuse(StorageError("storage.wait", n=2))
    assert "2 sekundy" in page.problem.text
    assert not page._open.isEnabled()

    page._on_second()
    assert "1 sekundę" in page.problem.text
    page._on_second()
    assert page._open.isEnabled()
    assert page.problem.text == ""


def test_caps_lock_is_told_from_the_letters(window, qtbot):
    window.start.ask_password(Path("biuro.cusdesk"))
    page = window.start.unlock
    qtbot.keyClicks(page.field, "H")
    assert page.caps.words.isVisible()
    qtbot.keyClicks(page.field, "a")
    assert not page.caps.words.isVisible()
    shift = Qt.KeyboardModifier.ShiftModifier
    QApplication.sendEvent(page.field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, shift, "A"))
    assert not page.caps.words.isVisible()


def test_tab_leads_from_the_name_to_the_password(window):
    window.start.ask_new()
    page = window.start.new

    after = page.user.nextInFocusChain()
    while after.focusPolicy() == Qt.FocusPolicy.NoFocus:
        after = after.nextInFocusChain()

    assert after is page.password


def test_the_first_door_has_the_keyboard(window):
    window.start.show_doors()

    assert window.focusWidget() is window.start.welcome._doors[0]


def test_a_copy_is_not_worked_in_but_made_an_office(window, office, tmp_path, monkeypatch):
    monkeypatch.setattr(adopting, "safe_documents_dir", lambda: tmp_path / "Dokumenty")
    copy = make_copy_in(office, tmp_path).path
    office.close()
    window.start.adopting.open_file(str(copy))
    box = window.findChild(QMessageBox)
    box.defaultButton().click()
    assert window.start.currentWidget() is window.start.unlock
    assert window.start.unlock.text_label.text() == str(tmp_path / "Dokumenty" / office.path.name)
