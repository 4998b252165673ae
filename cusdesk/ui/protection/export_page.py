"""„Całość danych”: the way out of the program, with everything, unencrypted and on purpose."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from cusdesk.core.messages import describe, tr
from cusdesk.core.paths import documents_dir
from cusdesk.services.protection import exit_export
from cusdesk.ui.common.new_password import password_field
from cusdesk.ui.common.permits import permit
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, column, label, row
from cusdesk.ui.protection.parts import ask_save, warning_bar

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.protection.exit_export import Exported
    from cusdesk.ui.common.context import ScreenContext


class ExportPage(QWidget):
    """A warning, the password once more, and where to."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        layout = column(self, gap=1.5)
        frame, inside = card(gap=1.5)
        frame.setMaximumWidth(current().chars(96))
        inside.addWidget(label(tr("protection.export.title"), "heading"))
        inside.addWidget(label(tr("protection.export.text"), wrap=True))
        inside.addWidget(warning_bar(tr("protection.export.warning"), "error"))
        title = label(tr("protection.export.password"), "label")
        self.password: QLineEdit = password_field(tr("protection.export.password"))
        self.password.setMaximumWidth(current().chars(40))
        title.setBuddy(self.password)
        self.password.textChanged.connect(self._on_typed)
        inside.addWidget(title)
        inside.addWidget(self.password)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        inside.addWidget(self.problem)
        line = row()
        self.to_folder = button(
            tr("protection.button.export_folder"), self._to_folder, icon_name="folder"
        )
        self.to_zip = button(tr("protection.button.export_zip"), self._to_zip, icon_name="save")
        line.addWidget(self.to_folder)
        line.addWidget(self.to_zip)
        line.addStretch()
        inside.addLayout(line)
        layout.addWidget(frame)
        layout.addStretch()
        self._on_typed("")

    def load(self) -> None:
        """Forget a password typed before."""
        self.password.clear()
        self._say("")

    def _on_typed(self, text: str) -> None:
        for made in (self.to_folder, self.to_zip):
            permit(made, "" if text else tr("protection.button.export_needs_password"))

    def _to_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self.window(), tr("protection.export.folder"), str(documents_dir())
        )
        if chosen:
            self._export(Path(chosen))

    def _to_zip(self) -> None:
        today = self._context.office.clock.today()
        name = tr("protection.export.zip_name", date=today.isoformat())
        path = ask_save(self, tr("protection.export.title"), name, ("zip",))
        if path is not None:
            self._export(path)

    def _export(self, target: Path) -> None:
        self._say("")
        operation = self._context.ops.read(
            exit_export.export_all, self._context.office, target, self.password.text()
        )
        operation.with_progress("protection.export.running").cancellable()
        operation.on_success(self._on_done).on_error(self._on_refused).run()

    def _on_done(self, done: Exported) -> None:
        self.password.clear()
        self._context.notifier.success(tr("protection.export.done", place=done.path, n=done.rows))

    def _on_refused(self, error: CusdeskError) -> None:
        self._say(describe(error))

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
