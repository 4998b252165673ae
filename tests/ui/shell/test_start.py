"""First start: three doors, a new office with its recovery sheet, the password."""

from __future__ import annotations

from pathlib import Path

import pytest

from cusdesk.core.errors import StorageError
from cusdesk.ui.shell.start.new_office import file_name
from cusdesk.ui.shell.start.passwords import advise
from tests.helpers.office import PASSWORD

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
        ({"password": "krótkie", "again": "krótkie"}, "co najmniej 12"),
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

    page.fields[0].setText("AAAAA")
    page._on_done()

    assert window.workspace is None
    assert "nie zgadzają" in page.problem.text


def test_confirmed_code_opens_the_office(window, new):
    fill(new)
    new._on_create()
    page, groups = window.start.recovery, window.start.recovery.code.split("-")

    page.fields[0].setText(groups[1].lower())
    page.fields[1].setText(f" {groups[4]} ")
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
    ("password", "level"),
    [
        ("krótkie", "weak"),
        ("aaaaaaaaaaaaaaaa", "weak"),
        ("123456789012345", "weak"),
        ("Dolinianska-2026", "fair"),
        ("kot je zupe!", "fair"),
        ("kot je zupe w marcu", "good"),
    ],
)
def test_advice_about_passwords(password, level):
    assert advise(password, "CUS w Doliniańska").level == level


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

    assert window.focusWidget() is window.start.recovery._print
