"""Taking one past change back: what it goes over is said first, then it is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QWidget

from cusdesk.core.messages import tr
from cusdesk.services import history
from cusdesk.ui.common.dialog import command_line
from cusdesk.ui.common.page_area import page_in
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen

if TYPE_CHECKING:
    from cusdesk.services.history import HistoryEntry, OneChange, TakeBackView
    from cusdesk.ui.common.context import ScreenContext

_CHARS = 72
_MOST_ROWS = 22
_BUTTON_ROWS = 4
"""The buttons and the edges, in lines."""


class TakeBackDialog(QDialog):
    """The question: from, to, and the later changes that would be lost from sight."""

    def __init__(self, parent: QWidget | None, view: TakeBackView) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("record.take_back.title"))
        outer = column(self, margin=3, gap=2)
        layout = page_in(outer, gap=2)
        layout.addWidget(label(tr("record.take_back.title"), "heading"))
        layout.addWidget(label(question(view), wrap=True))
        if view.later:
            layout.addWidget(label(tr("record.take_back.later", n=len(view.later)), wrap=True))
            layout.addWidget(_listed(view.later))
        if view.together:
            names = ", ".join(view.together)
            layout.addWidget(label(tr("record.take_back.together", names=names), "hint", wrap=True))
        layout.addWidget(label(tr("record.take_back.can_undo"), "hint", wrap=True))
        layout.addStretch()
        look = "danger" if view.later else "main"
        self.confirm = button(tr("record.take_back.confirm"), self.accept, look=look)
        outer.addLayout(command_line(self, self.confirm))
        width = current().chars(_CHARS)
        wanted = layout.totalHeightForWidth(width) + current().row_height * _BUTTON_ROWS
        resize_within_screen(self, width, min(wanted, current().row_height * _MOST_ROWS))


def question(view: TakeBackView) -> str:
    """Return what would become what."""
    if view.field is None:
        return tr("record.take_back.to_bin")
    return tr(
        "record.take_back.value", field=view.field, now=_shown(view.now), then=_shown(view.then)
    )


def _shown(value: str | None) -> str:
    """Return a value in quotes; an empty field is told, not quoted."""
    return tr("record.take_back.quoted", value=value) if value else tr("record.take_back.empty")


def _listed(later: tuple[HistoryEntry, ...]) -> QWidget:
    lines = QWidget()
    inside = column(lines, gap=0.5)
    for entry in later:
        words = tr(
            "record.take_back.line",
            moment=f"{entry.moment:%d.%m.%Y %H:%M}",
            user=entry.user_name,
            field=entry.field or "",
            before=_shown(entry.before),
            after=_shown(entry.after),
        )
        inside.addWidget(label(words, wrap=True))
    return lines


class TakeBack(QObject):
    """Asks and does it, for any list of changes.

    Attributes:
        dialog: the question asked last.
    """

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._parent = context, parent
        self.dialog: TakeBackDialog | None = None

    def ask(self, change: OneChange) -> None:
        """Find out what the change would go over, then ask."""
        operation = self._context.ops.read(history.look_at_change, self._context.office, change)
        operation.on_success(self._on_looked).run()

    def _on_looked(self, view: TakeBackView) -> None:
        self.dialog = TakeBackDialog(self._parent.window(), view)
        self.dialog.accepted.connect(partial(self._do, view.change))
        self.dialog.open()

    def _do(self, change: OneChange) -> None:
        operation = self._context.ops.write(history.take_back_change, self._context.office, change)
        operation.on_success(self._on_done).run()

    def _on_done(self, _changes: object) -> None:
        words = tr("record.take_back.done")
        self._context.notifier.success(words, tr("common.button.undo"), self._undo)

    def _undo(self) -> None:
        self._context.ops.write(history.undo, self._context.office).run()
