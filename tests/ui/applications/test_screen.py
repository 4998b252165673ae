"""The register on the screen: taken down, filled in, decided, corrected, led on to a plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QPushButton

from cusdesk.domain.access import Role
from cusdesk.domain.applications import (
    ApplicantKind,
    ApplicationDraft,
    ApplicationStatus,
    OutcomeDraft,
)
from cusdesk.domain.residents import RepresentativeDraft, RepresentativeKind, ResidentDraft
from cusdesk.services import applications, drafts, plans, residents
from cusdesk.ui.applications.screen import ApplicationsScreen
from cusdesk.ui.applications.table import COLUMNS, days_tone
from cusdesk.ui.common.kept_form import FormKeeper
from cusdesk.ui.common.table.tones import colour_of
from tests.helpers.people import act_as

TODAY = dt.date(2026, 6, 15)


@pytest.fixture
def child(office):
    parents = [
        RepresentativeDraft(RepresentativeKind.PARENT, "Ewa Biel", "600100200", "Lipowo 4"),
        RepresentativeDraft(RepresentativeKind.PARENT, "Adam Biel", "600100300"),
    ]
    draft = ResidentDraft(
        surname="Biel", given_name="Ola", pesel_reason="nie nadano", locality="Lipowo",
        representatives=parents,
    )  # fmt: skip
    return residents.create_resident(office, draft).id


@pytest.fixture
def went():
    return []


@pytest.fixture
def screen(context, office, qtbot, went):
    made = ApplicationsScreen(
        replace(
            context,
            office=office,
            can_open=lambda _feature: True,
            open_record=lambda *place: went.append(place),
            run_command=lambda *command: went.append(command),
        )
    )
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    return made


def leave(form, name, value):
    form.field(name).set_value(value)
    form.field(name).edited.emit()
    form.field(name).left.emit()


def shown(screen):
    return applications.list_applications(screen.context.office)


def confirm(screen, step, **values):
    screen.steps.run(step)
    dialog = screen.steps.dialog
    for name, value in values.items():
        dialog.form.set_value(name, value)
    dialog.confirm()
    return dialog


def test_an_application_is_taken_down_with_what_the_card_knows(screen, office, child):
    applications.register(office, child)
    plans.create_plan(office, child)
    screen.run_command(f"applications.new:{child.hex()}")
    dialog = screen.new_dialog
    remarks = dialog._lines.count()
    assert remarks == 2  # a plan that is begun, an application nobody decided about
    form = dialog.form
    assert not form.field("applicant_name").widget.isVisibleTo(form)
    leave(form, "applicant_kind", ApplicantKind.STATUTORY)
    leave(form, "applicant_name", "Ewa Biel")
    assert form.value("applicant_phone") == "600100200"

    dialog.confirm()

    row = shown(screen)[-1]
    assert (row.number, row.applicant) == ("WN/2/2026", "Ewa Biel (przedstawiciel ustawowy)")
    assert screen.editor.record_id == row.id
    assert screen.title_label.text() == "WN/2/2026 · Biel Ola"


def test_a_moment_before_the_last_one_is_refused_until_it_has_a_reason(screen, office, child):
    applications.register(office, child)
    screen.run_command(f"applications.new:{child.hex()}")
    dialog = screen.new_dialog
    dialog.form.set_value("received_time", "8:15")
    dialog.confirm()
    assert "WN/" not in dialog.problem.text()
    assert dialog.isVisible()
    assert len(shown(screen)) == 1
    dialog.form.set_value("received_time", "koło ósmej")
    dialog.confirm()
    assert dialog.isVisible()

    dialog.form.set_value("received_time", "8:15")
    dialog.form.set_value("late_reason", "ranna poczta")
    dialog.confirm()

    assert [row.number for row in shown(screen)] == ["WN/2/2026", "WN/1/2026"]


def test_a_half_typed_application_waits_until_it_is_taken_down(screen, office, child, clock):
    screen.start_new()
    dialog = screen.new_dialog
    dialog.person.chosen.emit(child, "Biel Ola")
    leave(dialog.form, "applicant_kind", ApplicantKind.CARER)
    dialog.form.set_value("applicant_name", "Zofia Nowa")  # the field being typed in
    dialog.form.field("applicant_name").left.emit()
    dialog.reject()
    clock.advance(days=1)

    screen.start_new()
    again = screen.new_dialog
    assert again.keeper.remark.isVisibleTo(again)
    assert (again.person.resident_id, again.form.value("applicant_name")) == (child, "Zofia Nowa")
    assert again.form.value("received_on") == TODAY + dt.timedelta(days=1)  # nobody typed a moment
    again.confirm()

    assert shown(screen)[0].applicant == "Zofia Nowa (opiekun faktyczny)"
    assert drafts.drafts(office, "applications.new") == []
    screen.start_new()
    assert not screen.new_dialog.keeper.remark.isVisibleTo(screen.new_dialog)


def test_an_unfinished_outcome_waits_and_can_be_begun_anew(screen, office, child):
    made = applications.register(office, child)
    screen.show_record(made.id)
    screen.steps.run("outcome.refused")
    leave(screen.steps.dialog.form, "facts", "Nie spełnia warunków programu.")
    screen.steps.dialog.reject()

    screen.steps.run("outcome.waiting")
    assert screen.steps.dialog.form.value("reason") == ""
    screen.steps.dialog.reject()
    screen.steps.run("outcome.refused")
    dialog = screen.steps.dialog
    assert dialog.form.value("facts") == "Nie spełnia warunków programu."
    (keeper,) = dialog.findChildren(FormKeeper)
    keeper.remark.findChild(QPushButton).click()
    assert dialog.form.value("facts") == ""
    assert drafts.drafts(office, "applications.step") == []


def test_what_is_completed_begins_where_it_can_be_typed(screen, office, child):
    made = applications.register(office, child)
    refusal = OutcomeDraft(ApplicationStatus.REFUSED, TODAY, facts="brak")
    applications.decide(office, made.id, refusal)
    screen.show_record(made.id)
    screen.steps.run("complete")
    form = screen.steps.dialog.form
    assert form.field("decided_on").spec.read_only
    assert screen.steps.dialog.focusWidget() is form.field("legal_basis").widget


def test_nobody_chosen_and_nobody_found(screen, office, went):
    screen.start_new()
    dialog = screen.new_dialog
    dialog.confirm()
    assert dialog.problem.text()
    dialog.person.setText("Nikt Taki")
    dialog.person.not_found.emit()
    dialog.make_card.click()
    assert went == [("residents", "residents.new:Nikt Taki")]
    assert drafts.drafts(office, "applications.new") == []


def test_a_name_nobody_has_is_said_when_the_field_is_left(screen):
    screen.start_new()
    person = screen.new_dialog.person
    person.setText("Nikt Taki")
    person.search_now()
    screen.new_dialog.make_card.hide()
    left = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason)
    QApplication.sendEvent(person, left)
    assert screen.new_dialog.make_card.isVisibleTo(screen.new_dialog)


def test_fields_are_written_one_by_one_and_a_refusal_stands_beside_its_field(screen, office, child):
    made = applications.register(office, child)
    screen.show_record(made.id)
    leave(screen.form, "wishes", "wtorki po 15")
    leave(screen.form, "conditions_stated_on", dt.date(2027, 1, 1))

    draft = applications.get_application(office, made.id).draft
    assert (draft.wishes, draft.conditions_stated_on) == ("wtorki po 15", None)


def test_a_contact_becomes_an_application_and_is_passed_on(screen, office, child):
    made = applications.register(office, child, is_contact=True)
    screen.show_record(made.id)
    assert screen.title_label.text() == "Zgłoszenie · Biel Ola"
    confirm(screen, "promote")
    assert shown(screen)[0].number == "WN/1/2026"

    dialog = confirm(screen, "outcome.passed_on", recipient="GOPS")
    assert shown(screen)[0].status == ApplicationStatus.RECEIVED
    dialog.form.set_value("consented_on", TODAY)
    dialog.form.set_value("consent_scope", "imię i telefon")
    dialog.confirm()

    assert shown(screen)[0].status == ApplicationStatus.PASSED_ON
    assert "GOPS" in screen.side.outcome.text()
    confirm(screen, "check_back", checked_note="przyjęto")
    assert "przyjęto" in screen.side.outcome.text()


def test_a_refusal_says_what_its_paper_lacks_and_is_corrected(screen, office, child):
    made = applications.register(office, child)
    screen.show_record(made.id)
    confirm(screen, "outcome.refused", facts="brak warunków")
    assert "Uzasadnienie prawne" in screen.side.outcome.text()
    confirm(screen, "complete", law="art. 42 ust. 2")
    assert "Uzasadnienie prawne" not in screen.side.outcome.text()

    confirm(screen, "reopen", reason="pomylono osoby")

    assert shown(screen)[0].status == ApplicationStatus.RECEIVED
    assert "pomylono osoby" in screen.side.past.text()
    confirm(screen, "correct", received_time="9:05", late_reason="zła godzina")
    assert "10:00" in screen.side.past.text()


def test_a_plan_begins_here(screen, office, child, went):
    made = applications.register(office, child)
    screen.show_record(made.id)
    screen.steps.run("plan")

    words = [screen.side.plans.itemAt(n).widget().text() for n in range(screen.side.plans.count())]
    assert "Rozpocznij plan" not in words  # one is enough
    plan_id = shown(screen)[0].plan_id
    assert went == [("plans", plan_id)]
    assert plans.get_plan(office, plan_id).draft.application_date == TODAY
    screen.steps.run("clause")
    assert went[-1][1].endswith(f"clause_deliveries:new:{child.hex()}")


def test_whoever_may_not_decide_sees_who_does(screen, office, child):
    made = applications.register(office, child)
    act_as(office, Role.OFFICE_WORKER)
    screen.show_record(made.id)
    menu = screen.side.steps.itemAt(0).widget().menu()
    may = {action.text(): action.isEnabled() for action in menu.actions()}
    assert (may["Odmów"], may["Zakwalifikuj"], may["Wycofano wniosek"]) == (False, False, True)
    refuse = next(action for action in menu.actions() if action.text() == "Odmów")
    assert "dyrektor" in refuse.toolTip()


def test_parts_of_the_register_and_the_days_left(screen, office, child, clock):
    first = applications.register(office, child)
    applications.register(office, child, ApplicationDraft(wishes="rano"))
    waits = OutcomeDraft(ApplicationStatus.WAITING, TODAY, reason="brak miejsc")
    applications.decide(office, first.id, waits)
    screen.panel.load()
    assert screen.panel.model.rowCount() == 2
    screen.show_part(3)
    assert screen.panel.model.rowCount() == 1
    assert screen.part() == 3

    clock.advance(days=21)
    tones = [colour_of(days_tone(row)) for row in shown(screen)]
    clock.advance(days=7)
    assert tones + [colour_of(days_tone(row)) for row in shown(screen)] == [
        "",
        "warning",
        "",
        "error",
    ]
    row = shown(screen)[1]
    assert [column.text_of(row) for column in COLUMNS[:2]] == ["WN/2/2026", "15.06.2026"]
