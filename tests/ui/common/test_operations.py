"""Background work: results, errors, changes, cancelling, real threads."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest

from cusdesk.core.errors import OperationCancelledError, StorageError
from cusdesk.domain.changes import Changes
from cusdesk.ui.common.executors import InlineExecutor, ThreadExecutor
from cusdesk.ui.common.operations import Operations

CHANGES = Changes("residents.create", {"residents": frozenset({b"1"})})


@pytest.fixture
def threaded(bus, notices):
    made = Operations(
        bus, notices, database=ThreadExecutor("test-database"), files=ThreadExecutor("f", 2)
    )
    yield made
    made.stop()


def refuse():
    raise StorageError("common.table.empty")


def test_changes_are_published_before_the_result_is_delivered(ops, bus):
    order = []
    bus.changed.connect(lambda changes, _by: order.append(changes))

    ops.write(lambda: CHANGES).on_success(lambda _r: order.append("result")).run()

    assert order == [CHANGES, "result"]


def test_changes_are_found_in_results_that_carry_them(ops, bus):
    seen = []
    bus.changed.connect(lambda changes, _by: seen.append(changes))

    ops.write(lambda: (b"new id", CHANGES)).run()

    assert seen == [CHANGES]


def test_expected_error_goes_to_the_message_bar(ops, notices):
    ops.write(refuse).run()

    assert [(n.level, n.text) for n in notices.list] == [("error", "Jeszcze nic tu nie ma")]


def test_a_question_to_a_closed_office_is_dropped_and_a_change_is_not(ops, notices):
    def ask():
        raise StorageError("storage.closed")

    ops.read(ask).run()
    assert notices.list == []
    ops.write(ask).run()
    assert [notice.level for notice in notices.list] == ["error"]


def test_own_error_handler_replaces_the_message_bar(ops, notices):
    caught = []

    ops.write(refuse).on_error(caught.append).run()

    assert [error.key for error in caught] == ["common.table.empty"]
    assert notices.list == []


def test_bug_goes_to_the_excepthook(ops, monkeypatch):
    seen = []
    monkeypatch.setattr("sys.excepthook", lambda kind, _error, _trace: seen.append(kind))

    ops.write(lambda: 1 // 0).run()

    assert seen == [ZeroDivisionError]


def test_finish_is_called_after_errors_too(ops):
    done = []

    ops.write(refuse).on_finish(lambda: done.append(1)).run()

    assert done == [1]


def test_work_leaves_the_main_thread_and_comes_back(threaded, qtbot):
    where = []
    (
        threaded.read(threading.get_ident)
        .on_success(lambda ident: where.append((ident, threading.get_ident())))
        .run()
    )

    qtbot.waitUntil(lambda: threaded.is_idle)

    (work, delivery), main = where[0], threading.get_ident()
    assert work != main
    assert delivery == main


def test_database_work_never_overlaps(threaded, qtbot):
    running, most = [], []

    def work():
        running.append(1)
        most.append(len(running))
        time.sleep(0.01)
        running.pop()

    for _ in range(5):
        threaded.write(work).run()

    qtbot.waitUntil(lambda: threaded.is_idle)
    assert most == [1] * 5


def test_superseded_result_is_dropped(threaded, qtbot):
    seen = []
    for number in range(3):
        threaded.read(lambda n=number: n).replacing("search").on_success(seen.append).run()

    qtbot.waitUntil(lambda: threaded.is_idle)

    assert seen == [2]


def test_cancel_stops_the_work_quietly(threaded, qtbot, notices):
    def work(cancel):
        while True:
            cancel.check()
            time.sleep(0.001)

    token = threaded.write(work).cancellable().run()
    token.cancel()

    qtbot.waitUntil(lambda: threaded.is_idle)
    assert [n.level for n in notices.list] == ["info"]


def test_progress_window_appears_only_for_long_work(threaded, qtbot, qapp, theme):
    def work(progress):
        progress(1, 2)
        time.sleep(0.8)

    def shown():
        return [w for w in qapp.topLevelWidgets() if type(w).__name__ == "ProgressDialog"]

    threaded.write(work).with_progress("common.progress.title").run()
    early = [w for w in shown() if w.isVisible()]

    qtbot.waitUntil(lambda: any(w.isVisible() for w in shown()))
    qtbot.waitUntil(lambda: threaded.is_idle)
    assert early == []
    assert not any(w.isVisible() for w in shown())


def test_progress_window_goes_with_the_window_whose_work_it_shows(bus, notices, qtbot, qapp, theme):
    release = threading.Event()
    files = ThreadExecutor("test-files")
    ops = Operations(bus, notices, database=InlineExecutor(), files=files)
    ops.files(lambda progress: release.wait()).with_progress("common.progress.title").run()
    dialog = next(w for w in qapp.topLevelWidgets() if type(w).__name__ == "ProgressDialog")

    with qtbot.waitSignal(dialog.destroyed):
        ops.deleteLater()
    release.set()
    files.stop()


@pytest.mark.parametrize("bound", [False, True])
def test_result_for_a_gone_widget_is_dropped(threaded, qtbot, bound):
    from PySide6.QtWidgets import QWidget

    class Screen(QWidget):
        def take(self, *result):
            raise AssertionError

    screen = Screen()
    take = partial(partial(screen.take, 1), 2) if bound else screen.take
    threaded.read(lambda: 1).on_success(take).run()
    import shiboken6

    shiboken6.delete(screen)

    qtbot.waitUntil(lambda: threaded.is_idle)


def test_fetch_answers_at_once_when_nothing_runs(threaded):
    seen = []

    threaded.fetch(lambda: 5, seen.append)

    assert seen == [5]


def test_cancelled_error_is_not_given_to_the_error_handler(ops):
    caught = []

    def work():
        raise OperationCancelledError

    ops.write(work).on_error(caught.append).run()

    assert caught == []
