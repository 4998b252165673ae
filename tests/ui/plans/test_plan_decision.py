"""A decision on care services, from the window to the paper."""

from __future__ import annotations

import datetime as dt

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from cusdesk.domain.plans import AmountPer, PlanServiceDraft
from cusdesk.services import plans
from tests.ui.plans.test_plan_page import approve

WORDS = "GOPS.4121.15.2026 z dnia 12.05.2026, 40 godz. miesięcznie, dyrektor centrum"


def give_service(office, plan, care):
    details = plans.get_plan(office, plan)
    draft = details.draft
    draft.services = [PlanServiceDraft(care)]
    plans.change_plan(office, plan, draft, details.version)


def write_decision(page, **values):
    box = page.sections.decisions
    box.open.click()
    for name, value in values.items():
        box.dialog.form.set_value(name, value)
    box.dialog.go.click()


def test_a_decision_is_written_shown_and_printed(screen, office, plan, care, stored):
    give_service(office, plan, care)
    screen.show_record(plan)
    page = screen.plan_page
    write_decision(
        page,
        decision_number="GOPS.4121.15.2026",
        decided_on=dt.date(2026, 5, 12),
        decision_minutes=2400,
        decided_by="dyrektor centrum",
    )
    row = stored().services[0]
    assert (row.decision_number, row.decision_minutes) == ("GOPS.4121.15.2026", 2400)
    assert (row.amount, row.amount_per) == (2400, AmountPer.MONTH)
    assert row.total_amount == 6 * 2400  # of half a year
    QTest.qWait(0)
    (line,) = page.sections.decisions.findChildren(QPushButton)
    assert line.accessibleName() == f"Usługa 1 (Usługi opiekuńcze) – decyzja {WORDS}"

    (decision,) = plans.plan_document(office, plan).decisions
    assert (decision.service, decision.name) == (1, "Usługi opiekuńcze")
    assert not [
        gap
        for gap in plans.document_gaps(plans.plan_document(office, plan))
        if "decyzj" in gap.words
    ]


def test_an_emptied_decision_is_gone_and_a_part_of_one_is_told(screen, office, plan, care, stored):
    give_service(office, plan, care)
    screen.show_record(plan)
    page = screen.plan_page
    write_decision(page, decision_number="GOPS.1.2026")
    gaps = [
        gap
        for gap in plans.document_gaps(plans.plan_document(office, plan))
        if gap.words.startswith("decyzja")
    ]
    assert {gap.key.partition(".")[0] for gap in gaps} == {"services"}
    assert len(gaps) == 3  # the day, the hours, who
    write_decision(page, decision_number="")
    assert not stored().services[0].has_decision
    assert plans.plan_document(office, plan).decisions == ()


def test_an_approved_plan_shows_the_decision_and_changes_nothing(screen, office, plan, care):
    give_service(office, plan, care)
    screen.show_record(plan)
    write_decision(screen.plan_page, decision_number="GOPS.1.2026")
    approve(office, plan)
    screen.show_record(plan)
    QTest.qWait(0)
    box = screen.plan_page.sections.decisions
    assert box.findChildren(QPushButton) == []
    assert "GOPS.1.2026" in box.findChildren(QLabel)[0].text()
