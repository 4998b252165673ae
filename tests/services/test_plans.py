"""Plans: written, agreed, approved, copied, and put on paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import ConflictError, CusdeskError, RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.core.messages import describe
from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.periods import Period
from cusdesk.domain.plans import (
    ActionDraft,
    AmountPer,
    GoalDraft,
    PlanDraft,
    PlanServiceDraft,
    PlanStatus,
    ReviewDraft,
)
from cusdesk.domain.reports.forms import missing_values
from cusdesk.export.pdf.plan import plan_form
from cusdesk.services import history, plans
from tests.db.test_capture import add_resident
from tests.services.test_attendance import add_service

if TYPE_CHECKING:
    from cusdesk.services.office import Office

TODAY = dt.date(2026, 6, 15)


def full_draft(service_id: bytes) -> PlanDraft:
    return PlanDraft(
        application_date=dt.date(2026, 6, 1),
        needs="Wsparcie po złamaniu biodra.",
        resources="Pomaga sąsiadka.",
        goals=[GoalDraft(text="Samodzielne wyjście z domu", criterion="3 razy w tygodniu")],
        services=[
            PlanServiceDraft(
                service_id=service_id,
                goal_index=0,
                schedule="wt., czw. 10:00–11:30",
                place="w domu",
                unit=ServiceUnit.HOUR,
                amount=180,
                amount_per=AmountPer.WEEK,
                fee_gr=0,
            )
        ],
        actions=[ActionDraft("zakupy", "sąsiadka", "w piątki")],
        reviews=[ReviewDraft(due=dt.date(2026, 9, 15))],
    )


@pytest.fixture
def resident(office: Office) -> bytes:
    return add_resident(office)


@pytest.fixture
def plan(office: Office, resident: bytes) -> plans.SavedPlan:
    return plans.create_plan(office, resident, full_draft(add_service(office)))


def approve(office: Office, plan_id: bytes) -> None:
    version = plans.get_plan(office, plan_id).version
    plans.agree_plan(office, plan_id, version, agreed_by="Maria Łuczak", on=TODAY)
    version = plans.get_plan(office, plan_id).version
    plans.approve_plan(
        office, plan_id, version, approved_by="Jan Testowy", post="dyrektor", on=TODAY
    )


def test_new_plan_gets_number_period_and_coordinator(office: Office, resident: bytes) -> None:
    first = plans.get_plan(office, plans.create_plan(office, resident).id).draft
    second = plans.get_plan(office, plans.create_plan(office, resident).id).draft

    assert (first.number, second.number) == ("IPUS/1/2026", "IPUS/2/2026")
    assert (first.valid_from, first.valid_to) == (TODAY, dt.date(2026, 12, 14))
    assert first.coordinator == "Anna Testowa"


def test_plan_is_read_back_as_written(office: Office, plan: plans.SavedPlan) -> None:
    draft = plans.get_plan(office, plan.id).draft

    assert draft.goals[0].text == "Samodzielne wyjście z domu"
    assert draft.services[0].goal_index == 0
    assert draft.services[0].amount == 180
    assert draft.actions[0].who == "sąsiadka"
    assert draft.reviews[0].due == dt.date(2026, 9, 15)


def test_changed_parts_keep_their_rows(office: Office, plan: plans.SavedPlan) -> None:
    draft = plans.get_plan(office, plan.id).draft
    service_row = draft.services[0].row_id
    draft.goals.insert(0, GoalDraft(text="Nowy cel"))
    draft.services[0].goal_index = 1
    draft.actions.clear()
    plans.change_plan(office, plan.id, draft, plan.version)

    again = plans.get_plan(office, plan.id).draft
    assert [g.text for g in again.goals] == ["Nowy cel", "Samodzielne wyjście z domu"]
    assert (again.services[0].row_id, again.services[0].goal_index) == (service_row, 1)
    assert again.actions == []
    history.undo(office)
    assert len(plans.get_plan(office, plan.id).draft.actions) == 1


def test_second_writer_gets_a_conflict(office: Office, plan: plans.SavedPlan) -> None:
    draft = plans.get_plan(office, plan.id).draft
    plans.change_plan(office, plan.id, replace(draft, needs="Inne"), plan.version)
    with pytest.raises(ConflictError):
        plans.change_plan(office, plan.id, replace(draft, needs="Jeszcze inne"), plan.version)


@pytest.mark.parametrize(
    "dates",
    [
        {"valid_from": dt.date(2026, 6, 15), "valid_to": dt.date(2026, 6, 14)},
        {"valid_from": dt.date(2026, 6, 15), "valid_to": dt.date(2027, 6, 15)},
    ],
)
def test_impossible_periods_are_refused_with_a_reason(
    office: Office, plan: plans.SavedPlan, dates: dict[str, dt.date]
) -> None:
    draft = replace(plans.get_plan(office, plan.id).draft, **dates)
    with pytest.raises(ValidationError) as caught:
        plans.change_plan(office, plan.id, draft, plan.version)
    assert len(describe(caught.value)) > 30
    assert plans.get_plan(office, plan.id).draft.valid_to == dt.date(2026, 12, 14)


def test_whole_year_is_allowed(office: Office, plan: plans.SavedPlan) -> None:
    draft = plans.get_plan(office, plan.id).draft
    draft.valid_to = dt.date(2027, 6, 14)
    saved = plans.change_plan(office, plan.id, draft, plan.version)
    assert not [w for w in saved.warnings if w.blocking]


def test_approval_needs_agreement_and_freezes_the_plan(
    office: Office, plan: plans.SavedPlan
) -> None:
    with pytest.raises(RuleError):
        plans.approve_plan(
            office, plan.id, plan.version, approved_by="Jan", post="dyrektor", on=TODAY
        )
    approve(office, plan.id)
    details = plans.get_plan(office, plan.id)
    assert details.status is PlanStatus.APPROVED
    assert history.next_undo(office) is None

    for refused in (
        lambda: plans.change_plan(office, plan.id, details.draft, details.version),
        lambda: plans.retire_plan(office, plan.id),
    ):
        with pytest.raises(CusdeskError) as caught:
            refused()
        assert caught.value.key == "plans.rule.approved_is_fixed"


def test_withdrawn_approval_keeps_its_reason(office: Office, plan: plans.SavedPlan) -> None:
    approve(office, plan.id)
    version = plans.get_plan(office, plan.id).version
    with pytest.raises(ValidationError):
        plans.withdraw_approval(office, plan.id, version, " ")
    plans.withdraw_approval(office, plan.id, version, "pomyłka w dacie")

    details = plans.get_plan(office, plan.id)
    assert details.status is PlanStatus.AGREED
    assert "pomyłka w dacie" in details.draft.notes


def test_copy_begins_after_the_old_plan(office: Office, plan: plans.SavedPlan) -> None:
    approve(office, plan.id)
    copied = plans.get_plan(office, plans.copy_plan(office, plan.id).id)

    assert copied.draft.valid_from == dt.date(2026, 12, 15)
    assert copied.status is PlanStatus.DRAFT
    assert copied.draft.agreed_on is None
    assert copied.draft.services[0].schedule == "wt., czw. 10:00–11:30"


def test_document_says_what_the_plan_says(office: Office, plan: plans.SavedPlan) -> None:
    document = plans.plan_document(office, plan.id)

    assert document.office.name == "CUS Testowo"
    assert document.person.name == "Łuczak"
    assert document.services[0].name == "Rehabilitacja"
    assert document.services[0].goals == (1,)
    assert document.is_draft
    assert document.goals[0].criterion == "3 razy w tygodniu"


def test_list_filters_and_json(office: Office, plan: plans.SavedPlan, resident: bytes) -> None:
    other = plans.create_plan(office, resident)
    drafts = plans.PlanFilter(status=PlanStatus.DRAFT)
    assert set(plans.list_ids(office, drafts)) == {plan.id, other.id}
    assert plans.list_ids(office, plans.PlanFilter(text="ipus/2")) == [other.id]
    assert [r.services for r in plans.rows_for(office, [plan.id, other.id])] == [1, 0]
    assert plans.plan_json(office)[0]["services"][0]["amount"] == 180


def test_ending_and_resigning(office: Office, plan: plans.SavedPlan) -> None:
    with pytest.raises(ValidationError):
        plans.end_plan(office, plan.id, plan.version, on=dt.date(2027, 1, 1))
    plans.end_plan(office, plan.id, plan.version, on=dt.date(2026, 8, 31), resigned=True)

    details = plans.get_plan(office, plan.id)
    assert (details.status, details.draft.valid_to) == (
        PlanStatus.RESIGNED,
        dt.date(2026, 8, 31),
    )


def test_filter_row_finds_what_the_list_shows(office: Office, plan: plans.SavedPlan) -> None:
    other = plans.create_plan(office, add_resident(office, "Zięba"))
    wanted = {
        "number": "ipus/1",
        "valid_to": "12.2026",
        "status": "przygotow",
        "services": "REHABIL",
        "coordinator": "testowa",
    }
    assert plans.list_ids(office, plans.PlanFilter(columns=wanted)) == [plan.id]
    assert plans.list_ids(office, plans.PlanFilter(columns={"number": "/2/"})) == [other.id]
    assert plans.rows_for(office, [plan.id])[0].services_text == "Rehabilitacja"


def test_bin_and_back(office: Office, plan: plans.SavedPlan, resident: bytes) -> None:
    assert [r.id for r in plans.running_plans(office, resident)] == [plan.id]
    plans.retire_plan(office, plan.id)
    assert plans.running_plans(office, resident) == []
    assert [r.id for r in plans.retired_plans(office)] == [plan.id]
    plans.restore_plan(office, plan.id)
    assert plans.list_ids(office) == [plan.id]


def test_gaps_are_those_of_the_paper(office: Office, plan: plans.SavedPlan) -> None:
    document = plans.plan_document(office, plan.id)
    gaps = plans.document_gaps(document)
    keys = [gap.key for gap in gaps]
    assert len(gaps) == len(missing_values(document, plan_form(document)))
    assert {"programme", "goals.0.measure", "services.0.provider_id", "person"} <= set(keys)
    assert "partner_duties" in keys
    assert "services.0.valid_from" not in keys
    assert "usługa 1: wykonawca" in [gap.words for gap in gaps]


def test_row_ids_given_by_the_screen_are_kept(office: Office, plan: plans.SavedPlan) -> None:
    draft = plans.get_plan(office, plan.id).draft
    own = new_id()
    draft.actions.append(ActionDraft("spacery", "wolontariusz", row_id=own))
    plans.change_plan(office, plan.id, draft, plan.version)
    assert plans.get_plan(office, plan.id).draft.actions[1].row_id == own


@pytest.mark.parametrize(
    ("per", "total"),
    [(AmountPer.WEEK, 4680), (AmountPer.MONTH, 1080), (AmountPer.TOTAL, 180)],
)
def test_total_of_half_a_year(per: AmountPer, total: int) -> None:
    half_a_year = Period(dt.date(2026, 7, 1), dt.date(2026, 12, 29))  # 26 weeks
    assert plans.total_amount(180, per, half_a_year) == pytest.approx(total, abs=12)
    assert plans.total_amount(180, AmountPer.WEEK, half_a_year) == 26 * 180
    assert plans.total_amount(200, AmountPer.WEEK, half_a_year, 60) == 87 * 60
    assert plans.total_amount(180, per, Period(dt.date(2026, 7, 1), None)) is None


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (dt.date(2026, 11, 22), dt.date(2027, 5, 21), 240),  # six months of a decision, exactly
        (dt.date(2027, 2, 1), dt.date(2027, 2, 14), 20),
        (dt.date(2028, 2, 29), dt.date(2028, 3, 28), 40),
        (dt.date(2026, 12, 16), dt.date(2027, 1, 31), 61),  # a month, and 16 days of 31
        (dt.date(2027, 1, 31), dt.date(2027, 1, 31), 1),
    ],
)
def test_hours_a_month_are_counted_in_months_of_the_plan(
    start: dt.date, end: dt.date, hours: int
) -> None:
    period = Period(start, end)
    assert plans.total_amount(40 * 60, AmountPer.MONTH, period, 60) == hours * 60


def test_reviews_every_two_or_three_months() -> None:
    half = Period(dt.date(2026, 6, 15), dt.date(2026, 12, 14))
    year = Period(dt.date(2026, 6, 15), dt.date(2027, 6, 14))
    assert plans.review_dates(half) == [dt.date(2026, 8, 15), dt.date(2026, 10, 15)]
    assert [d.month for d in plans.review_dates(year)] == [9, 12, 3]
    present = [ReviewDraft(due=dt.date(2026, 12, 1))]
    assert [r.due.month for r in plans.added_reviews(present, year) if r.due] == [9, 3]
