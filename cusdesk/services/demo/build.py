"""Building the fictional commune through the same use cases as real work."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.clock import Clock, SystemClock
from cusdesk.core.errors import StorageError
from cusdesk.domain.catalogue import (
    ServiceArea,
    ServiceDraft,
    ServiceMode,
    ServiceStatus,
    ServiceUnit,
)
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.providers import ProviderDraft, ProviderKind
from cusdesk.domain.special_fields import ProgrammeDraft, SpecialField
from cusdesk.services import catalogue, office_settings, providers
from cusdesk.services.demo.applications import write_applications
from cusdesk.services.demo.clocks import write_clocks
from cusdesk.services.demo.contracts import write_budget, write_contracts
from cusdesk.services.demo.course import write_course
from cusdesk.services.demo.fees import write_fees
from cusdesk.services.demo.invoices import write_invoices
from cusdesk.services.demo.model import Build
from cusdesk.services.demo.months import write_months
from cusdesk.services.demo.papers import write_papers
from cusdesk.services.demo.people import invented_people
from cusdesk.services.demo.plans import write_plans
from cusdesk.services.demo.recruitment import write_recruitment
from cusdesk.services.demo.registers import write_registers
from cusdesk.services.demo.talks import write_talks
from cusdesk.services.demo.work import write_attendance
from cusdesk.services.fictional import IS_DEMO
from cusdesk.services.imports.residents.write import insert_residents
from cusdesk.services.office import (
    FILE_SUFFIX,
    create_office,
    put_setting,
)
from cusdesk.services.programmes import create_programme
from cusdesk.services.residents.index import reindex

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEMO_PASSWORD = "Pokazowa-gmina-2026"  # noqa: S105 (opens invented people only)
FILE_NAME = f"gmina-fikcyjna{FILE_SUFFIX}"


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """Where the fictional commune lies and what opens it."""

    path: Path
    password: str
    recovery_code: str


def build_demo(  # noqa: PLR0913 (all but the folder are keywords with defaults)
    folder: Path,
    *,
    residents: int = 300,
    years: int = 1,
    seed: int = 1,
    password: str | None = None,
    clock: Clock | None = None,
    progress: Progress = no_progress,
) -> DemoOffice:
    """Make a fictional commune in `folder`: everything in it is invented and marked so.

    Args:
        folder: made when missing.
        residents: how many people.
        years: how many years of attendance, up to today.
        seed: the same seed gives the same people on the same day.
        password: of its one user; a known one when none is given.
        clock: where today comes from.
        progress: told after each step.

    Raises:
        StorageError: the folder has such an office already, or cannot be written.
    """
    clock = clock or SystemClock()
    password = password or DEMO_PASSWORD
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError("storage.folder_read_only") from error
    words = dictionary("demo")
    created = create_office(
        folder / FILE_NAME,
        name=words["office"],
        user_name=words["coordinators"][0],
        password=password,
        clock=clock,
    )
    rng = random.Random(seed)  # noqa: S311 (invented people, not secrets)
    today = clock.today()
    people = invented_people(rng, words, max(residents, 1), today)
    build = Build(created.office, rng, words, today, years, people)
    steps = _steps()
    try:
        for done, step in enumerate(steps, 1):
            step(build)
            progress(done, len(steps))
    finally:
        created.office.close()
    return DemoOffice(created.office.path, password, created.recovery_code)


def _steps() -> tuple[Callable[[Build], None], ...]:
    """Return what is written, in this order."""
    return (
        _office,
        _programme,
        _residents,
        _catalogue,
        write_plans,
        write_attendance,
        write_contracts,
        write_invoices,
        write_budget,
        write_fees,
        write_course,
        write_registers,
        write_applications,
        write_papers,
        write_clocks,
        write_recruitment,
        write_talks,
        write_months,
        _people,
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
