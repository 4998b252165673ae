"""The page itself: asks in the background, shows what came, saves the report."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from cusdesk.core.clock import SystemClock
from cusdesk.core.files import write_whole
from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir, user_log_dir
from cusdesk.domain.dictionaries import dictionary
from cusdesk.services import computer
from cusdesk.ui.common.safe_copies import show_folder
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, row, set_look
from cusdesk.ui.computer.lines import LineList, room_for_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from cusdesk.services.computer import ComputerLine, System
    from cusdesk.services.office import Office
    from cusdesk.ui.common.operations import Operations

_FILE, _COMPUTER, _OFFICE = "file", "computer", "office"
"""What is asked, each on its own."""


class ComputerPanel(QWidget):
    """Asks the computer, and the office when one is open; a line is shown as soon as it is known.

    Args:
        ops: work in the background.
        office: the open office; None before one is open.
        fixes: what the place of the page can do about a line, beside what the page can itself.
        system: the roads to the computer; the real ones when None.

    Attributes:
        summary: how many things deserve a look.
        said: what became of a report.
        list: the lines.
        again: asks everything once more.
    """

    def __init__(
        self,
        ops: Operations,
        office: Office | None = None,
        fixes: Mapping[str, Callable[[], object]] | None = None,
        system: System | None = None,
    ) -> None:
        super().__init__()
        self._ops, self._office, self._system = ops, office, system
        self._lines: dict[str, ComputerLine] = {}
        self._running: list[str] = []
        self.list = LineList(self._own_fixes() | dict(fixes or {}))
        self.summary = label("", "heading", wrap=True)
        self.waiting = label("", "hint", wrap=True)
        self.said = label("", wrap=True)
        self.said.hide()
        self.again = button(tr("computer.again"), self.look, icon_name="check")
        self.save = button(tr("computer.report.save"), self.save_report, icon_name="save")
        layout = column(self, gap=1.5)
        about = "computer.about" if office is not None else "computer.about_closed"
        layout.addWidget(label(tr(about), "hint", wrap=True))
        state = row(gap=1)
        words = column(gap=0.5)
        words.addWidget(self.summary)
        words.addWidget(self.waiting)
        state.addLayout(words, 1)
        state.addWidget(self.again)
        state.addWidget(self.save)
        layout.addLayout(state)
        layout.addWidget(self.said)
        area = scrolled(self.list, gap=0.5)
        area.setMinimumHeight(room_for_lines())
        area.setAccessibleName(tr("computer.title"))
        layout.addWidget(area, 1)

    def look(self) -> None:
        """Ask everything, the whole file of the office too."""
        self.look_quickly()
        if self._office is not None:
            self._begin(_FILE)
            operation = self._ops.files(computer.look_at_file, self._office).asking()
            operation.on_success(self._take).on_finish(partial(self._end, _FILE)).run()

    def look_quickly(self) -> None:
        """Ask everything that takes no time to speak of."""
        path = self._office.path if self._office is not None else None
        self._begin(_COMPUTER)
        operation = self._ops.files(computer.look_at_computer, path, self._system).asking()
        operation.on_success(self._take).on_finish(partial(self._end, _COMPUTER)).run()
        screen = self.screen()
        scale = round(screen.devicePixelRatio() * 100)
        size = screen.size()
        self._take(computer.look_at_screen(size.width(), size.height(), scale))
        if self._office is None:
            self._take(computer.look_at_clock(SystemClock(), system=self._system))
            return
        self._begin(_OFFICE)
        asked = self._ops.read(computer.look_at_office, self._office, self._system)
        asked.on_success(self._take).on_finish(partial(self._end, _OFFICE)).run()

    def save_report(self) -> None:
        """Save one file for whoever helps with the program, where the person wants."""
        proposed = str(documents_dir() / tr("computer.report.name"))
        name, _ = QFileDialog.getSaveFileName(
            self, tr("computer.report.save"), proposed, tr("computer.report.filter")
        )
        if not name:
            return
        look = current()
        facts = {"Qt": qVersion(), "look": f"{look.name}, text {look.percent} %"}
        text = computer.support_report(
            list(self._lines.values()), user_log_dir(), self._now(), facts
        )
        try:
            write_whole(Path(name), text.encode())
        except OSError:
            self._say(tr("computer.report.not_saved"), "problem")
        else:
            self._say(tr("computer.report.saved", path=name), "success")

    def _now(self) -> dt.datetime:
        return (self._office.clock if self._office is not None else SystemClock()).now()

    def _say(self, words: str, look: str) -> None:
        self.said.setText(words)
        set_look(self.said, "look", look)
        self.said.show()

    # --- what came

    def _take(self, came: ComputerLine | Sequence[ComputerLine]) -> None:
        for line in [came] if isinstance(came, computer.ComputerLine) else came:
            self._lines[line.finding.id] = line
        self.list.show_lines(list(self._lines.values()))
        self._show_state()

    def _begin(self, part: str) -> None:
        self._running.append(part)
        self._show_state()

    def _end(self, part: str) -> None:
        self._running.remove(part)
        self._show_state()

    def _show_state(self) -> None:
        levels = [line.level for line in self._lines.values()]
        wrong = levels.count("bad") + levels.count("note")
        is_reading = _FILE in self._running
        self.again.setEnabled(not self._running)
        if set(self._running) - {_FILE}:
            self.summary.setText(tr("computer.running"))
        else:
            words = tr("computer.found", n=wrong) if wrong else tr("computer.all_fine")
            self.summary.setText(words)
        self.waiting.setText(tr("computer.reading_file") if is_reading else "")
        self.waiting.setVisible(is_reading)

    # --- what can be done from here

    def _own_fixes(self) -> dict[str, Callable[[], object]]:
        fixes: dict[str, Callable[[], object]] = {
            "open_log": lambda: show_folder(user_log_dir()),
            "save_report": self.save_report,
            "test_page": self._show_trial_page,
        }
        if self._office is not None:
            fixes["open_folder"] = partial(show_folder, self._office.path.parent)
        if sys.platform.startswith("win"):
            for name, page in dictionary("computer")["settings"].items():
                fixes[name] = partial(QDesktopServices.openUrl, QUrl(page))
        return fixes

    def _show_trial_page(self) -> None:
        self._ops.files(_trial_page, self._now().date()).on_success(self._preview).run()

    def _preview(self, pdf: bytes) -> None:
        from cusdesk.ui.common.pdf_preview import PdfPreview

        title, file_name = tr("computer.test_page.title"), tr("computer.test_page.file")
        PdfPreview(self.window(), title, pdf, file_name, self._ops).open()


def _trial_page(day: dt.date) -> bytes:
    import io

    from cusdesk.export.pdf.trial_page import render_trial_page

    out = io.BytesIO()
    render_trial_page(day, out)
    return out.getvalue()
