"""Actions as data: one list makes the menus, the shortcuts and the entries of Ctrl+K."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import icon

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from PySide6.QtWidgets import QMainWindow, QMenu

_WRITING = (".change", ".run")
"""How the rights end that are of no use in an office opened only for reading."""
MENUS = ("file", "edit", "go", "view", "help")


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing a person can make the program do.

    Attributes:
        id: "menu.word" or "feature.word"; unique.
        text: message key; `params` fill it.
        run: called without arguments.
        menu: one of `MENUS`.
        icon: name of the icon, or "".
        shortcut: key sequence in Qt's portable spelling, or "".
        needs_office: greyed while no office is open.
        starts_group: a line stands above it in the menu.
        in_palette: offered by Ctrl+K.
        needs: right without which it is absent while an office is open, or "".
        is_on: whether a mark stands before it in the menu; None where there is nothing to mark.
    """

    id: str
    text: str
    run: Callable[[], object]
    menu: str
    icon: str = ""
    shortcut: str = ""
    needs_office: bool = True
    starts_group: bool = False
    in_palette: bool = True
    needs: str = ""
    is_on: Callable[[], bool] | None = None


class Actions:
    """The actions of one window: makes a `QAction` of every spec and fills the menu bar."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._menus: dict[str, QMenu] = {}
        self._made: dict[str, QAction] = {}
        self.specs: dict[str, ActionSpec] = {}
        for name in MENUS:
            menu = window.menuBar().addMenu(tr(f"actions.menu.{name}"))
            menu.aboutToShow.connect(self._draw_signs)  # a menu nobody opens costs no files
            self._menus[name] = menu

    def add(self, specs: Iterable[ActionSpec]) -> None:
        """Add actions at the end of their menus.

        Raises:
            ValueError: an id or a shortcut is taken; a bug.
        """
        taken = {spec.shortcut for spec in self.specs.values() if spec.shortcut}
        for spec in specs:
            if spec.id in self.specs or spec.shortcut in taken:
                raise ValueError(spec.id)
            if spec.shortcut:
                taken.add(spec.shortcut)
            self.specs[spec.id] = spec
            self._made[spec.id] = self._make(spec)

    def action(self, action_id: str) -> QAction:
        """Return the Qt action, for changing its words or state."""
        return self._made[action_id]

    def offered(self) -> list[tuple[ActionSpec, str]]:
        """Return what Ctrl+K may offer now, with the words of each."""
        return [
            (spec, self._made[spec.id].text().replace("&", ""))
            for spec in self.specs.values()
            if spec.in_palette and self._made[spec.id].isEnabled()
        ]

    def set_office_open(
        self, is_open: bool, rights: Collection[str] = (), *, read_only: bool = False
    ) -> None:
        """Grey what needs an office while there is none, hide what its rights do not allow.

        What would write into an office opened only for reading is greyed and says why.
        """
        for menu in self._menus.values():
            menu.setToolTipsVisible(read_only)
        for spec in self.specs.values():
            if spec.needs_office:
                may = not spec.needs or spec.needs in rights
                barred = read_only and spec.needs.endswith(_WRITING)
                self._made[spec.id].setEnabled(is_open and may and not barred)
                self._made[spec.id].setVisible(may or not is_open)
                self._made[spec.id].setToolTip(tr("common.read_only") if barred else "")

    def _make(self, spec: ActionSpec) -> QAction:
        menu = self._menus[spec.menu]
        if spec.starts_group:
            menu.addSeparator()
        made = QAction(tr(spec.text), self._window)
        made.setObjectName(spec.id)
        if spec.shortcut:
            made.setShortcut(QKeySequence(spec.shortcut))
        made.setEnabled(not spec.needs_office)
        made.setCheckable(spec.is_on is not None)
        made.triggered.connect(partial(self._run, spec))
        menu.addAction(made)
        return made

    @staticmethod
    def _run(spec: ActionSpec, _checked: bool = False) -> None:
        spec.run()

    def _draw_signs(self) -> None:
        for spec in self.specs.values():
            if spec.is_on is not None:
                self._made[spec.id].setChecked(spec.is_on())
            elif spec.icon:
                self._made[spec.id].setIcon(icon(spec.icon))
