"""Building the fictional commune through the same use cases as real work."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.clock import Clock, SystemClock
from cusdesk.core.errors import StorageError
from cusdesk.domain.access import needs
from cusdesk.domain.attendance import Mark
from cusdesk.domain.catalogue import (
    ServiceArea,
    ServiceDraft,
    ServiceMode,
    ServiceStatus,
    ServiceUnit,
)
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.periods import add_months
from cusdesk.domain.plans import (
    ActionDraft,
    AmountPer,
    GoalDraft,
    GoalTerm,
    PlanDraft,
    PlanServiceDraft,
    PlanServiceForm,
    ReviewDraft,
)
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.providers import ProviderDraft, ProviderKind
from cusdesk.domain.special_fields import ProgrammeDraft, SpecialField
from cusdesk.services import attendance, catalogue, office_settings, plans, providers
from cusdesk.services.demo.people import invented_people
from cusdesk.services.imports.residents.write import insert_residents
from cusdesk.services.office import (
    FILE_SUFFIX,
    Office,
    create_office,
    put_setting,
    setting,
)
from cusdesk.services.programmes import create_programme
from cusdesk.services.residents.index import reindex

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DEMO_PASSWORD = "Pokazowa-gmina-2026"  # noqa: S105 (opens invented people only)
FILE_NAME = f"gmina-fikcyjna{FILE_SUFFIX}"
PLANS_SHARE = 8
GROUP_SIZE = 14
VISITORS = 12
REVIEWS_HELD = 0.9
_MARKS = (Mark.PRESENT, Mark.ABSENT, Mark.EXCUSED)
_MARK_WEIGHTS = (84, 10, 6)


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """Where the fictional commune lies and what opens it."""

    path: Path
    password: str
    recovery_code: str


@dataclass(slots=True)
class _Build:
    office: Office
    rng: random.Random
    words: dict[str, Any]
    today: dt.date
    years: int
    people: list[tuple[bytes, dict[str, Any]]]
    provider_ids: list[bytes]
    service_ids: list[bytes]


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
    build = _Build(created.office, rng, words, today, years, people, [], [])
    steps = (_office, _programme, _residents, _catalogue, _plans, _attendance, _people)
    try:
        for done, step in enumerate(steps, 1):
            step(build)
            progress(done, len(steps))
    finally:
        created.office.close()
    return DemoOffice(created.office.path, password, created.recovery_code)


@needs("office.see")
def is_demo(office: Office) -> bool:
    """Return True for the fictional commune, which every screen has to say."""
    with office.read() as session:
        return bool(setting(session, "office.is_demo", default=False))


def _office(build: _Build) -> None:
    with build.office.write("office.setting", undoable=False) as work:
        put_setting(work.session, "office.is_demo", value=True)
        put_setting(work.session, "office.address", list(build.words["address"]))
        put_setting(work.session, "office.contact", build.words["contact"])
        put_setting(work.session, "office.place", build.words["place"])


def _people(build: _Build) -> None:
    """Name who works here; the last step, so that undo never takes the commune apart."""
    director = {"name": build.words["director"], "post": build.words["post"]}
    with build.office.write("office.setting", undoable=False) as work:
        put_setting(work.session, office_settings.COORDINATORS, list(build.words["coordinators"]))
        put_setting(work.session, office_settings.APPROVERS, [director])


def _programme(build: _Build) -> None:
    """Let the cards hold what the invented people's certificates say."""
    draft = ProgrammeDraft(
        build.words["programme"],
        build.words["resolution"],
        dt.date(build.today.year - build.years, 1, 1),
        special_fields=(SpecialField.DISABILITY,),
    )
    create_programme(build.office, draft)


def _residents(build: _Build) -> None:
    with build.office.write("imports.residents", undoable=False) as work:
        work.step.count = len(build.people)
        insert_residents(work.session, build.people, build.today)
        reindex(work.session, [person_id for person_id, _ in build.people])


def _catalogue(build: _Build) -> None:
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


def _plans(build: _Build) -> None:
    grown = [person_id for person_id, payload in build.people if payload["values"]["notes"]]
    rest = [person_id for person_id, _ in build.people if person_id not in set(grown)]
    chosen = (grown + rest)[: max(len(build.people) // PLANS_SHARE, 1)]
    for number, resident_id in enumerate(chosen):
        pattern = build.words["plans"][number % len(build.words["plans"])]
        # Plans not approved yet are recent, as in an office that keeps its 30 days.
        oldest = 150 if number % 4 > 1 else 12
        start = build.today - dt.timedelta(days=build.rng.randrange(2, oldest))
        saved = plans.create_plan(build.office, resident_id, _plan(build, pattern, start))
        if number % 4 == 0:
            continue
        version = plans.get_plan(build.office, saved.id).version
        plans.agree_plan(build.office, saved.id, version, agreed_by="mieszkaniec", on=start)
        if number % 4 != 1:
            version = plans.get_plan(build.office, saved.id).version
            plans.approve_plan(
                build.office,
                saved.id,
                version,
                approved_by=build.words["director"],
                post=build.words["post"],
                on=start,
            )


def _plan(build: _Build, pattern: dict[str, Any], start: dt.date) -> PlanDraft:
    end = add_months(start, 6) - dt.timedelta(1)
    services = []
    for service, goal, schedule, amount in pattern["services"]:
        row = build.words["services"][service]
        unit = ServiceUnit(row["unit"])
        services.append(
            PlanServiceDraft(
                service_id=build.service_ids[service],
                goal_index=goal,
                provider_id=build.provider_ids[row["provider"]],
                form=PlanServiceForm(row["mode"]),
                place=row["place"],
                schedule=schedule,
                unit=unit,
                amount=amount,
                amount_per=AmountPer.WEEK,
                valid_from=start,
                valid_to=end,
                fee_gr=row["price_gr"],
                funding=build.words["programme"],
            )
        )
    return PlanDraft(
        application_date=start - dt.timedelta(days=12),
        drawn_on=start,
        valid_from=start,
        valid_to=end,
        programme=build.words["programme"],
        coordinator=build.rng.choice(build.words["coordinators"]),
        needs=pattern["needs"],
        resources=pattern["resources"],
        unmet_needs=pattern["unmet"],
        goals=[
            GoalDraft(GoalTerm(term), text, measure, criterion, add_months(start, 3))
            for term, text, measure, criterion in pattern["goals"]
        ],
        services=services,
        actions=[ActionDraft(*action) for action in pattern["actions"]],
        coordinator_duties=build.words["duties"]["coordinator"],
        resident_duties=build.words["duties"]["resident"],
        partner_duties=build.words["duties"]["partners"],
        reviews=[_review(build, add_months(start, months)) for months in (2, 4)],
        contingency=pattern["contingency"],
        crisis=pattern["crisis"],
        fee_information=build.words["fee_information"],
    )


def _review(build: _Build, due: dt.date) -> ReviewDraft:
    """Return a review that was held when its day is past; a few are overdue."""
    held = due < build.today and build.rng.random() < REVIEWS_HELD
    note = build.words["review_note"] if held else ""
    return ReviewDraft(due=due, done=due if held else None, note=note)


def _attendance(build: _Build) -> None:
    """Write groups with meetings and marks, and visits of workers, up to yesterday."""
    first = add_months(build.today.replace(day=1), -12 * build.years)
    for number, row in enumerate(build.words["services"]):
        service_id = build.service_ids[number]
        for name, weekday, start_minute in row.get("groups", ()):
            chosen = build.rng.sample(build.people, min(GROUP_SIZE, len(build.people)))
            members = [person_id for person_id, _ in sorted(chosen, key=_name_order)]
            draft = attendance.GroupDraft(
                service_id=service_id,
                name=name,
                provider_id=build.provider_ids[row["provider"]],
                leader=build.words["providers"][row["provider"]]["contact_name"],
                place=row["place"],
            )
            group_id, _changes = attendance.create_group(build.office, draft, members)
            _meetings(build, group_id, first, weekday, start_minute)
        for worker in row.get("workers", ()):
            _visits(build, service_id, build.provider_ids[row["provider"]], worker, first)


def _name_order(person: tuple[bytes, dict[str, Any]]) -> str:
    values = person[1]["values"]
    return sort_key(f"{values['surname']} {values['given_name']}")


def _meetings(
    build: _Build, group_id: bytes, first: dt.date, weekday: int, start_minute: int
) -> None:
    month = first
    while month <= build.today:
        dates = [day for day in attendance.suggest_dates(month, [weekday]) if day < build.today]
        if dates:
            attendance.add_meetings(build.office, group_id, dates, start_minute)
            grid = attendance.month_grid(build.office, group_id, month)
            entries = [
                attendance.MarkEntry(
                    meeting.id,
                    person.resident_id,
                    build.rng.choices(_MARKS, _MARK_WEIGHTS)[0],
                )
                for meeting in grid.meetings
                for person in grid.people
            ]
            attendance.write_marks(build.office, entries)
        month = add_months(month, 1)


def _visits(
    build: _Build, service_id: bytes, provider_id: bytes, worker: str, first: dt.date
) -> None:
    people: Sequence[bytes] = build.rng.sample(
        [person_id for person_id, _ in build.people], min(VISITORS, len(build.people))
    )
    drafts = []
    day = first
    while day < build.today:
        if day.weekday() < 5:
            start = 480
            for resident_id in build.rng.sample(people, min(3, len(people))):
                minutes = build.rng.choice((60, 90, 120))
                drafts.append(
                    attendance.VisitDraft(
                        resident_id,
                        service_id,
                        day,
                        start,
                        start + minutes,
                        worker=worker,
                        provider_id=provider_id,
                    )
                )
                start += minutes + 30
        day += dt.timedelta(1)
    attendance.add_visits(build.office, drafts)
