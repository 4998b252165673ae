"""The day sheet says what runs out, what waits, and what to begin with."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import event

from cusdesk.domain.catalogue import ServiceArea, ServiceDraft, ServiceStatus
from cusdesk.domain.providers import ProviderDraft
from cusdesk.domain.special_fields import SpecialField
from cusdesk.models.attendance import Group, GroupMember, Meeting
from cusdesk.models.imports import ImportBatch, ImportIssue
from cusdesk.models.plans import Plan, PlanReview
from cusdesk.models.residents import Resident
from cusdesk.services import catalogue, drafts, first_steps, office_settings, providers
from cusdesk.services.office import backup_office
from cusdesk.services.today import Urgency, day_sheet
from tests.helpers.people import switch_on

TODAY = dt.date(2026, 6, 15)


def day(distance):
    return TODAY + dt.timedelta(days=distance)


def add(office, *rows):
    with office.write("office.setting") as work:
        work.session.add_all(rows)
        work.session.flush()
        return [row.id for row in rows]


def add_resident(office, **values):
    person = bytes([len(values) + 1]) * 16
    row = Resident(id=person, subject_id=person, surname="Łuczak", given_name="Ewa", **values)
    return add(office, row)[0]


def add_plan(office, resident_id, **values):
    return add(office, Plan(subject_id=resident_id, resident_id=resident_id, **values))[0]


def lines(office, key):
    found = [s for s in day_sheet(office).sections if s.key == key]
    return list(found[0].lines) if found else []


@pytest.fixture
def resident(office):
    return add_resident(office)


def test_an_empty_office_is_told_where_to_begin(office):
    sheet = day_sheet(office)
    assert sheet.date == TODAY
    assert [s.feature for s in sheet.first_steps] == [
        "people", "office", "people", "catalogue", "providers", "imports", "residents", "plans",
        "copies",
    ]  # fmt: skip
    assert (sheet.sections, sheet.backup.urgency) == ((), Urgency.CALM)


def test_header_of_papers_is_ticked_when_there_is_an_address(office):
    draft = replace(office_settings.get(office), address="ul. Lipowa 1")

    office_settings.change(office, draft)

    steps = {s.feature: s.urgency for s in day_sheet(office).first_steps}
    assert steps["office"] is Urgency.DONE


def test_first_steps_are_ticked_and_can_be_put_away(office):
    catalogue.create(office, ServiceDraft(name="Logopeda", area=ServiceArea.HEALTH))
    steps = {s.feature: s.urgency for s in day_sheet(office).first_steps}
    assert (steps["catalogue"], steps["residents"]) == (Urgency.DONE, Urgency.CALM)
    add_resident(office)
    steps = {s.feature: s.urgency for s in day_sheet(office).first_steps}
    assert (steps["imports"], steps["residents"]) == (Urgency.DONE, Urgency.DONE)
    first_steps.put_away(office)
    assert day_sheet(office).first_steps == ()
    assert first_steps.bring_back(office)
    assert day_sheet(office).first_steps


@pytest.mark.parametrize(
    ("applied", "how", "words"),
    [
        (-19, None, None),
        (-20, Urgency.SOON, "25.06.2026 (za 10 dni)"),
        (-27, Urgency.URGENT, "18.06.2026 (za 3 dni)"),
        (-30, Urgency.URGENT, "15.06.2026 (dziś)"),
        (-34, Urgency.LATE, "11.06.2026 (4 dni temu)"),
    ],
)
def test_the_thirty_days_of_a_plan(office, resident, applied, how, words):
    plan_id = add_plan(office, resident, application_date=day(applied))
    found = lines(office, "plans_due")
    assert [(s.urgency, s.when) for s in found] == ([(how, words)] if how else [])
    if found:
        assert (found[0].feature, found[0].id) == ("plans", plan_id)
        assert found[0].text.startswith("Łuczak Ewa")


def test_an_unfinished_plan_hides_no_clock(office, resident):
    begun = add_plan(office, resident, application_date=day(-29), drawn_on=day(-1))
    add_plan(office, resident, status="agreed", application_date=day(-29), drawn_on=day(-1))
    assert [line.id for line in lines(office, "plans_due")] == [begun]


def test_a_plan_without_the_day_of_its_application_is_not_hidden(office, resident):
    add_plan(office, resident)
    [line] = lines(office, "plans_due")
    assert (line.text, line.when, line.urgency) == (
        "Łuczak Ewa – brak daty złożenia wniosku", "", Urgency.SOON
    )  # fmt: skip


def test_approvals_reviews_and_ends(office, resident):
    add_plan(office, resident, status="agreed", agreed_on=day(-1))
    running = add_plan(office, resident, status="approved", valid_to=day(30))
    add_plan(office, resident, status="approved", valid_to=day(31))
    add_plan(office, resident, status="ended", valid_to=day(-1))
    for due, done in ((-2, None), (14, None), (15, None), (1, day(0))):
        add(office, PlanReview(subject_id=resident, plan_id=running, due=day(due), done=done))

    [approval] = lines(office, "approvals")
    assert approval.when == "14.06.2026 (wczoraj)"
    assert [s.urgency for s in lines(office, "reviews")] == [Urgency.LATE, Urgency.SOON]
    assert [(s.id, s.urgency) for s in lines(office, "endings")] == [(running, Urgency.SOON)]


def test_meetings_of_today_in_the_order_of_the_day(office, resident):
    service = catalogue.create(office, ServiceDraft(name="Joga", area=ServiceArea.HEALTH)).id
    late, early = add(
        office,
        Group(service_id=service, name="Popołudniowa"),
        Group(service_id=service, name="Poranna", place="świetlica"),
    )
    add(office, GroupMember(subject_id=resident, group_id=early, resident_id=resident))
    gone = GroupMember(
        subject_id=resident, group_id=early, resident_id=resident, left_on=day(-1)
    )  # fmt: skip
    add(office, gone)
    add(office, Meeting(group_id=late, date=TODAY, start_minute=960))
    add(office, Meeting(group_id=early, date=TODAY, start_minute=545))
    add(office, Meeting(group_id=early, date=day(1), start_minute=545))

    assert [(s.when, s.text) for s in lines(office, "meetings")] == [
        ("9:05", "Poranna, świetlica, 1 osoba"),
        ("16:00", "Popołudniowa, 0 osób"),
    ]


def test_doubtful_rows_are_counted_by_file(office):
    [batch] = add(
        office,
        ImportBatch(kind="residents", file_name="lista.xlsx", file_sha256="0", imported_at=1),
    )
    for outcome, decision in (("doubtful", ""), ("doubtful", ""), ("doubtful", "taken"), ("rejected", "")):  # fmt: skip  # noqa: E501 (one table of cases)
        issue = ImportIssue(
            batch_id=batch, outcome=outcome, decision=decision, sheet="A", kind="near_name"
        )
        add(office, issue)
    [line] = lines(office, "imports")
    assert line.text == "2 wiersze do decyzji – lista.xlsx"
    assert line.id == batch


def test_unfinished_forms(office, clock):
    drafts.keep(office, "residents.new", "new", {"surname": "Nowak"})
    clock.advance(days=1)
    drafts.keep(office, "cokolwiek", "new", {})
    found = lines(office, "drafts")
    assert [(s.feature, s.when) for s in found] == [("cokolwiek", "dziś"), ("residents", "wczoraj")]
    assert "Nowak" not in found[1].text


def test_papers_and_money_that_run_out(office):
    switch_on(office, SpecialField.DISABILITY)
    add_resident(office, disability="light", disability_valid_to=day(60))
    add_resident(office, disability="light", disability_valid_to=day(5), status="left")
    providers.create(office, ProviderDraft(name="Klub", insurance_until=day(14)))
    providers.create(office, ProviderDraft(name="Zespół", insurance_until=day(61)))
    for status in (ServiceStatus.REGULAR, ServiceStatus.ENDED):
        draft = ServiceDraft(
            name=status.value, area=ServiceArea.HEALTH, status=status, funding_until=day(-3)
        )
        catalogue.create(office, draft)

    found = {k: [(s.text, s.urgency) for s in lines(office, k)] for k in
             ("certificates", "insurance", "funding")}  # fmt: skip
    assert found == {
        "certificates": [("Łuczak Ewa", Urgency.SOON)],
        "insurance": [("Klub", Urgency.URGENT)],
        "funding": [("regular", Urgency.LATE)],
    }


def test_long_sections_say_how_many_more(office, resident):
    for _ in range(15):
        add_plan(office, resident, status="agreed")
    found = day_sheet(office).sections[0]
    assert (found.key, len(found.lines), found.more) == ("approvals", 12, 3)


@pytest.mark.parametrize(
    ("age", "how", "words"),
    [(0, Urgency.CALM, "dziś"), (7, Urgency.CALM, "7 dni temu"), (8, Urgency.SOON, "8 dni temu"),
     (31, Urgency.LATE, "31 dni temu")],
)  # fmt: skip
def test_the_age_of_the_last_copy(office, clock, age, how, words):
    add_resident(office)
    backup_office(office)
    clock.advance(days=age)
    backup = day_sheet(office).backup
    assert (backup.urgency, words in backup.text) == (how, True)


def test_an_office_at_work_without_a_copy_is_urged(office):
    add_resident(office)
    catalogue.create(office, ServiceDraft(name="Logopeda", area=ServiceArea.HEALTH))
    assert day_sheet(office).backup.urgency is Urgency.URGENT


def test_one_query_a_section(office, resident):
    asked = []
    engine = office.database._engine
    event.listen(engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    day_sheet(office)
    registers = 5  # of data protection: one query each
    clocks = 13  # one query a source
    assert len([sql for sql in asked if sql.startswith("SELECT")]) <= 13 + registers + clocks
