"""„Terminy” on the screen: what runs, duties written down, terms set and taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from cusdesk.domain.access import Role
from cusdesk.domain.clocks import TermUnit
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident
from cusdesk.services import clocks, history
from cusdesk.services.today import day_sheet
from cusdesk.ui.clocks.screen import ClocksScreen
from cusdesk.ui.clocks.terms_page import state_words
from cusdesk.ui.common.clock_lines import ClockLines
from tests.helpers.people import act_as

TODAY = dt.date(2026, 6, 15)
EWA, PLAN = b"e" * 16, b"p" * 16


@pytest.fixture
def running(office):
    """A plan whose thirty days end in a week."""
    person = Resident(id=EWA, subject_id=EWA, surname="Łuczak", given_name="Ewa")
    plan = Plan(
        id=PLAN, subject_id=EWA, resident_id=EWA, number="IPUS/1/2026", coordinator="Anna Testowa",
        application_date=TODAY - dt.timedelta(days=23),
    )  # fmt: skip
    with office.write("office.setting") as work:
        work.session.add(person)
        work.session.flush()
        work.session.add(plan)
    return office


@pytest.fixture
def opened():
    return []


@pytest.fixture
def screen(context, running, qtbot, opened):
    road = lambda *where: opened.append(where)  # noqa: E731 (three words)
    made = ClocksScreen(replace(context, office=running, open_record=road))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def names(panel):
    return [row.name for row in panel.model.all_rows()]


def choose(box, text):
    box.setCurrentIndex(next(i for i in range(box.count()) if text in box.itemText(i)))
    box.activated.emit(box.currentIndex())


def select(panel, name):
    row = next(row for row in panel.model.all_rows() if name in row.name)
    panel.view.select_record(row.id)
    return row


def test_the_list_is_filtered_by_kind_person_and_pace(screen, opened):
    panel = screen.list.panel
    assert names(panel)[0] == "Sporządzenie planu (IPUS)"
    choose(screen.list.group, "Obowiązki")
    assert "Sporządzenie planu (IPUS)" not in names(panel)
    choose(screen.list.group, "wszystkie")
    choose(screen.list.person, "Anna Testowa")
    assert names(panel) == ["Sporządzenie planu (IPUS)"]
    assert screen.list.output.document().filters == "Anna Testowa"
    choose(screen.list.person, "dyrektor")
    choose(screen.list.pace, "tylko")
    assert names(panel) == []
    choose(screen.list.person, "wszyscy")
    document = screen.list.output.document()
    assert "po terminie" not in str(document.rows)
    assert "wkrótce" in str(document.rows)
    row = select(panel, "Sporządzenie")
    screen.list.open_clock(row.id)
    assert opened == [("plans", PLAN)]


def test_a_term_is_begun_counted_and_settled(screen, running):
    screen.run_command("clocks.new")
    dialog = screen.list.dialog
    dialog.person.setText("Ktoś Nieznany")
    dialog.confirm()
    assert "listy" in dialog.problem.text()
    dialog.person.clear()
    dialog.form.set_value("key", "interview")
    dialog.form.set_value("subject", "rodzina z Lipowej")
    dialog.form.set_value("begins_on", dt.date(2026, 6, 1))
    dialog._on_edited("begins_on")
    assert "22.06.2026" in dialog.counted.text()
    dialog.confirm()
    row = select(screen.list.panel, "Wywiad środowiskowy")
    assert (row.due, row.about) == (dt.date(2026, 6, 22), "rodzina z Lipowej")
    screen.list._finish()
    screen.list.dialog.defaultButton().click()
    assert "Wywiad środowiskowy" not in names(screen.list.panel)


def test_a_term_begun_by_mistake_goes_to_the_bin_and_comes_back(screen, running):
    draft = clocks.OwnClockDraft("other", subject="pomyłka", due_on=TODAY)
    clocks.start_clock(running, draft)
    screen.list.load()
    select(screen.list.panel, "Sporządzenie")
    assert not screen.list.retire.isEnabled()  # a record's clock is nobody's to throw away
    select(screen.list.panel, "Inny termin")
    screen.list.retire.click()
    assert "Inny termin" not in names(screen.list.panel)
    history.undo(running)
    screen.list.load()
    assert "Inny termin" in names(screen.list.panel)


def test_a_term_is_counted_in_other_units(screen, running):
    screen.run_command("clocks.terms")
    page = screen.terms
    select(page.panel, "Sporządzenie planu")
    page._change()
    page.dialog.form.set_value("unit", TermUnit.WORKING_DAYS)
    page.dialog.form.set_value("amount", 20)
    page.dialog.form.set_value("applies_from", dt.date(2026, 7, 1))
    page.dialog.confirm()
    row = select(page.panel, "Sporządzenie planu")
    assert row.length.startswith("30 dni")
    assert state_words(row).startswith("z przepisu; od 01.07.2026: 20 dni roboczych")
    page._change()
    assert page.dialog.form.value("amount") == 20
    page.dialog.reject()


def test_a_meeting_is_written_down_with_its_record(screen, running):
    screen.run_command("clocks.duties")
    page = screen.duties
    select(page.duties, "Kwartalne spotkanie")
    page._done()
    dialog = page.dialog
    assert dialog.form.value("done_by") == "Anna Testowa"
    dialog.form.set_value("findings", "plan IPUS/1/2026 do przeglądu")
    dialog.confirm()
    assert names(page.entries) == ["Kwartalne spotkanie koordynatorów"]
    assert select(page.duties, "Kwartalne").due == dt.date(2026, 9, 15)
    select(page.entries, "Kwartalne")
    assert page.record.isEnabled()
    page._change()
    page.dialog.form.set_value("done_on", dt.date(2026, 6, 1))
    page.dialog.confirm()
    assert select(page.duties, "Kwartalne").due == dt.date(2026, 9, 1)
    select(page.entries, "Kwartalne")
    page._retire()
    assert names(page.entries) == []


def test_a_duty_of_the_day_sheet_leads_to_its_line(screen, running):
    sections = {s.key: s for s in day_sheet(running).sections}
    assert "duties" not in sections  # nothing presses in June
    row = select(screen.list.panel, "OZPS")
    screen.list.open_clock(row.id)
    assert screen.tabs.currentIndex() == 1
    assert screen.duties.duties.view.current_id() == row.record_id
    screen.tabs.setCurrentIndex(0)
    screen.show_record(row.record_id)
    assert screen.tabs.currentIndex() == 1


def test_a_term_is_set_and_taken_back_to_the_law(screen, running):
    screen.run_command("clocks.terms")
    page = screen.terms
    select(page.panel, "Zgłoszenie naruszenia")
    assert not page.change.isEnabled()
    select(page.panel, "Sporządzenie planu")
    page._change()
    page.dialog.form.set_value("amount", 25)
    page.dialog.form.set_value("urgent", 40)
    page.dialog.confirm()
    assert page.dialog.isVisible()  # red before amber is refused
    page.dialog.form.set_value("urgent", 2)
    page.dialog.confirm()
    assert select(page.panel, "Sporządzenie planu").term.amount == 25
    assert page.restore.isEnabled()
    page._restore()
    row = select(page.panel, "Sporządzenie planu")
    assert (row.term.amount, row.own) == (30, None)


def test_who_may_not_change_sees_why(context, running, qtbot):
    act_as(running, Role.OSL)
    made = ClocksScreen(replace(context, office=running))
    qtbot.addWidget(made)
    made.show()
    assert not made.list.add.isEnabled()
    assert made.list.add.toolTip()


def test_a_record_shows_what_runs_for_it(context, running, qtbot):
    lines = ClockLines(replace(context, office=running))
    qtbot.addWidget(lines)
    lines.show_record(PLAN)
    words = [part.text() for part in lines.findChildren(QLabel)]
    assert "Sporządzenie planu (IPUS): do 22.06.2026, zostało 7 dni" in words
    for n in range(4):
        draft = clocks.OwnClockDraft("other", EWA, due_on=TODAY + dt.timedelta(days=100 + n))
        clocks.start_clock(running, draft)
    lines.show_resident(EWA)
    assert "i jeszcze 4 terminy" in [part.text() for part in lines.findChildren(QLabel)]
    assert not lines.isHidden()
    lines.show_record(b"x" * 16)
    assert lines.isHidden()
