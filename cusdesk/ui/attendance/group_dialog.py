"""The data of a group: made new in a window, changed on the group's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from cusdesk.core.errors import CusdeskError, ValidationError
from cusdesk.core.messages import tr
from cusdesk.services import catalogue, providers
from cusdesk.services.attendance import GroupDraft, GroupRow, change_group, create_group
from cusdesk.ui.common.dialog import command_line
from cusdesk.ui.common.form import Choice, FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, keep_from_writing, resize_within_screen, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.changes import Changes
    from cusdesk.ui.common.context import ScreenContext


def group_form(context: ScreenContext, title: str = "") -> Form[GroupDraft]:
    """Return the form of a group; services and providers are asked for at every load."""
    office = context.office

    def services_offered() -> Sequence[Choice]:
        """Return the services of the catalogue as they are at this moment."""
        return [Choice(service_id, name) for service_id, name in catalogue.names(office)]

    def providers_offered() -> Sequence[Choice]:
        """Return the providers as they are at this moment, after "none"."""
        names = providers.names(office)
        return [Choice(None, tr("common.form.nothing")), *(Choice(i, name) for i, name in names)]

    fields: list[FieldSpec | tuple[FieldSpec, ...]] = [
        FieldSpec(
            "service_id",
            "fields.service_groups.service_id",
            "choice",
            required=True,
            choices=services_offered,
            hint="attendance.group.service_hint",
        ),
        FieldSpec("name", "fields.service_groups.name", required=True),
        FieldSpec(
            "provider_id", "fields.service_groups.provider_id", "choice", choices=providers_offered
        ),
        (
            FieldSpec("leader", "fields.service_groups.leader"),
            FieldSpec("place", "fields.service_groups.place"),
        ),
        FieldSpec(
            "meeting_minutes",
            "fields.service_groups.meeting_minutes",
            "minutes",
            hint="attendance.group.minutes_hint",
        ),
        FieldSpec("notes", "fields.service_groups.notes", "multiline", lines=3),
    ]
    return Form(FormSpec([Section(title, fields)]), clock=office.clock)


def draft_of(group: GroupRow) -> GroupDraft:
    """Return a group as its form edits it."""
    return GroupDraft(
        group.service_id,
        group.name,
        group.provider_id,
        group.leader,
        group.place,
        group.meeting_minutes,
        group.notes,
    )


class NewGroupDialog(QDialog):
    """Makes a group.

    Signals:
        created: (id).
    """

    created = Signal(bytes)

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("attendance.group.new"))
        self._context = context
        self.form = group_form(context)
        self.form.load(GroupDraft())
        layout = column(self, margin=3, gap=2)
        area = scrolled(self.form)
        layout.addWidget(area, 1)
        create = button(tr("attendance.group.create"), self.create_group, look="main")
        layout.addLayout(command_line(self, create))
        wished = self.form.sizeHint().height() + current().row_height * 4
        resize_within_screen(self, current().chars(84), wished)
        self.form.focus()

    def create_group(self) -> None:
        """Make the group, or say what is missing."""
        if self.form.show_value_problems():
            operation = self._context.ops.write(
                create_group, self._context.office, self.form.draft()
            )
            operation.on_success(self._on_created).on_error(self._on_refused).run()

    def _on_created(self, made: tuple[bytes, Changes]) -> None:
        self.created.emit(made[0])
        self.accept()

    def _on_refused(self, error: CusdeskError) -> None:
        if isinstance(error, ValidationError):
            self.form.show_problems(error.problems)
        else:
            self._context.ops.show_error(error)


class GroupData(QWidget):
    """The page on which an existing group is changed: every field is written when it is left.

    Signals:
        changed: the group was written.
        retire_wanted: the person wants the group gone.
    """

    changed = Signal()
    retire_wanted = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._group: GroupRow | None = None
        self.form = group_form(context)
        self.form.field_left.connect(self._write)
        layout = column(self, margin=1, gap=2)
        layout.addWidget(self.form)
        retire = button(
            tr("attendance.group.retire"),
            self.retire_wanted.emit,
            look="danger",
            icon_name="delete",
        )
        line = row()
        line.addWidget(retire)
        line.addStretch()
        layout.addLayout(line)
        layout.addStretch()
        keep_from_writing(context, "attendance", self.form, retire)

    def show_group(self, group: GroupRow) -> None:
        """Show the data as they are now; the field being typed in is left alone."""
        if self._group is not None and self._group.id == group.id:
            self.form.accept(draft_of(group))
        else:
            self.form.load(draft_of(group))
        self._group = group

    def flush(self) -> None:
        """Keep what is being typed."""
        self.form.flush()

    def _write(self, _name: str) -> None:
        if self._group is not None:
            operation = self._context.ops.write(
                change_group,
                self._context.office,
                self._group.id,
                self.form.draft(),
                self._group.version,
            )
            operation.on_success(self._on_written).on_error(self._on_refused).run()

    def _on_written(self, _changes: Changes) -> None:
        self.changed.emit()

    def _on_refused(self, error: CusdeskError) -> None:
        if isinstance(error, ValidationError):
            self.form.show_problems(error.problems)
        else:
            self._context.ops.show_error(error)
