"""Step 1: which files, and what they hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QGridLayout, QRadioButton, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.services.imports import KINDS
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import CutLabel, button, card, column, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from cusdesk.services.imports import Kind
    from cusdesk.ui.imports.wizard.state import WizardState

_LARGE_TEXT = 125
SUFFIXES = {".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt"}


class FileStep(QWidget):
    """A button, a place to drop files on, and four kinds to choose from.

    Signals:
        files_chosen: (paths) in the order they will be read.
        kind_chosen: (kind) the person said what the file holds.
    """

    files_chosen = Signal(list)
    kind_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._folder: Path | None = None
        self.setAcceptDrops(True)
        layout = column(self, gap=2)
        frame, inside = card(margin=3, gap=1.5)
        inside.addWidget(label(tr("imports_ui.file.title"), "heading"))
        inside.addWidget(label(tr("imports_ui.file.text"), "hint", wrap=True))
        line = row(gap=2)
        self.choose = button(tr("imports_ui.file.choose"), self.ask, icon_name="folder")
        line.addWidget(self.choose)
        self.name = CutLabel("hint")
        self.name.setText(tr("imports_ui.file.none"))
        line.addWidget(self.name, 1)
        inside.addLayout(line)
        layout.addWidget(frame)
        self.kinds_box, kinds = card(margin=3, gap=1.5)
        kinds.addWidget(label(tr("imports_ui.file.kind"), "heading"))
        self.guess = label("", "hint", wrap=True)
        kinds.addWidget(self.guess)
        kinds.addLayout(self._make_kinds())
        layout.addWidget(self.kinds_box)
        layout.addStretch()
        self.kinds_box.hide()

    def _make_kinds(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(4))
        grid.setVerticalSpacing(space(1))
        self._group = QButtonGroup(self)
        self.radios: dict[Kind, QRadioButton] = {}
        for number, kind in enumerate(KINDS):
            radio = QRadioButton(tr(f"imports_ui.kind.{kind}"))
            self.radios[kind] = radio
            self._group.addButton(radio, number)
            grid.addWidget(radio, number, 0)
            grid.addWidget(label(tr(f"imports_ui.kind_text.{kind}"), "hint", wrap=True), number, 1)
        grid.setColumnMinimumWidth(
            0, current().chars(26 if current().percent <= _LARGE_TEXT else 14)
        )
        grid.setColumnStretch(1, 1)
        self._group.idClicked.connect(self._on_kind)
        return grid

    def show_state(self, state: WizardState) -> None:
        """Show the file at hand and what it seems to hold."""
        if state.source is None:
            self.name.setText(tr("imports_ui.file.none"))
            self.kinds_box.hide()
            return
        text = state.source.path.name
        if len(state.files) > 1:
            text = tr("imports_ui.file.of", name=text, number=state.at + 1, all=len(state.files))
        self.name.setText(text)
        self.radios[state.kind].setChecked(True)
        key = "guessed" if state.source.guess == state.kind else "not_guessed"
        self.guess.setText(tr(f"imports_ui.file.{key}", kind=tr(f"imports_ui.kind.{state.kind}")))
        self.kinds_box.show()

    def ask(self) -> None:
        """Ask for files."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self.window(),
            tr("imports_ui.file.choose"),
            str(self._folder or documents_dir()),
            tr("imports_ui.file.filter"),
        )
        if chosen:
            self._folder = Path(chosen[0]).parent  # the next workbook lies beside this one
            self.files_chosen.emit([Path(name) for name in chosen])

    def _on_kind(self, number: int) -> None:
        self.kind_chosen.emit(KINDS[number])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Workbooks may be dropped here."""
        if _workbooks(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped workbooks."""
        self.files_chosen.emit(_workbooks(event))


def _workbooks(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]
