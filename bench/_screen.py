"""One screen opened for the first time in a running program: CPU, wall and the files it read."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QTableView, QWidget

from bench._window import ListModel, settle
from bench.cold_start import forget

_QUIET = 0.5
_ROWS, _COLUMNS = 3_000, 10
_SEEN = (".pyc", ".py", ".toml", ".json", ".svg", ".so")


def come_to_rest(window) -> None:
    """Wait until what the program does after its first data is done too."""
    quiet_since = time.monotonic()

    def is_quiet() -> bool:
        nonlocal quiet_since
        if not window._ops.is_idle:
            quiet_since = time.monotonic()
        return time.monotonic() - quiet_since > _QUIET

    settle(is_quiet)


def forget_files() -> None:
    """Put everything that an import or a text could be read from out of the system's memory."""
    for folder in {
        Path(place or ".").resolve() for place in (*sys.path, sys.pycache_prefix or ".")
    }:
        for root, _folders, names in os.walk(folder):
            for name in names:
                if name.endswith(_SEEN):
                    forget(Path(root, name))


def taken(call) -> tuple[list[float], int]:
    """Return [wall, CPU] seconds of a call and how many files Python read meanwhile."""
    seen: set[str] = set()
    is_on = True

    def note(event: str, values: tuple) -> None:
        if is_on and event in {"open", "import"}:
            path = values[0] if event == "open" else values[1]
            if isinstance(path, str):
                seen.add(path)

    sys.addaudithook(note)
    wall, cpu = time.monotonic(), time.process_time()
    call()
    spent = [time.monotonic() - wall, time.process_time() - cpu]
    is_on = False
    return spent, len(seen)


def bare_page(window) -> None:
    """Show a page with nothing but a table of ready rows in the place of the screens."""
    page = QWidget()
    view = QTableView()
    rows = [tuple(f"{row} {column}" for column in range(_COLUMNS)) for row in range(_ROWS)]
    model = ListModel(rows, _COLUMNS)
    view.setModel(model)
    QHBoxLayout(page).addWidget(view)
    stack = window.workspace._stack
    before = stack.currentWidget()
    stack.addWidget(page)
    stack.setCurrentWidget(page)
    window.repaint()
    settle(lambda: True)
    stack.setCurrentWidget(before)
    stack.removeWidget(page)
    page.deleteLater()
    settle(lambda: True)
