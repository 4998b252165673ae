"""A long list in portions a query can take: SQLite bounds how many values one may name."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PORTION = 500
T = TypeVar("T")


def portions(items: Sequence[T], size: int = PORTION) -> Iterator[list[T]]:
    """Yield the items in their order, `size` at a time; nothing for no items."""
    for start in range(0, len(items), size):
        yield list(items[start : start + size])
