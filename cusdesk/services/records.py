"""What the features that keep records share: drafts to columns and back, and diffed parts.

A part (an alias, a link to a provider) that is still wanted keeps its row, so that the history
tells what changed and not that everything was thrown away and made anew.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from cusdesk.domain.polish_text import strip_controls

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.models.base import Record

R = TypeVar("R", bound="Record")


@dataclass(frozen=True, slots=True)
class Saved:
    """A record that was written.

    Attributes:
        id: of the record.
        version: to be given with the next change.
        changes: for the screens.
    """

    id: bytes
    version: int
    changes: Changes


def stored(row: Record, column: str, value: object) -> Any:  # noqa: ANN401 (any column)
    """Return a draft's value as its column keeps it: clean text, plain enum values, "" for none."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, str):
        return strip_controls(value, keep_lines=True).strip()
    if value is None and not row.__table__.columns[column].nullable:
        return ""
    return value


def put_fields(row: Record, values: Mapping[str, object]) -> None:
    """Write values by column name into a row; what is equal already stays untouched."""
    for column, value in values.items():
        wanted = stored(row, column, value)
        if getattr(row, column) != wanted:
            setattr(row, column, wanted)


def draft_values(
    row: Record, names: Mapping[str, str], enums: Mapping[str, type[enum.StrEnum]]
) -> dict[str, Any]:
    """Return draft field -> value out of a row.

    Args:
        row: a mapped row.
        names: draft field -> column.
        enums: draft field -> its enumeration; an empty column means None.
    """
    values: dict[str, Any] = {}
    for name, column in names.items():
        value = getattr(row, column)
        if name in enums:
            value = enums[name](value) if value else None
        values[name] = value
    return values


def simple_fields(draft: type, *, without: Iterable[str] = (), **renamed: str) -> dict[str, str]:
    """Return draft field -> column of a draft whose columns are mostly called as its fields."""
    left_out = set(without)
    names = [f.name for f in fields(draft) if f.name not in left_out]
    return {name: renamed.get(name, name) for name in names}


def living_parts(work: UnitOfWork, model: type[R], owner: str, owner_id: bytes) -> list[R]:
    """Return the parts of a record that are not in the bin, in their order."""
    columns = model.__table__.columns
    query = (
        select(model)
        .where(columns[owner] == owner_id, columns["retired_at"].is_(None))
        .order_by(columns["position"], columns["id"])
    )
    return list(work.session.scalars(query))


def sync_parts(
    work: UnitOfWork,
    model: type[R],
    parts: tuple[str, bytes],
    key: str,
    wanted: Sequence[Hashable],
) -> None:
    """Make the parts of a record be exactly `wanted`, in this order.

    Args:
        work: the running operation.
        model: mapped class of the parts, with a column `position`.
        parts: the owner column's name and the owner's id.
        key: the column that makes a part what it is.
        wanted: values of that column, without doubles.
    """
    owner, owner_id = parts
    present = {getattr(p, key): p for p in living_parts(work, model, owner, owner_id)}
    for position, value in enumerate(wanted):
        part = present.pop(value, None)
        if part is None:
            made: dict[str, object] = {owner: owner_id, key: value, "position": position}
            work.session.add(model(**made))
        else:
            put_fields(part, {"position": position})
    for part in present.values():
        work.retire(part)
