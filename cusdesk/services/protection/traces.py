"""Where a person may still stand once their own rows are known: words, drafts, history, texts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, cast, false, or_, select

from cusdesk.core.ids import text_id
from cusdesk.core.messages import tr
from cusdesk.core.portions import portions
from cusdesk.db.capture import captured_tables
from cusdesk.domain.polish_text import fold, like_pattern
from cusdesk.domain.protection.person_words import PersonWords, Sign, person_words
from cusdesk.models.journal import CapturedTable, Change, Draft
from cusdesk.models.residents import Resident, ResidentPhone
from cusdesk.services.imports.forgetting import traces_of
from cusdesk.services.imports.traces import PersonTraces, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.orm import Session

_NAMES = ("surname", "birth_surname", "given_name", "second_name", "pesel")
_ELSEWHERE = frozenset({"imports", "office", "people"})
"""Features whose texts are either forgotten by themselves or never about a resident."""
_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Mention:
    """A text of another record that seems to speak of the person.

    Attributes:
        sign: how sure it is.
        place: record and field in words.
        excerpt: the text round it.
        feature, record_id: what to open; an empty feature cannot be opened.
    """

    sign: Sign
    place: str
    excerpt: str
    feature: str
    record_id: bytes


@dataclass(frozen=True, slots=True)
class Person:
    """Who is looked for.

    Attributes:
        id: the resident.
        words: for texts people wrote; `traces` the same for rows of workbooks.
        has_namesakes: somebody else on record bears the same name.
        telling: what in a text is a sign of the person: the surname alone if nobody else bears it.
    """

    id: bytes
    words: PersonWords
    traces: PersonTraces
    has_namesakes: bool
    telling: frozenset[Sign]


def person_of(session: Session, resident_id: bytes) -> Person:
    """Return how a resident may be named, now and by the former values of the card."""
    found: dict[str, set[str]] = {name: set() for name in (*_NAMES, "number")}
    card = select(*(getattr(Resident, name) for name in _NAMES)).where(Resident.id == resident_id)
    row = session.execute(card).first()
    for name, value in zip(_NAMES, row or (), strict=False):
        found[name].add(value)
    numbers = select(ResidentPhone.number).where(ResidentPhone.resident_id == resident_id)
    found["number"].update(session.scalars(numbers))
    former = (
        select(Change.field, Change.before)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .where(Change.subject_id == resident_id, Change.field.in_(found))
        .where(CapturedTable.name.in_((Resident.__tablename__, ResidentPhone.__tablename__)))
    )
    for name, value in session.execute(former):
        if isinstance(value, str):
            found[name].add(value)
    words = person_words(
        found["surname"] | found["birth_surname"],
        found["given_name"] | found["second_name"],
        found["pesel"],
        found["number"],
    )
    traces = traces_of(session, resident_id)
    telling = _telling_signs(session, resident_id, words)
    return Person(resident_id, words, traces, _has_namesakes(session, traces), telling)


def _has_namesakes(session: Session, traces: PersonTraces) -> bool:
    wanted = {(fold(surname), fold(given)) for surname, given in traces.names}
    query = select(Resident.id, Resident.surname, Resident.given_name)
    return any(
        (fold(surname), fold(given)) in wanted and i not in traces.resident_ids
        for i, surname, given in session.execute(query)
    )


# --- texts of other records


def mentions_elsewhere(session: Session, person: Person) -> list[Mention]:
    """Return the texts of other records that seem to speak of the person, the surest first."""
    found = [
        mention
        for table in captured_tables()
        if table.info["feature"] not in _ELSEWHERE
        for mention in _mentions_in(session, table, person)
    ]
    order = list(Sign)
    found.sort(key=lambda mention: order.index(mention.sign))
    return [_openable(session, mention) for mention in found[:_SHOWN]]


def _telling_signs(session: Session, resident_id: bytes, words: PersonWords) -> frozenset[Sign]:
    surnames = select(Resident.surname).where(Resident.id != resident_id)
    alone = not any(words.sign_in(surname) is Sign.SURNAME for surname in session.scalars(surnames))
    always = frozenset({Sign.PESEL, Sign.PHONE, Sign.NAME})
    return always | {Sign.SURNAME} if alone else always


def _openable(session: Session, mention: Mention) -> Mention:
    """Lead from a household, which has no card of its own, to somebody who lives there."""
    if mention.feature != "residents":
        return mention
    living = select(Resident.id).where(
        Resident.household_id == mention.record_id, Resident.retired_at.is_(None)
    )
    member = session.scalars(living.limit(1)).first()
    return mention if member is None else replace(mention, record_id=member)


def _mentions_in(session: Session, table: Table, person: Person) -> Iterable[Mention]:
    columns = [column for column in table.columns if isinstance(column.type, Text)]
    if not columns:
        return
    owner = table.info.get("owner")
    key = table.c[owner] if owner else table.c.id
    query = select(key, *columns).where(_coarse(columns, person.words))
    if table.columns.get("subject_id") is not None:
        query = query.where(table.c.subject_id != person.id)
    if table.columns.get("retired_at") is not None:
        query = query.where(table.c.retired_at.is_(None))
    feature = str(table.info["feature"])
    for record_id, *texts in session.execute(query):
        for column, text in zip(columns, texts, strict=True):
            sign = person.words.sign_in(text)
            if sign is not None and sign in person.telling and not _is_own_name(table, column.name):
                place = tr(
                    "protection.mention.place",
                    record=tr(f"protection.table.{table.name}"),
                    field=tr(f"fields.{table.name}.{column.name}"),
                )
                excerpt = person.words.excerpt(text)
                yield Mention(sign, place, excerpt, feature, record_id)


def _is_own_name(table: Table, column: str) -> bool:
    """Whether a column holds somebody's own name: a namesake is no mention."""
    return table.name == Resident.__tablename__ and column in _NAMES


def _coarse(columns: Iterable[Any], words: PersonWords) -> ColumnElement[bool]:
    """Return a condition that lets through every text with a sign of the person, and more."""
    patterns = [_pattern(word) for word in words.beginnings()]
    patterns += [f"%{phone[:3]}%{phone[3:6]}%{phone[6:]}%" for phone in words.phones]
    found = (column.like(pattern) for column in columns for pattern in patterns)
    return or_(false(), *found)  # a name of signs alone has no pattern


def _pattern(word: str) -> str:
    if word.isdigit():
        return "%" + "%".join(word[i : i + 2] for i in range(0, len(word), 2)) + "%"
    return like_pattern(word)


# --- kept forms


def drafts_about(
    session: Session, person: Person, rows: dict[str, list[bytes]]
) -> tuple[list[int], list[Mention]]:
    """Return the kept forms that hold the person, and those that only may.

    A form is the person's by an id of theirs, by a number, or by the very name when nobody else
    bears it; a declined or shared name is shown to a person instead.
    """
    ids = {i for own in rows.values() for i in own} | {person.id}
    keys = {key for i in ids for key in (i.hex(), text_id(i))}
    theirs, perhaps = [], []
    for number, kind, key, payload in session.execute(
        select(Draft.id, Draft.kind, Draft.key, Draft.payload)
    ):
        text = f"{key} {payload.decode('utf-8', 'replace')}"
        sign = person.words.sign_in(text)
        by_name = person.traces.names_in(words_of(text)) and not person.has_namesakes
        if by_name or sign in {Sign.PESEL, Sign.PHONE} or any(key in text for key in keys):
            theirs.append(number)
        elif sign is Sign.NAME:
            place = tr("protection.mention.draft", kind=kind)
            perhaps.append(Mention(sign, place, "", "", b""))
    return theirs, perhaps


# --- former values of other records


def history_naming(session: Session, person: Person) -> list[int]:
    """Return the changes of other records whose former or later value named the person.

    What still stands in the record is not among them: whoever looked at it let it stand, so it
    speaks of somebody else. A PESEL always counts.
    """
    texts = (cast(Change.before, Text), cast(Change.after, Text))
    query = (
        select(
            Change.seq, CapturedTable.name, Change.row_id, Change.field, Change.before, Change.after
        )
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .where(or_(Change.subject_id.is_(None), Change.subject_id != person.id))
        .where(Change.field.is_not(None), _coarse(texts, person.words))
    )
    candidates: dict[tuple[str, str], list[tuple[int, bytes]]] = {}
    certain = []
    for seq, table, row_id, field, before, after in session.execute(query):
        signs = {person.words.sign_in(v) for v in (before, after) if isinstance(v, str)}
        if Sign.PESEL in signs:
            certain.append(seq)
        elif signs & {Sign.PHONE, Sign.NAME} and not _is_name_field(table, field):
            candidates.setdefault((table, field), []).append((seq, row_id))
    tables = {table.name: table for table in captured_tables()}
    for (name, field), entries in candidates.items():
        standing = _standing(session, tables[name], field, person.words, [r for _, r in entries])
        certain.extend(seq for seq, row_id in entries if row_id not in standing)
    return certain


def _is_name_field(table: str, field: str) -> bool:
    return table == Resident.__tablename__ and field in _NAMES


def _standing(
    session: Session, table: Table, field: str, words: PersonWords, ids: Sequence[bytes]
) -> set[bytes]:
    """Return the rows whose present text still names the person."""
    found = set()
    for some in portions(ids):
        part = table.c.id.in_(some)
        for row_id, text in session.execute(select(table.c.id, table.c[field]).where(part)):
            if isinstance(text, str) and words.names_person(text):
                found.add(row_id)
    return found
