"""What a workbook of each kind would do to the office; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cusdesk.domain.access import needs
from cusdesk.services.imports.model import ImportPlan, Kind
from cusdesk.services.imports.standing import last_operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cusdesk.importing.layout import Fixes, FoundTable
    from cusdesk.importing.problems import CellProblem
    from cusdesk.importing.workbook import Workbook
    from cusdesk.services.imports.model import PlannedRow
    from cusdesk.services.office import Office

Step = Callable[[int, int], None]
"""Told how many rows of how many are done."""


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What a person settled before the import.

    Attributes:
        maps: signature of a table → column number → meaning.
        service_id: the service a list of attendance or a work card is about.
        tables: key of a table of a list or of work cards → what was corrected in it.
    """

    maps: dict[str, dict[int, str]] | None = None
    service_id: bytes | None = None
    tables: Fixes | None = None


@needs("imports.run")
def plan_workbook(
    office: Office,
    kind: Kind,
    workbook: Workbook,
    choices: ImportChoices | None = None,
    step: Step | None = None,
) -> ImportPlan:
    """Work out what the import of a workbook that was read would do; nothing is written."""
    with office.read() as session:
        as_of = last_operation(session)
    planner = {
        "residents": _plan_residents,
        "applications": _plan_applications,
        "services": _plan_services,
        "attendance": _plan_attendance,
        "hours": _plan_hours,
        "invoices": _plan_invoices,
    }[kind]
    plan = planner(office, workbook, choices or ImportChoices(), step)
    plan.file_name, plan.as_of = workbook.file_name, as_of
    return plan


def _plan_residents(
    office: Office, workbook: Workbook, choices: ImportChoices, step: Step | None
) -> ImportPlan:
    from cusdesk.importing.residents import guess_maps, read_residents
    from cusdesk.services.imports.mappings import maps_for
    from cusdesk.services.imports.residents import plan_residents

    maps = maps_for(office, "residents", workbook, guess_maps, choices.maps)
    file = read_residents(workbook, maps, office.clock.today())
    with office.read() as session:
        rows = plan_residents(session, file, step)
    return ImportPlan("residents", "", "", rows, file.problems, list(file.maps))


def _plan_applications(
    office: Office, workbook: Workbook, choices: ImportChoices, step: Step | None
) -> ImportPlan:
    from cusdesk.importing.applications import guess_maps, read_applications
    from cusdesk.services.catalogue import service_finder
    from cusdesk.services.imports.applications import plan_applications
    from cusdesk.services.imports.mappings import maps_for

    maps = maps_for(office, "applications", workbook, guess_maps, choices.maps)
    file = read_applications(workbook, maps, office.clock.today())
    rows = plan_applications(office, file, service_finder(office), step)
    return ImportPlan("applications", "", "", rows, file.problems, list(file.maps))


def _plan_services(
    office: Office, workbook: Workbook, choices: ImportChoices, _step: Step | None
) -> ImportPlan:
    from cusdesk.importing.catalogue import guess_maps, read_services
    from cusdesk.services.imports.catalogue import plan_services
    from cusdesk.services.imports.mappings import maps_for

    maps = maps_for(office, "services", workbook, guess_maps, choices.maps)
    file = read_services(workbook, maps)
    rows = plan_services(office, file)
    return ImportPlan("services", "", "", rows, file.problems, list(file.maps))


def _plan_attendance(
    office: Office, workbook: Workbook, choices: ImportChoices, _step: Step | None
) -> ImportPlan:
    from cusdesk.importing.attendance import AttendanceOptions, read_attendance
    from cusdesk.services.catalogue import service_finder
    from cusdesk.services.imports.attendance import plan_attendance
    from cusdesk.services.imports.mappings import fixes_for

    file = read_attendance(workbook)
    found = file.tables
    if fixes := fixes_for(office, "attendance", found, choices.tables):
        file = read_attendance(workbook, AttendanceOptions(tables=fixes))
    finder = service_finder(office)
    with office.read() as session:
        rows = plan_attendance(session, file, finder, choices.service_id)
    rest = _unsaid(file.problems, rows)
    return ImportPlan("attendance", "", "", rows, rest, tables=_signed(file.tables, found))


def _plan_hours(
    office: Office, workbook: Workbook, choices: ImportChoices, _step: Step | None
) -> ImportPlan:
    from cusdesk.importing.hour_sheet import read_hour_sheet
    from cusdesk.importing.hours import HoursOptions, read_hours
    from cusdesk.services.catalogue import service_finder
    from cusdesk.services.imports.hours import plan_hours, plan_returned
    from cusdesk.services.imports.mappings import fixes_for

    returned = read_hour_sheet(workbook)
    if returned is not None:
        with office.read() as session:
            rows, differences = plan_returned(session, returned)
        return ImportPlan("hours", "", "", rows, differences)
    file = read_hours(workbook)
    found = file.tables
    if fixes := fixes_for(office, "hours", found, choices.tables):
        file = read_hours(workbook, HoursOptions(tables=fixes))
    finder = service_finder(office)
    with office.read() as session:
        rows = plan_hours(session, file, finder, choices.service_id)
    rest = _unsaid(file.problems, rows)
    return ImportPlan("hours", "", "", rows, rest, tables=_signed(file.tables, found))


def _plan_invoices(
    office: Office, workbook: Workbook, choices: ImportChoices, _step: Step | None
) -> ImportPlan:
    from cusdesk.importing.invoices import guess_maps, read_invoices
    from cusdesk.services.catalogue import service_finder
    from cusdesk.services.imports.invoices import plan_invoices
    from cusdesk.services.imports.mappings import maps_for

    maps = maps_for(office, "invoices", workbook, guess_maps, choices.maps)
    file = read_invoices(workbook, office.clock.today(), maps)
    finder = service_finder(office)
    with office.read() as session:
        rows = plan_invoices(session, file, finder)
    return ImportPlan("invoices", "", "", rows, file.problems, list(file.maps))


def _unsaid(problems: Iterable[CellProblem], rows: Iterable[PlannedRow]) -> list[CellProblem]:
    """Return the problems of a file that no row says already."""
    said = {id(problem) for row in rows for problem in row.problems}
    return [problem for problem in problems if id(problem) not in said]


def _signed(tables: Iterable[FoundTable], found: Sequence[FoundTable]) -> list[FoundTable]:
    """Return tables with the signatures they have before any correction; maps are kept by them."""
    signatures = {table.key: table.signature for table in found}
    return [replace(t, signature=signatures.get(t.key, t.signature)) for t in tables]
