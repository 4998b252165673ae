"""Closing while the writer works: the window waits, nothing is cut."""

from __future__ import annotations

import threading

import pytest

from cusdesk.app import make_window


@pytest.fixture
def window(theme, settings, office, qtbot):
    made = make_window(settings)
    made.show()
    made.enter(office)
    qtbot.waitUntil(lambda: made._ops.is_idle, timeout=10_000)
    yield made
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible())
    made.deleteLater()


def test_window_waits_for_the_writer_and_then_closes(window, qtbot):
    release, done = threading.Event(), []
    window._ops.write(release.wait).on_success(done.append).run()

    at_once = window.close()
    release.set()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)

    assert not at_once
    assert done == [True]


def test_idle_window_closes_at_once(window):
    assert window.close()
