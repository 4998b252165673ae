"""People on record who may be the same as the one being typed.

Candidates come out of indexes only (PESEL, surname and surnames one slip away); the comparison of
the few that are left is done here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import fold
from cusdesk.services.residents.dto import DuplicateWarning, ResidentRow
from cusdesk.services.residents.listing import read_rows
from cusdesk.services.residents.mapping import tidied
from cusdesk.services.residents.vocabulary import vocabulary_of

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection

    from cusdesk.domain.residents import ResidentDraft
    from cusdesk.services.office import Office

_MOST_CANDIDATES = 400
_MOST_SHOWN = 10
_LONG_WORD = 9
_SHORT_WORD = 4
_LAST = "\U0010ffff"
_STRENGTH = ("pesel", "name_birth_date", "name_address")


@dataclass(frozen=True, slots=True)
class _Sought:
    names: tuple[str, str]
    birth_surname: str
    birth_date: dt.date | None
    place: str


@needs("residents.see")
def duplicates_of(
    office: Office, draft: ResidentDraft, exclude: bytes | None = None
) -> list[DuplicateWarning]:
    """Return people who may be the one in the draft, the strongest reason first.

    `pesel`: the same number. `name_birth_date`: the same or nearly the same name and birth date.
    `name_address`: nearly the same name in the same house, unless birth dates rule it out.
    `exclude` is the draft's own record.
    """
    clean = tidied(draft)
    with office.read() as session:
        connection = session.connection()
        by_pesel = _same_pesel(connection, clean.pesel)
        ids = dict.fromkeys([*by_pesel, *_near_names(office, connection, clean)])
        ids.pop(exclude or b"", None)
        rows = read_rows(session, list(ids), office.clock.today())
    sought = _Sought(
        (fold(clean.surname), fold(clean.given_name)),
        fold(clean.birth_surname),
        clean.birth_date,
        _place(clean.locality, clean.house),
    )
    found = []
    for row in rows:
        reason = "pesel" if row.id in by_pesel else _reason(sought, row)
        if reason:
            found.append(DuplicateWarning(reason, row))
    found.sort(key=lambda warning: _STRENGTH.index(warning.reason))
    return found[:_MOST_SHOWN]


def _same_pesel(connection: Connection, pesel: str) -> set[bytes]:
    if not pesel:
        return set()
    sql = "SELECT id FROM residents WHERE pesel = ? AND retired_at IS NULL"
    return {bytes(i) for i in connection.exec_driver_sql(sql, (pesel,)).scalars()}


def _near_names(office: Office, connection: Connection, draft: ResidentDraft) -> list[bytes]:
    """Return people whose surname begins like one of the names typed, or a slip away from it."""
    surname, given_name = fold(draft.surname), fold(draft.given_name)
    if not surname or not given_name:
        return []
    vocabulary = vocabulary_of(office, connection)
    beginnings = dict.fromkeys([surname, *surname.split("-"), fold(draft.birth_surname)])
    for word in surname.split("-"):
        beginnings |= dict.fromkeys(vocabulary.near(word, whole=True))
    sought = [(beginning, given_name[:1]) for beginning in beginnings if beginning]
    sought.append((given_name, surname[:1]))  # typed the other way round
    found: dict[bytes, None] = {}
    for beginning, initial in sought:
        values = (beginning, beginning + _LAST, f"% {initial}%", _MOST_CANDIDATES)
        found |= dict.fromkeys(connection.exec_driver_sql(_BY_NAME, values).scalars())
    return list(found)[:_MOST_CANDIDATES]


_BY_NAME = (
    "SELECT resident_id FROM resident_index"
    " WHERE surname_folded >= ? AND surname_folded < ? AND folded LIKE ? LIMIT ?"
)


def _reason(sought: _Sought, row: ResidentRow) -> str:
    names = (fold(row.surname), fold(row.given_name))
    is_near = any(_alike(sought.names, other) for other in (names, names[::-1]))
    if not is_near and sought.birth_surname:
        is_near = _alike((sought.birth_surname, sought.names[1]), names)
    if not is_near:
        return ""
    if sought.birth_date and sought.birth_date == row.birth_date:
        return "name_birth_date"
    same_house = sought.place != "" and sought.place == _place_of(row)
    return "name_address" if same_house and _dates_allow(sought.birth_date, row) else ""


def _alike(names: tuple[str, str], other: tuple[str, str]) -> bool:
    given, theirs_given = names[1], other[1]
    if given.endswith("a") != theirs_given.endswith("a"):
        return False  # Marian and Maria are two people, not a slip
    return _same_word(given, theirs_given) and any(
        _same_word(mine, theirs)
        for mine in {names[0], *names[0].split("-")}
        for theirs in {other[0], *other[0].split("-")}
    )


def _same_word(one: str, other: str) -> bool:
    """Return True for equal words and those one slip apart, two in long ones."""
    from rapidfuzz.distance import OSA

    if one == other:
        return True
    if min(len(one), len(other)) < _SHORT_WORD:
        return False
    slips = 2 if min(len(one), len(other)) >= _LONG_WORD else 1
    return OSA.distance(one, other, score_cutoff=slips) <= slips


def _dates_allow(born: dt.date | None, row: ResidentRow) -> bool:
    """Return False for father and son in one house: both dates known and quite different."""
    if born is None or row.birth_date is None:
        return True
    other = row.birth_date
    return born.year == other.year or (born.day, born.month) == (other.day, other.month)


def _place(locality: str, house: str) -> str:
    return fold(f"{locality} {house}") if locality and house else ""


def _place_of(row: ResidentRow) -> str:
    return _place(row.locality, row.house)
