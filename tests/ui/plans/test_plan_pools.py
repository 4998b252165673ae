"""What is left of pools, under the services of a plan."""

from __future__ import annotations

import datetime as dt

from cusdesk.domain.budget import FundingSourceDraft
from cusdesk.domain.contracts import ContractDraft, ContractServiceDraft
from cusdesk.domain.plans import AmountPer, PlanServiceDraft
from cusdesk.services import budget, contracts, plans, providers


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


def test_what_the_plan_costs_stands_under_its_services(screen, office, plan, care):
    ((provider, _name),) = [p for p in providers.names(office) if p[1] == "Spółdzielnia Razem"]
    source = budget.create(office, FundingSourceDraft("Gmina")).id
    budget.set_plan(office, source, 2026, budget.PlanDraft(1_000_000, "uchwała"))
    one = ContractServiceDraft(care, rate_gr=3000, pool_milli=100_000)
    begins, ends = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    contract = ContractDraft("7/26", provider, valid_from=begins, valid_to=ends,
                             services=(one,), funding_source_id=source)  # fmt: skip
    contracts.create(office, contract)
    details = plans.get_plan(office, plan)
    details.draft.services = [PlanServiceDraft(care, amount=600, amount_per=AmountPer.MONTH)]
    details.draft.valid_from, details.draft.valid_to = begins, ends
    plans.change_plan(office, plan, details.draft, details.version)
    screen.show_record(plan)
    line = screen.plan_page.sections.cost
    assert line.isHidden()
    line.read()
    words = line.words.text().replace("\u00a0", " ")
    assert "300,00 zł w miesiącu (lipiec 2026)" in words
    assert "W źródle „Gmina” wolne w 2026 r.: 7 000,00 zł." in words
