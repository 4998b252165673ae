"""Cutting off old entries that were kept long enough, with an entry that seals the cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import text

from cusdesk.db.audit.chain import NewEntry, append
from cusdesk.db.audit.guards import CUTTING, set_erasing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

CUT = "audit.cut"
"""Kind of the entry from whose detail the rest of the chain goes on; see `removed_by`."""
_DETAIL = re.compile(r"(\d+)-(\d+) ([0-9a-f]{64})")


class Removed(NamedTuple):
    """What a cut took away: numbers of the first and last entry, hash of the last one."""

    first: int
    last: int
    hash: bytes


def removed_by(detail: str) -> Removed | None:
    """Return what the detail of a `CUT` entry says; None when it says nothing of the kind."""
    match = _DETAIL.fullmatch(detail)
    if match is None:
        return None
    return Removed(int(match[1]), int(match[2]), bytes.fromhex(match[3]))


def cut_before(session: Session, moment: int, user_id: bytes | None) -> Removed | None:
    """Remove the entries older than `moment` at the beginning of the log; return which.

    Their changes are the history of records and stay: the entry of the cut seals them anew.

    Returns None when there is nothing so old. The caller has proved the chain and its retention.
    """
    query = (
        "SELECT min(seq), max(seq), max(last_seq) FROM audit_entries WHERE seq <"
        " (SELECT min(seq) FROM audit_entries WHERE moment >= :moment)"
    )
    first, last, last_change = session.execute(text(query), {"moment": moment}).one()
    if last is None:
        return None
    of_last = text("SELECT hash FROM audit_entries WHERE seq = :seq")
    removed = Removed(first, last, session.execute(of_last, {"seq": last}).scalar_one())
    detail = f"{removed.first}-{removed.last} {removed.hash.hex()}"
    window = (1, last_change) if last_change else (0, 0)
    append(session, NewEntry(CUT, user_id, window=window, detail=detail))
    before = set_erasing(session, CUTTING)
    session.execute(text("DELETE FROM audit_parts WHERE entry <= :last"), {"last": last})
    session.execute(text("DELETE FROM audit_entries WHERE seq <= :last"), {"last": last})
    set_erasing(session, before)
    return removed
