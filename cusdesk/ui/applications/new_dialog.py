"""Taking down an application or a first contact: whose it is, when it came, who applies."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from cusdesk.core.errors import ValidationError
from cusdesk.core.messages import tr
from cusdesk.domain.applications import (
    ApplicationDraft,
    Receipt,
)
from cusdesk.domain.residents import ResidentStatus
from cusdesk.domain.times_of_day import format_time
from cusdesk.services import applications
from cusdesk.ui.applications.form import (
    known_values,
    show_applicant,
)
from cusdesk.ui.applications.receipt_form import (
    CONTACT,
    NewApplication,
    new_form,
    on_form,
    receipt_of,
)
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.kept_form import FormKeeper
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.tab_order import come_first
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import LineLink, button, clear, column, label, resize_within_screen

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.applications import PersonSituation, Registered
    from cusdesk.ui.applications.viewmodel import ApplicationChoices
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation

_CHARS = 88
_LINES = 38
_ROUND = 8
"""Edges and the scroll bar beside the form, in steps of the grid."""
DRAFT_KIND = "applications.new"


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

    def __init__(
        self,
        context: ScreenContext,
        known: ApplicationChoices,
        parent: QWidget,
        resident_id: bytes | None = None,
    ) -> None:
        self._known, self._begun_with = known, resident_id
        self._moment = applications.present_receipt(context.office)
        super().__init__(
            context,
            tr("applications.new.action"),
            new_form(known),
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
        self._is_moment_typed = False
        key = f"new:{resident_id.hex()}" if resident_id is not None else "new"
        self.keeper = FormKeeper(context, self, (DRAFT_KIND, key), self._stands, self._restore)
        self.keeper.begin()
        if resident_id is not None:
            self.choose(resident_id)
        width = max(current().chars(_CHARS), self.inside.minimumSizeHint().width() + space(_ROUND))
        resize_within_screen(self, width, current().line * _LINES)

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
        come_first(self.inside, self.person, self.make_card)
        self.person.chosen.connect(self._on_chosen)
        self.person.dropped.connect(self._on_dropped)
        self.person.not_found.connect(self._on_not_found)
        self.person.confirmed.connect(self.form.focus)
        self.person.setFocus()

    def choose(self, resident_id: bytes) -> None:
        """Begin with somebody chosen elsewhere."""
        self._on_chosen(resident_id, "")

    # --- nothing typed is lost

    def _stands(self) -> dict[str, Any]:
        """Return what stands beside the form; a moment nobody touched is now, whenever that is."""
        who = self.person.resident_id
        is_other = who is not None and who != self._begun_with
        return {
            "who": who.hex() if who is not None and is_other else "",
            "words": self.person.text() if is_other or who is None else "",
            "moment": self._is_moment_typed,
        }

    def _restore(self, stands: dict[str, Any]) -> None:
        self._is_moment_typed = bool(stands["moment"])
        if not self._is_moment_typed:
            self.form.set_value("received_on", self._moment.on)
            self.form.set_value("received_time", format_time(self._moment.minute))
        self.form.set_field_visible("late_reason", visible=self._is_moment_typed)
        show_applicant(self.form)
        who = bytes.fromhex(stands["who"]) or self._begun_with
        if who is not None:
            self.choose(who)
        else:
            self._on_dropped()
            self.person.show_person(None, stands["words"])

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
        self.keeper.keep()
        clear(self._lines)
        for words, go in self._remarks(found):
            self._lines.addWidget(LineLink(words, go) if go else label(words, wrap=True))
        self._bar.setVisible(self._lines.count() > 0)

    def _remarks(self, found: PersonSituation) -> list[tuple[str, Any]]:
        """Return what is worth knowing, with the way to it."""
        remarks: list[tuple[str, Any]] = []
        if found.status == ResidentStatus.DECEASED:
            remarks.append((tr("applications.new.dead"), None))
        if found.status == ResidentStatus.LEFT:
            remarks.append((tr("applications.new.left"), None))
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
        self.keeper.forget()  # the card goes on with the name
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
            self._is_moment_typed = True
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
