"""What is left of pools, under the services of a plan."""

from __future__ import annotations

import datetime as dt

from cusdesk.domain.contracts import ContractDraft, ContractServiceDraft
from cusdesk.domain.plans import PlanServiceDraft
from cusdesk.services import contracts, plans, providers


def test_the_service_under_the_keyboard_tells_its_pools(screen, office, plan, care):
    ((provider, _name),) = [p for p in providers.names(office) if p[1] == "Spółdzielnia Razem"]
    one = ContractServiceDraft(care, rate_gr=3000, pool_milli=50_000)
    begins = dt.date(2026, 1, 1)
    contracts.create(office, ContractDraft("7/26", provider, valid_from=begins, services=(one,)))
    details = plans.get_plan(office, plan)
    details.draft.services = [PlanServiceDraft(care)]
    plans.change_plan(office, plan, details.draft, details.version)
    screen.show_record(plan)
    sections = screen.plan_page.sections
    view = sections.tables["services"].view
    view.setCurrentIndex(view.model().index(0, 0))
    sections.pools._read()
    assert "umowa 7/26: zostało 50 h z 50 h" in sections.pools.words.text()
