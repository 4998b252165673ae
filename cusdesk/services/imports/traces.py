"""What tells that a text speaks of a person: PESEL numbers and names, however they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.polish_text import fold

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PersonTraces:
    """How a person may stand in a workbook.

    Attributes:
        resident_ids: ids of the card, also of cards merged into it.
        pesels: PESEL numbers, 11 digits each.
        names: (surname, given name) pairs, also former ones; matched folded, in any order.
        birth_dates: with a name; a row with another birth date is about somebody else.
    """

    resident_ids: frozenset[bytes] = frozenset()
    pesels: frozenset[str] = frozenset()
    names: tuple[tuple[str, str], ...] = ()
    birth_dates: frozenset[dt.date] = frozenset()

    def names_in(self, words: frozenset[str]) -> bool:
        """Return True when surname and given name are both among folded words."""
        return any(words_of(f"{surname} {given}") <= words for surname, given in self.names)

    def has_pesel_in(self, value: object) -> bool:
        """Return True when a value holds one of the numbers, also without leading zeros."""
        wanted = {pesel.lstrip("0") for pesel in self.pesels}
        return bool(wanted) and any(
            run.lstrip("0") in wanted for text in texts_in(value) for run in _DIGITS.findall(text)
        )


def words_of(text: object) -> frozenset[str]:
    """Return the folded words of letters in a text."""
    return frozenset(_WORD.findall(fold(str(text))))


def texts_in(value: object) -> Iterator[str]:
    """Yield every text and number of a JSON value, keys left out."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from texts_in(part)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        yield str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def mentions(value: object, traces: PersonTraces) -> bool:
    """Return True when some text of a JSON value names the person or holds the PESEL."""
    if traces.has_pesel_in(value):
        return True
    return any(traces.names_in(words_of(text)) for text in texts_in(value))


def redacted(value: object, traces: PersonTraces) -> object:
    """Return a JSON value with every text and number blank that speaks of the person."""
    if isinstance(value, dict):
        return {key: redacted(part, traces) for key, part in value.items()}
    if isinstance(value, list):
        return [redacted(part, traces) for part in value]
    return "" if mentions(value, traces) else value
