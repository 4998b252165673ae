"""Noting who outside was given a resident's data: offered where a document has just gone out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QLabel, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label as word
from cusdesk.domain.protection.register_drafts import ConsentPurpose
from cusdesk.services.protection import registers
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.protection.registers import ConsentAnswer
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.pdf_preview import PdfPreview

PURPOSES = (ConsentPurpose.OUTSIDE_PLAN, ConsentPurpose.OTHER_UNIT)
"""What may be given to somebody outside with the resident's consent alone."""
_LINE = "disclosure_line"


class DisclosureDialog(CommandDialog):
    """To whom, what, and on what ground: an act or the plan, or a consent that holds today.

    Attributes:
        recipient, what, basis: the fields.
        grounds: None (an act or the plan) or a purpose of a consent -> its radio button.
    """

    def __init__(
        self, context: ScreenContext, resident_id: bytes, what: str, parent: QWidget
    ) -> None:
        title, do = tr("protection.disclosure.title"), tr("protection.disclosure.do")
        super().__init__(context, title, do, parent)
        self._resident_id = resident_id
        self.body.addWidget(label(tr("protection.disclosure.text"), wrap=True))
        self.recipient, self.basis = QLineEdit(), QLineEdit()
        self.what = QPlainTextEdit(what)
        self.what.setTabChangesFocus(True)
        self.what.setFixedHeight(current().line * 4)
        self._titled("fields.disclosures.recipient", self.recipient)
        self._titled("fields.disclosures.what", self.what)
        self.body.addWidget(label(tr("protection.disclosure.ground"), "label"))
        self._choice = QButtonGroup(self)
        self.grounds: dict[ConsentPurpose | None, QRadioButton] = {}
        self._states: dict[ConsentPurpose, QLabel] = {}
        self._add_ground(None, tr("protection.disclosure.by_law"))
        self.body.addWidget(self.basis)
        self.basis.setAccessibleName(tr("fields.disclosures.legal_basis"))
        self.basis.setPlaceholderText(tr("protection.disclosure.law_example"))
        for purpose in PURPOSES:
            self._add_ground(purpose, tr("protection.disclosure.by_consent", purpose=word(purpose)))
            self._states[purpose] = label("", "hint", wrap=True)
            self._states[purpose].setIndent(current().space(3.5))
            self.body.addWidget(self._states[purpose])
            ask = partial(registers.consent_for, context.office, resident_id, purpose)
            context.ops.read(ask).on_success(partial(self._show_consent, purpose)).run()
        self.grounds[None].setChecked(True)
        self.body.addStretch()
        resize_within_screen(self, current().chars(76), current().line * 26)
        self.recipient.setFocus()

    def ground(self) -> ConsentPurpose | None:
        """Return the chosen consent, None for an act or the plan."""
        return next(ground for ground, made in self.grounds.items() if made.isChecked())

    def confirm(self) -> None:
        """Write the entry; a consent that does not hold is refused with its reason."""
        write = self._context.ops.write(
            registers.record_disclosure,
            self._context.office,
            self._resident_id,
            self.recipient.text(),
            self.what.toPlainText(),
            self.basis.text(),
            consent=self.ground(),
        )
        self.start(write, self._on_written)

    def _on_written(self, _saved: object) -> None:
        self._context.notifier.success(tr("protection.disclosure.done"))
        self.accept()

    def _add_ground(self, ground: ConsentPurpose | None, text: str) -> None:
        made = QRadioButton(text)
        made.toggled.connect(self._on_ground)
        self._choice.addButton(made)
        self.grounds[ground] = made
        self.body.addWidget(made)

    def _on_ground(self, _on: bool) -> None:
        self.basis.setEnabled(self.grounds[None].isChecked())

    def _show_consent(self, purpose: ConsentPurpose, answer: ConsentAnswer) -> None:
        """Say beside the choice whether there is such a consent today."""
        key, until = ("given" if answer.is_given else "not_given"), ""
        if answer.is_given and answer.until:
            until = tr("protection.disclosure.until", date=format_date(answer.until))
        words = tr(f"protection.disclosure.{key}", scope=answer.scope, until=until)
        self._states[purpose].setText(words)

    def _titled(self, key: str, field: QWidget) -> None:
        title = label(tr(key), "label")
        title.setBuddy(field)
        field.setAccessibleName(tr(key))
        holder = column(gap=0.5)
        holder.addWidget(title)
        holder.addWidget(field)
        self.body.addLayout(holder)


def can_note(context: ScreenContext) -> bool:
    """Tell whether this person may write the register of disclosures."""
    return context.office.can_change("protection") and context.office.may("residents.see")


def offer_in_preview(
    context: ScreenContext, preview: PdfPreview, ask: Callable[[QWidget], object]
) -> None:
    """Offer the entry in the preview itself once its pages were printed or saved.

    Args:
        context: of the screen.
        preview: the pages of one resident.
        ask: shows the window of the entry above the preview.
    """
    if can_note(context):
        preview.went_out.connect(partial(_add_line, preview, ask))


def _add_line(preview: PdfPreview, ask: Callable[[QWidget], object], _how: str) -> None:
    if preview.findChild(QWidget, _LINE) is not None:
        return
    holder = QWidget()
    holder.setObjectName(_LINE)
    line = row(holder, margin=1, gap=1)
    line.addWidget(label(tr("protection.disclosure.offer"), "hint", wrap=True), 1)
    line.addWidget(button(tr("protection.disclosure.action"), partial(ask, preview)))
    preview.add_line(holder)


def show_disclosure(
    context: ScreenContext, resident_id: bytes, what: str, parent: QWidget
) -> DisclosureDialog:
    """Ask to whom it went, and on what ground."""
    dialog = DisclosureDialog(context, resident_id, what, parent)
    dialog.open()
    return dialog
