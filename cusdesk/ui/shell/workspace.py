"""The window while an office is open: navigation at the left, the chosen screen at the right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

from cusdesk.core.messages import tr
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.whereabouts import Whereabouts
from cusdesk.ui.common.widgets import column
from cusdesk.ui.shell import office_calls
from cusdesk.ui.shell.fictional_bar import FictionalBar
from cusdesk.ui.shell.hour import HourBar
from cusdesk.ui.shell.navigation import Navigation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.screen import Screen
    from cusdesk.ui.shell.features import ScreenSpec

_TYPED_IN = (QLineEdit, QAbstractItemView)
_ROOM_FOR_WORDS = 116
"""Characters; a narrower window shows the navigation as pictures."""


@dataclass(frozen=True)
class WorkPlace:
    """Where a person is in the workspace: the screen, the place on each, keyboard and scroll."""

    shown: str
    places: dict[str, Any]
    seen: Whereabouts


FIRST_OF_ALL = "residents"
"""Where something new begins on a screen that has nothing new of its own."""


class Workspace(QWidget):
    """Makes screens when they are first opened, and keeps them.

    Attributes:
        is_fictional: whether this is the fictional commune.

    Signals:
        search_requested: the search button was pressed.
        backup_requested: the line about the backup was pressed.
        removal_requested: the fictional commune is to be thrown away.
    """

    search_requested = Signal()
    backup_requested = Signal()
    removal_requested = Signal()

    def __init__(self, context: ScreenContext, screens: Sequence[ScreenSpec]) -> None:
        super().__init__()
        self.context = replace(
            context,
            open_record=self.open_record,
            can_open=self.can_open,
            run_command=self.run_command,
        )
        screens = [spec for spec in screens if context.office.may(spec.needs)]
        self._specs = {spec.id: spec for spec in screens}
        self._made: dict[str, Screen] = {}
        self._places: dict[str, Any] = {}
        self.navigation = Navigation(screens)
        self.navigation.screen_chosen.connect(self.open_screen)
        self.navigation.search_requested.connect(self.search_requested)
        self.navigation.backup_requested.connect(self.backup_requested)
        self.show_name()
        self.hour: HourBar | None = None
        self.fictional_bar: FictionalBar | None = None
        self._stack = QStackedWidget()
        self._stack.setMinimumSize(1, 1)  # large text never pushes the window off the desk
        line = QFrame()
        line.setProperty("look", "line")
        line.setFixedWidth(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addWidget(line)
        right = column(gap=0)
        right.addWidget(self._stack, 1)
        layout.addLayout(right, 1)
        self.is_fictional = office_calls.is_fictional(context.office)
        if self.is_fictional:
            may_remove = not context.office.read_only and context.office.may("office.settings")
            self.fictional_bar = FictionalBar(can_remove=may_remove)
            self.fictional_bar.remove_requested.connect(self.removal_requested)
            right.insertWidget(0, self.fictional_bar)
            if may_remove:
                self.hour = HourBar(self.context)
                self.hour.place_wanted.connect(self._lead)
                right.addWidget(self.hour)
                self.hour.look()
        self.open_screen(next(iter(self._specs)))  # the day sheet: terms are seen every morning

    def begin(self) -> None:
        """Put the keyboard where the day begins."""
        self._made[self.current_id].begin()

    @property
    def current_id(self) -> str:
        """Return the id of the screen that is shown."""
        shown = self._stack.currentWidget()
        return next((name for name, screen in self._made.items() if screen is shown), "")

    def opened(self, screen_id: str) -> Screen:
        """Return a screen that was opened."""
        return self._made[screen_id]

    def open_screen(self, screen_id: str) -> Screen:
        """Show a screen; the one before keeps what was being typed."""
        self.flush()
        return self._show(screen_id)

    def _show(self, screen_id: str) -> Screen:
        screen = self._made.get(screen_id)
        place = self._places.pop(screen_id, None)
        is_new = screen is None
        if screen is None:
            screen = self._specs[screen_id].factory(self.context)
            self._made[screen_id] = screen
            self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        if is_new and place is not None:
            screen.return_to(place)
        self.navigation.mark(screen_id)
        return screen

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up the words of the navigation where letters are large and the window small."""
        super().resizeEvent(event)
        self._fit_navigation()

    def _fit_navigation(self) -> None:
        self.navigation.set_compact(self.width() < current().chars(_ROOM_FOR_WORDS))

    def draw_anew(self, apply: Callable[[], object]) -> None:
        """Make the screens again after `apply`, and stay where one is.

        The old ones go first: to restyle what is thrown away would take seconds. The screen that
        is shown is made at once, the others when they are opened.

        Args:
            apply: takes over other colours or another text size.
        """
        self.flush()
        shown = self.current_id
        seen = Whereabouts.of(self._made[shown])
        for screen_id in [name for name, screen in self._made.items() if not screen.is_busy]:
            before = self._made.pop(screen_id)
            self._places[screen_id] = before.place()
            before.hide()
            self._stack.removeWidget(before)
            before.deleteLater()
            QCoreApplication.sendPostedEvents(before, QEvent.Type.DeferredDelete)
        apply()
        self._fit_navigation()
        screen = self._show(shown)
        self._put_back_when_idle(screen, seen)

    def _put_back_when_idle(self, screen: Screen, seen: Whereabouts) -> None:
        ops = self.context.ops
        put_back = partial(self._put_back, screen, seen)
        ops.call_when_idle(put_back) if not ops.is_idle else QTimer.singleShot(0, screen, put_back)

    def place(self) -> WorkPlace:
        """Return where the person is, for a workspace made anew after a lock."""
        shown = self.current_id
        made = {name: screen.place() for name, screen in self._made.items()}
        return WorkPlace(shown, {**self._places, **made}, Whereabouts.of(self._made[shown]))

    def return_to(self, place: WorkPlace) -> None:
        """Go where another workspace of the same office and person was."""
        if place.shown not in self._specs:
            return
        for before in [self._made.pop(name) for name in list(self._made)]:
            self._stack.removeWidget(before)
            before.deleteLater()
        self._places = dict(place.places)
        screen = self._show(place.shown)
        self._put_back_when_idle(screen, place.seen)

    @staticmethod
    def _put_back(screen: Screen, seen: Whereabouts) -> None:
        if isValid(screen):
            seen.restore(screen)

    def can_open(self, feature: str) -> bool:
        """Return True when a screen of that feature exists."""
        return feature in self._specs

    def open_record(self, feature: str, record_id: bytes | None = None) -> None:
        """Show a record on the screen of its feature; unknown features are left alone."""
        if feature in self._specs:
            screen = self.open_screen(feature)
            if record_id is not None:
                screen.show_record(record_id)

    def run_command(self, screen_id: str, command_id: str) -> None:
        """Open a screen and begin something there; unknown screens are left alone."""
        if screen_id in self._specs:
            self.open_screen(screen_id).run_command(command_id)

    def _lead(self, screen_id: str, command_id: str, presses: bool) -> None:
        """Lead to where a step of the guided hour is done, with the keyboard on the screen."""
        if command_id:
            self.run_command(screen_id, command_id)
        elif screen_id in self._specs:
            screen = self.open_screen(screen_id)
            seen = [w for w in screen.findChildren(QWidget) if w.isVisible() and _is_reached(w)]
            typed_in = [w for w in seen if isinstance(w, _TYPED_IN)]
            buttons = [w for w in seen if isinstance(w, QAbstractButton)]
            main = [w for w in buttons if presses and w.property("look") == "main"]
            place = next(iter([*main, *typed_in, *buttons, screen]))
            place.setFocus()
            if isinstance(place, QLineEdit):
                place.selectAll()  # what is typed takes the place of an earlier search

    def begin_new(self) -> None:
        """Begin what is new on the shown screen; where nothing is, a new resident."""
        for screen_id in (self.current_id, FIRST_OF_ALL):
            spec = self._specs.get(screen_id)
            for command in spec.commands if spec is not None else ():
                right = command.needs or (spec.needs if spec is not None else "")
                may = not right or self.context.office.may(right)
                if command.id == f"{screen_id}.new" and may and not self.context.office.read_only:
                    self.run_command(screen_id, command.id)
                    return

    def show_name(self) -> None:
        """Show whose office it is, at the head of the navigation."""
        office = self.context.office
        shown = tr("shell.read_only_office", name=office.name) if office.read_only else office.name
        self.navigation.show_office(shown, office.user_name)

    def flush(self) -> None:
        """Keep what is being typed on the shown screen."""
        shown = self._made.get(self.current_id)
        if shown is not None:
            shown.flush()


def _is_reached(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
