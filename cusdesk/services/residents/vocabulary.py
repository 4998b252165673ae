"""The words that occur in names and addresses of an office, for typed words that fit none.

Kept in memory per open office and brought up to date from the record of changes, whose last number
tells whether anything was written since.
"""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from cusdesk.domain.access import needs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from cusdesk.services.office import Office

_MOST_UPDATED = 2000
_SHORTEST, _LONG = 4, 8
_MOST_NEAR = 6
_WHOLE = 1000
"""A length no word has: beginnings of it are whole words."""
_lock = threading.Lock()
_kept: WeakKeyDictionary[Office, Vocabulary] = WeakKeyDictionary()


class Vocabulary:
    """Distinct folded words without digits.

    Attributes:
        seq: number of the last change the words take account of.
    """

    def __init__(self, seq: int) -> None:
        self.seq = seq
        self._words: set[str] = set()
        self._text = ""
        self._beginnings: dict[int, list[str]] = {}

    def add(self, texts: Iterable[str]) -> None:
        """Take in the words of folded texts."""
        found = set(" ".join(texts).split()) - self._words
        fresh = {word for word in found if not word[0].isdigit() and word[0] != "+"}
        if fresh:
            self._words |= fresh
            self._text = "\n".join((self._text, *fresh))
            self._beginnings.clear()

    def has(self, part: str) -> bool:
        """Say whether some word contains the part."""
        return part in self._text

    def near(self, word: str, *, whole: bool = False) -> list[str]:
        """Return the nearest beginnings of known words, one slip away, or two from a long word.

        Swapped neighbours count as one slip. At most six; none for a short word. `whole` gives
        whole words at any distance allowed, not only the nearest.
        """
        from rapidfuzz import process  # dozens of files, and nobody has typed yet
        from rapidfuzz.distance import OSA

        if len(word) < _SHORTEST:
            return []
        slips = 2 if len(word) >= _LONG else 1
        lengths = (_WHOLE,) if whole else (len(word), len(word) + 1, len(word) - 1)
        best: dict[str, float] = {}
        for length in lengths:
            hits = process.extract(
                word,
                self._beginnings_of(length),
                scorer=OSA.distance,
                score_cutoff=slips,
                limit=_MOST_NEAR,
            )
            for text, distance, _place in hits:
                best[text] = min(distance, best.get(text, distance))
        least = slips if whole else min(best.values(), default=0)
        nearest = [text for text, distance in best.items() if distance <= least]
        nearest.sort(key=lambda text: (text[:1] != word[:1], text))
        return nearest if whole else _without_longer(nearest)

    def _beginnings_of(self, length: int) -> list[str]:
        known = self._beginnings.get(length)
        if known is None:
            shortest = 0 if length == _WHOLE else length - 1
            known = list({word[:length] for word in self._words if len(word) >= shortest})
            self._beginnings[length] = known
        return known


def _without_longer(nearest: list[str]) -> list[str]:
    """Drop a beginning when a shorter one already covers it."""
    kept = [
        text
        for text in nearest
        if not any(text != other and text.startswith(other) for other in nearest)
    ]
    return kept[:_MOST_NEAR]


@needs("residents.see")
def vocabulary_of(office: Office, connection: Connection) -> Vocabulary:
    """Return the office's words as they are now; the first call reads every search row."""
    row = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")
    seq = row.scalar() or 0
    with _lock:
        known = _kept.get(office)
        if known is None or not _update(known, connection, seq):
            known = Vocabulary(seq)
            known.add(text for (text,) in connection.exec_driver_sql(_ALL).all())
            _kept[office] = known
        return known


_ALL = "SELECT folded FROM resident_index"
_TOUCHED = (
    "SELECT DISTINCT hex(subject_id) FROM changes WHERE seq > ? AND subject_id IS NOT NULL LIMIT ?"
)
_SOME = (
    "SELECT folded FROM resident_index WHERE resident_id IN (SELECT unhex(value) FROM json_each(?))"
)


def _update(known: Vocabulary, connection: Connection, seq: int) -> bool:
    """Take in what was written since; False when that is too much and all is read anew."""
    if known.seq == seq:
        return True
    if not 0 < seq - known.seq <= _MOST_UPDATED:
        return False
    touched = connection.exec_driver_sql(_TOUCHED, (known.seq, _MOST_UPDATED)).scalars().all()
    known.add(connection.exec_driver_sql(_SOME, (json.dumps(list(touched)),)).scalars().all())
    known.seq = seq
    return True
