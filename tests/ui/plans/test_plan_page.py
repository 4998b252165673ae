"""One plan on the screen: fields, refusals, steps, conflicts, read-only state."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cusdesk.domain.plans import PlanStatus
from cusdesk.domain.reports.forms import load_form
from cusdesk.services import attachments, history, plans
from cusdesk.ui.plans.screen import PlansScreen
from tests.ui.plans.conftest import ENTER, TAB, keys

TODAY = dt.date(2026, 6, 15)


def field(page, name):
    return page.sections.form_of(name).field(name)


def type_into(page, name, text):
    """Go to a field, type, leave with Tab."""
    page.go_to(name)
    widget = field(page, name).widget
    widget.selectAll()
    keys(text, TAB)


def state(page, name):
    return field(page, name).widget.property("state")


def approve(office, plan):
    version = plans.get_plan(office, plan).version
    plans.agree_plan(office, plan, version, agreed_by="Maria Łuczak", on=TODAY)
    version = plans.get_plan(office, plan).version
    plans.approve_plan(office, plan, version, approved_by="Jan", post="dyrektor", on=TODAY)


def test_sections_follow_the_paper(page):
    form = load_form("ipus", TODAY)
    assert list(page.sections.boxes) == [*(s.id for s in form.sections), "notes"]


def test_fields_are_stored_when_left(page, stored):
    type_into(page, "needs", "Pomoc w zakupach i kąpieli.")
    type_into(page, "application_date", "1.6.2026")
    assert stored().needs == "Pomoc w zakupach i kąpieli."
    assert stored().application_date == dt.date(2026, 6, 1)
    assert "14 dni od wniosku" in page.header.clock.text()


def test_more_than_a_year_is_refused_and_the_text_stays(page, stored):
    type_into(page, "valid_to", "20.6.2027")
    assert stored().valid_to == dt.date(2026, 12, 14)
    assert field(page, "valid_to").editor.text() == "20.06.2027"
    assert state(page, "valid_to") == "problem"
    assert "art. 40" in field(page, "valid_to").widget.accessibleDescription()

    type_into(page, "needs", "Inne pole zapisuje się dalej.")
    assert stored().needs == "Inne pole zapisuje się dalej."
    assert field(page, "valid_to").editor.text() == "20.06.2027"


def test_both_dates_may_be_moved_one_after_the_other(page, stored):
    type_into(page, "valid_from", "1.1.2027")
    assert stored().valid_from == TODAY
    assert state(page, "valid_from") == "problem"
    type_into(page, "valid_to", "30.6.2027")
    assert (stored().valid_from, stored().valid_to) == (dt.date(2027, 1, 1), dt.date(2027, 6, 30))
    assert state(page, "valid_from") != "problem"


def test_less_than_three_months_is_a_hint(page, stored):
    type_into(page, "valid_to", "31.7.2026")
    assert stored().valid_to == dt.date(2026, 7, 31)
    assert state(page, "valid_to") == "warning"


def test_undo_elsewhere_shows_on_the_form(page, stored, office, ops, clock):
    clock.advance(minutes=5)
    type_into(page, "needs", "Do cofnięcia")
    ops.write(history.undo, office).run()
    assert field(page, "needs").editor.toPlainText() == ""
    assert stored().needs == ""


def test_undo_keeps_what_was_refused(page, office, ops, clock):
    clock.advance(minutes=5)
    type_into(page, "needs", "Do cofnięcia")
    type_into(page, "valid_to", "20.6.2027")
    ops.write(history.undo, office).run()
    assert field(page, "valid_to").editor.text() == "20.06.2027"
    assert state(page, "valid_to") == "problem"


def test_refused_texts_wait_until_the_plan_is_opened_again(page, screen, plan, stored):
    type_into(page, "valid_to", "20.6.2027")
    screen.show_list()
    screen.show_record(plan)
    assert field(page, "valid_to").editor.text() == "20.06.2027"
    assert state(page, "valid_to") == "problem"

    type_into(page, "valid_to", "1.5.2027")
    screen.show_list()
    screen.show_record(plan)
    assert state(page, "valid_to") != "problem"
    assert stored().valid_to == dt.date(2027, 5, 1)


def test_conflict_shows_the_plan_anew_and_keeps_the_text(page, office, plan, notices, stored):
    other = plans.get_plan(office, plan)
    plans.change_plan(office, plan, replace(other.draft, resources="Z innego okna"), other.version)
    type_into(page, "needs", "Moje słowa")

    assert stored().resources == "Z innego okna"
    assert field(page, "resources").editor.toPlainText() == "Z innego okna"
    assert field(page, "needs").editor.toPlainText() == "Moje słowa"
    assert state(page, "needs") == "problem"
    assert notices.list[-1].level == "warning"


def test_gaps_lead_to_their_fields(page):
    keys_of_gaps = [gap.key for gap in page.editor.view.gaps]
    assert {"application_date", "programme", "needs", "goals", "services"} <= set(keys_of_gaps)
    page.go_to("programme")
    assert field(page, "programme").has_focus()
    page.go_to("services")
    assert page.sections.tables["services"].view.hasFocus()


def test_agreement_and_approval_freeze_the_plan(page, office, plan, screen):
    page.steps.agree()
    dialog = page.steps.dialog
    assert dialog.form.value("agreed_by") == "Maria Łuczak"
    dialog.go.click()
    assert page.editor.status is PlanStatus.AGREED

    page.steps.approve()
    dialog = page.steps.dialog
    dialog.go.click()
    assert "kto zatwierdza" in dialog.form.field("approved_by").widget.accessibleDescription()
    dialog.form.set_value("approved_by", "Jan Testowy")
    dialog.go.click()

    assert plans.get_plan(office, plan).status is PlanStatus.APPROVED
    assert not page.editor.can_write
    assert page.header.bar.isVisible()
    assert "art. 41" in page.header.bar.reason.text()
    assert not page.sections.forms["needs"].isEnabled()
    index = page.sections.tables["goals"].model.index(0, 0)
    assert not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEditable


def test_reviews_are_recorded_in_an_approved_plan(page, office, plan, stored):
    page.sections.propose_reviews()
    approve(office, plan)
    page.editor.open(plan)
    view = page.sections.tables["reviews"].view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 2))
    keys("14.6.2026", ENTER)
    assert stored().reviews[0].done == dt.date(2026, 6, 14)
    assert not view.model().index(0, 0).flags() & Qt.ItemFlag.ItemIsEditable
    assert plans.get_plan(office, plan).status is PlanStatus.APPROVED


def test_withdrawing_needs_a_reason_and_opens_the_plan(page, office, plan):
    approve(office, plan)
    page.editor.open(plan)
    page.header.bar.withdraw.click()
    dialog = page.steps.dialog
    dialog.go.click()
    assert dialog.isVisible()
    dialog.form.set_value("reason", "pomyłka w dacie")
    dialog.go.click()
    assert page.editor.can_write
    assert "pomyłka w dacie" in field(page, "notes").editor.toPlainText()


def test_steps_wait_for_refused_fields(page, notices):
    type_into(page, "valid_to", "20.6.2027")
    page.steps.agree()
    assert page.steps.dialog is None
    assert notices.list[-1].level == "warning"


def test_new_plan_out_of_an_approved_one(page, office, plan, screen):
    approve(office, plan)
    page.editor.open(plan)
    page.header.bar.anew.click()
    assert page.editor.plan_id != plan
    assert page.editor.can_write
    assert page.editor.draft.valid_from == dt.date(2026, 12, 15)


def test_bin_and_undo_of_the_notice(page, office, plan, screen, notices):
    page._retire()
    assert screen.list_page.panel.model.rowCount() == 0
    notices.list[-1].action()
    assert plans.list_ids(office) == [plan]
    assert screen.list_page.panel.model.rowCount() == 1


def test_retired_elsewhere_goes_back_to_the_list(page, office, plan, ops, screen):
    ops.write(plans.retire_plan, office, plan).run()
    assert page.editor.plan_id is None
    assert screen.list_page.isVisible()


@pytest.mark.parametrize("shown_first", [False, True])
def test_new_plan_for_somebody(screen, office, resident, shown_first):
    if shown_first:
        plans.create_plan(office, resident)
    screen.run_command(f"plans.new:{resident.hex()}")
    dialog = screen.new_dialog
    assert dialog._running.isVisible() is shown_first
    QTest.keyClick(dialog.person, ENTER)
    assert screen.plan_page.editor.draft.resident_id == resident
    assert len(plans.list_ids(office)) == 1 + shown_first


def test_person_is_found_while_typing(screen, office, resident):
    screen.run_command("plans.new")
    dialog = screen.new_dialog
    QTest.keyClicks(dialog.person, "lucz")
    QTest.keyClick(dialog.person, ENTER)
    assert dialog.person.resident_id == resident
    QTest.keyClick(dialog.person, ENTER)
    assert [r.resident_id for r in plans.rows_for(office, plans.list_ids(office))] == [resident]


def test_read_only_office_shows_and_does_not_write(office_context, office, plan, qtbot):
    class Closed:
        """The same office, opened for reading."""

        read_only = True

        def can_change(self, _feature):
            return False

        def __getattr__(self, name):
            return getattr(office, name)

    screen = PlansScreen(replace(office_context, office=Closed()))
    qtbot.addWidget(screen)
    screen.show_record(plan)
    assert not screen.plan_page.editor.can_write
    assert "tylko do odczytu" in screen.plan_page.header.bar.reason.text()


def test_tab_goes_from_field_to_field_past_the_card_of_the_resident(page):
    assert page.sections.person.go.focusPolicy() == Qt.FocusPolicy.ClickFocus

    opened = []
    page.header.card_requested.connect(lambda: opened.append(1))
    page.header.card.trigger()
    assert opened == [1]


def test_fields_of_a_plan_fit_at_the_largest_text(theme, office_context, care, plan, qtbot):
    theme.apply("light", 200)
    screen = PlansScreen(office_context)
    qtbot.addWidget(screen)
    screen.resize(1230, 700)  # 1366 pixels less the pictures of the navigation
    screen.show()
    screen.show_record(plan)

    area = screen.plan_page._area
    assert area.horizontalScrollBar().maximum() == 0


def test_a_signed_copy_lies_beside_an_approved_plan(page, office, plan, tmp_path):
    approve(office, plan)
    scan = tmp_path / "podpisany IPUS.pdf"
    scan.write_bytes(b"%PDF-1.7\npodpis")
    assert page.tabs.tabText(2) == "Załączniki (0)"

    page.files.add_files([scan])

    assert page.tabs.tabText(2) == "Załączniki (1)"
    (row,) = attachments.list_attachments(office, record=("plans", plan))
    assert row.title == "podpisany IPUS"
