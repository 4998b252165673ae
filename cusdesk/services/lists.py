"""Short lists (hundreds of rows) that are filtered by the texts a person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sqlalchemy import case

from cusdesk.domain.polish_text import fold

if TYPE_CHECKING:
    import enum
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy import ColumnElement


class Listed(Protocol):
    """A row of a list, by its id."""

    @property
    def id(self) -> bytes:
        """The record of the row."""


Row = TypeVar("Row", bound=Listed)


def matches(texts: Mapping[str, str], filters: Mapping[str, str]) -> bool:
    """Return True when every word of every filter stands in the text of its column.

    Lost diacritics and the order of words do not matter; a column without a text matches nothing.
    """
    for column, wanted in filters.items():
        shown = fold(texts.get(column, ""))
        if not all(word in shown for word in fold(wanted).split()):
            return False
    return True


def chosen_ids(
    rows: Iterable[Row],
    texts_of: Callable[[Row], Mapping[str, str]],
    filters: Mapping[str, str] | None,
    key: Callable[[Row], tuple[bool, Any]] | None,
    *,
    descending: bool,
) -> list[bytes]:
    """Return the ids of the rows that match, ordered by `key`; None leaves them as they are.

    A key is (whether the value is missing, the value): what is missing comes last both ways.
    """
    found = [row for row in rows if matches(texts_of(row), filters or {})]
    if key is not None:
        found.sort(key=lambda row: key(row)[1], reverse=descending)
        found.sort(key=lambda row: key(row)[0])
    return [row.id for row in found]


def has_words(text: str, wanted: str) -> bool:
    """Return True when every word of `wanted` stands in `text`."""
    return matches({"": text}, {"": wanted})


def enum_order(column: ColumnElement[str], values: Iterable[enum.StrEnum]) -> ColumnElement[int]:
    """Return an SQL order of an enumeration's column: that of its definition, none last."""
    places = {value.value: place for place, value in enumerate(values)}
    return case(places, value=column, else_=len(places))
