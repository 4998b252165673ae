"""The breaks of the office: a list, and one line to add the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cusdesk.core.errors import ValidationError
from cusdesk.core.messages import describe, tr
from cusdesk.domain.dates import format_date
from cusdesk.services.attendance.series import (
    BreakDraft,
    BreakRow,
    add_break,
    list_breaks,
    retire_break,
)
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.form import FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, keep_from_writing, label, resize_within_screen

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.changes import Changes
    from cusdesk.ui.common.context import ScreenContext

_ID = int(Qt.ItemDataRole.UserRole)
_SPEC = FormSpec(
    [
        Section(
            "",
            [
                FieldSpec("name", "fields.office_breaks.name", width=32),
                FieldSpec("valid_from", "fields.office_breaks.valid_from", "date"),
                FieldSpec(
                    "valid_to",
                    "fields.office_breaks.valid_to",
                    "date",
                    hint="attendance.breaks.one_day",
                ),
            ],
        )
    ]
)


class BreaksDialog(CommandDialog):
    """Which days the office does not plan."""

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(
            context, tr("attendance.breaks.title"), tr("attendance.breaks.add"), parent
        )
        self.body.addWidget(label(tr("attendance.breaks.intro"), "hint", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("attendance.breaks.title"))
        self.list.setMinimumHeight(current().row_height * 3)
        self.body.addWidget(self.list, 1)
        self.remove = button(tr("attendance.breaks.remove"), self.remove_break, icon_name="delete")
        self.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.form: Form[BreakDraft] = Form(_SPEC, clock=context.office.clock)
        self.form.load(BreakDraft())
        self.body.addWidget(self.form)
        keep_from_writing(context, "attendance", self.form, self.remove, self.do)
        resize_within_screen(self, current().chars(72), current().line * 38)
        self._refresh()
        self.form.focus()

    def _refresh(self) -> None:
        operation = self._context.ops.read(list_breaks, self._context.office)
        operation.replacing(f"breaks-{id(self)}").on_success(self._show).run()

    def _show(self, rows: list[BreakRow]) -> None:
        self.list.clear()
        for one in rows:
            item = QListWidgetItem(_words(one))
            item.setData(_ID, one.id)
            item.setSizeHint(QSize(0, current().row_height))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def confirm(self) -> None:
        """Add the break; the window stays, for there are often several."""
        self.form.flush()
        if self.form.show_value_problems():
            draft = self.form.draft()
            self.start(
                self._context.ops.write(add_break, self._context.office, draft), self._on_added
            )

    def _on_added(self, _changes: Changes) -> None:
        self.do.setEnabled(True)
        self.form.load(BreakDraft())
        self.form.focus()
        self._refresh()

    def _on_refused(self, error: CusdeskError) -> None:
        self.do.setEnabled(True)
        problems = error.problems if isinstance(error, ValidationError) else []
        left = self.form.show_problems(problems)
        self.say(describe(error) if not problems or left else "")

    def remove_break(self) -> None:
        """Put the chosen break into the bin."""
        item = self.list.currentItem()
        if item is not None:
            operation = self._context.ops.write(retire_break, self._context.office, item.data(_ID))
            operation.on_success(self._on_removed).run()

    def _on_removed(self, _changes: Changes) -> None:
        self._refresh()


def _words(row: BreakRow) -> str:
    days = format_date(row.valid_from)
    if row.valid_to != row.valid_from:
        days += f"–{format_date(row.valid_to)}"
    parts = [row.name, days]
    if row.meetings:
        parts.append(tr("attendance.breaks.meetings", n=row.meetings))
    return "   ·   ".join(parts)
