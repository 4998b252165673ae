"""Opens the window of a filled office and goes through its screens, tabs, rows and buttons."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QRadioButton,
    QTabBar,
    QTableView,
    QWidget,
)
from shiboken6 import isValid

from cusdesk.ui.common.executors import InlineExecutor
from cusdesk.ui.common.notices import ChangeBus, Notifier
from cusdesk.ui.common.operations import Operations
from cusdesk.ui.shell.main_window import MainWindow

WIDTH, HEIGHT = 1366, 700
"""The window on the smallest screen: 1366 by 768 less the bar of tasks and the title."""


def settle(times=2):
    """Let what was posted be done."""
    for _ in range(times):
        QTest.qWait(0)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(root, kind):
    """Return the visible widgets of a kind in the window of `root`."""
    return [w for w in root.findChildren(kind) if w.isVisible() and w.window() is root.window()]


def words_of(button):
    """Return what a button is called."""
    return button.text().replace("&", "").strip() or button.accessibleName() or button.toolTip()


@dataclass(frozen=True)
class Step:
    """One thing to do: `tab`, `row` (open the first), `press`."""

    kind: str
    what: str

    def __str__(self):
        return f"{self.kind}:{self.what}"


class Walk:
    """The window of one office; every visit begins with a screen made anew."""

    def __init__(self, office, settings):
        self.bus, self.notifier = ChangeBus(), Notifier()
        ops = Operations(self.bus, self.notifier, database=InlineExecutor(), files=InlineExecutor())
        self.window = MainWindow(ops, self.bus, self.notifier, settings)
        ops.setParent(self.window)
        self.window.setWindowState(Qt.WindowState.WindowNoState)
        self.window.resize(WIDTH, HEIGHT)
        self.window.show()
        self.window.activateWindow()
        self.window.enter(office)
        settle()

    def begin(self, screen_id):
        """Show a screen as it is when it is first opened."""
        self.close_dialogs()
        workspace = self.window.workspace
        for name in list(workspace._made):
            screen = workspace._made.pop(name)
            workspace._stack.removeWidget(screen)
            screen.hide()
            screen.deleteLater()
        settle(1)
        workspace.open_screen(screen_id)
        self.window.message_bar.hide()
        settle()

    def go(self, screen_id, steps, *, pressing=False):
        """Begin and do these steps; False when one of them is not there."""
        self.begin(screen_id)
        self._offered, self._before = {}, []
        for step in steps:
            for offer in _offers(self.root(), pressing=pressing):
                self._offered[_key(*offer)] = offer  # kept: nothing else gets its address
            self._before = self.dialogs()
            if not self.do(step):
                return False
        return True

    def has_opened(self, root):
        """Whether a dialog came with the last step."""
        return isinstance(root, QDialog) and all(root is not one for one in self._before)

    def next_steps(self, screen_id, *, pressing):
        """Return what can be done here and could not be done a step before.

        Another screen has a walk of its own.
        """
        if not self.dialogs() and self.window.workspace.current_id != screen_id:
            return []
        offers = _offers(self.root(), pressing=pressing)
        return list(dict.fromkeys(it[0] for it in offers if _key(*it) not in self._offered))

    def dialogs(self):
        """Return the open windows over the main one."""
        tops = QApplication.topLevelWidgets()
        return [w for w in tops if isinstance(w, QDialog) and w.isVisible()]

    def root(self):
        """Return what is in front: the newest dialog, else the screen."""
        dialogs = self.dialogs()
        if dialogs:
            return dialogs[-1]
        workspace = self.window.workspace
        return workspace.opened(workspace.current_id)

    def close_dialogs(self):
        """Escape out of everything."""
        for dialog in reversed(self.dialogs()):
            if isValid(dialog):
                dialog.reject()
        settle(1)

    def close(self):
        """Let the window go."""
        self._offered, self._before = {}, []  # nothing of it is held when it goes
        self.close_dialogs()
        self.window.close()
        self.window.deleteLater()
        settle()

    def do(self, step):
        """Do one step; False when there is nothing to do it with."""
        root = self.root()
        done = {"tab": _choose_tab, "row": _open_row, "press": _press}[step.kind](root, step.what)
        settle()
        return done


def _choose_tab(root, words):
    for tabs in shown(root, QTabBar):
        for number in range(tabs.count()):
            if tabs.tabText(number) == words:
                tabs.setCurrentIndex(number)
                return True
    return False


def _open_row(root, name):
    for view in shown(root, QTableView):
        if view.accessibleName() == name and view.model().rowCount():
            seen = (n for n in range(view.model().columnCount()) if not view.isColumnHidden(n))
            index = view.model().index(0, next(seen, 0))
            view.setCurrentIndex(index)
            view.doubleClicked.emit(index)
            return True
    return False


def _press(root, words):
    for button in shown(root, QAbstractButton):
        if button.isEnabled() and words_of(button) == words:
            button.click()
            return True
    return False


def _key(step, by):
    """Return what tells two offers apart, also once the page of one is gone."""
    return step, id(by)


def _offers(root, *, pressing):
    """Yield what can be done here, and by what: other tabs, the first row of lists, buttons."""
    for tabs in shown(root, QTabBar):
        for number in range(tabs.count()):
            if number != tabs.currentIndex() and tabs.isTabEnabled(number):
                yield Step("tab", tabs.tabText(number)), tabs
    for view in shown(root, QTableView):
        if type(view).__name__ == "TableView" and view.model().rowCount():
            yield Step("row", view.accessibleName()), view
    for button in shown(root, QAbstractButton) if pressing else ():
        menu = getattr(button, "menu", lambda: None)()
        is_choice = isinstance(button, QCheckBox | QRadioButton)
        if button.isEnabled() and menu is None and not is_choice and words_of(button):
            yield Step("press", words_of(button)), button


def signature(root):
    """Return what makes a page another page than one seen before: its controls, not its data."""
    parts = {type(root).__name__}
    for widget in shown(root, QWidget):
        if isinstance(widget, QTabBar):
            parts.add(f"tab{widget.currentIndex()}")
        elif isinstance(widget, QAbstractButton):
            parts.add(f"button {widget.text()[:20]}" if widget.property("look") != "link" else "")
        elif isinstance(widget, QLineEdit):
            parts.add(f"field {widget.accessibleName()[:20]}")
    return frozenset(parts)


def visits(walk, screen_id, *, depth, pressing):
    """Yield (path in words, root) for every page not seen before, from a screen downwards."""
    seen, queue = set(), [()]
    while queue:
        steps = queue.pop(0)
        if not walk.go(screen_id, steps, pressing=pressing):
            continue
        root = walk.root()
        page = signature(root)
        if page in seen:
            continue
        seen.add(page)
        further = walk.next_steps(screen_id, pressing=pressing)
        yield "/".join([screen_id, *map(str, steps)]), root
        if len(steps) < depth:
            queue += [(*steps, step) for step in further]
