"""The way to an approval, frozen versions and updates (CUS act, art. 41)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from cusdesk.core.errors import CusdeskError, RuleError, ValidationError
from cusdesk.domain.access import Role
from cusdesk.domain.plans import (
    GoalDraft,
    NeedDraft,
    PlanStage,
    PlanStatus,
    PlanUpdateReason,
    ReviewDraft,
)
from cusdesk.models.plan_course import PlanVersion
from cusdesk.services import caseload, history, plans, residents
from tests.db.test_capture import add_resident
from tests.helpers.people import act_as
from tests.services.test_attendance import add_service
from tests.services.test_plans import TODAY, approve, full_draft

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@pytest.fixture
def plan(office: Office) -> bytes:
    draft = full_draft(add_service(office))
    draft.need_rows = [NeedDraft("Pomoc w wychodzeniu z domu")]
    draft.goals[0].need_index = 0
    return plans.create_plan(office, add_resident(office), draft).id


def version_of(office: Office, plan_id: bytes) -> int:
    return plans.get_plan(office, plan_id).version


def agree(office: Office, plan_id: bytes, on: dt.date = TODAY) -> None:
    version = version_of(office, plan_id)
    plans.agree_plan(office, plan_id, version, agreed_by="Maria Łuczak", on=on)


def submit(office: Office, plan_id: bytes, comment: str = "") -> None:
    agree(office, plan_id)
    plans.submit_plan(office, plan_id, version_of(office, plan_id), comment=comment)


def approve_as(office: Office, plan_id: bytes, name: str, comment: str = "") -> None:
    version = version_of(office, plan_id)
    plans.approve_plan(
        office, plan_id, version, approved_by=name, post="dyrektor", on=TODAY, comment=comment
    )


def begin(office: Office, plan_id: bytes, note: str = "więcej godzin") -> None:
    version = version_of(office, plan_id)
    plans.begin_update(office, plan_id, version, reason=PlanUpdateReason.NEEDS, note=note)


def test_a_submitted_plan_waits_and_cannot_be_changed(office: Office, plan: bytes) -> None:
    with pytest.raises(RuleError, match="agree_first"):
        plans.submit_plan(office, plan, version_of(office, plan))
    submit(office, plan, "proszę o pośpiech")

    (waiting,) = plans.waiting_plans(office)
    assert (waiting.id, waiting.submitted_by) == (plan, "Anna Testowa")
    details = plans.get_plan(office, plan)
    with pytest.raises(RuleError, match="submitted_is_fixed"):
        plans.change_plan(office, plan, replace(details.draft, needs="inne"), details.version)
    plans.recall_plan(office, plan, details.version)
    assert plans.waiting_plans(office) == []
    assert not plans.get_plan(office, plan).is_fixed


def test_a_returned_plan_says_why(office: Office, plan: bytes) -> None:
    submit(office, plan)
    with pytest.raises(ValidationError):
        plans.return_plan(office, plan, version_of(office, plan), comment=" ")
    plans.return_plan(office, plan, version_of(office, plan), comment="brak miernika")

    steps = plans.approval_steps(office, plan)
    assert [(s.kind, s.comment) for s in steps] == [
        ("returned", "brak miernika"),
        ("submitted", ""),
    ]
    assert not plans.get_plan(office, plan).is_fixed


def test_who_may_not_approve_may_not_return(office: Office, plan: bytes) -> None:
    submit(office, plan)
    office.take_roles([Role.SOCIAL_ASSISTANCE])
    with pytest.raises(RuleError):
        plans.return_plan(office, plan, 1, comment="nie")


@pytest.mark.parametrize(("name", "told"), [("Jan Testowy", False), ("anna  testowa", True)])
def test_an_approver_who_is_the_author_is_written_down(
    office: Office, plan: bytes, name: str, told: bool
) -> None:
    submit(office, plan)
    approve_as(office, plan, name, "zgoda")

    step = plans.approval_steps(office, plan)[0]
    assert (step.kind, step.comment, step.by_author) == ("approved", "zgoda", told)
    assert plans.list_versions(office, plan)[0].by_author is told
    assert plans.plan_document(office, plan).approved.at is not None


def test_an_update_leaves_the_approved_version_as_it_was(office: Office, plan: bytes) -> None:
    approve(office, plan)
    (first,) = plans.list_versions(office, plan)
    paper = plans.version_pdf(office, first.id)
    begin(office, plan)

    details = plans.get_plan(office, plan)
    assert (details.status, details.stage) == (PlanStatus.APPROVED, PlanStatus.DRAFT)
    details.draft.goals.append(GoalDraft(text="Drugi cel"))
    plans.change_plan(office, plan, details.draft, details.version)
    assert plans.plan_document(office, plan).header.version == 2
    assert plans.plan_document(office, plan).is_draft
    submit(office, plan)
    approve_as(office, plan, "Jan Testowy")

    second, kept = plans.list_versions(office, plan)
    assert (second.number, second.is_in_force, kept.is_in_force) == (2, True, False)
    assert plans.version_pdf(office, kept.id) == paper
    assert len(plans.version_document(office, kept.id).goals) == 1
    assert plans.version_document(office, second.id).header.change_reason.startswith("zmiana")
    assert len(plans.version_pdf(office, kept.id, large=True)) > 1000


def test_a_dropped_update_brings_the_approved_plan_back(office: Office, plan: bytes) -> None:
    approve(office, plan)
    before = plans.get_plan(office, plan).draft
    begin(office, plan)
    details = plans.get_plan(office, plan)
    changed = replace(details.draft, needs="inne", goals=[], need_rows=[], services=[])
    changed.reviews = [
        replace(details.draft.reviews[0], done=TODAY), ReviewDraft(due=dt.date(2026, 11, 1))
    ]  # fmt: skip
    plans.change_plan(office, plan, changed, details.version)
    plans.hand_over(office, [plan], to="Ewa Nowa", on=TODAY, reason="urlop")
    plans.drop_update(office, plan, version_of(office, plan))

    after = plans.get_plan(office, plan)
    assert (after.status, after.version_number, after.is_fixed) == (PlanStatus.APPROVED, 1, True)
    assert (after.draft.needs, after.draft.coordinator) == (before.needs, "Ewa Nowa")
    assert after.draft.approved_on == TODAY
    assert after.draft.goals[0].need_index == 0
    assert [r.done for r in after.draft.reviews] == [TODAY]


def test_a_withdrawn_version_stays_and_the_next_has_its_own_number(
    office: Office, plan: bytes
) -> None:
    approve(office, plan)
    plans.withdraw_approval(office, plan, version_of(office, plan), "pomyłka w dacie")
    details = plans.get_plan(office, plan)
    assert (details.status, details.version_number) == (PlanStatus.AGREED, 2)
    approve_as(office, plan, "Jan Testowy")

    second, first = plans.list_versions(office, plan)
    assert (first.withdrawn_reason, first.is_in_force) == ("pomyłka w dacie", False)
    assert (second.number, second.is_in_force) == (2, True)


def test_a_withdrawn_update_leaves_the_version_before_in_force(office: Office, plan: bytes) -> None:
    approve(office, plan)
    begin(office, plan)
    agree(office, plan)
    approve_as(office, plan, "Jan Testowy")
    plans.withdraw_approval(office, plan, version_of(office, plan), "zły okres")

    details = plans.get_plan(office, plan)
    assert (details.status, details.is_update) == (PlanStatus.APPROVED, True)
    assert [v.is_in_force for v in plans.list_versions(office, plan)] == [False, True]


def test_undo_of_somebody_else_does_not_reach_into_an_approval(office: Office, plan: bytes) -> None:
    author, director = office.user_id, b"\x01" * 16
    details = plans.get_plan(office, plan)
    plans.change_plan(office, plan, replace(details.draft, needs="dużo"), details.version)
    office.user_id = director
    approve(office, plan)
    office.user_id = author

    with pytest.raises(CusdeskError) as caught:
        history.undo(office)
    assert caught.value.key == "plans.rule.approved_is_fixed"
    assert plans.get_plan(office, plan).draft.needs == "dużo"


def test_an_approved_plan_of_an_older_program_is_frozen_first(office: Office, plan: bytes) -> None:
    approve(office, plan)
    with office.write("plans.change") as work:
        for version in work.session.scalars(select(PlanVersion)):
            work.retire(version)
    begin(office, plan)
    assert [v.number for v in plans.list_versions(office, plan)] == [1]
    assert plans.get_plan(office, plan).version_number == 2


def test_another_reason_needs_words(office: Office, plan: bytes) -> None:
    approve(office, plan)
    with pytest.raises(ValidationError):
        plans.begin_update(
            office, plan, version_of(office, plan), reason=PlanUpdateReason.OTHER, note=" "
        )


def test_what_is_printed_of_an_approved_plan_is_what_was_approved(
    office: Office, plan: bytes
) -> None:
    approve(office, plan)
    details = plans.get_plan(office, plan)
    resident_id = details.draft.resident_id
    assert resident_id is not None
    card = residents.get_resident(office, resident_id)
    residents.change_fields(office, resident_id, {"surname": "Inna"}, card.version)
    assert plans.paper_of(office, plan).person.name == "Łuczak"
    begin(office, plan)
    assert plans.paper_of(office, plan).person.name == "Inna"
    assert plans.paper_of(office, plan, approved=True).person.name == "Łuczak"


def test_lists_say_that_a_plan_waits_for_approval(office: Office, plan: bytes) -> None:
    def stage() -> PlanStage:
        """Return how the list shows the plan."""
        (row,) = plans.rows_for(office, [plan])
        return row.stage

    submit(office, plan)
    assert stage() is PlanStage.SUBMITTED
    found = plans.list_ids(office, plans.PlanFilter(columns={"status": "czeka"}))
    assert found == [plan]
    assert plans.list_ids(office, plans.PlanFilter(columns={"status": "uzgodniony"})) == []
    assert caseload.list_cases(office)[0].stage is PlanStage.SUBMITTED
    approve_as(office, plan, "Jan Testowy")
    begin(office, plan)
    assert stage() is PlanStage.UPDATE
    submit(office, plan)
    assert stage() is PlanStage.UPDATE_SUBMITTED
    version = version_of(office, plan)
    plans.recall_plan(office, plan, version)
    plans.drop_update(office, plan, version + 1)
    plans.end_plan(office, plan, version_of(office, plan), on=TODAY)
    assert stage() is PlanStage.ENDED


def test_who_approves_in_their_own_account_stands_first(office):
    act_as(office, Role.DIRECTOR)
    assert plans.proposed_approver(office) == ("Anna Testowa", "dyrektor")

    act_as(office, Role.COORDINATOR, Role.DIRECTOR)
    assert plans.proposed_approver(office) == ("", "")
