"""The search row of every resident: what is in it, and keeping it true.

`folded` begins with a space and holds every word once, so that `% word%` finds beginnings of words
and `%word%` finds anything. It is small on purpose: a walk of the whole table must fit between
two keystrokes.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cusdesk.core.portions import portions
from cusdesk.domain.polish_text import fold, sort_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

_AT_ONCE = 20_000
_FIELDS = (
    "id, surname, given_name, second_name, birth_surname, pesel, birth_date, locality, street,"
    " house, flat, solectwo, email"
)
_AMONG = "IN (SELECT unhex(value) FROM json_each(?))"
_DELETE = f"DELETE FROM resident_index WHERE resident_id {_AMONG}"  # noqa: S608 (own words)


def reindex(session: Session, ids: Collection[bytes] | None = None) -> None:
    """Write the search rows of these residents anew, of all for None.

    Call it in the very transaction that wrote the residents or their phones; undo does so by
    itself. Rows of residents in the bin are taken out. About 2 s for 50,000 on an office PC.
    """
    session.flush()
    connection = session.connection()
    if ids is None:
        connection.exec_driver_sql("DELETE FROM resident_index")
        _insert(connection, "retired_at IS NULL", "retired_at IS NULL", ())
        return
    for part in portions(sorted(ids), _AT_ONCE):
        chunk = json.dumps([i.hex() for i in part])
        connection.exec_driver_sql(_DELETE, (chunk,))
        _insert(
            connection,
            f"retired_at IS NULL AND id {_AMONG}",
            f"retired_at IS NULL AND resident_id {_AMONG}",
            (chunk,),
        )


def _insert(connection: Connection, people: str, phones: str, values: tuple[str, ...]) -> None:
    numbers: dict[bytes, list[str]] = {}
    found = connection.exec_driver_sql(
        f"SELECT resident_id, number FROM resident_phones WHERE {phones}",  # noqa: S608 (own words)
        values,
    )
    for resident_id, number in found.all():
        numbers.setdefault(resident_id, []).append(number)
    residents = connection.exec_driver_sql(
        f"SELECT {_FIELDS} FROM residents WHERE {people}",  # noqa: S608 (own words)
        values,
    )
    rows = sorted(_index_row(row, numbers.get(row[0], ())) for row in residents.all())
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO resident_index (sort_key, resident_id, folded, surname_folded)"
            " VALUES (?, ?, ?, ?)",
            rows,
        )


def _index_row(row: Sequence[Any], numbers: Iterable[str]) -> tuple[str, bytes, str, str]:
    """Return the search row; `row` is in the order of `_FIELDS`, dates are ISO texts."""
    resident_id, surname, given_name, second, birth_surname, pesel, born, *address = row
    locality, street, house, flat, solectwo, email = address
    door = f"{house}/{flat}" if flat else house
    parts = (surname, given_name, second, birth_surname, pesel, born or "", locality, street)
    text = " ".join((*parts, door, solectwo, *numbers, email))
    words = dict.fromkeys(fold(text).split())
    return (
        person_key(surname, given_name),
        bytes(resident_id),
        " " + " ".join(words),
        fold(surname),
    )


def person_key(surname: str, given_name: str) -> str:
    """Return the key of the Polish order of people: surname, then given name, case aside."""
    first, second = _key(surname.lower()), _key(given_name.lower())
    if "\t" in first or "\t" in second:  # foreign accents break ties at the end of the whole
        return sort_key(f"{surname} {given_name}".lower())
    return f"{first} {second}"


@lru_cache(maxsize=50_000)
def _key(text: str) -> str:
    return sort_key(text)
