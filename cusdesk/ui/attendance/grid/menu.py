"""The menu of a cell: marks, reasons of absence, meetings made up for, the whole day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from cusdesk.core.messages import tr
from cusdesk.domain.attendance import Mark
from cusdesk.domain.dates import format_date
from cusdesk.ui.attendance.grid.cells import CellValue
from cusdesk.ui.common.theme import icon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from cusdesk.domain.absences import Reason
    from cusdesk.services.attendance.absences import MissedMeeting
    from cusdesk.ui.attendance.grid.view import GridView

_DIGITS = 9


def _empty(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def reason_menu(parent: QWidget, grid: GridView, reasons: Sequence[Reason]) -> QMenu:
    """Return the reasons, chosen by a digit, an arrow or the mouse; each brings its mark along."""
    menu = _empty(parent)
    menu.setTitle(tr("attendance.reasons.menu"))
    before = Mark.EXCUSED
    for number, reason in enumerate(reasons, 1):
        if reason.mark is not before:
            menu.addSeparator()
        before = reason.mark
        digit = f"&{number}   " if number <= _DIGITS else ""
        symbol = tr(f"attendance.symbol.{reason.mark}")
        words = reason.name.replace("&", "&&")
        entry = menu.addAction(f"{digit}{words}   ({symbol})")
        entry.triggered.connect(partial(_put, grid, CellValue(reason.mark, None, reason.code)))
    return menu


def make_up_menu(
    parent: QWidget,
    missed: Sequence[MissedMeeting],
    chosen: bytes | None,
    make_up: Callable[[bytes | None], object],
) -> QMenu:
    """Return the missed meetings a presence may make up for, and the way back."""
    menu = _empty(parent)
    menu.setTitle(tr("attendance.makeup.menu"))
    for one in missed:
        words = tr("attendance.makeup.entry", date=format_date(one.date), group=one.group_name)
        entry = menu.addAction(words.replace("&", "&&"))
        entry.setCheckable(True)
        entry.setChecked(one.meeting_id == chosen)
        entry.triggered.connect(partial(_call, make_up, one.meeting_id))
    if chosen is not None:
        menu.addSeparator()
        menu.addAction(tr("attendance.makeup.none")).triggered.connect(
            partial(_call, make_up, None)
        )
    if not missed and chosen is None:
        menu.addAction(tr("attendance.makeup.nothing")).setEnabled(False)
    return menu


def cell_menu(parent: QWidget, grid: GridView, inner: Sequence[QMenu]) -> QMenu:
    """Return everything that can be done with the selected cells."""
    menu = _empty(parent)
    for mark in Mark:
        words = f"{tr(f'attendance.symbol.{mark}')}   {tr(f'enums.mark.{mark}')}"
        menu.addAction(words).triggered.connect(partial(_put, grid, CellValue(mark)))
    menu.addAction(tr("attendance.grid.menu.clear")).triggered.connect(grid.clear_cells)
    menu.addSeparator()
    for one in inner:
        menu.addMenu(one)
    menu.addSeparator()
    for name, slot, picture in (
        ("all_present", grid.all_present, "check"),
        ("all_absent", grid.all_absent, "close"),
        ("fill_down", grid.fill_down, "down"),
        ("fill_right", grid.fill_right, "next"),
        ("copy", grid.copy, "copy"),
        ("paste", grid.paste, "paste"),
    ):
        entry = menu.addAction(icon(picture), tr(f"attendance.grid.menu.{name}"))
        entry.triggered.connect(slot)
    return menu


def _put(grid: GridView, value: CellValue, _checked: bool = False) -> None:
    grid.put(value)


def _call(
    make_up: Callable[[bytes | None], object], missed: bytes | None, _on: bool = False
) -> None:
    make_up(missed)
