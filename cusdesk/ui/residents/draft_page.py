"""A new card: kept as a draft at every field exit, made by *Utwórz*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services.drafts import KeptDraft
from cusdesk.services.programmes import visible_fields
from cusdesk.ui.common.form import Form
from cusdesk.ui.common.least_rows import keep_rows
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.widgets import button, column, label, row
from cusdesk.ui.residents.duplicates_panel import DuplicatesPanel
from cusdesk.ui.residents.form import Suggestions, form_spec, shown
from cusdesk.ui.residents.pesel_fields import PeselFields
from cusdesk.ui.residents.two_columns import TwoColumns
from cusdesk.ui.residents.viewmodel import DRAFT_KIND, DraftModel

if TYPE_CHECKING:
    from cusdesk.core.errors import Problem
    from cusdesk.services.residents import DuplicateWarning, Saved
    from cusdesk.ui.common.context import ScreenContext


class DraftPage(QWidget):
    """The form of a card that does not exist yet.

    Signals:
        open_requested: (id) somebody on record is the same person.
        created: (id) the card was made.
        discarded: the draft was thrown away.
    """

    open_requested = Signal(bytes)
    created = Signal(bytes)
    discarded = Signal()

    def __init__(self, context: ScreenContext, suggestions: Suggestions) -> None:
        super().__init__()
        self._context = context
        self.model = DraftModel(context, self)
        self.form: Form[ResidentDraft] = Form(
            form_spec(suggestions, visible_fields(context.office)), context.office.clock
        )
        self._pesel = PeselFields(self.form)
        self.duplicates = DuplicatesPanel(self._has_room)
        self._content = TwoColumns(self.form, self.duplicates, side_first=True)
        outer = column(self, gap=2)
        outer.addWidget(label(tr("residents.create.text"), "hint", wrap=True))
        area = scrolled(self._content)
        keep_rows(area)
        outer.addWidget(area, 1)
        outer.addLayout(self._buttons())
        self._connect()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.create_card)

    def _buttons(self) -> QHBoxLayout:
        line = row(gap=1.5)
        line.addWidget(
            button(tr("residents.create.finish"), self.create_card, look="main", icon_name="check")
        )
        line.addWidget(button(tr("residents.create.discard"), self.model.discard, look="quiet"))
        line.addStretch()
        return line

    def _connect(self) -> None:
        self.form.field_left.connect(self._on_left)
        self.model.checked.connect(self._on_checked)
        self.model.refused.connect(self._on_refused)
        self.model.duplicates_found.connect(self._on_duplicates)
        self.model.created.connect(self._on_created)
        self.model.discarded.connect(self.discarded)
        self.duplicates.open_requested.connect(self.open_requested)

    def start(self, draft: ResidentDraft) -> None:
        """Begin a card with what is known already."""
        self.model.begin()
        self._load(draft)
        self._keep()
        first = "surname" if not draft.surname else "given_name"
        self.form.focus(first if not draft.given_name or first == "surname" else "second_name")

    def resume(self, kept: KeptDraft) -> None:
        """Go on with a card begun earlier."""
        self.model.begin(kept.key)
        self._load(ResidentDraft())
        self.form.restore(kept.payload)
        self._pesel.show_reason()
        self._keep()
        self.form.focus("surname")

    def kept(self) -> KeptDraft:
        """Return the card as far as it is typed, for `resume`."""
        return KeptDraft(DRAFT_KIND, self.model.key, self.form.payload(), 0)

    def create_card(self) -> None:
        """Make the card, or show what is missing."""
        if self.form.show_value_problems():
            self.model.create(self.form.draft())

    def flush(self) -> None:
        """Keep the field being typed."""
        self.form.flush()

    def _has_room(self) -> bool:
        return self._content.is_wide()

    def _load(self, draft: ResidentDraft) -> None:
        self.duplicates.show_warnings(draft, [])
        self.form.load(shown(draft))
        self._pesel.show_reason()

    def _on_left(self, name: str) -> None:
        if name == "pesel":
            self._pesel.fill()
        self._keep()

    def _keep(self) -> None:
        self.model.keep(self.form.payload(), self.form.draft())

    def _on_checked(self, problems: list[Problem]) -> None:
        """Show doubts about what was typed; nobody is told off for a field not reached yet."""
        self.form.show_problems([p for p in problems if self.form.value(p.field)])

    def _on_refused(self, problems: list[Problem]) -> None:
        self.form.show_problems(problems)
        self.form.focus(problems[0].field)
        self._context.notifier.warning(tr("residents.create.blocked"))

    def _on_duplicates(self, warnings: list[DuplicateWarning]) -> None:
        self.duplicates.show_warnings(self.form.draft(), warnings)

    def _on_created(self, saved: Saved) -> None:
        draft = self.form.draft()
        name = f"{draft.surname} {draft.given_name}".strip()
        self._context.notifier.success(tr("residents.create.done", name=name))
        self.created.emit(saved.id)
