"""Another sheet with a recovery code: one's own password, the code on paper, two groups from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.services import people
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.new_password import CapsLockHint, password_field
from cusdesk.ui.common.recovery_sheet import CodeProof, recovery_pdf
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import column, label, resize_within_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.ui.common.context import ScreenContext


class SheetDialog(CommandDialog):
    """Asks for the password, then shows the code until its sheet is proved.

    Attributes:
        password: of the person who asks; not there when a recovery code opened the office.
        proof: the code and the two groups; hidden until there is one.
    """

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(context, tr("people.sheet.title"), tr("people.sheet.show"), parent)
        self.words = label(tr("people.sheet.text"), wrap=True)
        self.body.addWidget(self.words)
        self.body.addWidget(label(tr("people.sheet.honest"), "warning", wrap=True))
        self.password = password_field(tr("people.sheet.password"))
        self._title = label(tr("people.sheet.password"), "label")
        self._title.setBuddy(self.password)
        self._caps = CapsLockHint(self.password)
        holder = column(gap=0.5)
        for widget in (self._title, self.password, self._caps.words):
            holder.addWidget(widget)
        self.body.addLayout(holder)
        self.proof = CodeProof()
        self.proof.hide()
        self.proof.print_requested.connect(self._make_sheet)
        self.proof.submitted.connect(self.confirm)
        self.body.addWidget(self.proof)
        self.body.addStretch()
        self._ask_password(asks=not context.office.opened_by_code)
        resize_within_screen(self, current().chars(84), current().line * 30)

    def confirm(self) -> None:
        """Show the code; when it is there, prove the sheet."""
        ops, office = self._context.ops, self._context.office
        if not self.proof.code:
            write = ops.write(people.new_recovery_code, office, self.password.text())
            self.start(write, self._show_code)
        elif self.proof.is_right():
            write_proof = ops.write(people.confirm_recovery_code, office, self.proof.code)
            self.start(write_proof, self._on_proved)
        else:
            self.say(tr("shell.recovery.mismatch"))

    def _ask_password(self, *, asks: bool) -> None:
        self._title.setVisible(asks)
        self.password.setVisible(asks)
        if asks:
            self.password.setFocus()

    def _show_code(self, code: str) -> None:
        self.password.clear()
        self._caps.words.hide()
        self._ask_password(asks=False)
        self.words.setText(tr("people.sheet.show_text"))
        self.do.setText(tr("people.sheet.done_button"))
        self.do.setEnabled(True)
        self.proof.show()
        self.proof.show_code(code)

    def _make_sheet(self) -> None:
        office = self._context.office
        files = self._context.ops.files(
            recovery_pdf, office.name, self.proof.code, office.path.name, office.clock.today()
        )
        files.on_success(self._preview).run()

    def _preview(self, pdf: bytes) -> None:
        from cusdesk.ui.common.pdf_preview import PdfPreview

        name = tr("shell.recovery.file_name")
        PdfPreview(self, tr("people.sheet.title"), pdf, name, self._context.ops).open()

    def _on_proved(self, _changes: object) -> None:
        self.proof.forget()
        self._context.notifier.success(tr("people.sheet.done"))
        self.accept()
