"""Beside the grid: what the current cell waits for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.own_sheets import Mark, Scope, figure_kinds, kinds_to_choose
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, column, label

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINES_SHOWN = 16
_MOST_LINES = 500
_BY_LINE = "line"


class MarkPanel(QWidget):
    """Chooses the figure of a cell and whose figure it is.

    Signals:
        changed: (mark) as it is wanted now.
        dropped: the cell shall wait for nothing.
    """

    changed = Signal(object)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._place: tuple[str, str] | None = None
        self._mark: Mark | None = None
        self._is_loading = False
        self.services: tuple[tuple[bytes, str], ...] = ()
        frame, inside = card()
        column(self).addWidget(frame)
        self.title = label("", "heading", wrap=True)
        inside.addWidget(self.title)
        self.figure = self._choice(inside, "own_sheets.panel.figure")
        self.figure.addItem(tr("own_sheets.panel.nothing"), "")
        for kind in kinds_to_choose():
            self.figure.addItem(tr(f"own_sheets.scope.{kind.scope}", figure=kind.label), kind.key)
        self._service_label = label(tr("own_sheets.panel.service"), "label")
        inside.addWidget(self._service_label)
        self.service = QComboBox()
        self.service.setAccessibleName(tr("own_sheets.panel.service"))
        self.service.setMinimumContentsLength(12)
        inside.addWidget(self.service)
        self._line_label = label(tr("own_sheets.panel.line"), "label")
        inside.addWidget(self._line_label)
        self.line = QSpinBox()
        self.line.setRange(1, _MOST_LINES)
        self.line.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.line.setAccessibleName(tr("own_sheets.panel.line"))
        inside.addWidget(self.line)
        self.hint = label("", "hint", wrap=True)
        inside.addWidget(self.hint)
        self.drop = button(tr("own_sheets.panel.drop"), self.dropped.emit, icon_name="delete")
        inside.addWidget(self.drop)
        inside.addStretch()
        self.setFixedWidth(current().chars(38))
        self.figure.activated.connect(self._on_choice)
        self.service.activated.connect(self._on_choice)
        self.line.editingFinished.connect(self._on_choice)

    def _choice(self, inside: QVBoxLayout, words: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(tr(words))
        made.setMinimumContentsLength(12)
        made.setMaxVisibleItems(_LINES_SHOWN)
        inside.addWidget(label(tr(words), "label"))
        inside.addWidget(made)
        return made

    def show_services(self, services: Sequence[tuple[bytes, str]]) -> None:
        """Offer these services, and the lines of a repeated list."""
        self.services = tuple(services)
        self.service.clear()
        self.service.addItem(tr("own_sheets.panel.whose"), None)
        self.service.addItem(tr("own_sheets.panel.by_line"), _BY_LINE)
        for service_id, name in services:
            self.service.addItem(name, service_id)

    def show_cell(
        self,
        place: tuple[str, str],
        mark: Mark | None,
        likely: tuple[bytes | None, int | None],
        *,
        is_formula: bool,
    ) -> None:
        """Show a cell: what it waits for, or that it may not be written into.

        Args:
            place: sheet and address.
            mark: what it waits for.
            likely: service and line offered first where it waits for nothing yet.
            is_formula: whether it may not be written into.
        """
        self._is_loading = True
        self._place, self._mark = place, mark
        self.title.setText(tr("own_sheets.panel.title", cell=place[1]))
        self.figure.setEnabled(not is_formula)
        self.figure.setCurrentIndex(max(0, self.figure.findData(mark.figure if mark else "")))
        service, line = (mark.service_id, mark.position) if mark else likely
        whose = service or (_BY_LINE if mark or line else None)
        self.service.setCurrentIndex(place_of(self.service, whose))
        self.line.setValue(line or 1)
        self._is_loading = False
        self._show_whose()
        self.drop.setEnabled(mark is not None)
        self.hint.setText(tr("own_sheets.panel.formula") if is_formula else self._hint())

    def _scope(self) -> Scope | None:
        kind = figure_kinds().get(self.figure.currentData() or "")
        return kind.scope if kind else None

    def _show_whose(self) -> None:
        scope = self._scope()
        by_line = self.service.currentData() == _BY_LINE
        has_service = scope in (Scope.SERVICE, Scope.PERSON)
        has_line = scope is Scope.PERSON or (scope is Scope.SERVICE and by_line)
        self._service_label.setVisible(has_service)
        self.service.setVisible(has_service)
        self._line_label.setVisible(has_line)
        self.line.setVisible(has_line)

    def _hint(self) -> str:
        scope = self._scope()
        return tr(f"own_sheets.panel.hint_{scope or 'none'}")

    def _on_choice(self, *_changed: object) -> None:
        if self._is_loading or self._place is None:
            return
        self._show_whose()
        self.hint.setText(self._hint())
        scope = self._scope()
        if scope is None:
            if self._mark is not None:
                self.dropped.emit()
            return
        chosen = self.service.currentData()
        service = chosen if scope is not Scope.OFFICE and chosen != _BY_LINE else None
        by_line = scope is Scope.PERSON or (scope is Scope.SERVICE and service is None)
        if scope is Scope.PERSON and service is None:
            self.hint.setText(tr("own_sheets.panel.choose_service"))
            return
        if scope is Scope.SERVICE and chosen is None:
            self.service.setFocus()
            return
        mark = Mark(*self._place, self.figure.currentData(), service)
        mark = replace(mark, position=self.line.value() if by_line else None)
        if mark != self._bare():
            self.changed.emit(mark)

    def _bare(self) -> Mark | None:
        return replace(self._mark, left="", above="") if self._mark else None


def place_of(choice: QComboBox, data: object) -> int:
    """Return the place of an entry by what it stands for, 0 when there is none.

    `findData` finds an id only if it is the very same object, not an equal one.
    """
    places = range(choice.count())
    return next((place for place in places if choice.itemData(place) == data), 0)
