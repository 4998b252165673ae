"""What the log leaves outside the office file: heads of the chain, and what could not be written.

Both lie in the person's profile, named by the file's salt like the copy of the keys. They hold
numbers, ids and hashes, nothing a stranger could read a name from.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from cusdesk.core.files import write_whole
from cusdesk.core.paths import user_data_dir
from cusdesk.db.audit.chain import Link, NewEntry, append, head

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

_HEADS, _PENDING = ".head", ".pending"
_IDS = ("user_id", "record_id", "subject_id")


def anchors(session: Session) -> list[Link]:
    """Return the heads of this file's log that this profile remembers, oldest first."""
    found = []
    with contextlib.suppress(OSError):
        for line in _path(session, _HEADS).read_text(encoding="ascii").splitlines():
            link = parse_anchor(line)
            if link is not None:
                found.append(link)
    return found


def parse_anchor(words: str) -> Link | None:
    """Return the head of "number hash" as the profile and the papers write it, None if it is not.

    The hash may be cut short, as papers print it, but not below 16 digits.
    """
    number, _, digits = words.strip().partition(" ")
    digits = "".join(digits.split())
    with contextlib.suppress(ValueError):
        if len(digits) >= 16:
            return Link(int(number), bytes.fromhex(digits))
    return None


def format_anchor(link: Link, *, short: bool = False) -> str:
    """Return a head as "number hash"; short for papers, in groups of four."""
    digits = link.hash.hex()
    if short:
        digits = " ".join(digits[at : at + 4] for at in range(0, 16, 4))
    return f"{link.seq} {digits}"


def keep_head(session: Session) -> None:
    """Remember the head of the log; a remembered one that does not fit any more stays beside it.

    Raises:
        OSError: the profile cannot be written.
    """
    link = head(session)
    if link is None:
        return
    kept = [old for old in anchors(session) if not _is_in_chain(session, old)]
    lines = [format_anchor(old) for old in [*kept, link]]
    path = _path(session, _HEADS)
    content = ("\n".join(lines) + "\n").encode("ascii")
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)


def strange_heads(session: Session) -> list[Link]:
    """Return the remembered heads that do not fit this log."""
    return [link for link in anchors(session) if not _is_in_chain(session, link)]


def replace_heads(session: Session, links: Sequence[Link]) -> None:
    """Remember these heads instead of those of a log that an older copy has replaced on purpose.

    The log of the copy says so itself, with the head that went. Heads that did not fit before the
    exchange either are handed in again: what was suspicious stays so.

    Raises:
        OSError: the profile cannot be written.
    """
    path = _path(session, _HEADS)
    if links or path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(format_anchor(link) + "\n" for link in links)
        write_whole(path, lines.encode("ascii"))


def _is_in_chain(session: Session, link: Link) -> bool:
    """Tell whether the log has this head, or is known to begin after it."""
    first = session.scalar(text("SELECT min(seq) FROM audit_entries"))
    if first is not None and link.seq < first:
        return True  # cut off since, with the entry that says so
    query = text("SELECT hash FROM audit_entries WHERE seq = :seq")
    found: bytes | None = session.scalar(query, {"seq": link.seq})
    return found is not None and found.startswith(link.hash)


def put_off(session: Session, new: NewEntry, moment: int) -> None:
    """Keep an entry that cannot be written, because the office is open only for reading.

    Raises:
        OSError: the profile cannot be written.
    """
    values: dict[str, Any] = {
        name: getattr(new, name) for name in ("kind", "feature", "count", "detail")
    }
    for name in _IDS:
        value = getattr(new, name)
        values[name] = None if value is None else value.hex()
    path = _path(session, _PENDING)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({**values, "moment": moment}) + "\n")


def pending(session: Session) -> list[NewEntry]:
    """Return the entries that were put off on this computer, with their moments."""
    found = []
    with contextlib.suppress(OSError):
        for line in _path(session, _PENDING).read_text(encoding="utf-8").splitlines():
            with contextlib.suppress(ValueError, KeyError, TypeError):
                values = json.loads(line)
                for name in _IDS:
                    values[name] = None if values[name] is None else bytes.fromhex(values[name])
                found.append(NewEntry(**values))
    return found


def take_pending(session: Session) -> int:
    """Write what was put off into the log; the caller commits, then calls `drop_pending`."""
    waiting = pending(session)
    for new in waiting:
        append(session, new)
    return len(waiting)


def drop_pending(session: Session) -> None:
    """Forget what was put off, after it was committed."""
    with contextlib.suppress(OSError):
        _path(session, _PENDING).unlink(missing_ok=True)


def _path(session: Session, suffix: str) -> Path:
    salt = str(session.scalar(text("PRAGMA cipher_salt")))
    return user_data_dir() / "audit" / f"{salt}{suffix}"
