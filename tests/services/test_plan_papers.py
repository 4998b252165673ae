"""Papers of a plan's course: who issues them, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import RuleError
from cusdesk.domain.access import Role
from cusdesk.services import papers, plans
from cusdesk.services.papers.plans import issue_plan
from tests.db.test_capture import add_resident
from tests.services.test_attendance import add_service
from tests.services.test_plan_approval import agree, approve_as, begin, version_of
from tests.services.test_plans import approve, full_draft

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@pytest.fixture
def plan(office: Office) -> bytes:
    return plans.create_plan(office, add_resident(office), full_draft(add_service(office))).id


def test_a_director_who_approves_issues_the_plan_and_its_annex(office: Office, plan: bytes) -> None:
    approve(office, plan)
    begin(office, plan)
    agree(office, plan)
    plans.submit_plan(office, plan, version_of(office, plan))
    office.take_roles([Role.DIRECTOR])

    approve_as(office, plan, "Jan Testowy")
    newest = plans.list_versions(office, plan)[0]
    issued = papers.issue_paper(office, plans.annex_paper(office, plan, newest.id))
    assert issued.number.startswith("ANEKS")
    assert issue_plan(office, plan).content.startswith(b"%PDF")


def test_who_only_reads_plans_issues_nothing(office: Office, plan: bytes) -> None:
    approve(office, plan)
    office.take_roles([Role.SOCIAL_ASSISTANCE])
    with pytest.raises(RuleError):
        issue_plan(office, plan)
    with pytest.raises(RuleError):
        plans.resignation_paper(office, plan)
