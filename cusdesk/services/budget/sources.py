"""Funding sources: kept once, chosen on contracts, printed on descriptions of invoices."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError, ValidationError
from cusdesk.core.ids import text_id
from cusdesk.domain.access import needs
from cusdesk.domain.budget import (
    FundingKind,
    FundingSourceDraft,
    check_funding_source,
    classification,
)
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.budget import FundingSource
from cusdesk.models.contracts import Contract
from cusdesk.services.lists import has_words, matches
from cusdesk.services.records import Saved, draft_values, put_fields, simple_fields

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_COLUMNS = simple_fields(FundingSourceDraft)
_ENUMS = {"kind": FundingKind}


@dataclass(frozen=True, slots=True)
class FundingSourceDetails:
    """A funding source for its form.

    Attributes:
        version: to be given with a change.
        contracts: how many contracts are paid from it.
    """

    id: bytes
    version: int
    draft: FundingSourceDraft
    contracts: int
    is_retired: bool


@dataclass(frozen=True, slots=True)
class FundingSourceRow:
    """One line of the list; `codes` is the budget classification in one text."""

    id: bytes
    name: str
    kind: FundingKind
    project_number: str
    codes: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    contracts: int


@needs("contracts.see")
def get(office: Office, source_id: bytes) -> FundingSourceDetails:
    """Return a funding source, also one in the bin.

    Raises:
        NotFoundError: there is no such source.
    """
    count = select(func.count()).where(
        Contract.funding_source_id == source_id, Contract.retired_at.is_(None)
    )
    with office.read() as session:
        row = session.get(FundingSource, source_id)
        if row is None:
            raise NotFoundError("storage.not_found")
        used = session.scalar(count) or 0
        return FundingSourceDetails(
            row.id, row.row_version, _draft(row), used, row.retired_at is not None
        )


@needs("contracts.change")
def create(office: Office, draft: FundingSourceDraft) -> Saved:
    """Add a funding source.

    Raises:
        ValidationError: something blocking is wrong with the draft; nothing was written.
    """
    _refuse_bad(draft)
    with office.write("budget.create") as work:
        row = FundingSource(name="")
        _fill(row, draft)
        work.session.add(row)
        work.session.flush()
        source_id, version = row.id, row.row_version
    return Saved(source_id, version, work.changes)


@needs("contracts.change")
def change_fields(
    office: Office, source_id: bytes, values: Mapping[str, Any], version: int | None = None
) -> Saved:
    """Change some fields of a funding source; bursts are one step of undo.

    Raises:
        ValidationError: a changed field is wrong in a way that blocks.
        NotFoundError: it is gone or in the bin.
        ConflictError: somebody changed it since `version` was read.
    """
    with office.write("budget.update", record=("budget", source_id), merges=True) as work:
        row = work.get(FundingSource, source_id, version)
        changed = replace(_draft(row), **dict(values))
        _refuse_bad(changed, only=set(values))
        _fill(row, changed)
        work.session.flush()
        new_version = row.row_version
    return Saved(source_id, new_version, work.changes)


@needs("contracts.change")
def retire(office: Office, source_id: bytes) -> Changes:
    """Put a funding source into the bin; contracts that name it keep its name.

    Raises:
        NotFoundError: it is gone or in the bin already.
    """
    with office.write("budget.retire", record=("budget", source_id)) as work:
        work.retire(work.get(FundingSource, source_id))
    return work.changes


@needs("contracts.change")
def restore(office: Office, source_id: bytes) -> Changes:
    """Take a funding source out of the bin.

    Raises:
        NotFoundError: there is no such source.
    """
    with office.write("budget.restore", record=("budget", source_id)) as work:
        work.restore(FundingSource, source_id)
    return work.changes


@needs("contracts.see")
def list_ids(
    office: Office,
    *,
    filters: Mapping[str, str] | None = None,
    sort: str = "",
    descending: bool = False,
    retired: bool = False,
) -> list[bytes]:
    """Return ids in the wanted order; by name where nothing else decides."""
    rows = [row for row in _rows(office, retired=retired) if matches(_texts(row), filters or {})]
    keys = {"name": lambda row: sort_key(row.name), "kind": lambda row: label(row.kind)}
    if sort:
        key = keys.get(sort, lambda row: (getattr(row, sort) is None, getattr(row, sort) or ""))
        rows.sort(key=key, reverse=descending)
    return [row.id for row in rows]


@needs("contracts.see")
def rows_for(office: Office, ids: Collection[bytes]) -> list[FundingSourceRow]:
    """Return the rows of these ids; those that are gone are missing."""
    by_id = {row.id: row for one in (False, True) for row in _rows(office, retired=one)}
    return [by_id[i] for i in ids if i in by_id]


@needs("contracts.see")
def names(office: Office) -> list[tuple[bytes, str]]:
    """Return (id, name) of every source in Polish order, for choices."""
    return [(row.id, row.name) for row in _rows(office)]


@needs("contracts.see")
def funding_json(office: Office, search: str = "") -> list[dict[str, Any]]:
    """Return every source as plain data: glossary names, dates ISO."""
    kept = [row for row in _rows(office) if has_words(" ".join(_texts(row).values()), search)]
    found = []
    for row in kept:
        draft = get(office, row.id).draft
        values = {f.name: getattr(draft, f.name) for f in fields(draft)}
        for name in ("valid_from", "valid_to"):
            values[name] = values[name].isoformat() if values[name] else None
        found.append({"id": text_id(row.id), **values, "kind": row.kind.value})
    return found


def _rows(office: Office, *, retired: bool = False) -> list[FundingSourceRow]:
    one = FundingSource
    used = (
        select(func.count())
        .where(Contract.funding_source_id == one.id, Contract.retired_at.is_(None))
        .scalar_subquery()
    )
    query = (
        select(
            one.id, one.name, one.kind, one.project_number, one.division, one.chapter,
            one.paragraph, one.valid_from, one.valid_to, used,
        )
        .where(one.retired_at.is_not(None) if retired else one.retired_at.is_(None))
        .order_by(one.sort_key, one.id)
    )  # fmt: skip
    with office.read() as session:
        return [
            FundingSourceRow(
                row[0], row[1], FundingKind(row[2]), row[3], classification(*row[4:7]), *row[7:]
            )
            for row in session.execute(query).all()
        ]


def _texts(row: FundingSourceRow) -> dict[str, str]:
    return {
        "name": row.name,
        "kind": label(row.kind),
        "project_number": row.project_number,
        "codes": row.codes,
        "valid_from": format_date(row.valid_from) if row.valid_from else "",
        "valid_to": format_date(row.valid_to) if row.valid_to else "",
        "contracts": str(row.contracts),
    }


def _draft(row: FundingSource) -> FundingSourceDraft:
    return FundingSourceDraft(**draft_values(row, _COLUMNS, _ENUMS))


def _fill(row: FundingSource, draft: FundingSourceDraft) -> None:
    put_fields(row, {column: getattr(draft, name) for name, column in _COLUMNS.items()})
    put_fields(row, {"sort_key": sort_key(row.name)})


def _refuse_bad(draft: FundingSourceDraft, only: set[str] | None = None) -> None:
    problems = [p for p in check_funding_source(draft) if p.blocking]
    if only is not None:
        problems = [p for p in problems if p.field in only]
    if problems:
        raise ValidationError(problems)
