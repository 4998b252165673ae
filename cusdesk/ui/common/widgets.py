"""Small building blocks with the right look: use these instead of styling widgets yourself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cusdesk.ui.common.permits import permit, why_not_change
from cusdesk.ui.common.stacks import Tabs
from cusdesk.ui.common.theme import icon, space
from cusdesk.ui.common.theme.icons import pixmap
from cusdesk.ui.common.tips import tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from cusdesk.ui.common.context import ScreenContext


_FRAME = 4
"""Title bar and edges the system draws round a window, in steps."""


def label(
    text: str, look: str = "", *, wrap: bool = False, parent: QWidget | None = None
) -> QLabel:
    """Return a plain-text label; `look` is one of the names in `theme.sheet`."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    if wrap:
        policy = made.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def button(
    text: str, clicked: Callable[[], object] | None = None, *, look: str = "", icon_name: str = ""
) -> QPushButton:
    """Return a button; looks: main (one a screen), quiet, danger, link, or nothing."""
    made = QPushButton(text)
    made.setAutoDefault(True)  # Enter presses it, not Space alone
    if look:
        made.setProperty("look", look)
    if icon_name:
        tone = {"main": "on_accent", "danger": "error", "link": "accent"}.get(look, "text")
        made.setIcon(icon(icon_name, tone))
    if clicked is not None:
        made.clicked.connect(clicked)
    return made


def tab_widget() -> QTabWidget:
    """Return tabs with one thin line under their names."""
    made = Tabs()
    made.tabBar().setDrawBase(False)  # Qt would draw it above the names
    made.tabBar().setElideMode(Qt.TextElideMode.ElideNone)
    return made


def keep_from_writing(context: ScreenContext, feature: str, *widgets: QWidget) -> bool:
    """Grey what changes records of a feature where nothing may be changed, and say why.

    Returns whether it was done.
    """
    why = why_not_change(context.office, feature)
    if why:
        for widget in widgets:
            permit(widget, why)
    return bool(why)


def picture(name: str, tone: str = "muted", size: int = 0) -> QLabel:
    """Return an icon as a label, unseen by screen readers; beside words it stands in the middle."""
    made = QLabel()
    made.setPixmap(pixmap(name, tone, size))
    vertical = Qt.AlignmentFlag.AlignTop if size else Qt.AlignmentFlag.AlignVCenter
    made.setAlignment(vertical | Qt.AlignmentFlag.AlignHCenter)
    return made


def message_box(parent: QWidget) -> QMessageBox:
    """Return an empty question or message that shows names as they are typed, never as markup."""
    made = QMessageBox(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def _prepared(layout: QBoxLayout, margin: float, gap: float) -> None:
    layout.setContentsMargins(space(margin), space(margin), space(margin), space(margin))
    layout.setSpacing(space(gap))


def column(parent: QWidget | None = None, *, margin: float = 0, gap: float = 1) -> QVBoxLayout:
    """Return a vertical layout on the 8-pixel grid; margin and gap in steps."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    _prepared(made, margin, gap)
    return made


def row(parent: QWidget | None = None, *, margin: float = 0, gap: float = 1) -> QHBoxLayout:
    """Return a horizontal layout on the 8-pixel grid; margin and gap in steps."""
    made = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    _prepared(made, margin, gap)
    return made


def card(*, margin: float = 2, gap: float = 1) -> tuple[QFrame, QVBoxLayout]:
    """Return a white box with a thin edge, and its layout."""
    frame = QFrame()
    frame.setProperty("look", "card")
    return frame, column(frame, margin=margin, gap=gap)


def resize_within_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window a size, but never more than the screen has: its buttons stay in reach."""
    room = window.screen().availableSize()
    frame = space(_FRAME)
    window.resize(min(width, room.width() - frame), min(height, room.height() - 2 * frame))


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Change a look property (`look`, `state`) of a shown widget and restyle it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def clear(layout: QBoxLayout) -> None:
    """Remove and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QBoxLayout):
            clear(inner)


class CutLabel(QLabel):
    """Words in one line that give way to everything beside them: too long, they end with dots."""

    def __init__(self, look: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(1)
        if look:
            self.setProperty("look", look)

    def setText(self, text: str) -> None:
        """Show words; the whole of them stands in the tool tip."""
        super().setText(text)
        self.setToolTip(tip(text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        painter = QPainter(self)
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        role = self.foregroundRole()
        self.style().drawItemText(
            painter, room, middle, self.palette(), self.isEnabled(), words, role
        )
        painter.end()


class LineLink(QPushButton):
    """A line of words that leads somewhere; long words are cut with dots, never the window."""

    def __init__(self, text: str, clicked: Callable[[], object]) -> None:
        super().__init__()
        self._words = text
        self.setProperty("look", "link")
        self.setAutoDefault(True)  # Enter presses it, not Space alone
        self.setAccessibleName(text)
        self.setToolTip(tip(text))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(clicked)
        self.setText(text.replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to the room there is."""
        super().resizeEvent(event)
        room = self.width() - space(1)
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(words.replace("&", "&&"))  # a lone one would underline the next letter


class WrappedLink(QPushButton):
    """Words of several lines that lead somewhere."""

    def __init__(self, clicked: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("look", "link_words")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(clicked)
        self._words = label("", "hint", wrap=True)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = column(self, margin=0.5)
        layout.addWidget(self._words)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Show words."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def text(self) -> str:
        """Return the words."""
        return self._words.text()

    def set_tone(self, look: str) -> None:
        """Give the words the look of a label: hint, problem, warning."""
        set_look(self._words, "look", look)

    def hasHeightForWidth(self) -> bool:
        """A narrow link is a tall one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else super().heightForWidth(width)

    def sizeHint(self) -> QSize:
        """Return the size of the words at the present width."""
        width = max(self.width(), space(16))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the height the words need at the present width."""
        return QSize(1, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the width changed."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
