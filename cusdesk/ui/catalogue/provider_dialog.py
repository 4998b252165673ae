"""A new provider in four fields, without leaving the service; the rest is filled in later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from cusdesk.core.errors import CusdeskError, ValidationError
from cusdesk.core.messages import tr
from cusdesk.domain.labels import label as enum_label
from cusdesk.domain.providers import ProviderDraft, ProviderKind
from cusdesk.services import providers
from cusdesk.ui.common.dialog import command_line
from cusdesk.ui.common.form import Choice, FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, resize_within_screen

if TYPE_CHECKING:
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext

SPEC = FormSpec(
    [
        Section(
            "catalogue.provider.title",
            [
                FieldSpec("name", "fields.providers.name", required=True),
                FieldSpec(
                    "kind",
                    "fields.providers.kind",
                    "choice",
                    required=True,
                    choices=[Choice(kind, enum_label(kind)) for kind in ProviderKind],
                ),
                (
                    FieldSpec("contact_name", "fields.providers.contact_name"),
                    FieldSpec("contact_phone", "fields.providers.contact_phone", width=16),
                ),
            ],
        )
    ]
)


class ProviderDialog(QDialog):
    """Makes a provider.

    Signals:
        provider_created: (id).
    """

    provider_created = Signal(bytes)

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("catalogue.provider.title"))
        self._context = context
        self.form: Form[ProviderDraft] = Form(SPEC, clock=context.office.clock)
        self.form.load(ProviderDraft())
        layout = column(self, margin=2, gap=2)
        layout.addWidget(self.form)
        create = button(tr("common.button.create"), self.create_provider, look="main")
        layout.addLayout(command_line(self, create))
        resize_within_screen(self, current().chars(70), self.sizeHint().height())
        self.form.focus()

    def create_provider(self) -> None:
        """Make the provider, or say what is missing."""
        if self.form.show_value_problems():
            ops = self._context.ops
            operation = ops.write(providers.create, self._context.office, self.form.draft())
            operation.on_success(self._on_created).on_error(self._on_refused).run()

    def _on_created(self, saved: Saved) -> None:
        self.provider_created.emit(saved.id)
        self.accept()

    def _on_refused(self, error: CusdeskError) -> None:
        if isinstance(error, ValidationError):
            self.form.show_problems(error.problems)
        else:
            self._context.ops.show_error(error)
