"""A bug: report without personal data, one dialog, the program goes on."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from cusdesk.ui.shell.crash import CrashReporter
from cusdesk.ui.shell.crash_dialog import CrashDialog


def close_dialogs(qapp):
    shown = [w for w in qapp.topLevelWidgets() if isinstance(w, CrashDialog) and w.isVisible()]
    for dialog in shown:
        dialog.accept()
    return len(shown)


@pytest.fixture
def bug():
    name = "Łuczak 44051401359"
    try:
        raise ValueError(name)
    except ValueError as error:
        return error


@pytest.mark.expects_log_warnings
def test_report_has_a_number_and_no_values(theme, tmp_path, qapp, bug):
    reporter = CrashReporter(tmp_path)

    reporter.handle(type(bug), bug, bug.__traceback__)

    close_dialogs(qapp)
    report = next(tmp_path.glob("report-*.txt"))
    text = report.read_text(encoding="utf-8")
    assert report.stem.removeprefix("report-") in text
    assert "builtins.ValueError" in text
    assert "44051401359" not in text


@pytest.mark.expects_log_warnings
def test_second_bug_does_not_open_a_second_dialog(theme, tmp_path, qapp, bug):
    reporter = CrashReporter(tmp_path)

    reporter.handle(type(bug), bug, bug.__traceback__)
    reporter.handle(type(bug), bug, bug.__traceback__)

    assert close_dialogs(qapp) == 1


@pytest.mark.expects_log_warnings
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_bug_on_another_thread_is_shown_too(theme, tmp_path, qapp, qtbot, monkeypatch):
    reporter = CrashReporter(tmp_path)
    monkeypatch.setattr(threading, "excepthook", reporter._on_thread)

    thread = threading.Thread(target=int, args=("Łuczak",))
    thread.start()
    thread.join()

    qtbot.waitUntil(lambda: reporter._dialog is not None, timeout=5000)
    assert close_dialogs(qapp) == 1
    assert "Łuczak" not in next(tmp_path.glob("report-*.txt")).read_text(encoding="utf-8")


def test_the_report_says_which_screen_was_open(entered, tmp_path):
    reporter = CrashReporter(tmp_path)
    reporter.window = entered

    facts = reporter._facts()

    assert facts["screen"] == "today"
    assert facts["office"] == "open"


@pytest.fixture
def dialog(theme, qtbot):
    made = CrashDialog(None, "ABC123", "the report")
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_dialog_is_plain_and_shows_the_report_when_asked(dialog):
    said = " ".join(shown.text() for shown in dialog.findChildren(QLabel))
    assert "jest bezpieczne" in said
    assert "ABC123" in said
    assert not dialog.details.isVisible()
    dialog.show_details.click()
    assert dialog.details.toPlainText() == "the report"


def test_the_report_is_saved_where_the_person_wants(dialog, tmp_path, monkeypatch):
    target = tmp_path / "raport.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    dialog.save.click()
    assert target.read_text(encoding="utf-8") == "the report"
    assert str(target) in dialog.said.text()


def test_a_place_that_cannot_be_written_is_said_and_the_report_stays(dialog, tmp_path, monkeypatch):
    wrong = tmp_path / "missing" / "raport.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(wrong), ""))
    dialog.save.click()
    assert "inny folder" in dialog.said.text()
    assert dialog.details.toPlainText() == "the report"


def test_the_dialog_fits_a_small_screen_at_large_text(theme, qtbot):
    theme.apply("light", 200)
    dialog = CrashDialog(None, "ABC123", "report")
    qtbot.addWidget(dialog)

    assert dialog.sizeHint().height() < 700
