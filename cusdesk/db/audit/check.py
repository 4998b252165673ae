"""Proving the log: every hash, every sealed change, every link, and the heads kept elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import text

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.db.audit import guards
from cusdesk.db.audit.chain import (
    FIRST_PREV,
    GROUPED_BY_ENTRY,
    WINDOW,
    Link,
    entry_hash,
    parts_digest,
    sealed,
)
from cusdesk.db.audit.cut import CUT, removed_by
from cusdesk.db.audit.forget import FORGET, FORGET_CHANGES, loosened
from cusdesk.db.capture import captured_tables, trigger_statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

_ENTRIES_AT_ONCE = 500
_HASHED = 11
_ENTRY = text(
    "SELECT e.seq, e.moment, e.user_id, e.kind, e.feature, e.record_id, e.subject_id, e.operation,"
    " e.count, e.first_seq, e.last_seq, e.detail, e.detail_salt, e.detail_mac, e.parts_digest,"
    " e.prev, e.hash, o.user_id AS author, o.kind AS deed"
    " FROM audit_entries e LEFT JOIN operations o ON o.id = e.operation ORDER BY e.seq"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in the log that is not as it was written.

    Attributes:
        kind: what, a word; its sentence is the message `audit.finding.<kind>`.
        seq: number of the entry.
        moment: its time in milliseconds since 1970 UTC; None when the entry is gone.
        last: number of the last entry concerned.
        subject_id: the person whose changes are concerned.
    """

    kind: str
    seq: int
    moment: int | None = None
    last: int = 0
    subject_id: bytes | None = None


@dataclass(slots=True)
class Checked:
    """What a check found.

    Attributes:
        entries, changes: how many were looked at.
        forgotten: parts that cannot be checked any more, because of an erasure.
        head: the last entry; None in an empty log.
        findings: in the order of entries; empty when all is well.
    """

    entries: int = 0
    changes: int = 0
    forgotten: int = 0
    head: Link | None = None
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of `audit_entries` with the author and kind of its operation."""

    seq: int
    moment: int
    user_id: bytes | None
    kind: str
    feature: str
    record_id: bytes | None
    subject_id: bytes | None
    operation: int | None
    count: int
    first_seq: int
    last_seq: int
    detail: str
    detail_salt: bytes | None
    detail_mac: bytes
    parts_digest: bytes
    prev: bytes
    hash: bytes
    author: bytes | None
    deed: str | None

    def fields(self) -> list[object]:
        """Return what is hashed before the digests."""
        return [getattr(self, name) for name in _Entry.__slots__[:_HASHED]]


@dataclass(frozen=True, slots=True)
class _Part:
    subject_id: bytes | None
    salt: bytes | None
    digest: bytes


def check_chain(
    session: Session, anchors: Sequence[Link] = (), progress: Progress = no_progress
) -> Checked:
    """Look at the whole log; `anchors` are heads of it that were kept outside the file."""
    checker = _Checker(session, anchors)
    total = int(session.scalar(text("SELECT count(*) FROM audit_entries")) or 0)
    checker.look_at_triggers()
    for entries in _batches(session):
        checker.look_at(entries)
        progress(checker.result.entries, total)
    checker.finish()
    return checker.result


def _batches(session: Session) -> Iterator[list[_Entry]]:
    """Yield the entries in batches that seal a bounded number of changes."""
    batch: list[_Entry] = []
    changes = 0
    for row in session.execute(_ENTRY):
        entry = _Entry(*row)
        batch.append(entry)
        changes += entry.last_seq - entry.first_seq
        if len(batch) >= _ENTRIES_AT_ONCE or changes >= WINDOW:
            yield batch
            batch, changes = [], 0
    if batch:
        yield batch


class _Checker:
    """Walks along the chain and collects what is wrong."""

    def __init__(self, session: Session, anchors: Sequence[Link]) -> None:
        self.result = Checked()
        self._session = session
        self._anchors = {link.seq: link.hash for link in anchors}
        self._seen_anchors: set[int] = set()
        self._link = self._start()
        self._windows: list[tuple[int, int]] = []
        self._forgotten: dict[bytes, int] = self._forgetting()
        self._loosened = self._loosening()

    # --- what the chain says about itself

    def _start(self) -> Link:
        """Return the link before the first entry: where old entries were cut, or the beginning."""
        query = text("SELECT detail FROM audit_entries WHERE kind = :kind ORDER BY seq DESC")
        detail = self._session.scalars(query, {"kind": CUT}).first()
        cut = None if detail is None else removed_by(detail)
        return Link(0, FIRST_PREV) if cut is None else Link(cut.last, cut.hash)

    def _forgetting(self) -> dict[bytes, int]:
        query = text("SELECT subject_id, max(seq) FROM audit_entries WHERE kind = :kind GROUP BY 1")
        return {row[0]: row[1] for row in self._session.execute(query, {"kind": FORGET})}

    def _loosening(self) -> set[int]:
        query = text("SELECT detail FROM audit_entries WHERE kind = :kind")
        details = self._session.scalars(query, {"kind": FORGET_CHANGES})
        return {number for detail in details for number in loosened(detail)}

    def look_at_triggers(self) -> None:
        """Find out whether everything that records and guards is in its place, as we made it."""
        query = text("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        found = set(self._session.scalars(query))
        query = text("SELECT name, id FROM captured_tables")
        numbers = {row[0]: int(row[1]) for row in self._session.execute(query)}
        wanted = list(guards.statements())
        for table in captured_tables():
            wanted += trigger_statements(table, numbers.get(table.name, 0))
        if found != set(wanted):
            self._find("triggers", 0)

    # --- along the chain

    def look_at(self, entries: list[_Entry]) -> None:
        """Check a batch of entries."""
        parts, contents = self._sealed_by(entries)
        for entry in entries:
            self._check_place(entry)
            self._check_words(entry)
            self._check_parts(entry, parts.get(entry.seq, []), contents.get(entry.seq, {}))
            self.result.entries += 1
            if entry.last_seq:
                self._windows.append((entry.first_seq, entry.last_seq))
                self.result.changes += entry.last_seq - entry.first_seq + 1
            self._check_anchor(entry)
            self._link = Link(entry.seq, entry.hash)
            self.result.head = self._link

    def _sealed_by(
        self, entries: list[_Entry]
    ) -> tuple[dict[int, list[_Part]], dict[int, dict[bytes | None, str]]]:
        run = self._session.connection().exec_driver_sql
        window = (entries[0].seq, entries[-1].seq)
        parts: dict[int, list[_Part]] = {}
        query = (
            "SELECT entry, subject_id, salt, digest FROM audit_parts"
            " WHERE entry BETWEEN ? AND ? ORDER BY entry, subject_id"
        )
        for row in run(query, window):
            parts.setdefault(row[0], []).append(_Part(*row[1:]))
        contents: dict[int, dict[bytes | None, str]] = {}
        for number, subject, content in run(GROUPED_BY_ENTRY, window):
            contents.setdefault(number, {})[subject] = content
        return parts, contents

    def _check_place(self, entry: _Entry) -> None:
        expected = self._link.seq + 1
        if entry.seq != expected:
            self._find("removed", expected, last=entry.seq - 1)
        elif entry.prev != self._link.hash:
            self._find("unlinked", entry.seq, entry.moment)

    def _check_words(self, entry: _Entry) -> None:
        own = entry_hash(entry.fields(), entry.detail_mac, entry.parts_digest, entry.prev)
        if entry.deed is not None and (entry.author, entry.deed) != (entry.user_id, entry.kind):
            self._find("author", entry.seq, entry.moment)
        elif own != entry.hash:
            self._find("entry", entry.seq, entry.moment)
        if entry.detail_salt is not None:
            if sealed(entry.detail_salt, entry.detail) != entry.detail_mac:
                self._find("detail", entry.seq, entry.moment)
        elif entry.detail or not self._is_forgotten(entry.seq, entry.subject_id):
            self._find("detail", entry.seq, entry.moment)

    def _check_parts(
        self, entry: _Entry, parts: list[_Part], contents: dict[bytes | None, str]
    ) -> None:
        if parts_digest([(p.subject_id, p.digest) for p in parts]) != entry.parts_digest:
            self._find("parts", entry.seq, entry.moment)
        for part in parts:
            content = contents.pop(part.subject_id, "")
            if part.salt is None:
                self.result.forgotten += 1
                if self._is_forgotten(entry.seq, part.subject_id):
                    continue
                self._find("salt", entry.seq, entry.moment, subject_id=part.subject_id)
            elif sealed(part.salt, content) != part.digest:
                kind = "values" if content else "values_removed"
                self._find(kind, entry.seq, entry.moment, subject_id=part.subject_id)
        for subject in contents:
            self._find("values_added", entry.seq, entry.moment, subject_id=subject)

    def _is_forgotten(self, seq: int, subject_id: bytes | None) -> bool:
        """Tell whether an erasure explains that something of an entry cannot be checked."""
        return seq in self._loosened or seq < self._forgotten.get(subject_id or b"", 0)

    def _check_anchor(self, entry: _Entry) -> None:
        kept = self._anchors.get(entry.seq)
        if kept is not None:
            self._seen_anchors.add(entry.seq)
            if not entry.hash.startswith(kept):
                self._find("rebuilt", entry.seq, entry.moment)

    # --- at its end

    def finish(self) -> None:
        """Look for changes outside every entry and for a tail that is gone."""
        self._find_unsealed()
        head = self.result.head or self._link
        beyond = [seq for seq in self._anchors if seq > head.seq]
        if beyond:
            self._find("tail", head.seq + 1, last=max(beyond))
        self.result.findings.sort(key=lambda finding: finding.seq)

    def _find_unsealed(self) -> None:
        """Find captured changes no entry seals; those before the first window were cut off."""
        found = text("SELECT seq FROM changes WHERE seq > :after AND seq < :before LIMIT 1")
        reached = 0
        for first, last in [*sorted(self._windows), (1 << 62, 0)]:
            if first > reached + 1:
                gap = {"after": reached, "before": first}
                if self._session.scalar(found, gap) is not None:
                    self._find("unsealed", reached + 1, last=first - 1 if last else 0)
            reached = max(reached, last)

    def _find(
        self,
        kind: str,
        seq: int,
        moment: int | None = None,
        *,
        last: int = 0,
        subject_id: bytes | None = None,
    ) -> None:
        self.result.findings.append(Finding(kind, seq, moment, last or seq, subject_id))
