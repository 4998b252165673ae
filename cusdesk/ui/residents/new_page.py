"""„Nowy mieszkaniec”: the form is a search box; creating stands under the matches."""

from __future__ import annotations

from functools import partial
from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from cusdesk.core.messages import tr
from cusdesk.services import drafts
from cusdesk.ui.common.hand_on import hand_on
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, clear, column, label, picture, row
from cusdesk.ui.residents.finder import ResidentFinder
from cusdesk.ui.residents.kept import kept_words
from cusdesk.ui.residents.typed import draft_from_search, draft_name
from cusdesk.ui.residents.viewmodel import DRAFT_KIND

if TYPE_CHECKING:
    from cusdesk.services.drafts import KeptDraft
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.residents.form import Suggestions


_SHOWN_NAME = 40
_FEWEST_CHARS = 20
_LIST_SHARE = 6


class NewResidentPage(QWidget):
    """Search first; *Utwórz* opens a card with what was typed already in its fields.

    Signals:
        person_chosen: (id) the person is on record already.
        create_requested: (draft) nobody fits: begin a card.
        draft_resumed: (kept draft) go on with an unfinished card.
    """

    person_chosen = Signal(bytes)
    create_requested = Signal(object)
    draft_resumed = Signal(object)

    def __init__(self, context: ScreenContext, suggestions: Suggestions) -> None:
        super().__init__()
        self._context = context
        self._suggestions = suggestions
        self.finder = ResidentFinder(context)
        self.finder.chosen.connect(self.person_chosen)
        self.finder.text_changed.connect(self._on_text)
        self.finder.searched.connect(self._on_searched)
        self._layout = layout = column(self, gap=2)
        layout.addWidget(label(tr("residents.finder.hint"), "hint", wrap=True))
        self._kept = column(gap=1)
        layout.addLayout(self._kept)
        layout.addWidget(self.finder)
        self._ask = label(tr("residents.create.ask"), "heading")
        self._create = button("", self.create_card, look="main", icon_name="add")
        self._offer = QWidget()
        lines = column(self._offer, gap=1)
        lines.addWidget(self._ask)
        lines.addWidget(self._create, 0, Qt.AlignmentFlag.AlignLeft)
        self._offer.hide()
        layout.addWidget(self._offer)
        layout.addStretch(1)
        hand_on(self, self.finder)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.create_card)

    def start(self, text: str = "") -> None:
        """Begin with an empty field, or with what was typed on the list."""
        self._offer.hide()
        self.finder.start(text)
        read = self._context.ops.read(drafts.drafts, self._context.office, DRAFT_KIND)
        read.on_success(self._show_kept).run()

    def create_card(self) -> None:
        """Begin a card with what was typed."""
        if not self._offer.isVisible() or not self._context.office.can_change("residents"):
            return
        today = self._context.office.clock.today()
        draft = draft_from_search(self.finder.text, today, self._suggestions.localities)
        self.create_requested.emit(draft)

    def _on_text(self, text: str) -> None:
        if not text:
            self._offer.hide()

    def _on_searched(self, count: int) -> None:
        """Offer to create only after the answer is seen, and with the name that was understood."""
        self._layout.setStretchFactor(self.finder, _LIST_SHARE if count else 0)
        text = self.finder.text
        today = self._context.office.clock.today()
        name = draft_name(draft_from_search(text, today, self._suggestions.localities))
        words = tr("residents.create.button_unnamed")
        if name:
            short = shorten(name, _SHOWN_NAME, placeholder="…").replace("&", "&&")
            words = tr("residents.create.button", name=short)
        self._create.setText(words)
        self._offer.setVisible(bool(text) and self._context.office.can_change("residents"))

    def _show_kept(self, kept: list[KeptDraft]) -> None:
        clear(self._kept)
        for draft in kept:
            self._kept.addWidget(self._kept_line(draft))

    def _kept_line(self, kept: KeptDraft) -> QFrame:
        frame = QFrame()
        frame.setProperty("look", "bar_info")
        line = row(frame, margin=1, gap=1.5)
        line.addWidget(picture("edit", "accent"))
        words = label(kept_words(kept), wrap=True)
        words.setMinimumWidth(current().chars(_FEWEST_CHARS))
        line.addWidget(words, 1)
        resume = button(tr("residents.create.resume"), partial(self.draft_resumed.emit, kept))
        drop = button(tr("residents.create.drop"), partial(self._drop, kept), look="quiet")
        for each in (resume, drop):
            each.setAccessibleDescription(kept_words(kept))
            line.addWidget(each)
        return frame

    def _drop(self, kept: KeptDraft) -> None:
        write = self._context.ops.write(drafts.discard, self._context.office, DRAFT_KIND, kept.key)
        write.on_finish(self._ask_kept).run()

    def _ask_kept(self) -> None:
        read = self._context.ops.read(drafts.drafts, self._context.office, DRAFT_KIND)
        read.on_success(self._show_kept).run()
