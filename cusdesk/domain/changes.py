"""What an operation changed, said in the words of the features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Changes:
    """What one operation changed: feature word -> ids; screens decide by it whether to refresh.

    Attributes:
        operation: kind of the operation, e.g. "residents.update".
        rows: feature word -> ids of the records of that feature that were written; an empty set
            after a bulk operation: many were.
        operation_id: number of the operation in the history; None when nothing was recorded.
    """

    operation: str
    rows: Mapping[str, frozenset[bytes]]
    operation_id: int | None = None

    def touches(self, *features: str) -> bool:
        """Return True when a record of any of the named features was written."""
        return any(feature in self.rows for feature in features)
