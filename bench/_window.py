"""A window for measurements: waiting for the program's own, and a bare one beside it."""
# ruff: noqa: N802 (Qt's names)

from __future__ import annotations

import time

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, Qt, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView, QTabWidget

NOWHERE = QModelIndex()
SIZE = (1180, 740)


class ListModel(QAbstractTableModel):
    """A ready Python list of rows of text, and nothing else."""

    def __init__(self, rows, columns: int) -> None:
        super().__init__()
        self._rows, self._columns = rows, columns

    def rowCount(self, parent=NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent=NOWHERE) -> int:
        return 0 if parent.isValid() else self._columns

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        return None


class BareWindow(QMainWindow):
    """Menus, a toolbar, tabs and a table of 1000 x 10."""

    def __init__(self, on_painted) -> None:
        super().__init__()
        self._on_painted = on_painted
        for name in ("Plik", "Edycja", "Widok", "Pomoc"):
            menu = self.menuBar().addMenu(name)
            for number in range(6):
                menu.addAction(f"{name} {number}")
        bar = self.addToolBar("main")
        for number in range(6):
            bar.addAction(f"Przycisk {number}")
        tabs = QTabWidget()
        rows = [tuple(f"{row} {column}" for column in range(10)) for row in range(1000)]
        self.model = ListModel(rows, 10)
        view = QTableView()
        view.setModel(self.model)
        tabs.addTab(view, "Lista")
        self.setCentralWidget(tabs)
        self.resize(*SIZE)

    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        painted, self._on_painted = self._on_painted, None
        if painted is not None:
            painted()


def hush() -> None:
    """Keep what Qt says of having no screen out of the figures."""
    qInstallMessageHandler(lambda *_message: None)


def settle(is_done, seconds: float = 120.0) -> None:
    """Let the window work until `is_done()`; fail when that never comes."""
    application = QApplication.instance()
    end = time.monotonic() + seconds
    while not is_done():
        application.processEvents()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if time.monotonic() > end:
            message = "the window never came to rest"
            raise TimeoutError(message)
    application.processEvents()
