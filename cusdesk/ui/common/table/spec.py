"""What a list shows (columns) and what it asks for (filters and order)."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal

from cusdesk.core.messages import tr
from cusdesk.ui.common import formats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Kind = Literal["text", "date", "minutes", "money", "number", "enum"]
SUMMED_KINDS = frozenset({"minutes", "money", "number"})


@dataclass(frozen=True)
class ColumnSpec:
    """One column of a list.

    Attributes:
        key: name of the column in filters, order and remembered choices; also the attribute of
            the row when `getter` is not given.
        header: message key of the heading.
        kind: text, date (`datetime.date`), minutes (int), money (int grosze), number, enum.
        width: in average characters.
        getter: row -> value; None shows nothing.
        enum_prefix: for enums: value `v` is shown as the message `<enum_prefix>.<v>`.
        is_visible: shown until the person chooses otherwise.
        can_sort, can_filter: whether the service understands this key in a `TableQuery`.
        is_summed: whether numbers are added up for the selection.
        tone: row -> name of a theme colour (error, warning, success, muted) or ""; a picture other
            than the usual one of that colour may follow after a space.
    """

    key: str
    header: str
    kind: Kind = "text"
    width: float = 16
    getter: Callable[[Any], object] | None = None
    enum_prefix: str = ""
    is_visible: bool = True
    can_sort: bool = True
    can_filter: bool = True
    is_summed: bool = True
    tone: Callable[[Any], str] | None = None

    @property
    def is_right_aligned(self) -> bool:
        """Whether values stand at the right edge."""
        return self.kind in SUMMED_KINDS

    def value_of(self, row: object) -> object:
        """Return the value itself."""
        return (self.getter or attrgetter(self.key))(row)

    def printed(self, row: object) -> object:
        """Return what a printed or saved list says: the value, of an enum its words."""
        return self.text_of(row) if self.kind == "enum" else self.value_of(row)

    def text_of(self, row: object) -> str:
        """Return the value as it is shown."""
        return self.show(self.value_of(row))

    def show(self, value: object) -> str:
        """Return a value of this column as it is shown."""
        if value is None or value == "":
            return ""
        if self.kind == "enum":
            return tr(f"{self.enum_prefix}.{getattr(value, 'value', value)}")
        return formats.show(self.kind, value)


@dataclass(frozen=True)
class TableQuery:
    """What the person asked the list for.

    Attributes:
        filters: column key -> text typed in the filter row, stripped, never empty.
        sort: column key, or "" for the natural order of the service.
        descending: from the last to the first.
    """

    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False
