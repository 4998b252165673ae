"""The small windows: a duty that was done, a term of the office, a term begun by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.clocks import (
    CALENDAR,
    COUNTED,
    OwnTerm,
    TermUnit,
    law_term,
    length_words,
    term_name,
    unit_name,
)
from cusdesk.domain.dates import format_date
from cusdesk.services import clocks
from cusdesk.services.clocks import DutyDraft, OwnClockDraft
from cusdesk.services.clocks.duties import MEETING
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.tab_order import come_first
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, resize_within_screen

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cusdesk.domain.clocks import Term
    from cusdesk.services.clocks import DutyEntryRow, OwnClockDetails, TermRow
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation


def duty_dialog(
    context: ScreenContext, draft: DutyDraft, entry: DutyEntryRow | None, parent: QWidget
) -> FormDialog[DutyDraft]:
    """Return the window in which a duty is written down as done; for a meeting with its record."""
    done = FieldSpec("done_on", "fields.duty_entries.done_on", "date", required=True)
    fields: list[FieldSpec | tuple[FieldSpec, ...]] = [done]
    if law_term(draft.key, draft.done_on or context.office.clock.today()).unit in CALENDAR:
        hint = "clocks.duty.settles_hint"
        fields.append(
            FieldSpec("settles", "fields.duty_entries.settles", "date", hint=hint, width=60)
        )
    fields.append(FieldSpec("done_by", "fields.duty_entries.done_by", required=True))
    if draft.key == MEETING:
        fields += [
            FieldSpec("place", "fields.duty_entries.place"),
            _record("present", 3, hint="clocks.duty.present_hint"),
            _record("subjects", 3),
            _record("findings", 4, hint="clocks.duty.findings_hint"),
        ]
    fields.append(FieldSpec("note", "fields.duty_entries.note", "multiline", lines=2))

    def write(typed: DutyDraft) -> Operation[Saved]:
        """Store a new entry of duty, or the change of the one that was opened."""
        if entry is None:
            return context.ops.write(clocks.record_duty, context.office, typed)
        return context.ops.write(
            clocks.change_entry, context.office, entry.id, typed, entry.version
        )

    key = "clocks.duty.do" if entry is None else "clocks.duty.save"
    spec = FormSpec([Section("", fields)])
    return FormDialog(context, term_name(draft.key), spec, draft, write, tr(key), parent)


def _record(name: str, lines: int, *, hint: str = "") -> FieldSpec:
    """Return a field of the record of a meeting."""
    return FieldSpec(name, f"fields.duty_entries.{name}", "multiline", lines=lines, hint=hint)


def term_dialog(context: ScreenContext, row: TermRow, parent: QWidget) -> FormDialog[OwnTerm]:
    """Return the window in which the office sets a term for itself."""
    fields = _term_fields(row.term)
    own, term = row.own or OwnTerm(), row.later or row.term
    draft = OwnTerm(
        term.is_on,
        term.unit if term.unit in COUNTED else None,
        term.amount or None,
        term.month or None,
        term.day or None,
        term.soon,
        term.urgent,
        term.is_confirmed,
        own.applies_from,
        own.note,
    )

    def write(typed: OwnTerm) -> Operation[object]:
        """Store the office's own length of this term."""
        return context.ops.write(clocks.change_term, context.office, term.key, typed)

    text = tr("clocks.term_text", length=length_words(row.term), source=term.source)
    if row.later is not None:
        length = length_words(row.later)
        text += " " + tr("clocks.term_later", date=format_date(own.applies_from), length=length)
    spec = FormSpec([Section("", fields)])
    return FormDialog(context, row.name, spec, draft, write, tr("clocks.term_do"), parent, text)


def _term_fields(term: Term) -> list[FieldSpec | tuple[FieldSpec, ...]]:
    """Return what the office sets of a term: its day of the year or length, and the warnings."""
    fields: list[FieldSpec | tuple[FieldSpec, ...]] = [
        FieldSpec("is_on", "fields.clock_terms.is_on", "check")
    ]
    if term.unit is TermUnit.DATE:
        fields.append(
            (
                FieldSpec("day", "fields.clock_terms.day", "number"),
                FieldSpec("month", "fields.clock_terms.month", "number"),
            )
        )
    elif term.unit is not TermUnit.SET:
        fields += _length_fields(term)
    fields += [
        (
            FieldSpec("soon", "fields.clock_terms.soon", "number"),
            FieldSpec("urgent", "fields.clock_terms.urgent", "number"),
        ),
        FieldSpec(
            "is_confirmed", "fields.clock_terms.is_confirmed", "check", hint="clocks.confirm_hint"
        ),
        FieldSpec("note", "fields.clock_terms.note", "multiline", lines=2),
    ]
    return fields


def _length_fields(term: Term) -> list[FieldSpec | tuple[FieldSpec, ...]]:
    """Return the fields of a length: a number, its unit where it may be another, from when."""
    applies = FieldSpec(
        "applies_from",
        "fields.clock_terms.applies_from",
        "date",
        hint="clocks.applies_hint",
        width=60,
    )
    if term.unit not in COUNTED:
        return [FieldSpec("amount", f"clocks.amount.{term.unit}", "number"), applies]
    units = [Choice(unit, unit_name(unit)) for unit in COUNTED]
    amount = FieldSpec("amount", "clocks.amount.length", "number")
    unit = FieldSpec(
        "unit", "fields.clock_terms.unit", "choice", choices=units, offers_nothing=False
    )
    return [(amount, unit), applies]


def _own_form(keys: Sequence[str]) -> FormSpec:
    """Return the form of a term begun by hand."""
    key = FieldSpec(
        "key",
        "fields.own_clocks.key",
        "choice",
        required=True,
        offers_nothing=False,
        choices=[Choice(key, term_name(key)) for key in keys],
    )
    days = (
        FieldSpec("begins_on", "fields.own_clocks.begins_on", "date"),
        FieldSpec("due_on", "fields.own_clocks.due_on", "date", hint="clocks.own.due_hint"),
    )
    return FormSpec([
        Section("", [
            key,
            FieldSpec("subject", "fields.own_clocks.subject"),
            days,
            FieldSpec("responsible", "fields.own_clocks.responsible"),
            FieldSpec("note", "fields.own_clocks.note", "multiline", lines=2),
        ])
    ])  # fmt: skip


class OwnClockDialog(FormDialog[OwnClockDraft]):
    """A term begun by hand, with the day it is counted to."""

    def __init__(
        self, context: ScreenContext, shown: OwnClockDetails | None, parent: QWidget
    ) -> None:
        self._shown = shown
        keys = clocks.own_keys(context.office)
        if shown is not None and shown.draft.key not in keys:
            keys.append(shown.draft.key)
        spec = _own_form(keys)
        draft = shown.draft if shown else OwnClockDraft(responsible=context.office.user_name)
        title = tr("clocks.own.change" if shown else "clocks.own.do")
        do = tr("clocks.own.save" if shown else "clocks.own.do")
        super().__init__(context, title, spec, draft, self._write_draft, do, parent)
        self.counted = label("", "hint", wrap=True)
        self.body.addWidget(self.counted)
        self.person: PersonField | None = None
        if shown is not None and shown.resident_name:
            name = label(shown.resident_name, "heading", wrap=True)
            mark_personal(name, "name")
            self.body.insertWidget(1, name)
        elif shown is None and context.office.may("residents.see"):
            self.person = PersonField(context)
            self.body.insertWidget(1, self.person)
            self.body.insertWidget(1, label(tr("clocks.own.resident"), "label"))
            come_first(self.inside, self.person)
            self.person.setFocus()
        self.form.edited.connect(self._on_edited)
        wanted = self.inside.sizeHint().height() + current().line * 9
        resize_within_screen(self, current().chars(76), wanted)

    def confirm(self) -> None:
        """Write the term; a name that nobody was chosen for is not passed over."""
        if self.person and self.person.text().strip() and self.person.resident_id is None:
            self.say(tr("clocks.own.nobody"))
            self.person.setFocus()
            return
        super().confirm()

    def _write_draft(self, draft: OwnClockDraft) -> Operation[Saved]:
        office, ops = self._context.office, self._context.ops
        if self._shown is None:
            draft.resident_id = self.person.resident_id if self.person else None
            return ops.write(clocks.start_clock, office, draft)
        return ops.write(clocks.change_clock, office, self._shown.id, draft, self._shown.version)

    def _on_edited(self, name: str) -> None:
        if name in {"key", "begins_on", "due_on"}:
            key, begins = self.form.value("key"), self.form.value("begins_on")
            if key and not self.form.value("due_on"):
                read = self._context.ops.read(clocks.counted_day, self._context.office, key, begins)
                read.on_success(self._show_counted).run()
            else:
                self.counted.setText("")

    def _show_counted(self, day: dt.date | None) -> None:
        words = tr("clocks.own.counted", date=format_date(day)) if day else ""
        self.counted.setText(words)
