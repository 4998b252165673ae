"""What is written about one attached file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.services import attachments
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.form import Choice, FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, resize_within_screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cusdesk.domain.attachments import AttachmentDraft
    from cusdesk.domain.needs_talks import Dimension
    from cusdesk.services.attachments import AttachmentRow
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext

_FIELD = "fields.attachments."
_CHARS, _LINES = 70, 20


class AttachmentDialog(CommandDialog):
    """What a file is, who issued it, when, until when it holds, which dimension it supports."""

    def __init__(
        self,
        context: ScreenContext,
        parent: QWidget,
        entry: AttachmentRow,
        dimensions: Sequence[Dimension],
    ) -> None:
        title = tr("attachments.dialog.title")
        super().__init__(context, title, tr("attachments.dialog.save"), parent)
        self._entry = entry
        self.body.addWidget(label(entry.file_name, "heading", wrap=True))
        self.form: Form[AttachmentDraft] = Form(_form(dimensions), context.office.clock)
        self.form.load(attachments.attachment_draft(entry))
        self.body.addWidget(self.form)
        resize_within_screen(self, current().chars(_CHARS), current().row_height * _LINES)
        self.form.focus("title")

    def confirm(self) -> None:
        """Store it."""
        if not self.form.show_value_problems():
            return
        entry = self._entry
        operation = self._context.ops.write(
            attachments.change_attachment,
            self._context.office,
            entry.id,
            self.form.draft(),
            entry.version,
        )
        self.start(operation, self._on_changed)

    def _on_changed(self, _saved: Saved) -> None:
        self._context.notifier.success(tr("attachments.dialog.saved"))
        self.accept()


def _form(dimensions: Sequence[Dimension]) -> FormSpec:
    choices = [Choice("", tr("common.form.nothing"))]
    choices += [Choice(dimension.code, dimension.name) for dimension in dimensions]
    fields: list[FieldSpec | tuple[FieldSpec, ...]] = [
        FieldSpec("title", f"{_FIELD}title"),
        FieldSpec("author", f"{_FIELD}author"),
        (
            FieldSpec("issued_on", f"{_FIELD}issued_on", "date"),
            FieldSpec("valid_to", f"{_FIELD}valid_to", "date"),
        ),
    ]
    if dimensions:
        fields.append(
            FieldSpec(
                "dimension",
                f"{_FIELD}dimension",
                "choice",
                choices=choices,
                offers_nothing=False,
            )
        )
    return FormSpec([Section("", fields)])
