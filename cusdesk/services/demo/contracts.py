"""Funding sources and contracts of the fictional commune, for the year that runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cusdesk.domain.budget import FundingKind, FundingSourceDraft
from cusdesk.domain.contracts import (
    AnnexDraft,
    ContractDraft,
    ContractServiceDraft,
    ContractUnit,
    Counting,
)
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.periods import add_months
from cusdesk.domain.pools import quantity_given
from cusdesk.domain.providers import ProcurementMode
from cusdesk.domain.quantities import MILLI
from cusdesk.services import budget, contracts, providers
from cusdesk.services.attendance.delivered import delivered_rows

if TYPE_CHECKING:
    from cusdesk.services.demo.model import Build

_TENS = 10
_THOUSAND_GR = 100_000


def write_contracts(build: Build) -> None:
    """Write the sources and contracts of `demo_contracts.toml`; the first provider is social."""
    words = dictionary("demo_contracts")
    providers.change_fields(build.office, build.provider_ids[0], {"is_social_economy": True})
    sources = []
    for row in words["sources"]:
        draft = FundingSourceDraft(**{**row, "kind": FundingKind(row["kind"])})
        last = dt.date(build.today.year, 12, 31)
        dated = replace(draft, valid_from=first_day(build).replace(day=1), valid_to=last)
        sources.append(budget.create(build.office, dated).id)
    for row in words["contracts"]:
        contracts.create(build.office, _contract(build, row, sources, words["keeper"]))


def write_budget(build: Build) -> None:
    """Plan the year of every source near what it needs, so that one of them will not do."""
    words = dictionary("demo_contracts")
    percents, note = words["plan_percents"], words["plan_note"]
    year = build.today.year
    found = budget.budget_year(build.office, year).sources
    known = [source for source in found if source.id is not None]
    for source, percent in zip(known, percents, strict=False):
        line = source.line
        need = max(line.forecast_gr, line.committed_gr + line.spent_gr)
        thousands = need * percent // 100 // _THOUSAND_GR + 1
        plan = budget.PlanDraft(thousands * _THOUSAND_GR, note)
        budget.set_plan(build.office, source.id or b"", year, plan)


def _contract(
    build: Build, row: dict[str, Any], sources: list[bytes], keeper: str
) -> ContractDraft:
    year = first_day(build).year
    provider = build.words["providers"][row["provider"]]
    annexes: tuple[AnnexDraft, ...] = ()
    if "annex" in row:
        its = row["annex"]
        base = row["services"][0]
        annexes = (
            AnnexDraft(
                its["number"],
                dt.date(year, 2, 20),
                dt.date(year, 3, 1),
                build.service_ids[its["service"]],
                pool_milli=_pool(build, {**base, "share": its["share"]}),
            ),
        )
    return ContractDraft(
        number=f"{row['number']}.{year}",
        provider_id=build.provider_ids[row["provider"]],
        mode=ProcurementMode(row["mode"]),
        subject=row["subject"],
        signed_on=first_day(build),
        valid_from=first_day(build),
        valid_to=dt.date(build.today.year, 12, 31),
        funding_source_id=sources[row["source"]],
        contact_name=provider["contact_name"],
        contact_phone="500000000",
        keeper=keeper,
        services=tuple(_service(build, one) for one in row["services"]),
        annexes=annexes,
    )


def _service(build: Build, row: dict[str, Any]) -> ContractServiceDraft:
    return ContractServiceDraft(
        build.service_ids[row["service"]],
        ContractUnit(row["unit"]),
        Counting(row["counting"]),
        row["rate_gr"],
        _pool(build, row),
    )


def _pool(build: Build, row: dict[str, Any]) -> int:
    """Return the pool in thousandths: what was given so far times the share, in tens."""
    one = ContractServiceDraft(
        build.service_ids[row["service"]], ContractUnit(row["unit"]), Counting(row["counting"])
    )
    given = quantity_of(build, one, first_day(build), build.today) / MILLI
    tens: int = max(1, round(given * row["share"] / _TENS))
    return tens * _TENS * MILLI


def first_day(build: Build) -> dt.date:
    """Return the first day of the contracts: the first after New Year of the month last billed."""
    return dt.date(add_months(build.today, -1).year, 1, 2)


def quantity_of(build: Build, ordered: ContractServiceDraft, first: dt.date, last: dt.date) -> int:
    """Return what was given of an ordered service in some days, in thousandths of its unit."""
    with build.office.read() as session:
        rows = delivered_rows(session, first, last, service_id=ordered.service_id)
    return quantity_given(rows, ordered.unit, ordered.counting, last)
