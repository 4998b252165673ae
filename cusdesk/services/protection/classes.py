"""The office's list of record classes (JRWA) and which class a kind of record has by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.core.ids import new_id, starter_id
from cusdesk.domain.access import needs
from cusdesk.domain.protection.retention import (
    CaseKind,
    Category,
    RecordClassDraft,
    category_text,
    check_class,
    default_class_codes,
    starter_classes,
)
from cusdesk.models.protection import RecordClass, RetentionCase
from cusdesk.services.office import put_setting, setting
from cusdesk.services.records import Saved, put_fields

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

DEFAULTS = "protection.default_classes"
_STARTER = "record_class"


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class of the list.

    Attributes:
        version: for the next change; 0 for a starter row nobody has touched yet.
        default_of: kinds of record that have it unless a case says otherwise.
    """

    id: bytes
    symbol: str
    title: str
    category: str
    years: int | None
    is_provisional: bool
    version: int = 0
    default_of: tuple[str, ...] = ()

    @property
    def category_text(self) -> str:
        """The category as written: B10."""
        return category_text(self.category, self.years)

    def draft(self) -> RecordClassDraft:
        """Return the class for editing."""
        return RecordClassDraft(
            self.symbol, self.title, Category(self.category), self.years, self.is_provisional
        )


@needs("protection.see")
def list_classes(office: Office) -> list[ClassRow]:
    """Return the classes in their order; the starter rows until somebody changes one."""
    with office.read() as session:
        return classes_in(session)


def classes_in(session: Session) -> list[ClassRow]:
    """Return the classes inside a running read."""
    defaults = defaults_in(session)
    rows = session.scalars(
        select(RecordClass)
        .where(RecordClass.retired_at.is_(None))
        .order_by(RecordClass.position, RecordClass.id)
    ).all()
    if not rows and not session.scalar(select(func.count()).select_from(RecordClass)):
        return _starters(defaults)
    return [
        ClassRow(
            row.id,
            row.symbol,
            row.title,
            row.category,
            row.years,
            row.is_provisional,
            row.row_version,
            _default_of(defaults, row.id),
        )
        for row in rows
    ]


def _starters(defaults: dict[str, bytes]) -> list[ClassRow]:
    rows = []
    for code, draft in starter_classes():
        class_id = starter_id(_STARTER, code)
        kinds = _default_of(defaults, class_id)
        rows.append(
            ClassRow(
                class_id,
                draft.symbol,
                draft.title,
                draft.category.value,
                draft.years,
                is_provisional=True,
                default_of=kinds,
            )
        )
    return rows


def _default_of(defaults: dict[str, bytes], class_id: bytes) -> tuple[str, ...]:
    return tuple(kind for kind, chosen in defaults.items() if chosen == class_id)


def defaults_in(session: Session) -> dict[str, bytes]:
    """Return kind of record -> its class; see `domain.protection.retention.CaseKind`."""
    chosen = setting(session, DEFAULTS, {})
    codes = default_class_codes()
    return {
        kind.value: bytes.fromhex(chosen[kind])
        if kind in chosen
        else starter_id(_STARTER, codes[kind])
        for kind in CaseKind
    }


@needs("protection.change")
def save_class(
    office: Office, class_id: bytes | None, draft: RecordClassDraft, version: int | None = None
) -> Saved:
    """Write a class, a new one for None; what a person writes is not provisional any more.

    Raises:
        ValidationError: see `domain.protection.retention.check_class`.
        ConflictError, NotFoundError: as `UnitOfWork.get`.
    """
    problems = [problem for problem in check_class(draft) if problem.blocking]
    if problems:
        raise ValidationError(problems)
    record_id = class_id or new_id()
    with office.write("protection.class", record=("protection", record_id)) as work:
        _materialise(work.session)
        if class_id is None:
            last = work.session.scalar(select(func.max(RecordClass.position))) or 0
            row = RecordClass(id=record_id, position=last + 1, symbol=draft.symbol, title="")
            work.session.add(row)
        else:
            row = work.get(RecordClass, class_id, version or None)
        values = {
            "symbol": draft.symbol,
            "title": draft.title,
            "category": draft.category,
            "years": draft.years,
            "is_provisional": False,
        }
        put_fields(row, values)
        work.session.flush()
        new_version = row.row_version
    return Saved(record_id, new_version, work.changes)


@needs("protection.change")
def retire_class(office: Office, class_id: bytes) -> Changes:
    """Put a class into the bin.

    Raises:
        RuleError: `protection.class.in_use`: a kind of record or a case has it.
    """
    with office.write("protection.class_retire", record=("protection", class_id)) as work:
        _materialise(work.session)
        used = select(func.count()).where(
            RetentionCase.record_class_id == class_id, RetentionCase.retired_at.is_(None)
        )
        if class_id in defaults_in(work.session).values() or work.session.scalar(used):
            raise RuleError("protection.class.in_use")
        work.retire(work.get(RecordClass, class_id))
    return work.changes


@needs("protection.change")
def set_default(office: Office, kind: CaseKind, class_id: bytes) -> Changes:
    """Choose the class a kind of record has unless a case says otherwise.

    Raises:
        NotFoundError: there is no such class.
    """
    with office.write("protection.class_default", record=("protection", class_id)) as work:
        _materialise(work.session)
        work.get(RecordClass, class_id)
        chosen = {k: i.hex() for k, i in defaults_in(work.session).items()}
        put_setting(work.session, DEFAULTS, chosen | {kind.value: class_id.hex()})
    return work.changes


def _materialise(session: Session) -> None:
    """Write the starter rows before the first change of any of them."""
    if session.scalar(select(func.count()).select_from(RecordClass)):
        return
    for position, (code, draft) in enumerate(starter_classes()):
        session.add(
            RecordClass(
                id=starter_id(_STARTER, code),
                position=position,
                symbol=draft.symbol,
                title=draft.title,
                category=draft.category.value,
                years=draft.years,
            )
        )
    session.flush()
