"""Which group everybody with a seat is put into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cusdesk.core.messages import tr
from cusdesk.services import recruitment
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, resize_within_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.recruitment import Enrolled, GroupChoice
    from cusdesk.ui.common.context import ScreenContext

_ID = int(Qt.ItemDataRole.UserRole)


class GroupDialog(CommandDialog):
    """One click: the group of the edition's service is chosen already, another one never is."""

    def __init__(
        self,
        context: ScreenContext,
        edition_id: bytes,
        groups: Sequence[GroupChoice],
        parent: QWidget,
    ) -> None:
        title = tr("recruitment.group.title")
        super().__init__(context, title, tr("recruitment.group.do"), parent)
        self._edition = edition_id
        self.body.addWidget(label(title, "title"))
        key = "text" if groups else "none"
        self.body.addWidget(label(tr(f"recruitment.group.{key}"), "hint", wrap=True))
        self.groups = QListWidget()
        self.groups.setAccessibleName(title)
        for group in groups:
            words = tr("recruitment.group.fits", name=group.name) if group.is_of_edition else ""
            item = QListWidgetItem(words or group.name)
            item.setData(_ID, group.id)
            self.groups.addItem(item)
        if groups and groups[0].is_of_edition:
            self.groups.setCurrentRow(0)
        self.groups.currentRowChanged.connect(lambda row: self.do.setEnabled(row >= 0))
        self.groups.setVisible(bool(groups))
        self.body.addWidget(self.groups, 1)
        self.do.setEnabled(self.groups.currentRow() >= 0)
        resize_within_screen(self, current().chars(60), current().row_height * 12)
        # a list that gets the keyboard chooses its first line by itself
        (self.do if self.do.isEnabled() else self.inside).setFocus()

    def confirm(self) -> None:
        """Put everybody into the group."""
        if self.groups.currentRow() < 0:
            return
        item = self.groups.currentItem()
        operation = self._context.ops.write(
            recruitment.enrol, self._context.office, self._edition, item.data(_ID)
        )
        self.start(operation, self._on_done)

    def _on_done(self, done: Enrolled) -> None:
        self._context.notifier.success(tr("recruitment.group.done", n=done.added))
        self.accept()
