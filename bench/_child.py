"""One process of `bench.start` and `bench.memory`: a window, timed from the start of Python.

    python -m bench._child bare
    python -m bench._child ours OFFICE PASSWORD [visit]

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


def ours(office: str, password: str, *, visit: bool) -> None:
    from cusdesk.core.collector import relax
    from cusdesk.ui.common.quick_imports import load_qt

    relax()  # these two as `cusdesk.__main__` begins
    load_qt()
    from cusdesk import app

    make = app.make_window

    def watched(settings):
        window = make(settings)
        window.first_painted.connect(lambda: type_password(window, password, visit=visit))
        return window

    app.make_window = watched
    app.run(office)


def type_password(window, password: str, *, visit: bool) -> None:
    note("painted")
    from PySide6.QtCore import QTimer

    def look() -> None:
        if window.workspace is None or "data" in moments:
            return
        window.repaint()
        note("data")
        if visit:
            QTimer.singleShot(0, lambda: visit_all(window))
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
    """Open every screen of the navigation, as a person going through all of them would."""
    from bench._common import peak_mib
    from bench._window import settle
    from cusdesk.ui.shell.features import SCREENS

    moments["memory"] = {"opened": peak_mib()}
    for spec in SCREENS:
        window.open_screen(spec.id)
        settle(lambda: window._ops.is_idle)
        window.repaint()
        settle(lambda: window._ops.is_idle)
        moments["memory"][spec.id] = peak_mib()
    finish()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        ours(sys.argv[2], sys.argv[3], visit="visit" in sys.argv)
