"""Closing a month and opening it again: what is left as it is, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_month
from cusdesk.services import months
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, resize_within_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.months.viewmodel import MonthPage


class _WordsDialog(CommandDialog):
    """A title, what happens, and one field for words."""

    def __init__(
        self,
        context: ScreenContext,
        title: str,
        text: str,
        asked: str,
        do: str,
        parent: QWidget,
    ) -> None:
        super().__init__(context, title, do, parent)
        self.body.addWidget(label(title, "title", wrap=True))
        self.body.addWidget(label(text, wrap=True))
        self.body.addWidget(label(asked, "label"))
        self.words = QPlainTextEdit()
        self.words.setAccessibleName(asked)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(current().line * 4)
        self.body.addWidget(self.words)
        self.body.addStretch()
        resize_within_screen(self, current().chars(68), current().row_height * 14)
        self.words.setFocus()


class CloseDialog(_WordsDialog):
    """Close a month as it was looked at."""

    def __init__(self, context: ScreenContext, page: MonthPage, parent: QWidget) -> None:
        self._page = page
        count = len(page.lines)
        asked = tr("months.screen.note" if count else "months.screen.note_free")
        text = tr("months.screen.close_text")
        if count:
            text = f"{tr('months.screen.found', n=count)}. {text}"
        title = tr("months.screen.close_title", month=format_month(page.state.month))
        super().__init__(context, title, text, asked, tr("months.screen.close_do"), parent)

    def confirm(self) -> None:
        """Close the month."""
        if self._page.check is not None:
            operation = self._context.ops.write(
                months.close_month,
                self._context.office,
                self._page.state.month,
                self._page.check.seal,
                self.words.toPlainText(),
            )
            self.start(operation, self._on_done)

    def _on_done(self, _changes: object) -> None:
        self._context.notifier.success(tr("months.screen.closed"))
        self.accept()


class ReopenDialog(_WordsDialog):
    """Open a closed month again, with a reason."""

    def __init__(self, context: ScreenContext, page: MonthPage, parent: QWidget) -> None:
        self._page = page
        super().__init__(
            context,
            tr("months.screen.reopen_title", month=format_month(page.state.month)),
            tr("months.screen.reopen_text"),
            tr("months.screen.reason"),
            tr("months.screen.reopen_do"),
            parent,
        )

    def confirm(self) -> None:
        """Open the month."""
        operation = self._context.ops.write(
            months.reopen_month,
            self._context.office,
            self._page.state.month,
            self.words.toPlainText(),
        )
        self.start(operation, self._on_done)

    def _on_done(self, _changes: object) -> None:
        self._context.notifier.success(tr("months.screen.reopened"))
        self.accept()
