"""Triggers that keep the history and the log as they were written.

They stop mistakes and tools, not somebody who removes the triggers first: that is what the hashes
are for. `capture_state.erasing` opens what an erasure needs (1) and the cutting of old entries
(`CUTTING`); a migration (`muted`) may do everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from cusdesk.models.audit import AuditEntry, AuditPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlcipher3.dbapi2 as driver
    from sqlalchemy.orm import Session

PREFIX = "guard_"
ERASING, CUTTING = 1, 2
_WIPED = {"detail", "detail_salt", "salt"}
_STATE = "(SELECT CASE WHEN muted THEN 9 ELSE erasing END FROM capture_state)"
_KEPT_ENTRY = [c.name for c in AuditEntry.__table__.columns if c.name not in _WIPED]
_KEPT_PART = [c.name for c in AuditPart.__table__.columns if c.name not in _WIPED]
_WIPED_ENTRY = "NEW.detail = '' AND NEW.detail_salt IS NULL"


def _same(columns: list[str]) -> str:
    return " AND ".join(f"NEW.{name} IS OLD.{name}" for name in columns)


_RULES = {
    "changes_update": ("UPDATE ON changes", f"{_STATE} NOT IN (1, 9)"),
    "changes_delete": ("DELETE ON changes", f"{_STATE} NOT IN (1, 9)"),
    "operations_update": (
        "UPDATE OF kind, user_id, writer, moment ON operations",
        f"{_STATE} NOT IN (1, 9)",
    ),
    # an operation in which nothing happened is dropped before it ends
    "operations_delete": ("DELETE ON operations", f"{_STATE} <> 9 AND OLD.last_seq > 0"),
    "audit_entries_update": (
        "UPDATE ON audit_entries",
        f"{_STATE} <> 9 AND NOT ({_STATE} = 1 AND {_WIPED_ENTRY} AND {_same(_KEPT_ENTRY)})",
    ),
    "audit_entries_delete": ("DELETE ON audit_entries", f"{_STATE} NOT IN (2, 9)"),
    "audit_parts_update": (
        "UPDATE ON audit_parts",
        f"{_STATE} <> 9 AND NOT ({_STATE} = 1 AND NEW.salt IS NULL AND {_same(_KEPT_PART)})",
    ),
    "audit_parts_delete": ("DELETE ON audit_parts", f"{_STATE} NOT IN (2, 9)"),
}


def install(connection: driver.Connection) -> None:
    """Drop all guards and create those of today, inside the transaction of a migration."""
    old = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE ?", (f"{PREFIX}%",)
    ).fetchall()
    for (name,) in old:
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements():
        connection.execute(statement)


def statements() -> Iterator[str]:
    """Yield the CREATE TRIGGER statement of every guard."""
    for name, (event, refused) in _RULES.items():
        yield (
            f"CREATE TRIGGER {PREFIX}{name} BEFORE {event} WHEN {refused} BEGIN\n"
            "  SELECT RAISE(ABORT, 'the log is only added to');\nEND"
        )


def set_erasing(session: Session, state: int) -> int:
    """Open what an erasure (`ERASING`) or a cutting needs, 0 to close; return the state before."""
    before = int(session.scalar(text("SELECT erasing FROM capture_state")) or 0)
    session.execute(text("UPDATE capture_state SET erasing = :state"), {"state": state})
    return before
