"""Loosening the chain from what an erasure takes away.

The digests stay, so every hash stays true; without their salts they tell nothing of what they
covered. An entry says that it was done, so that a salt that merely vanished is a finding.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sqlalchemy import text

from cusdesk.db.audit.chain import NewEntry, append
from cusdesk.db.audit.guards import ERASING, set_erasing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

FORGET = "audit.forget"
"""Kind of the entry after which the parts and details of its subject have no salt."""
FORGET_CHANGES = "audit.forget_changes"
"""The same for changes about nobody; the detail names the loosened entries, see `loosened`."""
_BEYOND = 1 << 62


def forget_subject(session: Session, subject_id: bytes, *, user_id: bytes | None = None) -> int:
    """Make the chain independent of everything about a person; the caller deletes the changes.

    Returns the number of the entry that says so. Doing it again is harmless.
    """
    before = set_erasing(session, ERASING)
    who = {"subject": subject_id}
    session.execute(text("UPDATE audit_parts SET salt = NULL WHERE subject_id = :subject"), who)
    session.execute(
        text(
            "UPDATE audit_entries SET detail = '', detail_salt = NULL WHERE subject_id = :subject"
        ),
        who,
    )
    number = append(session, NewEntry(FORGET, user_id, subject_id=subject_id))
    set_erasing(session, before)
    return number


def forget_changes(
    session: Session, seqs: Iterable[int], *, user_id: bytes | None = None
) -> int | None:
    """Make the chain independent of single captured changes, whoever they are about.

    What was sealed together with them about the same person, or about nobody, cannot be checked any
    more either.

    Args:
        session: of a running write.
        seqs: numbers of the changes the caller deletes or empties afterwards.
        user_id: who erases.

    Returns the number of the entry that says so, None when no change was sealed.
    """
    entries = _entries_of(session, seqs)
    if not entries:
        return None
    before = set_erasing(session, ERASING)
    for entry, subject in entries:
        session.execute(
            text("UPDATE audit_parts SET salt = NULL WHERE entry = :e AND subject_id IS :s"),
            {"e": entry, "s": subject},
        )
    detail = " ".join(str(entry) for entry in sorted({entry for entry, _ in entries}))
    number = append(session, NewEntry(FORGET_CHANGES, user_id, detail=detail))
    set_erasing(session, before)
    return number


def loosened(detail: str) -> set[int]:
    """Return the numbers of the entries a `FORGET_CHANGES` entry names."""
    return {int(word) for word in detail.split() if word.isdecimal()}


def _entries_of(session: Session, seqs: Iterable[int]) -> set[tuple[int, bytes | None]]:
    """Return (entry, person) of the parts that cover these changes."""
    query = text(
        "SELECT first_seq, last_seq, seq FROM audit_entries WHERE last_seq > 0 ORDER BY first_seq"
    )
    windows = [tuple(row) for row in session.execute(query)]
    of_change = text("SELECT subject_id FROM changes WHERE seq = :seq")
    found = set()
    for seq in seqs:
        subject = session.scalar(of_change, {"seq": seq})
        place = bisect_right(windows, (seq, _BEYOND, 0)) - 1
        # a seal made anew when old entries were cut may cover the windows of single operations
        while place >= 0 and windows[place][1] >= seq:
            found.add((windows[place][2], subject))
            place -= 1
    return found
