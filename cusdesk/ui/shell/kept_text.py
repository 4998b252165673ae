"""What was typed in small windows when the program locked: kept, and given back to its owner.

A dialog of a closed office cannot be opened again as it stood. Its typed texts lie in the office
file as a draft of the person who typed them, and are shown once after the password.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from cusdesk.core.errors import CusdeskError
from cusdesk.core.messages import tr
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, column, label, resize_within_screen, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.office import Office

DRAFT_KIND = "locked"
_KEY = "dialogs"
Typed = tuple[str, list[tuple[str, str]]]
"""The title of a window, and (field, text) of what was typed into it."""


def typed_in(dialog: QDialog) -> list[tuple[str, str]]:
    """Return (field, text) of everything a person typed into a window; never a password."""
    found = []
    for field in dialog.findChildren(QWidget):
        if isinstance(field, QLineEdit):
            is_open = field.echoMode() is QLineEdit.EchoMode.Normal
            text = field.text() if field.isModified() and is_open else ""
        elif isinstance(field, QPlainTextEdit | QTextEdit):
            text = field.toPlainText() if field.document().isModified() else ""
        else:
            continue
        if text.strip():
            found.append((field.accessibleName(), text))
    return found


def all_typed() -> list[Typed]:
    """Return what was typed into the open windows of the program, the main one aside."""
    dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]
    found = [(dialog.windowTitle(), typed_in(dialog)) for dialog in dialogs if dialog.isVisible()]
    return [(title, texts) for title, texts in found if texts]


def keep(office: Office, typed: Sequence[Typed]) -> None:
    """Keep typed texts for the person who works here; what cannot be written is lost."""
    from cusdesk.services import drafts

    if typed:
        windows = [{"title": title, "texts": texts} for title, texts in typed]
        with contextlib.suppress(CusdeskError):  # read-only, or damaged: it must be locked anyway
            drafts.keep(office, DRAFT_KIND, _KEY, {"windows": windows})


def kept(office: Office) -> list[Typed]:
    """Return what was kept for the person who works here."""
    from cusdesk.services import drafts

    found: list[Typed] = []
    for draft in drafts.drafts(office, DRAFT_KIND):
        windows: Any = draft.payload["windows"]
        found += [(w["title"], [(name, text) for name, text in w["texts"]]) for w in windows]
    return found


def forget(office: Office) -> None:
    """Forget what was kept for the person who works here."""
    from cusdesk.services import drafts

    drafts.discard(office, DRAFT_KIND, _KEY)


class KeptText(QDialog):
    """The typed texts under the titles of their windows, each to be copied with one click."""

    def __init__(self, found: Sequence[Typed], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("shell.kept.title"))
        layout = column(self, margin=3, gap=2)
        layout.addWidget(label(tr("shell.kept.text"), wrap=True))
        inside = QWidget()
        inner = column(inside, gap=2)
        for title, texts in found:
            inner.addWidget(label(title, "heading", wrap=True))
            for name, text in texts:
                inner.addWidget(_line(name, text))
        inner.addStretch()
        layout.addWidget(scrolled(inside), 1)
        buttons = row()
        buttons.addStretch()
        close = button(tr("shell.kept.close"), self.accept, look="main")
        close.setDefault(True)
        buttons.addWidget(close)
        layout.addLayout(buttons)
        resize_within_screen(self, current().chars(80), current().line * 24)


def _line(name: str, text: str) -> QWidget:
    frame, layout = card(margin=1.5, gap=0.5)
    head = row(gap=1)
    head.addWidget(label(name, "label", wrap=True), 1)
    copy = button(
        tr("shell.kept.copy"), lambda: QGuiApplication.clipboard().setText(text), look="quiet"
    )
    head.addWidget(copy)
    layout.addLayout(head)
    words = label(text, wrap=True)
    mark_personal(words)
    layout.addWidget(words)
    return frame
