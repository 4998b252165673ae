"""The road of a list into an edition: pasted or opened, shown, taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox

from cusdesk.core.messages import describe, tr
from cusdesk.core.paths import documents_dir
from cusdesk.services import recruitment
from cusdesk.ui.common.widgets import message_box
from cusdesk.ui.recruitment.intake_dialog import IntakeDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.office import Office
    from cusdesk.services.recruitment import CandidateList, IntakePlan, Taken
    from cusdesk.ui.common.context import ScreenContext


class ListIntake:
    """Reads a list, shows what it holds and says what became of it.

    Attributes:
        edition: id of the edition the lists go to; None while none is shown.
        dialog: the window with the list read last.
        refusal: the message about a list that could not be read.
    """

    def __init__(self, context: ScreenContext, page: QWidget, on_taken: Callable[[], None]) -> None:
        self._context, self._page, self._then = context, page, on_taken
        self.edition: bytes | None = None
        self.dialog: IntakeDialog | None = None
        self.refusal: QMessageBox | None = None

    def take_cells(self, cells: Sequence[Sequence[str]]) -> None:
        """Show what the cells of the clipboard hold."""
        self._plan(recruitment.pasted_list(cells))

    def choose_file(self) -> None:
        """Ask for a file with the list."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._page,
            tr("recruitment.intake.open"),
            str(documents_dir()),
            tr("recruitment.intake.filter"),
        )
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path) -> None:
        """Read a file and show what it holds."""
        operation = self._context.ops.files(recruitment.opened_list, path)
        operation.with_waiting("recruitment.intake.reading")
        operation.on_success(self._plan).run()

    def _plan(self, source: CandidateList) -> None:
        if self.edition is None:
            return
        operation = self._context.ops.read(_planned, self._context.office, self.edition, source)
        operation.with_waiting("recruitment.intake.reading")
        operation.on_success(self._show).on_error(self._refused).run()

    def _show(self, made: tuple[CandidateList, IntakePlan]) -> None:
        source, plan = made
        self.dialog = IntakeDialog(self._context, source, plan, self._page.window())
        self.dialog.taken.connect(self._on_taken)
        self.dialog.open()

    def _on_taken(self, taken: Taken) -> None:
        words = tr("recruitment.intake.done", n=taken.candidates)
        if taken.counts["doubtful"]:
            words = f"{words} {tr('recruitment.doubts', n=taken.counts['doubtful'])}"
        self._context.notifier.success(words)
        self._then()

    def _refused(self, error: CusdeskError) -> None:
        box = message_box(self._page.window())
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(describe(error))
        box.finished.connect(box.deleteLater)
        self.refusal = box
        box.open()


def _planned(
    office: Office, edition_id: bytes, source: CandidateList
) -> tuple[CandidateList, IntakePlan]:
    return source, recruitment.plan_candidates(office, edition_id, source)
