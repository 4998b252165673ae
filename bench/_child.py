"""The processes of `bench.start`, `memory` and `screens`: a window, timed from Python's start.

    python -m bench._child bare
    python -m bench._child ours OFFICE PASSWORD [visit | a screen]

Prints one JSON object: moment -> [wall, CPU] seconds since the parent started it (the parent's
clock stands in CUSDESK_BENCH_STARTED), and the most memory held. Ours is the program itself, begun
as the command `cusdesk OFFICE` does; listeners are attached to its window. The password is typed in
CUSDESK_BENCH_TYPING seconds after the first picture, at once without it; the office was made with
the cheapest Argon2id there is.
"""

from __future__ import annotations

import json
import os
import sys
import time

VISITS = 5
moments: dict = {}


def note(name: str) -> None:
    started = float(os.environ["CUSDESK_BENCH_STARTED"])
    moments[name] = [time.monotonic() - started, time.process_time()]


def finish() -> None:
    """Print what was noted and go, leaving the window as it is."""
    from bench._common import peak_mib

    print(json.dumps({"moments": moments, "peak_mib": peak_mib()}), flush=True)
    os._exit(0)


def bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from bench._window import BareWindow

    application = QApplication(["bare"])

    def painted() -> None:
        note("painted")
        QTimer.singleShot(0, finish)

    window = BareWindow(painted)
    window.show()
    application.exec()


def ours(office: str, password: str, then: str) -> None:
    from cusdesk.core.collector import relax
    from cusdesk.ui.common.quick_imports import load_qt

    relax()  # these two as `cusdesk.__main__` begins
    load_qt()
    from cusdesk import app

    make = app.make_window

    def watched(settings):
        window = make(settings)
        window.first_painted.connect(lambda: type_password(window, password, then))
        return window

    if os.environ.get("CUSDESK_BENCH_STOP") == "painted":
        app._load_services = lambda: None  # what comes after the picture is not counted
    app.make_window = watched
    if then not in {"", "visit"}:
        app.ScreenLoader.begin = lambda _loader: None  # opened before anything was loaded for it
    app.run(office)


def type_password(window, password: str, then: str) -> None:
    note("painted")
    from PySide6.QtCore import QTimer

    def look() -> None:
        if window.workspace is None or "data" in moments:
            return
        window.repaint()
        note("data")
        if then == "visit":
            QTimer.singleShot(0, lambda: visit_all(window))
        elif then:
            QTimer.singleShot(0, lambda: visit_one(window, then))
        else:
            finish()

    if os.environ.get("CUSDESK_BENCH_STOP") == "painted":
        finish()
    window._ops.became_idle.connect(look)  # the first answers are on the screen

    def enter() -> None:
        note("typed")
        window.start.unlock.unlock_requested.emit("", password, "", False)

    QTimer.singleShot(round(1000 * float(os.environ.get("CUSDESK_BENCH_TYPING", "0"))), enter)


def visit_all(window) -> None:
    """Open every screen, as a person going through all of them would, five times in turn."""
    from bench._common import peak_mib, resident_mib
    from cusdesk.ui.shell.features import SCREENS

    moments["memory"] = {"opened": peak_mib()}
    moments["rounds"] = []
    for number in range(VISITS):
        for spec in SCREENS:
            window.open_screen(spec.id)
            come_in(window)
            if not number:
                moments["memory"][spec.id] = peak_mib()
        moments["rounds"].append(resident_mib())
    finish()


def come_in(window) -> None:
    """Let a window come to rest with its first data on the screen."""
    from bench._window import settle

    settle(lambda: window._ops.is_idle)
    window.repaint()
    settle(lambda: window._ops.is_idle)


def visit_one(window, screen: str) -> None:
    """Open one screen that nothing was loaded for, its files not in memory, beside a bare one."""
    from bench._screen import bare_page, come_to_rest, forget_files, taken

    come_to_rest(window)
    moments["bare"] = taken(lambda: bare_page(window))[0]
    forget_files()
    moments["screen"], moments["files"] = taken(
        lambda: (window.open_screen(screen), come_in(window))
    )
    finish()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        ours(sys.argv[2], sys.argv[3], "".join(sys.argv[4:]))
