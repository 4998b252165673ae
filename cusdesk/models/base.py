"""What every mapped class shares: id, optimistic version, retirement, the person a row is about.

`Table.info` tells the layers above what they may not guess:

* `feature`: the feature word, the same as the module's name;
* `owner`: the column that points to the record this row is a part of (None for the record itself);
* `erasure`: for rows about a person, what becomes of them when the person is erased (`OnErasure`).

Columns named in `UNCAPTURED` and tables without `feature` are not recorded in the history.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Boolean, Date, Integer, LargeBinary, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import UserDefinedType

from cusdesk.core.ids import new_id
from cusdesk.domain.polish_text import storable

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Dialect

BlobId = LargeBinary(16)
UNCAPTURED = frozenset({"id", "subject_id", "row_version"})

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


@dataclass(frozen=True, slots=True)
class OnErasure:
    """What becomes of a table's rows about a person whose data are erased (RODO, art. 17).

    Without any name the rows are deleted. Otherwise they stay, counted and naming nobody, and every
    column of the table is named in one of the two, so that a new column makes a test ask.

    Attributes:
        blank: columns that are emptied.
        keep: columns that stay as they are.
    """

    blank: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()

    @property
    def deletes(self) -> bool:
        """Whether the rows go altogether."""
        return not self.blank and not self.keep


DELETED = OnErasure()


class RawValue(UserDefinedType[object]):
    """A value in its own SQLite type, without any conversion on the way in or out."""

    cache_ok = True

    def get_col_spec(self, **_kw: object) -> str:
        """Return BLOB: the declared type that gives a column no affinity."""
        return "BLOB"


class CleanText(Text):
    """A text that never brings hidden characters into the file, whoever writes or asks.

    Drafts are tidied by their use cases, which know lines from long texts; this is the last door,
    so that a new column or a forgotten field cannot leave it open.
    """

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        """Return what cleans a value on its way to the driver."""
        return _cleaned


def _cleaned(value: str | None) -> str | None:
    return storable(value) if isinstance(value, str) else value


class Base(DeclarativeBase):
    """The one registry of mapped classes."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        bytes: BlobId,
        str: CleanText,
        int: Integer,
        bool: Boolean,
        dt.date: Date,
    }

    def __repr__(self) -> str:
        """Return the class and the id only: values are personal and must not reach a log."""
        raw = getattr(self, "id", None)
        return f"<{type(self).__name__} {raw.hex() if isinstance(raw, bytes) else raw}>"


class Record(Base):
    """A row of office data: captured in the history, retired instead of deleted."""

    __abstract__ = True

    id: Mapped[bytes] = mapped_column(BlobId, primary_key=True, default=new_id, sort_order=-2)
    row_version: Mapped[int] = mapped_column(default=1, sort_order=90)
    retired_at: Mapped[int | None] = mapped_column(sort_order=91)
    """Milliseconds since 1970 UTC when the row went to the bin; NULL while it counts."""

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:  # noqa: N805 (declared_attr passes the class)
        return {"version_id_col": cls.row_version}


class PersonalRecord(Record):
    """A row about a person. `subject_id` is the resident's id and never changes."""

    __abstract__ = True

    subject_id: Mapped[bytes] = mapped_column(BlobId, sort_order=-1)
