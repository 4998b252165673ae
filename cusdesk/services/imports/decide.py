"""Deciding what waits in the queue, row by row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from cusdesk.core.errors import NotFoundError, RuleError, ValidationError
from cusdesk.core.portions import portions
from cusdesk.domain.access import needs, right_of_operation
from cusdesk.domain.attendance import Mark
from cusdesk.models.catalogue import Service
from cusdesk.models.imports import ImportBatch, ImportIssue
from cusdesk.models.residents import Resident
from cusdesk.services.imports.editing import RowDraft, check_row, edited_fields, edited_payload
from cusdesk.services.imports.issues import Issue, issue_of
from cusdesk.services.imports.masking import sees_all
from cusdesk.services.imports.model import PlannedRow, date_of, id_of
from cusdesk.services.imports.run import apply_rows
from cusdesk.services.programmes import refuse_hidden
from cusdesk.services.residents.index import reindex

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says about a row of a list that could not be read for certain.

    Everything is None where the file's own reading stands.

    Attributes:
        service_id: the service it is about.
        date: the day of its only mark, or of the visit.
        mark: what its only unclear mark means.
        minutes: length of the presence or of the visit.
        worker: who made the visit.
        draft: a doubtful resident as corrected; what was corrected wins over the card as well.
    """

    service_id: bytes | None = None
    date: dt.date | None = None
    mark: Mark | None = None
    minutes: int | None = None
    worker: str | None = None
    draft: RowDraft | None = None


@needs("imports.run")
def take_as_new(office: Office, issue_id: bytes, answer: Answer | None = None) -> Changes:
    """Write a doubtful row as a record of its own.

    Raises:
        NotFoundError: the row was decided meanwhile.
        RuleError: a list row still lacks its person, day, service, mark or hours.
        ValidationError: the corrected values cannot stand on a card.
    """
    return _settle(office, issue_id, None, answer or Answer(), overwrite=False)


@needs("imports.run")
def take_for(
    office: Office,
    issue_id: bytes,
    record_id: bytes,
    *,
    overwrite: bool,
    answer: Answer | None = None,
) -> Changes:
    """Write a doubtful row to a record that exists.

    Args:
        office: the open office.
        issue_id: the row that waits.
        record_id: the resident (or service) it belongs to.
        overwrite: let the file win where both say something; else only empty fields are filled.
        answer: what the file does not say for certain.

    Raises:
        NotFoundError: the row was decided meanwhile, or the record is in the bin.
        RuleError: a list row still lacks its day, service, mark or hours.
        ValidationError: the corrected values cannot stand on a card.
    """
    return _settle(office, issue_id, record_id, answer or Answer(), overwrite=overwrite)


@needs("imports.run")
def dismiss(office: Office, issue_id: bytes) -> Changes:
    """Decide that nothing is to be written; the row stays in the list of the import.

    Raises:
        NotFoundError: the row was decided meanwhile.
    """
    with office.write("imports.dismiss", record=("imports", issue_id)) as work:
        row = work.get(ImportIssue, issue_id)
        if row.decision:
            raise NotFoundError("imports_plan.decided_already")
        row.decision = "dismissed"
    return work.changes


@needs("imports.run")
def dismiss_all(office: Office, issue_ids: Sequence[bytes]) -> Changes:
    """Mark many warnings or rows as looked at, in one step."""
    with office.write("imports.dismiss", count=len(issue_ids)) as work:
        for ids in portions(issue_ids):
            work.session.execute(
                update(ImportIssue)
                .where(ImportIssue.id.in_(ids), ImportIssue.decision == "")
                .values(decision="dismissed", row_version=ImportIssue.row_version + 1)
            )
    return work.changes


def _tell_recruitment(
    office: Office, work: UnitOfWork, issue_id: bytes, resident_id: bytes | None
) -> None:
    # recruitment reads its lists by the imports: named at the head, neither of the two would load
    from cusdesk.services.recruitment.settling import settled

    settled(office, work, issue_id, resident_id)


def _settle(
    office: Office, issue_id: bytes, record_id: bytes | None, answer: Answer, *, overwrite: bool
) -> Changes:
    with office.write("imports.settle", record=("imports", issue_id)) as work:
        stored = work.get(ImportIssue, issue_id)
        batch = work.session.get_one(ImportBatch, stored.batch_id)
        issue = issue_of(stored, batch.kind, batch.file_name)
        if issue.decision or issue.outcome != "doubtful":
            raise NotFoundError("imports_plan.decided_already")
        row = _planned(issue)
        if not sees_all(office, batch.kind):  # what was covered for them would be lost
            refuse_hidden(office, work.session, row.payload.get("values") or {})
        said = _correct(office, row, answer.draft) if answer.draft is not None else frozenset()
        office.require(right_of_operation(f"imports.{batch.kind}"))
        refuse_hidden(office, work.session, row.payload.get("values") or {})
        if batch.kind in {"attendance", "hours"}:
            _complete(work, row, record_id, answer)
            apply_rows(office, work, batch.kind, [row])
        elif record_id is None:
            apply_rows(office, work, batch.kind, [row])
        else:
            wins = overwrite or said
            _write_to(office, work, row, (batch.kind, record_id), overwrite=wins)
        stored.decision = "taken" if record_id is None else "merged"
        if batch.kind == "residents":
            _tell_recruitment(office, work, issue_id, row.target)
    return work.changes


def _correct(office: Office, row: PlannedRow, draft: RowDraft) -> frozenset[str]:
    """Put corrected values into a row; return the fields that were given another value.

    Raises:
        ValidationError: they cannot stand on a card.
    """
    problems = check_row(draft, office.clock.today())
    if any(problem.blocking for problem in problems):
        raise ValidationError([problem for problem in problems if problem.blocking])
    before, row.payload = row.payload, edited_payload(row.payload, draft)
    values = row.payload["values"]
    row.title = f"{values['surname']} {values['given_name']}".strip()
    return edited_fields(before, row.payload)


def _planned(issue: Issue) -> PlannedRow:
    return PlannedRow(
        outcome="new",
        sheet=issue.sheet,
        row=issue.row,
        title=issue.title,
        payload=issue.payload,
        differences=list(issue.differences),
    )


def _write_to(
    office: Office,
    work: UnitOfWork,
    row: PlannedRow,
    record: tuple[str, bytes],
    *,
    overwrite: bool | frozenset[str],
) -> None:
    """Write to a resident or a service, by what differs from its card of this moment.

    `overwrite`: let the file win everywhere, or in the fields named.
    """
    from cusdesk.services.imports import applications, catalogue, residents

    kind, row.target = record
    if kind == "applications":
        work.get(Resident, row.target)
        applications.write_for(office, work, row, overwrite=overwrite)
        return
    if kind == "residents":
        work.get(Resident, row.target)
        found = residents.differences_of(work.session, row.target, row.payload)
        row.differences = [
            replace(d, old="") if not isinstance(overwrite, bool) and d.field in overwrite else d
            for d in found
        ]
        today = office.clock.today()
        residents.fill_resident(work.session, row, today, overwrite=overwrite is True)
        reindex(work.session, [row.target])
        return
    if row.payload["service"] is not None:
        work.get(Service, row.target)
        row.differences = catalogue.differences_of(work.session, row.target, row.payload)
    apply_rows(office, work, kind, [row], overwrite=overwrite is True)


def _complete(work: UnitOfWork, row: PlannedRow, record_id: bytes | None, answer: Answer) -> None:
    """Put what a person said into a list row; refuse one that still lacks something.

    Raises:
        RuleError: no person, service, day, mark or hours are known.
    """
    payload = row.payload
    if record_id is not None:
        work.get(Resident, record_id)
        payload["resident_id"] = record_id.hex()
    if id_of(payload["resident_id"]) is None:
        raise RuleError("imports_plan.choose_person")
    _complete_service(work, payload, answer)
    if "marks" in payload:
        for mark in payload["marks"]:
            _complete_mark(mark, answer)
    else:
        _complete_visit(payload, answer)


def _complete_service(work: UnitOfWork, payload: dict[str, Any], answer: Answer) -> None:
    if answer.service_id is not None:
        payload["service_id"] = work.get(Service, answer.service_id).id.hex()
    elif payload["service_id"]:
        work.get(Service, bytes.fromhex(payload["service_id"]))
    else:
        # Rows of one file wait apart, but the service they add is one.
        name = payload["service_name"]
        found = work.session.scalars(
            select(Service.id).where(Service.name == name, Service.retired_at.is_(None)).limit(1)
        ).first()
        if found is None and not payload.get("service_is_new"):
            raise RuleError("imports_plan.choose_service")
        payload["service_id"] = found.hex() if found else None


def _complete_mark(mark: dict[str, Any], answer: Answer) -> None:
    if answer.date is not None:
        mark["date"] = answer.date
    if answer.mark is not None:
        mark["mark"] = answer.mark
    if answer.minutes is not None:
        mark["minutes"] = answer.minutes
    if date_of(mark["date"]) is None:
        raise RuleError("imports_plan.choose_date")
    if mark["mark"] not in set(Mark):
        raise RuleError("imports_plan.choose_mark", raw=mark["raw"])


def _complete_visit(payload: dict[str, Any], answer: Answer) -> None:
    if answer.date is not None:
        payload["date"] = answer.date
    if answer.worker:
        payload["worker"] = answer.worker
    if answer.minutes is not None and answer.minutes != payload["minutes"]:
        payload["minutes"], payload["end"] = answer.minutes, None
        if payload["start"] is not None:
            payload["end"] = payload["start"] + answer.minutes
    if date_of(payload["date"]) is None:
        raise RuleError("imports_plan.choose_date")
    if not payload["minutes"]:
        raise RuleError("imports_plan.choose_minutes")
