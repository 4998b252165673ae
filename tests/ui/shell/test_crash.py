"""A bug: report without personal data, one dialog, the program goes on."""

from __future__ import annotations

import pytest

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


def test_the_dialog_fits_a_small_screen_at_large_text(theme, qtbot):
    theme.apply("light", 200)
    dialog = CrashDialog(None, "ABC123", "report")
    qtbot.addWidget(dialog)

    assert dialog.sizeHint().height() < 700
