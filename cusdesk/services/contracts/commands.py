"""Writing contracts: fields, services with rate and pool, annexes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.contracts import AnnexDraft, ContractDraft, ContractServiceDraft, check_contract
from cusdesk.models.contracts import Contract, ContractAnnex, ContractService
from cusdesk.services.contracts.store import ANNEX_FIELDS, COLUMNS, SERVICE_FIELDS, read_draft
from cusdesk.services.records import Saved, living_parts, put_fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@needs("contracts.change")
def create(office: Office, draft: ContractDraft) -> Saved:
    """Add a contract with its services and annexes.

    Raises:
        ValidationError: something blocking is wrong with the draft; nothing was written.
    """
    _refuse_bad(office, draft)
    with office.write("contracts.create") as work:
        row = Contract(number="", provider_id=draft.provider_id)
        _fill(row, draft)
        work.session.add(row)
        work.session.flush()
        _put_services(work, row.id, draft.services)
        _put_annexes(work, row.id, draft.annexes)
        contract_id, version = row.id, row.row_version
    return Saved(contract_id, version, work.changes)


@needs("contracts.change")
def change_fields(
    office: Office, contract_id: bytes, values: Mapping[str, Any], version: int | None = None
) -> Saved:
    """Change some fields of `ContractDraft`, as a form does at every field exit.

    Services and annexes have their own use cases.

    Raises:
        ValidationError: a changed field is wrong in a way that blocks.
        NotFoundError: the contract is gone or in the bin.
        ConflictError: somebody changed it since `version` was read.
    """
    with office.write("contracts.update", record=("contracts", contract_id), merges=True) as work:
        row = work.get(Contract, contract_id, version)
        changed = replace(read_draft(work.session, row), **dict(values))
        _refuse_bad(office, changed, only=set(values))
        _fill(row, changed)
        work.session.flush()
        new_version = row.row_version
    return Saved(contract_id, new_version, work.changes)


@needs("contracts.change")
def set_services(
    office: Office, contract_id: bytes, services: Sequence[ContractServiceDraft]
) -> Saved:
    """Make the services of a contract be exactly these; rows that stay keep their history.

    Raises:
        ValidationError: one of them is wrong in a way that blocks.
        NotFoundError: the contract is gone or in the bin.
    """
    record = ("contracts", contract_id)
    with office.write("contracts.services", record=record, merges=True) as work:
        row = work.get(Contract, contract_id)
        changed = replace(read_draft(work.session, row), services=tuple(services))
        _refuse_bad(office, changed, only={"services", "annexes"})
        _put_services(work, contract_id, services)
        version = row.row_version
    return Saved(contract_id, version, work.changes)


@needs("contracts.change")
def set_annexes(office: Office, contract_id: bytes, annexes: Sequence[AnnexDraft]) -> Saved:
    """Make the changes by annexes be exactly these.

    Raises:
        ValidationError: one of them is wrong in a way that blocks.
        NotFoundError: the contract is gone or in the bin.
    """
    record = ("contracts", contract_id)
    with office.write("contracts.annexes", record=record, merges=True) as work:
        row = work.get(Contract, contract_id)
        changed = replace(read_draft(work.session, row), annexes=tuple(annexes))
        _refuse_bad(office, changed, only={"annexes"})
        _put_annexes(work, contract_id, annexes)
        version = row.row_version
    return Saved(contract_id, version, work.changes)


@needs("contracts.change")
def retire(office: Office, contract_id: bytes) -> Changes:
    """Put a contract into the bin; its hours have no contract then.

    Raises:
        NotFoundError: it is gone or in the bin already.
    """
    with office.write("contracts.retire", record=("contracts", contract_id)) as work:
        work.retire(work.get(Contract, contract_id))
    return work.changes


@needs("contracts.change")
def restore(office: Office, contract_id: bytes) -> Changes:
    """Take a contract out of the bin.

    Raises:
        NotFoundError: there is no such contract.
    """
    with office.write("contracts.restore", record=("contracts", contract_id)) as work:
        work.restore(Contract, contract_id)
    return work.changes


def _fill(row: Contract, draft: ContractDraft) -> None:
    put_fields(row, {column: getattr(draft, name) for name, column in COLUMNS.items()})


def _put_services(
    work: UnitOfWork, contract_id: bytes, wanted: Sequence[ContractServiceDraft]
) -> None:
    values = [
        (one.id, {name: getattr(one, name) for name in SERVICE_FIELDS})
        for one in wanted
        if one.service_id is not None
    ]
    _put_parts(work, ContractService, contract_id, values, ("service_id",))


def _put_annexes(work: UnitOfWork, contract_id: bytes, wanted: Sequence[AnnexDraft]) -> None:
    values = [(one.id, {name: getattr(one, name) for name in ANNEX_FIELDS}) for one in wanted]
    _put_parts(work, ContractAnnex, contract_id, values, ("number", "valid_from", "service_id"))


def _put_parts(
    work: UnitOfWork,
    model: Any,  # noqa: ANN401 (a mapped class of parts)
    contract_id: bytes,
    wanted: Sequence[tuple[bytes | None, dict[str, Any]]],
    known_by: tuple[str, ...],
) -> None:
    """Write the parts; one without an id is the row that is known by the same values.

    A form whose line has just been written does not know the id of its row yet.
    """
    present = {row.id: row for row in living_parts(work, model, "contract_id", contract_id)}
    named = {row_id for row_id, _ in wanted}
    for position, (row_id, values) in enumerate(wanted):
        row = present.pop(row_id, None) if row_id is not None else None
        if row_id is None:
            key = tuple(values[name] for name in known_by)
            same = (
                each
                for each in present.values()
                if each.id not in named and tuple(getattr(each, n) for n in known_by) == key
            )
            row = next(same, None)
            present.pop(row.id if row is not None else b"", None)
        if row is None:
            row = model(contract_id=contract_id)
            put_fields(row, {**values, "position": position})
            work.session.add(row)
        else:
            put_fields(row, {**values, "position": position})
    for row in present.values():
        work.retire(row)


def _refuse_bad(office: Office, draft: ContractDraft, only: set[str] | None = None) -> None:
    problems = [p for p in check_contract(draft, office.clock.today()) if p.blocking]
    if only is not None:
        problems = [p for p in problems if p.field in only]
    if problems:
        raise ValidationError(problems)
