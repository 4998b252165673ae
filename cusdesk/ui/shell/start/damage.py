"""An office that does not open because it is damaged or gone: what is safe, and the ways on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cusdesk.core.messages import describe, tr
from cusdesk.core.paths import documents_dir
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.widgets import button, clear, column, label
from cusdesk.ui.shell.start.page import StartPage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cusdesk.core.errors import CusdeskError

_OFFERED = 3
_NEWER = "storage.newer"
"""The way on is a newer program; a copy is only the way back."""


class DamagePage(StartPage):
    """Signals: restore_requested (copy), support_requested (target), back_requested."""

    restore_requested = Signal(object)
    support_requested = Signal(object)
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__("warning", tr("copies.damage.title"))
        self._copies_folder = ""
        self.kept = label("", "hint", wrap=True)
        self.body.addWidget(self.kept)
        self._ways_holder = QWidget()
        self._ways = column(self._ways_holder, gap=1)
        self.body.addWidget(self._ways_holder)
        self.offers: list[Any] = []
        self.file = button(tr("copies.damage.file"), self._choose_copy, icon_name="folder")
        self.support = button(tr("copies.damage.support"), self._choose_target, icon_name="lock")
        self.body.addWidget(flow(self.file, self.support))
        self.back = button(tr("shell.unlock.other_office"), self.back_requested.emit, look="quiet")
        self.buttons.addWidget(self.back)
        self.buttons.addStretch()

    def show_damage(
        self, path: Path, error: CusdeskError, copies: Sequence[Any], words: Sequence[str]
    ) -> None:
        """Say what is wrong and offer the newest checked copies.

        Args:
            path: the office.
            error: what opening it said.
            copies: `services.copies.CopyRow`, newest first, checked ones only.
            words: the moment of each copy, to choose by.
        """
        self.title_label.setText(path.stem)
        self.text_label.setText(describe(error))
        self.text_label.show()
        self.problem.say("")
        is_newer = error.key == _NEWER
        aside = error.params.get("aside", "")
        kept = tr("copies.damage.kept", folder=str(aside)) if aside else ""
        if is_newer and words:
            kept = tr("copies.damage.newer", moment=words[0])
        self.kept.setText(kept)
        self.kept.setVisible(bool(kept))
        self.support.setVisible(bool(aside))
        clear(self._ways)
        self.offers = []
        for number, (copy, moment) in enumerate(zip(copies, words, strict=True)):
            if number == _OFFERED:
                break
            self._offer(copy.path, moment, is_first=number == 0 and not is_newer)
        if not self.offers:
            self._ways.addWidget(label(tr("copies.damage.no_copy"), wrap=True))
        else:
            self._copies_folder = str(copies[0].path.parent)
        self.set_busy(busy=False)
        (self.offers[0] if self.offers else self.file).setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Grey the page while a copy is being restored."""
        for widget in (*self.offers, self.file, self.support, self.back):
            widget.setEnabled(not busy)

    def refuse(self, error: CusdeskError) -> None:
        """Say why a copy was not restored, or nothing was saved."""
        self.set_busy(busy=False)
        self.problem.say(describe(error))

    def _offer(self, copy: Path, moment: str, *, is_first: bool) -> None:
        words = tr("copies.damage.restore", moment=moment)
        look = "main" if is_first else ""
        made = button(words, partial(self._restore, copy), look=look, icon_name="history")
        self.offers.append(made)
        self._ways.addWidget(made)

    def _restore(self, copy: Path) -> None:
        self.problem.say("")
        self.set_busy(busy=True)
        self.restore_requested.emit(copy)

    def _choose_copy(self) -> None:
        start = self._copies_folder or str(documents_dir())
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("copies.damage.file"), start, tr("copies.file_filter")
        )
        if chosen:
            self._restore(Path(chosen))

    def _choose_target(self) -> None:
        start = str(documents_dir() / tr("copies.damage.support_name"))
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("copies.damage.support"), start, tr("copies.damage.support_filter")
        )
        if chosen:
            self.support_requested.emit(Path(chosen).with_suffix(".zip"))


def moments_in_words(copies: Sequence[Any], now: dt.datetime) -> list[str]:
    """Return the moment of each copy, to choose by."""
    from cusdesk.services.copies import at

    return [at(copy.moment, now) for copy in copies]
