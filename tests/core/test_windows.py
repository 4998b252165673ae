"""What is asked of Windows, played by a stand-in: only the calls we make can be seen here."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest

from cusdesk.core import windows


@pytest.fixture
def calls(monkeypatch):
    made = []

    class Call:
        restype = None

        def __init__(self, answer):
            self.answer = answer

        def __call__(self, *arguments):
            made.append(arguments)
            return self.answer

    system = SimpleNamespace(
        kernel32=SimpleNamespace(CreateMutexW=Call(7)),
        user32=SimpleNamespace(MessageBoxW=Call(1)),
    )
    monkeypatch.setattr(windows, "_windll", lambda: system)
    monkeypatch.setattr(windows, "_held", [])
    return made


def test_the_mark_of_a_running_program_is_made_once_and_kept(calls):
    assert windows.hold_running_mark()
    assert calls == [(None, 0, windows.RUNNING_MARK)]
    assert windows._held == [7]


def test_without_a_console_the_sentence_comes_in_a_box(calls, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    windows.tell("Brakuje pliku.")

    assert calls[0][1] == "Brakuje pliku."


def test_with_a_console_the_sentence_is_printed(calls, monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    windows.tell("Brakuje pliku.")

    assert sys.stderr.getvalue() == "Brakuje pliku.\n"
    assert calls == []


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has the mark (condition since 2026-11-22)"
)
def test_other_systems_have_no_mark():
    assert windows.hold_running_mark() is False
