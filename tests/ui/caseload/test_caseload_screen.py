"""„Moi mieszkańcy” on the screen: own people first, passing on, the director's limit."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.domain.access import Role
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident
from cusdesk.services import caseload
from cusdesk.ui.caseload.screen import CaseloadScreen
from tests.helpers.people import act_as

TODAY = dt.date(2026, 6, 15)
WHO = {b"1": "Anna Testowa", b"2": "testowa ANNA", b"3": "Jan Nieznany"}


@pytest.fixture
def carried(office):
    with office.write("office.setting") as work:
        for mark, name in WHO.items():
            person = Resident(
                id=mark * 16,
                subject_id=mark * 16,
                surname=f"Osoba{mark.decode()}",
                given_name="Ewa",
            )
            work.session.add(person)
            work.session.flush()
            plan = Plan(
                id=mark * 8 + b"plan" * 2, subject_id=person.id, resident_id=person.id,
                coordinator=name, status="approved", valid_to=TODAY + dt.timedelta(days=90),
            )  # fmt: skip
            work.session.add(plan)
    act_as(office, Role.COORDINATOR)
    return office


@pytest.fixture
def opened():
    return []


@pytest.fixture
def screen(context, carried, qtbot, opened):
    road = lambda *where: opened.append(where)  # noqa: E731 (three words)
    made = CaseloadScreen(
        replace(context, office=carried, open_record=road, can_open=lambda _feature: True)
    )
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def names(screen):
    return [row.resident_name for row in screen.cases.panel.model.all_rows()]


def choose(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_a_coordinator_sees_the_own_people_first(screen, opened):
    assert names(screen) == ["Osoba1 Ewa", "Osoba2 Ewa"]
    choose(screen.cases.person, "*")
    assert len(names(screen)) == 3
    choose(screen.cases.which, "late")
    assert names(screen) == []
    choose(screen.cases.which, "all")
    screen.cases.panel.view.select_record(b"3" * 8 + b"plan" * 2)
    screen.cases.open.click()
    screen.cases.card.click()
    assert opened == [("plans", b"3" * 8 + b"plan" * 2), ("residents", b"3" * 16)]


def test_plans_are_passed_on_with_their_sheet(screen, carried, notices):
    caseload.set_limit(carried, 1)
    page = screen.cases
    page.panel.view.select_record(b"1" * 8 + b"plan" * 2)
    page.hand_over()
    page.dialog.confirm()
    assert page.dialog.isVisible()  # nobody and no reason
    page.dialog.form.set_value("to", "Jan Nieznany")
    page.dialog.form.set_value("reason", "urlop")
    page.dialog.confirm()
    assert page.paper_preview.isVisible()  # the sheet that goes with them
    page.paper_preview.close()
    assert names(screen) == ["Osoba2 Ewa"]
    assert "2 plany przy limicie 1" in notices.list[-1].text
    given = next(c for c in caseload.list_cases(carried) if c.given_on)
    assert (given.given_on, given.given_by) == (TODAY, "Anna Testowa")


def test_the_limit_and_the_way_to_somebodys_people(screen, carried):
    screen.run_command("caseload.loads")
    page = screen.loads
    page.limit.setText("1")
    page.set_limit.click()
    rows = {row.name: row for row in page.people.model.all_rows()}
    assert rows["Anna Testowa"].load == "over"
    page.people.record_opened.emit(rows["Jan Nieznany"].id)
    assert names(screen) == ["Osoba3 Ewa"]
    assert screen.cases.person.currentText() == "Jan Nieznany"
