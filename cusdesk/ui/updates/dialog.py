"""„Aktualizacja z pliku”: choose, see what is genuine and new, copy, start the installer, leave."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from cusdesk.core.errors import CusdeskError
from cusdesk.core.messages import describe, tr
from cusdesk.core.paths import documents_dir
from cusdesk.core.release_notes import releases
from cusdesk.domain.dates import format_date
from cusdesk.services import updates
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import (
    button,
    clear,
    column,
    label,
    message_box,
    resize_within_screen,
    row,
)
from cusdesk.ui.updates.back import BackCard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cusdesk.services.office import Office
    from cusdesk.services.updates import Installed, Offer, Ready
    from cusdesk.ui.common.operations import Operations


class UpdateDialog(QDialog):
    """Works with an office open, which is copied first, and without one.

    Args:
        parent: the window.
        ops: work in the background.
        office: the open office, or None.
        leave: closes the program in order.
        installed: how the program got here; found when None.
        keys: public keys, name → bytes; ours when None.

    Attributes:
        choose, do: the two steps.
        problem: why a file was refused.
        card: the way back, hidden where there is none.
    """

    def __init__(
        self,
        parent: QWidget | None,
        ops: Operations,
        office: Office | None,
        leave: Callable[[], object],
        *,
        installed: Installed | None = None,
        keys: Mapping[str, bytes] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("updates.title"))
        self._ops, self._office, self._leave, self._keys = ops, office, leave, keys
        self._installed = installed or updates.find_installed()
        self._offer: Offer | None = None
        self.choose = button(tr("updates.choose"), self._choose, icon_name="folder")
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self._inside = QWidget()
        self._body = column(self._inside, gap=1)
        do = tr("updates.do" if office is not None else "updates.do_no_office")
        self.do = button(do, self._prepare, look="main")
        self.card = BackCard(ops, office, self._installed)
        self.card.wanted.connect(self._ask_back)
        self._build()
        release = releases()[0]
        title = tr("updates.this_version", version=release.version)
        self._show(title, release.lines)
        resize_within_screen(self, current().chars(96), current().line * 34)
        self.choose.setFocus()

    def _build(self) -> None:
        layout = column(self, margin=3, gap=2)
        layout.addWidget(label(tr("updates.about"), "hint", wrap=True))
        first = row(gap=1)
        first.addWidget(self.choose)
        first.addStretch()
        layout.addLayout(first)
        layout.addWidget(self.problem)
        whole = QWidget()
        inner = column(whole, gap=2)
        inner.addWidget(self._inside)
        inner.addWidget(self.card)
        inner.addStretch()
        area = scrolled(whole, gap=0.5)
        area.setAccessibleName(tr("updates.title"))
        layout.addWidget(area, 1)
        buttons = row(gap=1)
        buttons.addStretch()
        buttons.addWidget(button(tr("common.button.close"), self.reject))
        self.do.hide()
        buttons.addWidget(self.do)
        layout.addLayout(buttons)

    def _show(self, title: str, lines: Sequence[str], more: Sequence[str] = ()) -> None:
        clear(self._body)
        words = [label(text, wrap=True) for text in more]
        for widget in (label(title, "heading", wrap=True), *map(_point, lines), *words):
            self._body.addWidget(widget)
            widget.show()

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    # --- the file

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("updates.choose"), str(documents_dir()), tr("updates.filter")
        )
        if chosen:
            self.check(Path(chosen))

    def check(self, path: Path) -> None:
        """Look whether a file is genuine and newer."""
        self._say("")
        self.do.hide()
        operation = self._ops.files(updates.check_update, path, self._keys)
        operation.with_waiting("updates.checking")
        operation.on_success(self._on_offer).on_error(self._on_refused).run()

    def _on_refused(self, error: CusdeskError) -> None:
        self.setEnabled(True)
        self._say(describe(error))

    def _on_offer(self, offer: Offer) -> None:
        self._offer = offer
        kind = self._installed.kind
        found = offer.file
        title = tr("updates.offer", version=found.version, date=format_date(found.made_on))
        if kind == "installed":
            more = [tr("updates.copy_first" if self._office is not None else "updates.no_office")]
        else:
            more = [tr("updates.portable" if kind == "portable" else "updates.not_installed")]
        if offer.changes_offices:
            more.append(tr("updates.changes_offices"))
        self._show(title, found.notes, [tr("updates.genuine"), *more])
        self.choose.setText(tr("updates.choose_other"))
        self.do.setVisible(kind == "installed")
        self.do.setDefault(True)
        (self.do if kind == "installed" else self.choose).setFocus()

    def _prepare(self) -> None:
        if self._offer is None:
            return
        self._say("")
        self.setEnabled(False)  # it is not begun twice
        operation = self._ops.write(updates.prepare, self._office, self._offer)
        operation.with_progress("updates.preparing" if self._office else "updates.unpacking")
        operation.on_success(self._on_ready).on_error(self._on_refused).run()

    def _on_ready(self, ready: Ready) -> None:
        self._end_with(partial(updates.start_installer, ready))

    def _end_with(self, start: Callable[[], object]) -> None:
        """Start what goes on without us, then leave; it waits until the program has ended."""
        try:
            start()
        except CusdeskError as error:
            self._on_refused(error)
            return
        self.accept()
        self._leave()

    # --- the way back

    def _ask_back(self) -> None:
        version = self._installed.before
        box = message_box(self)
        box.setWindowTitle(tr("updates.back.title"))
        box.setText(tr("updates.back.ask", version=version))
        box.setInformativeText(tr("updates.back.ask_text"))
        go = box.addButton(tr("updates.back.do", version=version), box.ButtonRole.AcceptRole)
        stay = box.addButton(tr("updates.back.stay"), box.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        go.clicked.connect(self._go_back)
        box.open()

    def _go_back(self) -> None:
        self.setEnabled(False)
        if self._office is None:
            self._on_copied(None)
            return
        operation = self._ops.write(updates.copy_before, self._office)
        operation.with_progress("office.copy.making")
        operation.on_success(self._on_copied).on_error(self._on_refused).run()

    def _on_copied(self, _copy: Path | None) -> None:
        self._end_with(partial(updates.start_return, self._installed))


def _point(text: str) -> QWidget:
    """Return a line of the notes behind a point; its second line begins under the first."""
    holder = QWidget()
    line = row(holder, gap=1)
    line.addWidget(label("•"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(text, wrap=True), 1)
    return holder
