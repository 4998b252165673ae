"""Papers among the settings: the logo, case signs and signatories, clauses to be confirmed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.services.papers import clauses, settings
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import LineLink, button, card, clear, column, label, row
from cusdesk.ui.office.paper_dialogs import ClauseDialog, SigningDialog
from cusdesk.ui.office.templates import TemplatesBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

    from cusdesk.domain.papers import FormSetting
    from cusdesk.services.office import Office
    from cusdesk.services.papers.clauses import ClauseState
    from cusdesk.ui.common.context import ScreenContext

_LOGO_LINES = 3


class PapersCard(QFrame):
    """What the office decides once for its papers.

    Attributes:
        dialog: the window opened last.

    Signals:
        sought: (widget) what somebody was led to; it is to be brought into sight.
    """

    sought = Signal(object)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.dialog: QDialog | None = None
        self._wanted = ""
        outer = column(self)
        frame, layout = card(gap=1.5)
        outer.addWidget(frame)
        layout.addWidget(label(tr("papers.settings.title"), "heading"))
        self._picture = QLabel()
        self._picture.setAccessibleName(tr("papers.settings.logo"))
        self._logo_words = label(tr("papers.settings.no_logo"), "hint", wrap=True)
        layout.addWidget(label(tr("papers.settings.logo"), "label"))
        layout.addWidget(self._picture)
        layout.addWidget(self._logo_words)
        line = row()
        self.choose = button(tr("papers.settings.choose_logo"), self._choose, icon_name="folder")
        self.drop = button(tr("papers.settings.drop_logo"), self.drop_logo, look="quiet")
        line.addWidget(self.choose)
        line.addWidget(self.drop)
        line.addStretch()
        layout.addLayout(line)
        layout.addWidget(label(tr("papers.settings.signing"), "label"))
        layout.addWidget(label(tr("papers.settings.signing_text"), "hint", wrap=True))
        self.signing = button(tr("papers.settings.signing_open"), self.open_signing)
        signing_line = row()
        signing_line.addWidget(self.signing)
        signing_line.addStretch()
        layout.addLayout(signing_line)
        layout.addWidget(label(tr("papers.settings.clauses"), "label"))
        layout.addWidget(label(tr("papers.settings.clauses_text"), "hint", wrap=True))
        self._clauses = column(gap=0.75)
        layout.addLayout(self._clauses)
        self.templates = TemplatesBox(context)
        layout.addWidget(self.templates)
        for widget in (self.choose, self.drop, self.signing):
            widget.setEnabled(context.office.can_change("office"))

    def load(self) -> None:
        """Read what was decided."""
        self.templates.load()
        self._context.ops.read(_state, self._context.office).on_success(self._show).run()

    def _show(self, state: tuple[bytes | None, list[ClauseState]]) -> None:
        picture, found = state
        self._show_logo(picture)
        clear(self._clauses)
        for each in found:
            self._clauses.addWidget(LineLink(each.title, partial(self.open_clause, each)))
            look = "hint" if each.confirmed_on or each.is_own else "warning"
            self._clauses.addWidget(label(clause_words(each), look, wrap=True))
        self._lead(found)

    def lead_to(self, clause: str) -> None:
        """Open the wording a paper misses, as soon as the wordings are read."""
        self._wanted = clause
        self.load()

    def _lead(self, found: list[ClauseState]) -> None:
        wanted, self._wanted = self._wanted, ""
        for place, each in enumerate(found):
            if each.clause == wanted:
                self.sought.emit(_widget(self._clauses, 2 * place))
                self.open_clause(each)

    def _show_logo(self, picture: bytes | None) -> None:
        pixmap = QPixmap()
        shown = picture is not None and pixmap.loadFromData(picture)
        if shown:
            self._picture.setPixmap(pixmap.scaledToHeight(current().line * _LOGO_LINES))
        self._picture.setVisible(shown)
        self._logo_words.setVisible(not shown)
        self.drop.setVisible(shown)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("papers.settings.choose_logo"), "", tr("papers.settings.picture_filter")
        )
        if chosen:
            self.take_logo(Path(chosen))

    def take_logo(self, path: Path) -> None:
        """Put a picture at the head of every paper."""
        operation = self._context.ops.write(settings.set_logo_file, self._context.office, path)
        operation.on_success(self._reload).run()

    def drop_logo(self) -> None:
        """Leave the head of papers without a picture."""
        operation = self._context.ops.write(settings.set_logo, self._context.office, "", None)
        operation.on_success(self._reload).run()

    def _reload(self, _changes: object = None) -> None:
        self.load()

    def open_signing(self) -> None:
        """Show who signs which paper."""
        read = self._context.ops.read(settings.paper_settings, self._context.office)
        read.on_success(self._show_signing).run()

    def _show_signing(self, found: tuple[str, list[FormSetting]]) -> None:
        self.dialog = SigningDialog(self._context, *found, self)
        self.dialog.open()

    def open_clause(self, state: ClauseState) -> None:
        """Show one clause and ask whether its wording is right."""
        self.dialog = ClauseDialog(self._context, state, self)
        self.dialog.accepted.connect(self.load)
        self.dialog.open()


def _widget(layout: QVBoxLayout, place: int) -> QWidget | None:
    item = layout.itemAt(place)
    return item.widget() if item is not None else None


def clause_words(state: ClauseState) -> str:
    """Return whether a wording was confirmed or changed, by whom and when."""
    if state.confirmed_on is None:
        return tr("papers.clause.as_proposed" if state.is_own else "papers.clause.unconfirmed")
    date = format_date(state.confirmed_on)
    done = "changed" if state.is_own else "confirmed"
    return tr(f"papers.clause.{done}", who=state.confirmed_by, date=date)


def _state(office: Office) -> tuple[bytes | None, list[ClauseState]]:
    return settings.logo(office), clauses.list_clauses(office)
