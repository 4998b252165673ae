"""„Aktualizacja z pliku” on the screen: refusals, the offer, the copy, the start, the way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox

import cusdesk
from cusdesk.core.errors import StorageError
from cusdesk.core.release_notes import releases
from cusdesk.db.copy_files import copies_in
from cusdesk.db.migrate import latest_version
from cusdesk.services import updates
from cusdesk.services.office import copies_home
from cusdesk.services.updates import Installed
from cusdesk.ui.updates.dialog import UpdateDialog
from tests.core.test_update_file import KEYS, make


@pytest.fixture
def shown(theme, ops, office, qtbot, tmp_path, monkeypatch):
    """A function that shows the dialog; `left` and `begun` say what it did at the end."""

    def show(kind="installed", with_office=True, **installed):
        made = UpdateDialog(
            None,
            ops,
            office if with_office else None,
            lambda: made.left.append(True),
            installed=Installed(kind, **installed),
            keys=KEYS,
        )
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        made.left, made.begun = [], []
        monkeypatch.setattr(
            "subprocess.Popen", lambda command, **_o: pytest.fail("a real program was started")
        )
        for name in ("start_installer", "start_return"):
            monkeypatch.setattr(updates, name, lambda it, name=name: made.begun.append((name, it)))
        qtbot.addWidget(made)
        made.show()
        return made

    return show


def words(dialog):
    return " ".join(it.text() for it in dialog.findChildren(QLabel) if it.isVisible())


def newer(folder):
    return make(folder, "99.0.0", latest_version() + 1)


def test_at_first_this_version_is_told(shown):
    dialog = shown()
    assert f"wersja {cusdesk.__version__}" in words(dialog)
    assert releases()[0].lines[0] in words(dialog)
    assert not dialog.do.isVisible()
    assert not dialog.card.isVisible()


def test_a_false_file_is_refused_with_a_sentence(shown, tmp_path, monkeypatch):
    dialog = shown()
    path = newer(tmp_path)
    path.write_bytes(path.read_bytes()[:-100] + bytes(100))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(path), ""))
    dialog.choose.click()
    assert "Niczego nie zmieniono" in dialog.problem.text()
    assert not dialog.do.isVisible()


def test_the_same_version_is_refused(shown, tmp_path):
    dialog = shown()
    dialog.check(make(tmp_path, cusdesk.__version__, latest_version()))
    assert "już działa" in dialog.problem.text()


def test_a_genuine_file_is_copied_for_started_and_left_to(shown, tmp_path, office):
    dialog = shown()
    dialog.check(newer(tmp_path))
    said = words(dialog)
    assert "Wersja 99.0.0 z 15.01.2027" in said
    assert "Nowe zestawienia." in said
    assert "starsza wersja go nie otworzy" in said
    assert dialog.do.isDefault()

    dialog.do.click()

    name, ready = dialog.begun[0]
    assert name == "start_installer"
    assert ready.copy == copies_in(copies_home(office))[0].path
    assert dialog.left == [True]


def test_without_an_office_the_copy_is_made_by_the_new_version(shown, tmp_path):
    dialog = shown(with_office=False)
    dialog.check(newer(tmp_path))
    assert "nowa wersja otworzy je pierwszy raz" in words(dialog)
    assert dialog.do.text() == "Zaktualizuj"
    dialog.do.click()
    assert dialog.begun[0][1].copy is None


@pytest.mark.parametrize(("kind", "said"), [("none", "Windows"), ("portable", "przenośna")])
def test_where_no_installer_works_that_is_said_and_nothing_offered(shown, tmp_path, kind, said):
    dialog = shown(kind)
    dialog.check(newer(tmp_path))
    assert said in words(dialog)
    assert not dialog.do.isVisible()


def test_a_copy_that_fails_stops_everything(shown, tmp_path, monkeypatch):
    dialog = shown()
    dialog.check(newer(tmp_path))

    def full(*_a, **_k):
        raise StorageError("copies.problem.no_room", folder="D:")

    monkeypatch.setattr("cusdesk.services.updates.run.make_copy", full)
    dialog.do.click()
    assert "zabrakło miejsca" in dialog.problem.text()
    assert dialog.begun == dialog.left == []
    assert dialog.isEnabled()


def test_an_installer_that_does_not_start_keeps_the_program(shown, tmp_path, monkeypatch):
    dialog = shown()
    dialog.check(newer(tmp_path))

    def blocked(_ready):
        raise StorageError("updates.problem.not_started")

    monkeypatch.setattr(updates, "start_installer", blocked)
    dialog.do.click()
    assert "antywirusowy" in dialog.problem.text()
    assert dialog.left == []


def test_the_way_back_is_asked_about_and_gone(shown, tmp_path, office):
    dialog = shown(before="0.0.9", remover=tmp_path / "Odinstaluj.exe")
    assert "0.0.9" in words(dialog.card)
    dialog.card.go.click()
    box = dialog.findChild(QMessageBox)
    go = next(it for it in box.buttons() if it.text() == "Wróć do wersji 0.0.9")
    assert box.defaultButton() is not go
    go.click()
    assert dialog.begun[0][0] == "start_return"
    assert copies_in(copies_home(office))
    assert dialog.left == [True]
