"""Small windows: whose talk it is, and one need without a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cusdesk.core.messages import tr
from cusdesk.domain.catalogue import ServiceArea
from cusdesk.domain.labels import label as enum_label
from cusdesk.domain.needs_talks import UnmetDraft, UnmetSource, proposals
from cusdesk.services import needs_talks
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.form import Choice, FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, resize_within_screen

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from cusdesk.services.needs_talks import UnmetRow
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext

_FIELD = "fields.unmet_needs."
_CHARS, _LINES, _MORE_LINES = 70, 12, 24


class PersonDialog(CommandDialog):
    """Whose: type part of a name, Enter chooses, Enter again begins.

    Signals:
        chosen: (resident id).
    """

    chosen = Signal(bytes)

    def __init__(self, context: ScreenContext, title: str, do: str, parent: QWidget) -> None:
        super().__init__(context, title, do, parent)
        self.person = PersonField(context)
        words = label(tr("fields.needs_talks.resident_id"), "label")
        words.setBuddy(self.person)
        self.body.addWidget(words)
        self.body.addWidget(self.person)
        self.body.addStretch()
        self.person.confirmed.connect(self.confirm)
        self.person.not_found.connect(self._on_nobody)
        self.person.chosen.connect(self._on_chosen)
        self.do.setAutoDefault(False)
        self.do.setDefault(False)
        resize_within_screen(self, current().chars(_CHARS), current().row_height * _LINES)
        self.person.setFocus()

    def begin_with(self, resident_id: bytes, name: str, words: str) -> None:
        """Show somebody chosen elsewhere and why they are asked about: Enter goes on."""
        self.person.show_person(resident_id, name)
        self.body.insertWidget(0, label(words, "hint", wrap=True))

    def confirm(self) -> None:
        """Go on with the chosen person."""
        resident_id = self.person.resident_id
        if resident_id is None:
            self.say(tr("needs_talks.new.choose"))
            return
        self.accept()
        self.chosen.emit(resident_id)

    def _on_nobody(self) -> None:
        self.say(tr("needs_talks.new.nobody"))

    def _on_chosen(self, _resident_id: bytes, _name: str) -> None:
        self.say("")


class UnmetDialog(CommandDialog):
    """A need without a service: a new one of a resident, or one of the register."""

    def __init__(
        self,
        context: ScreenContext,
        parent: QWidget,
        *,
        row: UnmetRow | None = None,
        resident_id: bytes | None = None,
    ) -> None:
        title = tr("needs_talks.register.change" if row else "needs_talks.register.new")
        super().__init__(context, title, tr("needs_talks.register.save"), parent)
        self._row, self._resident_id = row, resident_id
        today = context.office.clock.today()
        if row is not None:
            self.body.addWidget(label(row.resident_name, "heading"))
        self.form: Form[UnmetDraft] = Form(_form(today), context.office.clock)
        empty = UnmetDraft(source=UnmetSource.OTHER, recorded_on=today)
        self.form.load(needs_talks.unmet_draft(row) if row is not None else empty)
        self.body.addWidget(self.form)
        resize_within_screen(self, current().chars(_CHARS), current().row_height * _MORE_LINES)
        self.form.focus("need")

    def confirm(self) -> None:
        """Store it."""
        if not self.form.show_value_problems():
            return
        office, draft = self._context.office, self.form.draft()
        if self._row is not None:
            operation = self._context.ops.write(
                needs_talks.change_unmet_need, office, self._row.id, draft, self._row.version
            )
        elif self._resident_id is not None:
            operation = self._context.ops.write(
                needs_talks.add_unmet_need, office, self._resident_id, draft
            )
        else:
            return
        self.start(operation, self._on_saved)

    def _on_saved(self, _saved: Saved) -> None:
        self._context.notifier.success(tr("needs_talks.register.saved"))
        self.accept()


def _form(today: dt.date) -> FormSpec:
    proposed = [Choice(p.need, p.need) for p in proposals(today)]
    areas = [Choice(area, enum_label(area)) for area in ServiceArea]
    sources = [Choice(source, enum_label(source)) for source in UnmetSource]
    return FormSpec(
        [
            Section(
                "",
                [
                    FieldSpec("need", f"{_FIELD}need", "suggest", required=True, choices=proposed),
                    FieldSpec("area", f"{_FIELD}area", "choice", choices=areas),
                    (
                        FieldSpec("recorded_on", f"{_FIELD}recorded_on", "date"),
                        FieldSpec(
                            "source", f"{_FIELD}source", "choice", required=True, choices=sources
                        ),
                    ),
                    FieldSpec("note", f"{_FIELD}note", "multiline", lines=2),
                    FieldSpec(
                        "met_on", f"{_FIELD}met_on", "date", hint="needs_talks.register.met_hint"
                    ),
                ],
            )
        ]
    )
