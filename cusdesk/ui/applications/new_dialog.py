"""Taking down an application or a first contact: whose it is, when it came, who applies."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a form reads the annotations of its dataclass)
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.core.messages import tr
from cusdesk.domain.applications import (
    ApplicantKind,
    ApplicationChannel,
    ApplicationDraft,
    Receipt,
)
from cusdesk.domain.labels import label as enum_label
from cusdesk.domain.residents import ResidentStatus
from cusdesk.domain.times_of_day import format_time, parse_time
from cusdesk.services import applications
from cusdesk.ui.applications.form import (
    applicant_fields,
    field,
    known_values,
    show_applicant,
)
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import LineLink, button, clear, column, label, resize_within_screen

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.applications import PersonSituation, Registered
    from cusdesk.ui.applications.viewmodel import ApplicationChoices
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation

_CHARS = 88
_LINES = 38
APPLICATION, CONTACT = "application", "contact"


@dataclass(frozen=True, slots=True)
class NewApplication:
    """What is asked before an application exists."""

    kind: str = APPLICATION
    received_on: dt.date | None = None
    received_time: str = ""
    channel: ApplicationChannel = ApplicationChannel.IN_PERSON
    late_reason: str = ""
    applicant_kind: ApplicantKind = ApplicantKind.SELF
    applicant_name: str = ""
    applicant_phone: str = ""
    applicant_address: str = ""
    applicant_basis: str = ""
    programme: str = ""


def receipt_fields() -> list[FieldSpec | tuple[FieldSpec, ...]]:
    """Return day, time and channel, and the reason for a moment that jumps the order."""
    channels = [Choice(channel, enum_label(channel)) for channel in ApplicationChannel]
    return [
        (
            field("received_on", "date", required=True),
            FieldSpec("received_time", "applications.column.received_time", width=8, required=True),
            field("channel", "choice", choices=channels, offers_nothing=False, required=True),
        ),
        FieldSpec(
            "late_reason",
            "applications.form.late_reason",
            "multiline",
            lines=2,
            hint="applications.form.late_reason_hint",
        ),
    ]


def receipt_of(typed: Any) -> Receipt:  # noqa: ANN401 (any form with the fields of a receipt)
    """Return the moment a form says.

    Raises:
        ValidationError: the day or the time is missing or cannot be read.
    """
    minute = parse_time(typed.received_time)
    if typed.received_on is None:
        raise ValidationError([Problem("received_on", "applications.problem.no_day")])
    if minute is None:
        raise ValidationError([Problem("received_time", "applications.problem.no_time")])
    return Receipt(typed.received_on, minute, typed.channel, typed.late_reason)


def on_form(error: CusdeskError) -> CusdeskError:
    """Return an error whose problems stand beside the fields of the form."""
    if not isinstance(error, ValidationError):
        return error
    renamed = {"received_minute": "received_time"}
    return ValidationError(
        [replace(p, field=renamed.get(p.field, p.field)) for p in error.problems]
    )


class NewApplicationDialog(FormDialog[NewApplication]):
    """The person first; what is known of them stands under the name.

    Signals:
        registered: (what the service returned) it stands in the register.
        open_requested: (feature, id) a plan or an application is wanted instead.
        create_requested: (words) nobody fits: begin a card with what was typed.
    """

    registered = Signal(object)
    open_requested = Signal(str, bytes)
    create_requested = Signal(str)

    def __init__(self, context: ScreenContext, known: ApplicationChoices, parent: QWidget) -> None:
        self._known = known
        self._moment = applications.present_receipt(context.office)
        super().__init__(
            context,
            tr("applications.new.action"),
            _form(known),
            NewApplication(
                received_on=self._moment.on, received_time=format_time(self._moment.minute)
            ),
            self._write_it,
            tr("applications.new.do"),
            parent,
            tr("applications.new.text"),
        )
        self._situation: PersonSituation | None = None
        self._add_person()
        self.form.field_left.connect(self._on_left)
        self.form.edited.connect(self._on_edited)
        show_applicant(self.form)
        self.form.set_field_visible("late_reason", visible=False)  # now is never late
        resize_within_screen(self, current().chars(_CHARS), current().line * _LINES)

    def _add_person(self) -> None:
        holder = QWidget()
        inside = column(holder, gap=0.5)
        words = label(tr("fields.applications.resident_id"), "label")
        self.person = PersonField(self._context)
        words.setBuddy(self.person)
        inside.addWidget(words)
        inside.addWidget(self.person)
        self._who = label("", "hint", wrap=True)
        mark_personal(self._who)
        inside.addWidget(self._who)
        self.make_card = button(
            tr("applications.new.create_card"), self._on_create, look="link", icon_name="add"
        )
        self.make_card.hide()
        inside.addWidget(self.make_card)
        self._bar = QFrame()
        self._bar.setProperty("look", "bar_warning")
        self._lines = column(self._bar, margin=1, gap=0.5)
        self._bar.hide()
        inside.addWidget(self._bar)
        self.body.insertWidget(self.body.indexOf(self.form), holder)
        self.person.chosen.connect(self._on_chosen)
        self.person.dropped.connect(self._on_dropped)
        self.person.not_found.connect(self._on_not_found)
        self.person.confirmed.connect(self.form.focus)
        self.person.setFocus()

    def choose(self, resident_id: bytes) -> None:
        """Begin with somebody chosen elsewhere."""
        self._on_chosen(resident_id, "")

    # --- the person

    def _on_chosen(self, resident_id: bytes, _name: str) -> None:
        self.make_card.hide()
        self.say("")
        read = self._context.ops.read(applications.situation_of, self._context.office, resident_id)
        read.replacing("application-person").on_success(self._on_situation).run()

    def _on_situation(self, found: PersonSituation) -> None:
        self._situation = found
        self.person.show_person(found.resident_id, found.name)
        self._who.setText(found.about)
        self._known.show_people(found.people)
        self.form.set_value("applicant_name", self.form.value("applicant_name"))  # new proposals
        clear(self._lines)
        for words, go in self._remarks(found):
            self._lines.addWidget(LineLink(words, go) if go else label(words, wrap=True))
        self._bar.setVisible(self._lines.count() > 0)

    def _remarks(self, found: PersonSituation) -> list[tuple[str, Any]]:
        """Return what is worth knowing, with the way to it."""
        remarks: list[tuple[str, Any]] = []
        if found.status == ResidentStatus.DECEASED:
            remarks.append((tr("applications.new.dead"), None))
        for plan_id, number, status in found.running_plans:
            key = "applications.new.plan" if number else "applications.new.plan_unnumbered"
            words = tr(key, number=number, status=status)
            remarks.append((words, partial(self._go, "plans", plan_id)))
        for application_id, number, moment in found.open_applications:
            key = "applications.new.open" if number else "applications.new.open_contact"
            words = tr(key, number=number, moment=moment)
            remarks.append((words, partial(self._go, "applications", application_id)))
        return remarks

    def _go(self, feature: str, record_id: bytes) -> None:
        self.reject()
        self.open_requested.emit(feature, record_id)

    def _on_dropped(self) -> None:
        self._situation = None
        self._bar.hide()
        self.make_card.hide()
        self._who.setText("")

    def _on_not_found(self) -> None:
        self._who.setText(tr("applications.new.nobody"))
        self.make_card.setVisible(self._context.office.can_change("residents"))

    def _on_create(self) -> None:
        words = self.person.text().strip()
        self.reject()
        self.create_requested.emit(words)

    def _on_left(self, name: str) -> None:
        """Fill in what the card knows about the applicant."""
        if name != "applicant_name" or self._situation is None:
            return
        typed = self.form.draft()
        for name, value in known_values(self._situation.people, typed).items():
            self.form.set_value(name, value)

    def _on_edited(self, name: str) -> None:
        if name == "applicant_kind":
            show_applicant(self.form)
        elif name in {"received_on", "received_time"}:
            self.form.set_field_visible("late_reason", visible=True)

    # --- the command

    def confirm(self) -> None:
        """Register it, or say what is missing."""
        if self.person.resident_id is None:
            self.say(tr("applications.new.nobody_chosen"))
            self.person.setFocus()
            return
        self.form.flush()
        if not self.form.show_value_problems():
            return
        try:
            self._receipt()
        except ValidationError as error:
            self._on_refused(error)
            return
        super().confirm()

    def _receipt(self) -> Receipt | None:
        """Return the moment that was typed; None while it stayed „now”, whenever that is."""
        typed = receipt_of(self.form.draft())
        is_now = (typed.on, typed.minute) == (self._moment.on, self._moment.minute)
        if is_now:
            now = applications.present_receipt(self._context.office)
            return replace(now, channel=typed.channel)
        return typed

    def _write_it(self, typed: NewApplication) -> Operation[Registered]:
        names = ("applicant_name", "applicant_phone", "applicant_address", "applicant_basis")
        texts = {name: getattr(typed, name) for name in (*names, "programme")}
        draft = ApplicationDraft(applicant_kind=typed.applicant_kind, **texts)
        return self._context.ops.write(
            applications.register,
            self._context.office,
            self.person.resident_id,
            draft,
            self._receipt(),
            is_contact=typed.kind == CONTACT,
        )

    def _on_done(self, result: object) -> None:
        self.accept()
        self.registered.emit(result)

    def _on_refused(self, error: CusdeskError) -> None:
        problems = error.problems if isinstance(error, ValidationError) else []
        if any(problem.field == "late_reason" for problem in problems):
            self.form.set_field_visible("late_reason", visible=True)
        super()._on_refused(on_form(error))


def _form(known: ApplicationChoices) -> FormSpec:
    kinds = [Choice(kind, tr(f"applications.new.kind_{kind}")) for kind in (APPLICATION, CONTACT)]
    kind = FieldSpec(
        "kind",
        "applications.new.kind",
        "choice",
        choices=kinds,
        offers_nothing=False,
        required=True,
    )
    programme = field("programme", "suggest", choices=known.programmes)
    return FormSpec(
        [
            Section("", [kind, *receipt_fields(), programme]),
            Section("applications.form.applicant", applicant_fields(known.people)),
        ]
    )
