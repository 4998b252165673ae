"""Adding entries to the log. What is hashed, byte by byte, stands in docs/file_format.md.

An entry of an operation seals the captured changes of its transaction. They are digested apart
for each person they are about, each digest under a random salt of its own: when a person is
erased, their changes and salts go, the digests stay and the chain holds.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.core.clock import Clock

BEGIN = "audit.begin"
"""Kind of the entries that seal what was changed before there was a log."""
FIRST_PREV = bytes(32)
WINDOW = 250_000
"""Changes one entry seals at most, so that checking it needs little memory."""
CLOCK = "audit_clock"
"""Where `Database` leaves its clock in `Session.info`."""
_SALT_BYTES = 16

_LINE = (
    "c.seq || ' ' || c.writer || ' ' || c.operation || ' ' || c.tbl || ' ' || hex(c.row_id)"
    " || ' ' || substr(typeof(c.field), 1, 1) || hex(c.field)"
    " || ' ' || substr(typeof(c.before), 1, 1) || hex(c.before)"
    " || ' ' || substr(typeof(c.after), 1, 1) || hex(c.after)"
)
_LINES = f"group_concat({_LINE}, char(10) ORDER BY c.seq)"
GROUPED = (
    f"SELECT c.subject_id, {_LINES} FROM changes c"  # noqa: S608 (own text)
    " WHERE c.seq BETWEEN ? AND ? GROUP BY c.subject_id ORDER BY c.subject_id"
)
GROUPED_BY_ENTRY = (
    f"SELECT e.seq, c.subject_id, {_LINES} FROM audit_entries e"  # noqa: S608 (own text)
    " CROSS JOIN changes c ON c.seq BETWEEN e.first_seq AND e.last_seq"
    " WHERE e.seq BETWEEN ? AND ? GROUP BY e.seq, c.subject_id"
)
_INSERT = (
    "INSERT INTO audit_entries (seq, moment, user_id, kind, feature, record_id, subject_id,"
    " operation, count, first_seq, last_seq, detail, detail_salt, detail_mac, parts_digest, prev,"
    " hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_PART = "INSERT INTO audit_parts (entry, subject_id, salt, digest) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is to be noted.

    Attributes:
        kind: of the operation or event.
        user_id: who; None when nobody's password opened the office.
        feature, record_id: what it was about.
        subject_id: the resident it was about; found from the changes when there are some.
        operation: the operation that made the changes.
        count: how many things it was about.
        window: first and last captured change; (0, 0) for none.
        detail: words for people, wiped when the person is erased.
        moment: milliseconds since 1970 UTC; None for now.
    """

    kind: str
    user_id: bytes | None
    feature: str = ""
    record_id: bytes | None = None
    subject_id: bytes | None = None
    operation: int | None = None
    count: int = 1
    window: tuple[int, int] = (0, 0)
    detail: str = ""
    moment: int | None = None


class Link(NamedTuple):
    """A place in the chain."""

    seq: int
    hash: bytes


def note(
    session: Session,
    kind: str,
    user_id: bytes | None,
    subject_id: bytes | None = None,
    detail: str = "",
) -> int:
    """Add an entry about an event inside a running transaction; return its number."""
    return append(session, NewEntry(kind, user_id, subject_id=subject_id, detail=detail))


def append(session: Session, new: NewEntry) -> int:
    """Add an entry inside a running write of `Database`; return the number of the last one.

    The first entry of a file is preceded by entries that seal every older change; a window larger
    than `WINDOW` becomes several entries.
    """
    clock: Clock = session.info[CLOCK]
    moment = new.moment or clock.epoch_ms()
    link = head(session)
    if link is None:
        link = Link(0, FIRST_PREV)
        before = new.window[0] or _last_change(session) + 1
        for window in _windows(1, before - 1):
            link = _add(session, link, NewEntry(BEGIN, None, window=window), moment)
    for window in _windows(*new.window) or [(0, 0)]:
        link = _add(session, link, replace(new, window=window), moment)
    return link.seq


def head(session: Session) -> Link | None:
    """Return the last entry of the log, None when there is none."""
    row = session.execute(
        text("SELECT seq, hash FROM audit_entries ORDER BY seq DESC LIMIT 1")
    ).first()
    return None if row is None else Link(row[0], row[1])


def _last_change(session: Session) -> int:
    return int(session.scalar(text("SELECT max(seq) FROM changes")) or 0)


def _windows(first: int, last: int) -> list[tuple[int, int]]:
    if not last:
        return []
    return [(at, min(at + WINDOW - 1, last)) for at in range(first, last + 1, WINDOW)]


def _add(session: Session, link: Link, new: NewEntry, moment: int) -> Link:
    run = session.connection().exec_driver_sql
    parts = []
    for subject, content in grouped(session, new.window):
        salt = os.urandom(_SALT_BYTES)
        parts.append((link.seq + 1, subject, salt, sealed(salt, content)))
    subjects = {part[1] for part in parts}
    subject_id = new.subject_id or (subjects.pop() if len(subjects) == 1 else None)
    salt = os.urandom(_SALT_BYTES)
    fields = (
        link.seq + 1,
        moment,
        new.user_id,
        new.kind,
        new.feature,
        new.record_id,
        subject_id,
        new.operation,
        new.count,
        *new.window,
    )
    mac = sealed(salt, new.detail)
    digest = parts_digest([(part[1], part[3]) for part in parts])
    own = entry_hash(fields, mac, digest, link.hash)
    run(_INSERT, (*fields, new.detail, salt, mac, digest, link.hash, own))
    if parts:
        run(_INSERT_PART, parts)
    return Link(link.seq + 1, own)


def grouped(session: Session, window: tuple[int, int]) -> Iterator[tuple[bytes | None, str]]:
    """Yield, for each person with changes in a window, the lines of these changes as one text."""
    if window[1]:
        found = session.connection().exec_driver_sql(GROUPED, window)
        yield from ((row[0], row[1]) for row in found)


def sealed(salt: bytes, content: str) -> bytes:
    """Return the HMAC-SHA256 of a text under a salt."""
    return hmac.digest(salt, content.encode(), "sha256")


def parts_digest(parts: Sequence[tuple[bytes | None, bytes]]) -> bytes:
    """Return the digest over (subject, digest) of an entry's parts, in the order of subjects."""
    joined = hashlib.sha256()
    for subject, digest in parts:
        joined.update((subject or bytes(16)) + digest)
    return joined.digest()


def entry_hash(fields: Sequence[object], mac: bytes, digest: bytes, prev: bytes) -> bytes:
    """Return the hash of an entry: SHA-256 of a JSON list, with bytes in hex."""
    values = [value.hex() if isinstance(value, bytes) else value for value in fields]
    content = json.dumps([*values, mac.hex(), digest.hex(), prev.hex()], separators=(",", ":"))
    return hashlib.sha256(content.encode()).digest()
