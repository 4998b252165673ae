"""What a list of applications would do to the office; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cusdesk.domain.access import needs
from cusdesk.domain.applications import (
    DECIDED,
    ApplicationStatus,
    check_application,
    check_outcome,
)
from cusdesk.importing.problems import CellProblem
from cusdesk.services.imports.applications.payload import draft_of, outcome_of, payload
from cusdesk.services.imports.applications.people import People
from cusdesk.services.imports.applications.register import (
    Entry,
    asked_of,
    moment_of,
    register_of,
)
from cusdesk.services.imports.model import PlannedRow, date_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.importing.applications import ApplicationRow, ApplicationsFile
    from cusdesk.services.catalogue import ServiceFinder
    from cusdesk.services.imports.applications.register import Register
    from cusdesk.services.office import Office

_EVERY = 200


@needs("imports.run", "applications.see")
def plan_applications(
    office: Office,
    file: ApplicationsFile,
    finder: ServiceFinder,
    step: Callable[[int, int], None] | None = None,
) -> list[PlannedRow]:
    """Return what the applications of a file would do: one row each, in the order of the file.

    They are looked at in the order of submission, so that of two alike the earlier one counts; one
    without its statements gives way to a later one that has them.
    """
    with office.read() as session:
        planner = _Planner(office, People(session), register_of(session))
    rows = [(_planned(row, finder), row) for row in file.applications]
    for done, (planned, row) in enumerate(sorted(rows, key=lambda pair: moment_of(pair[0]))):
        if step is not None and done % _EVERY == 0:
            step(done, len(rows))
        planner.plan(planned, row)
    return [planned for planned, _ in rows]


def _planned(row: ApplicationRow, finder: ServiceFinder) -> PlannedRow:
    person = row.person
    sheet, number = person.sources[0]
    return PlannedRow(
        outcome="new",
        sheet=sheet,
        row=number,
        title=f"{person.surname} {person.given_name}".strip(),
        payload=payload(row, finder),
        problems=list(person.problems),
    )


class _Planner:
    """Plans one application after another; remembers who and what was seen."""

    def __init__(self, office: Office, people: People, register: Register) -> None:
        self._people = people
        self._register = register
        self._now = office.clock.now()
        self._decides = office.may("applications.decide")

    def plan(self, planned: PlannedRow, row: ApplicationRow) -> None:
        """Say what an import would do with one application."""
        reason = self._cannot(row)
        if reason:
            planned.outcome, planned.reason = "rejected", reason
            planned.reason_params = {"raw": row.moment_raw, "name": planned.title}
            return
        who = self._people.settle(planned)
        if planned.outcome == "doubtful" or who is None:
            return
        application = planned.payload["application"]
        on, minute = moment_of(planned)
        entry = Entry(
            who, application["number"], on, minute, asked_of(application), planned,
            is_complete=row.is_complete,
        )  # fmt: skip
        if not self._is_known(planned, entry):
            self._people.take(planned, who)
            self._register.add(entry)
            self._check(planned)

    def _cannot(self, row: ApplicationRow) -> str:
        """Return why a row cannot be registered at all; empty when it can."""
        if not row.person.surname and not row.person.given_name:
            return "name_missing"
        if row.received_on is None:
            return "application_no_day"
        now = self._now
        ahead = (row.received_on, row.minute or 0) > (now.date(), now.hour * 60 + now.minute)
        return "application_ahead" if ahead else ""

    def _is_known(self, planned: PlannedRow, entry: Entry) -> bool:
        """Compare with the applications of the office and of the file; True: nothing to write."""
        same = self._register.numbered(entry.number)
        if same is not None and same.who != entry.who:
            reason = "application_number_twice" if same.row else "application_number_taken"
            return _doubt(planned, reason, entry, number=entry.number)
        if same is None:
            same = self._register.same_moment(entry)
        if same is not None and same.row is None:
            planned.outcome = "unchanged"
            planned.target = entry.who if isinstance(entry.who, bytes) else None
            return True
        other = same or self._register.twice(entry)
        if other is None:
            return False
        if other.row is not None and entry.is_complete and not other.is_complete:
            self._register.forget(other)
            self._people.give_back(other.row, other.who)
            _doubt(other.row, "duplicate_application", other, twin=planned)
            return False
        return _doubt(planned, "duplicate_application", entry, twin=other.row)

    def _check(self, planned: PlannedRow) -> None:
        """Leave an outcome in the notes that cannot be written; doubt what no form would take."""
        application = planned.payload["application"]
        today = self._now.date()
        draft = draft_of(application)
        if any(problem.blocking for problem in check_application(draft, today)):
            planned.outcome, planned.reason = "doubtful", "text_too_long"
            return
        if not application["outcome"]:
            return
        outcome = outcome_of(application, planned.title)
        on = date_of(application["received_on"])
        whole = outcome is not None and on is not None and not any(
            problem.blocking for problem in check_outcome(outcome, on, today)
        )  # fmt: skip
        may = self._decides or ApplicationStatus(application["outcome"]) not in DECIDED
        if not (whole and may):
            application["outcome"] = ""
            _warn(planned, "application_outcome_in_notes")


def _warn(planned: PlannedRow, kind: str) -> None:
    planned.problems.append(CellProblem(kind, planned.sheet, planned.row, None, "warning"))


def _doubt(
    planned: PlannedRow,
    reason: str,
    entry: Entry,
    *,
    twin: PlannedRow | None = None,
    **params: Any,  # noqa: ANN401 (values of a message)
) -> bool:
    planned.outcome, planned.reason, planned.twin = "doubtful", reason, twin
    planned.reason_params = params
    planned.target = None
    if isinstance(entry.who, bytes):
        planned.candidates = (entry.who,)
    return True
