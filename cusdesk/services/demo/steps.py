"""What the fictional commune is made of, step by step, and how much of the time each step takes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.catalogue import (
    ServiceArea,
    ServiceDraft,
    ServiceMode,
    ServiceStatus,
    ServiceUnit,
)
from cusdesk.domain.providers import ProviderDraft, ProviderKind
from cusdesk.domain.special_fields import ProgrammeDraft, SpecialField
from cusdesk.services import catalogue, office_settings, providers
from cusdesk.services.demo.applications import write_applications
from cusdesk.services.demo.clocks import write_clocks
from cusdesk.services.demo.contracts import write_budget, write_contracts
from cusdesk.services.demo.course import write_course
from cusdesk.services.demo.fees import write_fees
from cusdesk.services.demo.invoices import write_invoices
from cusdesk.services.demo.months import write_months
from cusdesk.services.demo.papers import write_papers
from cusdesk.services.demo.plans import write_plans
from cusdesk.services.demo.recruitment import write_recruitment
from cusdesk.services.demo.registers import write_registers
from cusdesk.services.demo.talks import write_talks
from cusdesk.services.demo.work import write_attendance
from cusdesk.services.fictional import IS_DEMO
from cusdesk.services.imports.residents.write import insert_residents
from cusdesk.services.office import put_setting
from cusdesk.services.programmes import create_programme
from cusdesk.services.residents.index import reindex

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.demo.model import Build


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the work.

    Attributes:
        name: the words for it are `demo.step.<name>`.
        weight: of a thousand parts of the time, as measured with 300 residents and one year.
        write: does it.
    """

    name: str
    weight: int
    write: Callable[[Build], None]


def all_steps() -> tuple[Step, ...]:
    """Return what is written, in this order."""
    return (
        Step("office", 2, _office),
        Step("office", 1, _programme),
        Step("residents", 4, _residents),
        Step("catalogue", 8, _catalogue),
        Step("plans", 482, write_plans),
        Step("attendance", 138, write_attendance),
        Step("invoices", 8, write_contracts),
        Step("invoices", 122, write_invoices),
        Step("invoices", 5, write_budget),
        Step("fees", 36, write_fees),
        Step("course", 48, write_course),
        Step("papers", 12, write_registers),
        Step("applications", 15, write_applications),
        Step("papers", 17, write_papers),
        Step("papers", 5, write_clocks),
        Step("applications", 12, write_recruitment),
        Step("course", 66, write_talks),
        Step("fees", 17, write_months),
        Step("office", 2, _people),
    )


def _office(build: Build) -> None:
    with build.office.write("office.setting", undoable=False) as work:
        put_setting(work.session, IS_DEMO, value=True)
        put_setting(work.session, "office.address", list(build.words["address"]))
        put_setting(work.session, "office.contact", build.words["contact"])
        put_setting(work.session, "office.place", build.words["place"])


def _people(build: Build) -> None:
    """Name who works here; the last step, so that undo never takes the commune apart."""
    director = {"name": build.words["director"], "post": build.words["post"]}
    with build.office.write("office.setting", undoable=False) as work:
        put_setting(work.session, office_settings.COORDINATORS, list(build.words["coordinators"]))
        put_setting(work.session, office_settings.APPROVERS, [director])


def _programme(build: Build) -> None:
    """Let the cards hold what the invented people's certificates say."""
    draft = ProgrammeDraft(
        build.words["programme"],
        build.words["resolution"],
        dt.date(build.today.year - build.years, 1, 1),
        special_fields=(SpecialField.DISABILITY,),
    )
    create_programme(build.office, draft)


def _residents(build: Build) -> None:
    with build.office.write("imports.residents", undoable=False) as work:
        work.step.count = len(build.people)
        insert_residents(work.session, build.people, build.today)
        reindex(work.session, [person_id for person_id, _ in build.people])


def _catalogue(build: Build) -> None:
    for row in build.words["providers"]:
        draft = ProviderDraft(
            name=row["name"],
            kind=ProviderKind(row["kind"]),
            contact_name=row["contact_name"],
            contact_phone="500000000",
            keeper=build.words["coordinators"][0],
        )
        build.provider_ids.append(providers.create(build.office, draft).id)
    for row in build.words["services"]:
        draft_service = ServiceDraft(
            name=row["name"],
            area=ServiceArea(row["area"]),
            unit=ServiceUnit(row["unit"]),
            mode=ServiceMode(row["mode"]),
            place=row["place"],
            price_gr=row["price_gr"],
            market_price_gr=row.get("market_price_gr"),
            market_price_date=build.today if "market_price_gr" in row else None,
            market_price_source=build.words["price_source"] if "market_price_gr" in row else "",
            funding=build.words["programme"],
            status=ServiceStatus.REGULAR,
            aliases=list(row["aliases"]),
            provider_ids=[build.provider_ids[row["provider"]]],
        )
        build.service_ids.append(catalogue.create(build.office, draft_service).id)
