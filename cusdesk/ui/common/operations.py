"""Every use of a service by the window goes through here: threads, progress, errors, changes.

A screen says::

    operation = context.ops.write(residents.update, context.office, draft)
    operation.on_success(self._on_saved).on_error(self._on_refused).run()

`write` and `read` share one worker thread, so a screen never sees the database mid-way; `files`
work (rendering, reading workbooks) has a pool of its own. Callbacks run on the main thread, and
are dropped if the widget they belong to is gone. Without `on_error` an expected error is shown in
the message bar; anything unexpected goes to `sys.excepthook` (the crash dialog). What a write
returns is searched for `Changes`, which are published on the bus before `on_success` is called.

Under about 50 ms a read may be called directly, without this module; `fetch` does so when no
work is under way.
"""

from __future__ import annotations

import logging
import sys
import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from cusdesk.core.cancel import CancelToken
from cusdesk.core.errors import CusdeskError, OperationCancelledError
from cusdesk.core.messages import describe, tr
from cusdesk.domain.changes import Changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.ui.common.executors import Executor
    from cusdesk.ui.common.notices import ChangeBus, Notifier
    from cusdesk.ui.common.progress import ProgressDialog

logger = logging.getLogger(__name__)

T = TypeVar("T")
P = ParamSpec("P")
_PROGRESS_INTERVAL_S = 0.05
_SLOW_S = 1.0
"""A question that takes longer is noted in the log; changes always are."""
_CLOSED = "storage.closed"


@dataclass(slots=True, eq=False)
class _Run:
    """One piece of work on its way through a thread and back."""

    call: Callable[[dict[str, object]], object]
    name: str = ""
    slot: str = ""
    on_success: Callable[[Any], None] | None = None
    on_error: Callable[[CusdeskError], None] | None = None
    on_finish: Callable[[], None] | None = None
    initiator: object | None = None
    title: str = ""
    wants_progress: bool = False
    token: CancelToken | None = None
    asks: bool = False
    result: object = None
    error: Exception | None = None
    dialog: ProgressDialog | None = None
    superseded: bool = field(default=False)


def _is_alive(callback: Callable[..., None]) -> bool:
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def _changes_in(result: object) -> list[Changes]:
    if isinstance(result, Changes):
        return [result]
    if isinstance(result, tuple):
        return [item for item in result if isinstance(item, Changes)]
    carried = getattr(result, "changes", None)
    return [carried] if isinstance(carried, Changes) else []


class Operation(Generic[T]):
    """One use of a service, being described; nothing happens before `run`."""

    def __init__(
        self,
        owner: Operations,
        executor: Executor,
        call: Callable[[dict[str, object]], T],
        name: str = "",
    ) -> None:
        self._owner = owner
        self._executor = executor
        self._run = _Run(call, name)

    def asking(self) -> Operation[T]:
        """Say that this changes nothing: when its office was closed, nobody waits for it."""
        self._run.asks = True
        return self

    def on_success(self, callback: Callable[[T], None]) -> Operation[T]:
        """Call with the result, after the changes were published."""
        self._run.on_success = callback
        return self

    def on_error(self, callback: Callable[[CusdeskError], None]) -> Operation[T]:
        """Call with an expected error instead of showing it in the message bar."""
        self._run.on_error = callback
        return self

    def on_finish(self, callback: Callable[[], None]) -> Operation[T]:
        """Call at the end in any case, also after cancelling: to enable buttons again."""
        self._run.on_finish = callback
        return self

    def by(self, initiator: object) -> Operation[T]:
        """Name who made the change, so that it can recognise its own echo on the bus."""
        self._run.initiator = initiator
        return self

    def with_progress(self, title_key: str, **params: object) -> Operation[T]:
        """Show a progress window after 0.6 s; the function gets `progress=` (core.cancel)."""
        self._run.title = tr(title_key, **params)
        self._run.wants_progress = True
        return self

    def with_waiting(self, title_key: str, **params: object) -> Operation[T]:
        """Show the same window for work that cannot say how far it is; nothing is passed on."""
        self._run.title = tr(title_key, **params)
        return self

    def cancellable(self) -> Operation[T]:
        """Offer cancel in the progress window; the function gets `cancel=`, a CancelToken."""
        self._run.token = CancelToken()
        return self

    def replacing(self, slot: str) -> Operation[T]:
        """Forget the earlier run of the same slot: its result would be out of date."""
        self._run.slot = slot
        return self

    def run(self) -> CancelToken | None:
        """Start; return the token of cancellable work."""
        self._owner._start(self._run, self._executor)  # noqa: SLF001 (one mechanism, two classes)
        return self._run.token


class Operations(QObject):
    """The runner of all background work of a window; lives on the main thread.

    Signals:
        became_idle: the last running piece of work was delivered.
        busy_changed: whether any work is under way.
    """

    became_idle = Signal()
    busy_changed = Signal(bool)
    _finished = Signal(object)
    _progressed = Signal(object, int, int, str)

    def __init__(
        self, bus: ChangeBus, notifier: Notifier, *, database: Executor, files: Executor
    ) -> None:
        super().__init__()
        self._bus = bus
        self._notifier = notifier
        self._database = database
        self._files = files
        self._running: list[_Run] = []
        self._waiting: list[Callable[[], object]] = []
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._on_progressed, Qt.ConnectionType.QueuedConnection)

    # --- describing work

    def write(self, fn: Callable[..., T], *args: object, **kwargs: object) -> Operation[T]:
        """Describe a change of the office: `fn(*args, **kwargs)` on the database thread."""
        return Operation(self, self._database, _bind(fn, args, kwargs), _name_of(fn))

    def read(self, fn: Callable[..., T], *args: object, **kwargs: object) -> Operation[T]:
        """Describe a question to the office: same thread, same rules."""
        return Operation(self, self._database, _bind(fn, args, kwargs), _name_of(fn)).asking()

    def files(self, fn: Callable[..., T], *args: object, **kwargs: object) -> Operation[T]:
        """Describe work that needs no office: rendering, reading a workbook, hashing."""
        return Operation(self, self._files, _bind(fn, args, kwargs), _name_of(fn))

    def fetch(self, fn: Callable[[], T], deliver: Callable[[T], None]) -> None:
        """Answer a quick question (< 50 ms) at once when nothing runs, else in its turn."""
        if self.is_idle:
            deliver(fn())
        else:
            self.read(fn).on_success(deliver).run()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is running or waiting."""
        return not self._running

    def call_when_idle(self, then: Callable[[], object]) -> None:
        """Call once, as soon as nothing runs and every result was delivered."""
        self._waiting.append(then)

    def show_error(self, error: CusdeskError) -> None:
        """Show an expected error the usual way."""
        if isinstance(error, OperationCancelledError):
            self._notifier.info(describe(error))
        else:
            self._notifier.error(describe(error))

    def stop(self) -> None:
        """Ask cancellable work to stop and wait for the threads; for the end of the program."""
        for run in self._running:
            if run.token:
                run.token.cancel()
        self._database.stop()
        self._files.stop()

    # --- running

    def _start(self, run: _Run, executor: Executor) -> None:
        if run.slot:
            for other in self._running:
                other.superseded = other.superseded or other.slot == run.slot
        self._running.append(run)
        if len(self._running) == 1:
            self.busy_changed.emit(True)
        if run.title and not executor.is_inline:
            self._prepare_dialog(run)
        executor.submit(lambda: self._execute(run, inline=executor.is_inline))

    def _execute(self, run: _Run, *, inline: bool) -> None:
        extra: dict[str, object] = {}
        if run.wants_progress:
            extra["progress"] = self._progress_of(run)
        if run.token:
            extra["cancel"] = run.token
        begun = time.monotonic()
        try:
            if not run.superseded:
                run.result = run.call(extra)
        except Exception as error:  # noqa: BLE001 (the one place: sorted by _deliver)
            run.error = error
        _note(run, time.monotonic() - begun)
        if inline:
            self._deliver(run)
        elif shiboken6.isValid(self):
            self._finished.emit(run)

    def _progress_of(self, run: _Run) -> Callable[..., None]:
        last = 0.0

        def report(done: int, total: int, key: str = "") -> None:
            """Send progress to the window, a few times a second at the most."""
            nonlocal last
            now = time.monotonic()
            if now - last >= _PROGRESS_INTERVAL_S or done == total:
                last = now
                self._progressed.emit(run, done, total, key)

        return report

    def _prepare_dialog(self, run: _Run) -> None:
        from cusdesk.ui.common.progress import ProgressDialog

        run.dialog = ProgressDialog(run.title, run.token)
        self.destroyed.connect(run.dialog.deleteLater)  # nobody else would ever finish it
        run.dialog.show_later()

    def _on_progressed(self, run: _Run, done: int, total: int, key: str) -> None:
        if run.dialog is not None:
            run.dialog.report(done, total, tr(key) if key else "")

    def _on_finished(self, run: _Run) -> None:
        rest_ms = run.dialog.remaining_ms() if run.dialog else 0
        if rest_ms:
            QTimer.singleShot(rest_ms, self, lambda: self._deliver(run))
        else:
            self._deliver(run)

    def _deliver(self, run: _Run) -> None:
        self._running.remove(run)
        if run.dialog is not None:
            run.dialog.finish()
            run.dialog = None
        try:
            self._hand_over(run)
        finally:
            if run.on_finish is not None and _is_alive(run.on_finish):
                run.on_finish()
            if not self._running:
                self._on_idle()

    def _on_idle(self) -> None:
        self.busy_changed.emit(False)
        self.became_idle.emit()
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def _hand_over(self, run: _Run) -> None:
        error = run.error
        if error is None:
            for changes in _changes_in(run.result):
                self._bus.publish(changes, run.initiator)
            if not run.superseded and run.on_success and _is_alive(run.on_success):
                run.on_success(run.result)
        elif not isinstance(error, CusdeskError):
            sys.excepthook(type(error), error, error.__traceback__)
        elif run.superseded or (run.asks and error.key == _CLOSED):
            return
        elif run.on_error is not None and not isinstance(error, OperationCancelledError):
            if _is_alive(run.on_error):
                run.on_error(error)
        else:
            self.show_error(error)


def _name_of(fn: Callable[..., object]) -> str:
    """Return what is done, as the log calls it: the place of the function in the code."""
    while isinstance(fn, partial):
        fn = fn.func
    module = str(getattr(fn, "__module__", "")).removeprefix("cusdesk.")
    return f"{module}.{getattr(fn, '__qualname__', type(fn).__name__)}"


def _note(run: _Run, seconds: float) -> None:
    """Write what was done into the log: names of the code, time, message key; no values."""
    if run.superseded or (run.asks and run.error is None and seconds < _SLOW_S):
        return
    error = run.error
    how = "done" if error is None else getattr(error, "key", type(error).__name__)
    logger.info("%s %s %d ms", run.name, how, round(seconds * 1000))


def _bind(
    fn: Callable[..., T], args: tuple[object, ...], kwargs: dict[str, object]
) -> Callable[[dict[str, object]], T]:
    def call(extra: dict[str, object]) -> T:
        """Call the function with its own arguments and those the runner adds."""
        return fn(*args, **kwargs, **extra)

    return call
