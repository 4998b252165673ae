"""Finding residents while somebody types: 100,000 people between two keystrokes.

Three steps, each only when the one before gave too little: surnames that begin with a typed word
(an index range), a walk of the folded search rows in Polish order, and, when almost nothing was
found, the same under near spellings.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from cusdesk.domain.access import needs
from cusdesk.domain.addresses import Address
from cusdesk.domain.polish_text import fold
from cusdesk.services.residents.dto import ResidentHit
from cusdesk.services.residents.places import place_of
from cusdesk.services.residents.terms import Term, parse_terms
from cusdesk.services.residents.vocabulary import Vocabulary, vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from cusdesk.services.office import Office

FEW = 3
"""With fewer exact answers than this, near spellings are tried too."""
_MOST_WALKED = 2
_BY_SURNAME_FROM = 2
_LAST = "\U0010ffff"


@needs("residents.see")
def search_residents(office: Office, text: str, limit: int = 50) -> list[ResidentHit]:
    """Return who is meant by words typed in any order, best first.

    A word may be part of a name, PESEL, telephone, street or village, a birth year or date; lost
    diacritics never matter, and a slip is forgiven when almost nothing fits the very letters.
    An empty text finds nobody.
    """
    terms = parse_terms(text)
    if not terms:
        return []
    with office.read() as session:
        connection = session.connection()
        exact, near = find_ids(office, connection, terms, limit)
        hits = _hits(connection, exact, near)
    words = [term.word for term in terms if term.is_name]
    hits.sort(key=lambda hit: (hit.is_near, -_named_words(hit, words)))
    return hits


def _named_words(hit: ResidentHit, words: Sequence[str]) -> int:
    """Return how many typed words begin a name of this person; the others met the address."""
    names = f" {fold(hit.name)}"
    return sum(f" {word}" in names for word in words)


@needs("residents.see")
def prepare_search(office: Office) -> None:
    """Read what near spellings need, so that the first typing error is as quick as the next."""
    with office.read() as session:
        vocabulary_of(office, session.connection())


@needs("residents.see")
def find_ids(
    office: Office, connection: Connection, terms: Sequence[Term], limit: int
) -> tuple[list[bytes], list[bytes]]:
    """Return ids found by the very letters, and further ids found by near spellings."""
    by_surname = _beginning_surnames(connection, terms, limit)
    if len(by_surname) >= limit:
        return by_surname, []
    vocabulary = None
    if not by_surname and any(term.is_name for term in terms):
        vocabulary = vocabulary_of(office, connection)
    hopeless = vocabulary is not None and any(
        term.is_name and not vocabulary.has(term.word) for term in terms
    )
    exact = by_surname if hopeless else _with_walk(connection, terms, by_surname, limit)
    if len(exact) >= min(FEW, limit):
        return exact, []
    vocabulary = vocabulary or vocabulary_of(office, connection)
    near = _near(connection, vocabulary, terms, limit)
    known = set(exact)
    return exact, [i for i in near if i not in known][: limit - len(exact)]


def _beginning_surnames(connection: Connection, terms: Sequence[Term], limit: int) -> list[bytes]:
    """Return people whose surname begins with a typed word and who have the other words."""
    found: dict[bytes, None] = {}
    for term in terms:
        if not term.is_name or (len(term.word) < _BY_SURNAME_FROM and len(terms) > 1):
            continue
        rest = [other.pattern for other in terms if other is not term]
        sql = _SURNAMES + " AND folded LIKE ?" * len(rest) + _SURNAME_ORDER
        values = (term.word, term.word + _LAST, *rest, limit)
        found |= dict.fromkeys(connection.exec_driver_sql(sql, values).scalars().all())
        if len(found) >= limit:
            break
    return list(found)[:limit]


_SURNAMES = (
    "SELECT resident_id FROM resident_index WHERE surname_folded >= ? AND surname_folded < ?"
)
_SURNAME_ORDER = " ORDER BY surname_folded, sort_key LIMIT ?"


def _with_walk(
    connection: Connection, terms: Sequence[Term], first: list[bytes], limit: int
) -> list[bytes]:
    """Return `first` and behind it what a walk of all search rows finds, word beginnings first."""
    sql = _WALK + " AND ".join(["folded LIKE ?"] * len(terms)) + " ORDER BY sort_key LIMIT ?"
    values = (*(term.pattern for term in terms), limit + len(first))
    rows = connection.exec_driver_sql(sql, values).all()
    begins = [f" {term.word}" for term in terms if term.is_name]
    rows = sorted(rows, key=lambda row: any(word not in row[1] for word in begins))
    return list(dict.fromkeys([*first, *(row[0] for row in rows)]))[:limit]


_WALK = "SELECT resident_id, folded FROM resident_index WHERE "


def _near(
    connection: Connection, vocabulary: Vocabulary, terms: Sequence[Term], limit: int
) -> list[bytes]:
    """Return people who fit when each unknown name is read as a word one slip away."""
    options = [_spellings(vocabulary, term, single=len(terms) == 1) for term in terms]
    if not all(options) or options == [[term] for term in terms]:
        return []
    found: dict[bytes, None] = {}
    for place, readings in enumerate(options):
        rest = [other for at, other in enumerate(options) if at != place]
        for reading in readings:
            found |= dict.fromkeys(_surnames_with(connection, reading, rest, limit))
    if found:
        return list(found)[:limit]
    condition, values = _any_of([readings[:_MOST_WALKED] for readings in options])
    sql = f"{_WALK}{condition} ORDER BY sort_key LIMIT ?"
    return list(connection.exec_driver_sql(sql, (*values, limit)).scalars().all())


def _spellings(vocabulary: Vocabulary, term: Term, *, single: bool) -> list[Term]:
    """Return the term itself when it is known, else its near spellings."""
    if not term.is_name or (vocabulary.has(term.word) and not single):
        return [term]
    return [Term(word, f"% {word}%", is_name=True) for word in vocabulary.near(term.word)]


def _surnames_with(
    connection: Connection, reading: Term, rest: list[list[Term]], limit: int
) -> list[bytes]:
    if not reading.is_name or len(reading.word) < _BY_SURNAME_FROM:
        return []
    condition, values = _any_of(rest)
    sql = _SURNAMES + (f" AND {condition}" if rest else "") + _SURNAME_ORDER
    values = (reading.word, reading.word + _LAST, *values, limit)
    return list(connection.exec_driver_sql(sql, values).scalars().all())


def _any_of(options: Iterable[Sequence[Term]]) -> tuple[str, tuple[str | int, ...]]:
    """Return `(a OR b) AND (c)` over the folded text, and its values."""
    groups, values = [], []
    for readings in options:
        groups.append("(" + " OR ".join(["folded LIKE ?"] * len(readings)) + ")")
        values += [term.pattern for term in readings]
    return " AND ".join(groups), tuple(values)


HITS_SQL = (
    "SELECT r.id, r.surname, r.given_name, r.birth_date, r.locality, r.street, r.house, r.flat,"
    " (SELECT p.number FROM resident_phones p WHERE p.resident_id = r.id AND p.retired_at IS NULL"
    " ORDER BY p.position LIMIT 1), r.status"
    " FROM residents r WHERE r.id IN (SELECT unhex(value) FROM json_each(?))"
)


def _hits(connection: Connection, exact: list[bytes], near: list[bytes]) -> list[ResidentHit]:
    ids = [*exact, *near]
    rows = connection.exec_driver_sql(HITS_SQL, (json.dumps([i.hex() for i in ids]),)).all()
    by_id = {bytes(row[0]): row for row in rows}
    slipped = set(near)
    return [_hit(row, is_near=i in slipped) for i in ids if (row := by_id.get(i)) is not None]


def _hit(row: Sequence[Any], *, is_near: bool) -> ResidentHit:
    resident_id, surname, given_name, born, locality, street, house, flat, phone, status = row
    return ResidentHit(
        bytes(resident_id),
        surname,
        given_name,
        dt.date.fromisoformat(born) if born else None,
        place_of(Address(locality, street, house, flat)),
        phone or "",
        status,
        is_near,
    )
