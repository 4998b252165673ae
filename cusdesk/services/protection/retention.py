"""Cases whose term is over: proposals, the decision of a person, the list for the archive.

The program proposes and a person decides (Dz.U. 2019 poz. 246: destruction only with the consent of
the director of the state archive, on a list with ordinal, sign, reference, title, outer years,
number and remarks).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, Problem, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.core.messages import tr
from cusdesk.db.erase import registered
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.protection.retention import CaseKind, Category, latest
from cusdesk.models.plans import Plan
from cusdesk.models.protection import RetentionCase
from cusdesk.models.residents import Resident
from cusdesk.services.office import office_header
from cusdesk.services.protection.cases import CaseTerm, all_cases, cases_of
from cusdesk.services.records import Saved, put_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.reports import TableDocument
    from cusdesk.services.office import Office

SHORTEST_REASON = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something whose term is over.

    Attributes:
        id: the resident, or the plan.
        plan_id: None when the person as a whole is proposed.
        items: how many units: the card and each plan.
        is_expertise: category BE: the archive looks at it first.
        is_provisional: the term rests on a class nobody has compared with the office's own list.
    """

    id: bytes
    resident_id: bytes
    plan_id: bytes | None
    name: str
    sign: str
    class_symbol: str
    class_title: str
    category: str
    case_end: dt.date
    until: dt.date
    first_year: int | None
    last_year: int | None
    items: int
    is_expertise: bool
    by_project: bool


@dataclass(slots=True)
class CaseMarks:
    """What can be written about one case; see `models.protection.RetentionCase`."""

    record_class_id: bytes | None = None
    case_sign: str = ""
    eu_project: str = ""
    eu_until: dt.date | None = None


@needs("protection.see", "residents.see")
def proposals(office: Office) -> list[Proposal]:
    """Return what may be erased today, people first by name, then single plans of who stays."""
    with office.read() as session:
        return proposals_in(session, office.clock.today())


def proposals_in(session: Session, today: dt.date) -> list[Proposal]:
    """Return the same inside a running read."""
    gone = registered(session)
    names = {
        i: f"{surname} {given}".strip()
        for i, surname, given in session.execute(
            select(Resident.id, Resident.surname, Resident.given_name)
        )
    }
    people: dict[bytes, list[CaseTerm]] = {}
    for case in all_cases(session):
        if case.subject_id not in gone and case.record_id not in gone:
            people.setdefault(case.subject_id, []).append(case)
    found = [
        proposal
        for resident_id, cases in people.items()
        for proposal in _of_person(names[resident_id], cases, today)
    ]
    return sorted(found, key=lambda p: (p.plan_id is not None, sort_key(p.name), p.sign))


def _of_person(name: str, cases: list[CaseTerm], today: dt.date) -> Iterable[Proposal]:
    whole = latest(case.term for case in cases)
    if whole.has_ended(today):
        leading = max(cases, key=lambda case: case.term.until or dt.date.min)
        yield _proposal(name, leading, cases, None)
        return
    for case in cases:
        if case.kind is CaseKind.PLANS and case.term.has_ended(today):
            yield _proposal(name, case, [case], case.record_id)


def _proposal(
    name: str, leading: CaseTerm, cases: Sequence[CaseTerm], plan_id: bytes | None
) -> Proposal:
    signs = [case.sign for case in cases if case.sign]
    first = min((case.first_year for case in cases if case.first_year), default=None)
    last = max((case.last_year for case in cases if case.last_year), default=None)
    return Proposal(
        plan_id or leading.subject_id,
        leading.subject_id,
        plan_id,
        name,
        ", ".join(dict.fromkeys(signs)),
        leading.class_symbol,
        leading.class_title,
        leading.category,
        leading.case_end or dt.date.min,
        leading.term.until or dt.date.min,
        first,
        last,
        len(cases),
        any(case.category.startswith(Category.BE) for case in cases),
        any(case.term.by_project for case in cases),
    )


@needs("protection.see")
def person_cases(office: Office, resident_id: bytes) -> list[CaseTerm]:
    """Return the cases of one person with their terms."""
    with office.read() as session:
        return cases_of(session, resident_id)


@needs("protection.change")
def keep_longer(
    office: Office,
    resident_id: bytes,
    plan_id: bytes | None,
    until: dt.date,
    reason: str,
) -> Saved:
    """Keep a case past its term, by the decision of a person.

    Raises:
        ValidationError: the day is not in the future, or no reason is given.
        NotFoundError: no such resident or plan.
    """
    problems = []
    if until <= office.clock.today():
        problems.append(Problem("keep_until", "protection.keep.problem.past"))
    if len(reason.strip()) < SHORTEST_REASON:
        problems.append(Problem("keep_reason", "protection.keep.problem.reason"))
    if problems:
        raise ValidationError(problems)
    values = {"keep_until": until, "keep_reason": reason}
    return _mark(office, "protection.keep", resident_id, plan_id, values)


@needs("protection.change")
def mark_case(office: Office, resident_id: bytes, plan_id: bytes | None, marks: CaseMarks) -> Saved:
    """Write the class, the sign and the EU project of one case.

    Raises:
        NotFoundError: no such resident or plan.
    """
    values = {name: getattr(marks, name) for name in CaseMarks.__slots__}
    return _mark(office, "protection.case", resident_id, plan_id, values)


def _mark(
    office: Office,
    kind: str,
    resident_id: bytes,
    plan_id: bytes | None,
    values: dict[str, object],
) -> Saved:
    record_id = plan_id or resident_id
    case_kind = CaseKind.RESIDENTS if plan_id is None else CaseKind.PLANS
    with office.write(kind, record=("protection", record_id), merges=True) as work:
        if work.session.get(Plan if plan_id else Resident, record_id) is None:
            raise NotFoundError("storage.not_found")
        row = _marks_of(work.session, record_id)
        if row is None:
            row = RetentionCase(
                id=new_id(),
                subject_id=resident_id,
                resident_id=resident_id,
                record_kind=case_kind.value,
                record_id=record_id,
            )
            work.session.add(row)
            work.session.flush()
        put_fields(row, values)
        work.session.flush()
        row_id, version = row.id, row.row_version
    return Saved(row_id, version, work.changes)


def _marks_of(session: Session, record_id: bytes) -> RetentionCase | None:
    query = select(RetentionCase).where(
        RetentionCase.record_id == record_id, RetentionCase.retired_at.is_(None)
    )
    return session.scalars(query).first()


@needs("protection.see")
def archive_list(office: Office, wanted: Sequence[Proposal]) -> TableDocument:
    """Return the list of proposed cases for the consent of the archive; it names nobody.

    Dz.U. 2019 poz. 246: ordinal, case sign, reference, title, outer years, number, remarks.
    """
    rows = [
        (
            p.class_symbol,
            p.sign,
            p.class_title,
            years_text(p.first_year, p.last_year),
            p.items,
            _remarks(p),
        )
        for p in wanted
    ]
    with office.read() as session:
        name = office_header(session).name
    return list_document(tr("protection.list.title"), rows, name, office.clock.today())


def list_document(
    title: str,
    rows: Sequence[tuple[str, str, str, str, int, str]],
    office_name: str,
    today: dt.date,
) -> TableDocument:
    """Return a list for the archive; rows are (symbol, sign, title, years, number, remarks)."""
    from cusdesk.domain.reports import Column, ColumnKind, TableDocument  # the day sheet needs none

    columns = (
        Column(tr("protection.list.ordinal"), ColumnKind.INTEGER),
        Column(tr("protection.list.symbol")),
        Column(tr("protection.list.sign")),
        Column(tr("protection.list.heading")),
        Column(tr("protection.list.years")),
        Column(tr("protection.list.items"), ColumnKind.INTEGER, total=True),
        Column(tr("protection.list.remarks")),
    )
    numbered = tuple((number, *row) for number, row in enumerate(rows, start=1))
    return TableDocument(title, columns, numbered, today, office=office_name)


def _remarks(proposal: Proposal) -> str:
    words = [
        tr(
            "protection.list.kept_until",
            category=proposal.category,
            date=f"{proposal.until:%d.%m.%Y}",
        )
    ]
    if proposal.is_expertise:
        words.append(tr("protection.list.expertise"))
    if proposal.by_project:
        words.append(tr("protection.list.project"))
    return "; ".join(words)


def years_text(first: int | None, last: int | None) -> str:
    """Return outer years: `2014-2020` with a dash, one year alone, or nothing."""
    years = sorted({year for year in (first, last) if year})
    return "–".join(str(year) for year in years)
