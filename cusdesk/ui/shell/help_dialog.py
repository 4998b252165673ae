"""F1: the topics of the help on one page each, the keys and the cards to print among them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

from cusdesk.core.help_pages import help_pages
from cusdesk.core.messages import tr
from cusdesk.domain.help_search import CARDS, KEYS, search_help
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.search_field import SearchField
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen, row
from cusdesk.ui.shell.help_topics import CardsPage, KeysPage, TopicPage

if TYPE_CHECKING:
    from cusdesk.ui.common.operations import Operations
    from cusdesk.ui.shell.actions import Actions
    from cusdesk.ui.shell.help_place import Asked

_TOPIC = Qt.ItemDataRole.UserRole
_PART = Qt.ItemDataRole.UserRole + 1


class HelpDialog(QDialog):
    """The list of topics, what a search found in them, and the page of the chosen one.

    Attributes:
        field: what is searched for.
        topics: the list; while something is searched for, the paragraphs found.
    """

    def __init__(
        self,
        parent: QWidget,
        actions: Actions,
        topic: str,
        ops: Operations,
        asked: Asked | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("shell.help.title"))
        self._actions, self._ops = actions, ops
        self._named = {page.topic: page for page in help_pages()}
        self._shown: dict[str, QScrollArea] = {}
        self._inside: dict[str, QWidget] = {}
        self._pages = QStackedWidget()
        self.field = SearchField()
        self.field.setPlaceholderText(tr("shell.help.search"))
        self.field.setAccessibleName(tr("shell.help.search"))
        self.field.textChanged.connect(self._on_typed)
        self.field.textEdited.connect(self._forget_typing)
        self.field.returnPressed.connect(self._on_enter)
        self.topics = QListWidget()
        self.topics.setAccessibleName(tr("shell.help.topics"))
        self.topics.setWordWrap(True)
        self.topics.setSpacing(space(0.25))
        self.topics.currentItemChanged.connect(self._on_chosen)
        self.topics.itemActivated.connect(self._read)
        self._nothing = label(tr("shell.help.nothing"), "hint", wrap=True)
        self._nothing.hide()
        self._build()
        width = current().chars(110)
        resize_within_screen(self, width, current().row_height * 20)
        self._list_topics()
        if asked is not None and asked.name and asked.place.topic == topic:
            page = self._page(topic)
            if isinstance(page, TopicPage):
                page.show_field(asked)
        self.show_topic(topic, asked.place.part if asked is not None else -1)
        self.topics.setFocus()

    def show_topic(self, topic: str, part: int = -1) -> None:
        """Show a topic from one of its paragraphs on, and mark it in the list."""
        for place in range(self.topics.count()):
            if self.topics.item(place).data(_TOPIC) == topic:
                self.topics.setCurrentRow(place)
                break
        self._show(topic, part)

    def _build(self) -> None:
        layout = column(self, margin=2, gap=2)
        across = row(gap=3)
        side = QWidget()
        side.setFixedWidth(current().chars(30))
        inner = column(side, gap=1)
        inner.addWidget(self.field)
        inner.addWidget(self._nothing)
        inner.addWidget(self.topics, 1)
        across.addWidget(side)
        across.addWidget(self._pages, 1)
        layout.addLayout(across, 1)
        buttons = row()
        buttons.addStretch()
        self._close = button(tr("common.button.close"), self.accept)
        buttons.addWidget(self._close)
        layout.addLayout(buttons)

    # --- the list

    def _list_topics(self) -> None:
        self.topics.clear()
        for topic in (KEYS, CARDS):
            self._add(self._title(topic), topic)
        for page in self._named.values():
            self._add(page.title, page.topic)

    def _add(self, words: str, topic: str, part: int = -1, more: str = "") -> None:
        item = QListWidgetItem(words)
        if more:
            item.setToolTip(tip(more))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, more)
        item.setData(_TOPIC, topic)
        item.setData(_PART, part)
        self.topics.addItem(item)

    def _on_typed(self, text: str) -> None:
        shown = self._shown_topic()
        if not text.strip():
            self._nothing.hide()
            self._list_topics()
            self.show_topic(shown)
            return
        found = search_help(text)
        self.topics.clear()
        for each in found:
            words = tr("shell.help.found", place=each.page, heading=each.heading)
            self._add(words, each.topic, each.part, each.snippet)
        self._nothing.setVisible(not found)
        if found:
            self.topics.setCurrentRow(0)

    def _forget_typing(self, _text: str) -> None:
        """Let a lock not keep what was searched for as if it were work."""
        self.field.setModified(False)

    def _on_enter(self) -> None:
        if self.topics.count():
            self.topics.setFocus()

    def _read(self) -> None:
        """Hand the keyboard to the page, to be scrolled."""
        self._shown[self._shown_topic()].setFocus()

    def _on_chosen(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None:
            self._show(item.data(_TOPIC), item.data(_PART))

    # --- the pages

    def _shown_topic(self) -> str:
        area = self._pages.currentWidget()
        return next((topic for topic, made in self._shown.items() if made is area), KEYS)

    def _show(self, topic: str, part: int) -> None:
        inside = self._page(topic)
        area = self._shown[topic]
        self._pages.setCurrentWidget(area)
        if isinstance(inside, TopicPage):
            wanted = inside.part_to_show(part)
            QTimer.singleShot(0, area, partial(_scroll_to, area, inside, wanted))

    def _page(self, topic: str) -> QWidget:
        area = self._shown.get(topic)
        if area is None:
            self._inside[topic] = self._make(topic)
            area = scrolled(self._inside[topic])
            area.setProperty("look", "pages")
            area.setAccessibleName(self._title(topic))
            self._shown[topic] = area
            self._pages.addWidget(area)
            self.setTabOrder(self.topics, area)
            self.setTabOrder(area, self._close)
        return self._inside[topic]

    def _title(self, topic: str) -> str:
        made = {KEYS: "shell.keys.title", CARDS: "shell.help.cards"}
        return tr(made[topic]) if topic in made else self._named[topic].title

    def _make(self, topic: str) -> QWidget:
        if topic == KEYS:
            return KeysPage(self._actions, self._show_keys)
        if topic == CARDS:
            return CardsPage(self._show_card)
        return TopicPage(self._named[topic])

    def _show_keys(self) -> None:
        from cusdesk.ui.shell.help_papers import show_keys

        show_keys(self, self._actions, self._ops)

    def _show_card(self, name: str) -> None:
        from cusdesk.ui.shell.help_papers import show_card

        show_card(self, name, self._ops)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead from the search into the list by the arrow, back by Ctrl+F; Esc ends a search."""
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus() and self.topics.count():
            self.topics.setFocus()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.field.setFocus()
            self.field.selectAll()
        elif event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
            self.topics.setFocus()
        else:
            super().keyPressEvent(event)


def _scroll_to(area: QScrollArea, page: QWidget, wanted: QWidget) -> None:
    """Bring a paragraph to the top of what is seen."""
    if isValid(area):
        top = wanted.mapTo(page, wanted.rect().topLeft()).y() if wanted is not page else 0
        area.verticalScrollBar().setValue(top)
