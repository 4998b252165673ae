"""The composition root: Polish Qt, the command's choice between window and verbs."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox

from cusdesk.__main__ import wants_window
from cusdesk.app import make_window, open_first, speak_polish


def test_qt_speaks_polish(qapp, qtbot):
    speak_polish(qapp)
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)

    assert box.button(QMessageBox.StandardButton.Cancel).text().replace("&", "") == "Anuluj"
    assert QLocale().toString(12345.5, "f", 1).replace("\u00a0", " ") == "12 345,5"


def test_words_qt_forgot_are_polish_too(qapp, qtbot):
    speak_polish(qapp)
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    words = {label.text().replace("&", "") for label in dialog.findChildren(QLabel)}

    assert {"Szukaj w:", "Pliki rodzaju:"} <= words


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        ([], True),
        (["biuro.cusdesk"], True),
        (["C:/Biuro CUS.CUSDESK"], True),
        (["create", "biuro.cusdesk"], False),
        (["--help"], False),
        (["nonsense"], False),
    ],
)
def test_verbs_go_to_the_command_line(arguments, window):
    assert wants_window(arguments) is window


def test_first_start_shows_the_doors(theme, settings, qtbot):
    window = make_window(settings)
    qtbot.addWidget(window)

    open_first(window, settings, None)

    assert window.start.currentWidget() is window.start.welcome
    window.close()


def test_last_office_asks_for_its_password(theme, settings, qtbot, tmp_path):
    office = tmp_path / "biuro.cusdesk"
    office.write_bytes(b"x")
    settings.add_recent(str(office))
    window = make_window(settings)
    qtbot.addWidget(window)

    open_first(window, settings, None)

    assert window.start.currentWidget() is window.start.unlock
    window.close()


def test_services_are_loaded_only_after_the_first_picture(tmp_path):
    code = "import sys, cusdesk.app; print('sqlalchemy' in sys.modules, 'openpyxl' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.split() == ["False", "False"]


def test_opening_an_office_loads_nothing_that_papers_and_imports_need():
    code = """
import sys
import cusdesk.services.history, cusdesk.services.office, cusdesk.services.today
import cusdesk.services.fictional, cusdesk.services.copies
heavy = {"cusdesk.services.imports", "cusdesk.services.demo", "cusdesk.domain.reports"}
heavy |= {"cusdesk.services.attendance", "cusdesk.services.residents"}
heavy |= {"openpyxl", "reportlab", "xlsxwriter", "rapidfuzz"}
print(*sorted(heavy & set(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.split() == []


def test_the_screens_are_ready_before_they_are_opened(qtbot):
    from cusdesk.ui.shell.features import screen_modules
    from cusdesk.ui.shell.loading import ScreenLoader

    modules = screen_modules()
    window = QObject()
    loader = ScreenLoader(window)
    for _ in range(len(modules) + 1):  # a step too many does nothing
        loader.step()

    assert set(modules) <= set(sys.modules)
    assert "cusdesk.ui.plans.screen" in modules


def test_classes_of_qt_are_imported_by_no_other_thread():
    code = """
import sys
from cusdesk.ui.shell.loading import load_services
before = {name for name in sys.modules if name.startswith(("cusdesk.ui", "PySide6"))}
load_services()
after = {name for name in sys.modules if name.startswith(("cusdesk.ui", "PySide6"))}
print(*sorted(after - before), "cusdesk.services.plans" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.split() == ["True"]
