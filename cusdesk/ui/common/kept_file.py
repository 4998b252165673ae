"""A file that is kept in the office, as a line on the screen: opened, saved elsewhere, put away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.ui.common.widgets import button, column, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cusdesk.ui.common.notices import Notifier

_KB = 1024


def file_line(
    title: QLabel, about: QLabel, name: str, acts: Sequence[tuple[str, Callable[[], object]]]
) -> QWidget:
    """Return a line of a list of files.

    Args:
        title: what the file is.
        about: what is known of it.
        name: of the file, for whoever hears the buttons.
        acts: (key below `attachments.panel`, what to do).
    """
    holder = QWidget()
    inside = column(holder, gap=0.25)
    inside.addWidget(title)
    inside.addWidget(about)
    line = row(gap=1)
    for key, run in acts:
        act = button(tr(f"attachments.panel.{key}"), run, look="link")
        act.setAccessibleName(tr("attachments.panel.of", action=act.text(), name=name))
        line.addWidget(act)
    line.addStretch()
    inside.addLayout(line)
    return holder


def size_words(size: int) -> str:
    """Return a number of bytes in kilobytes, at least one."""
    return tr("attachments.panel.size", kb=max(1, round(size / _KB)))


def show_copy(notifier: Notifier, path: Path) -> None:
    """Open a copy with the program this computer has for it; say so, or that there is none."""
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        notifier.info(tr("attachments.panel.opened"))
    else:
        notifier.warning(tr("attachments.panel.no_program"))


def ask_place(parent: QWidget, file_name: str) -> Path | None:
    """Ask where to save a file outside the office; None when nothing was chosen."""
    proposed = str(documents_dir() / file_name)
    name, _kind = QFileDialog.getSaveFileName(parent, tr("attachments.panel.save"), proposed)
    return Path(name) if name else None
