"""Packages: sets of services a plan may begin with; they hold nothing of a person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, Problem, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.plans import AmountPer, PlanServiceDraft, PlanServiceForm
from cusdesk.domain.polish_text import one_line
from cusdesk.models.plan_course import PlanPackage
from cusdesk.models.plans import Plan
from cusdesk.services.plans.fixed import refuse_if_fixed
from cusdesk.services.plans.offered import offered
from cusdesk.services.plans.proposals import filled_service
from cusdesk.services.plans.store import read_draft, write_draft

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.catalogue import ServiceRow
    from cusdesk.services.office import Office

_KEPT = ("form", "unit", "amount", "amount_per")


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package in the list.

    Attributes:
        services: names in the order of the package; "" for one the catalogue does not offer now.
    """

    id: bytes
    name: str
    description: str
    services: tuple[str, ...]

    @property
    def withdrawn(self) -> int:
        """How many of its services the catalogue does not offer any more."""
        return sum(1 for name in self.services if not name)

    @property
    def services_text(self) -> str:
        """The services that are offered, in one line."""
        return ", ".join(name for name in self.services if name)


@dataclass(frozen=True, slots=True)
class Inserted:
    """What came of a package: how many services were added, how many are not offered any more."""

    added: int
    left_out: int
    changes: Changes


@needs("plans.change")
def save_package(office: Office, plan_id: bytes, *, name: str, description: str = "") -> Changes:
    """Keep the services of a plan with their amounts as a package for other plans.

    Goals, places and schedules stay out: they are about the person.

    Raises:
        ValidationError: no name, the same name again, or a plan without services.
    """
    name = one_line(name)
    with office.write("plans.package") as work:
        draft = read_draft(work.session, work.get(Plan, plan_id))
        rows = [
            {"service": row.service_id.hex(), **{n: _plain(getattr(row, n)) for n in _KEPT}}
            for row in draft.services
            if row.service_id is not None
        ]
        _check(work.session, name, rows)
        content = json.dumps(rows, ensure_ascii=False)
        work.session.add(PlanPackage(name=name, description=description.strip(), content=content))
    return work.changes


def _check(session: Session, name: str, rows: list[Any], own: bytes | None = None) -> None:
    query = select(PlanPackage.id).where(
        PlanPackage.name == name, PlanPackage.retired_at.is_(None), PlanPackage.id.is_not(own)
    )
    problems = []
    if not name:
        problems.append(Problem("name", "plans.problem.package_name_missing"))
    if session.scalar(query.limit(1)) is not None:
        problems.append(Problem("name", "plans.problem.package_name_taken"))
    if not rows:
        problems.append(Problem("name", "plans.problem.package_empty"))
    if problems:
        raise ValidationError(problems)


@needs("plans.change")
def change_package(
    office: Office, package_id: bytes, *, name: str, description: str, services: Collection[int]
) -> Changes:
    """Change what a package is called and which of its services it keeps.

    Args:
        office: the open office.
        package_id: which package.
        name: as people look for it.
        description: in words.
        services: places of the services that stay, from 0 in the order of the package.

    Raises:
        ValidationError: no name, the name of another package, or no service left.
    """
    name = one_line(name)
    with office.write("plans.package") as work:
        package = work.get(PlanPackage, package_id)
        rows = [row for n, row in enumerate(json.loads(package.content)) if n in services]
        _check(work.session, name, rows, package_id)
        package.name, package.description = name, description.strip()
        package.content = json.dumps(rows, ensure_ascii=False)
    return work.changes


def _plain(value: object) -> object:
    return str(value) if isinstance(value, str) else value


@needs("plans.see")
def list_packages(office: Office, *, retired: bool = False) -> list[PackageRow]:
    """Return the packages by name, or those in the bin."""
    in_bin = PlanPackage.retired_at.is_not(None) if retired else PlanPackage.retired_at.is_(None)
    with office.read() as session:
        query = select(PlanPackage).where(in_bin)
        found = [(p.id, p.name, p.description, _ids(p.content)) for p in session.scalars(query)]
    known = offered(office, [i for *_, ids in found for i in ids])
    return [
        PackageRow(
            package_id,
            name,
            description,
            tuple(known[i].name if i in known else "" for i in ids),
        )
        for package_id, name, description, ids in sorted(found, key=lambda entry: entry[1])
    ]


def _ids(content: str) -> list[bytes]:
    return [bytes.fromhex(row["service"]) for row in json.loads(content)]


@needs("plans.change")
def insert_package(office: Office, plan_id: bytes, version: int, package_id: bytes) -> Inserted:
    """Add the services of a package to a plan; what the catalogue says of them comes along.

    Raises:
        RuleError: the plan is approved, or waits for approval.
    """
    with office.read() as session:
        rows: list[dict[str, Any]] = json.loads(session.get_one(PlanPackage, package_id).content)
    known = offered(office, [bytes.fromhex(row["service"]) for row in rows])
    added = [_service(row, known) for row in rows if bytes.fromhex(row["service"]) in known]
    with office.write("plans.change", record=("plans", plan_id)) as work:
        plan = work.get(Plan, plan_id, version)
        refuse_if_fixed(plan)
        draft = read_draft(work.session, plan)
        for service in added:
            service.goal_index = 0 if len(draft.goals) == 1 else None
        draft.services += added
        write_draft(work, plan, draft)
    return Inserted(len(added), len(rows) - len(added), work.changes)


def _service(row: dict[str, Any], known: dict[bytes, ServiceRow]) -> PlanServiceDraft:
    found = filled_service(PlanServiceDraft(), known[bytes.fromhex(row["service"])])
    found.form = PlanServiceForm(row["form"])
    found.amount_per = AmountPer(row["amount_per"])
    if row["unit"] and found.unit is ServiceUnit(row["unit"]):
        found.amount = row["amount"]
    return found


@needs("plans.change")
def retire_package(office: Office, package_id: bytes) -> Changes:
    """Put a package into the bin; plans that began with it stay."""
    with office.write("plans.retire_package") as work:
        work.retire(work.get(PlanPackage, package_id))
    return work.changes


@needs("plans.change")
def restore_package(office: Office, package_id: bytes) -> Changes:
    """Take a package out of the bin.

    Raises:
        NotFoundError: no such package.
        ValidationError: another package has its name now.
    """
    with office.write("plans.package") as work:
        package = work.session.get(PlanPackage, package_id)
        if package is None:
            raise NotFoundError("storage.not_found")
        _check(work.session, package.name, json.loads(package.content), package_id)
        package.retired_at = None
    return work.changes
