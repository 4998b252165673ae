"""Putting a copy in the place of an office: what both roads to a restore have in common.

Everything is done to the copy before it takes the office's place: today's schema, today's people
and passwords, erasures once more, the entry in the log, the check. The exchange itself is one
rename, so a failure at any step leaves the office as it was.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.core.messages import tr
from cusdesk.db import audit
from cusdesk.db.database import Database, Step
from cusdesk.db.engine import connect
from cusdesk.db.errors import from_os
from cusdesk.db.migrate import check_version
from cusdesk.db.page_check import check_pages
from cusdesk.db.restore import discard, exchange, finish_staged, stage
from cusdesk.domain.changes import Changes
from cusdesk.models.office import User

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cusdesk.core.clock import Clock

KIND = "copies.restore"
_EVERYTHING = Changes(KIND, {})


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore that was done.

    Attributes:
        moment: of the copy.
        safety: the copy of the office as it was before; None when it was damaged.
        aside: folder in which the damaged office was kept; None when it was healthy.
        changes: of the kind `KIND`: everything is to be read anew.
    """

    moment: dt.datetime
    safety: Path | None
    aside: Path | None
    changes: Changes = _EVERYTHING


@dataclass(frozen=True, slots=True)
class Wish:
    """What a staged copy gets before it takes the place: who wants it, and today's people."""

    user_id: bytes | None
    people: Sequence[dict[str, Any]]
    moment: dt.datetime
    clock: Clock
    head: str = ""


@contextlib.contextmanager
def prepared_copy(
    office: Path, copy: Path, key_and_salt: tuple[bytes, str], wish: Wish
) -> Iterator[Path]:
    """Make the copy ready beside the office, under its key and salt, and give its path.

    Raises:
        StorageError: the copy cannot be used, or the disk failed; nothing is left behind, nor is
            when the block fails.
    """
    staged = _prepared(office, copy, key_and_salt, wish)
    try:
        yield staged
    except BaseException:
        discard(staged)
        raise


def _prepared(office: Path, copy: Path, key_and_salt: tuple[bytes, str], wish: Wish) -> Path:
    key, salt = key_and_salt
    try:
        staged = stage(office, copy, key, salt)
        try:
            _prepare(staged, key, copy.parent, wish)
            finish_staged(staged, key)
        except BaseException:
            discard(staged)
            raise
    except OSError as error:
        raise from_os(error) from error
    return staged


def _prepare(staged: Path, key: bytes, origin: Path, wish: Wish) -> None:
    from cusdesk.services.protection.register import reapply_erasures

    database = Database(staged, key, wish.clock)
    try:
        with database.write(Step(KIND, undoable=False), wish.user_id) as work:
            for person in wish.people:
                row = work.session.get(User, person["id"])
                if row is None:
                    work.session.add(User(**person))
                else:
                    for name, value in person.items():
                        setattr(row, name, value)
            detail = tr(
                "copies.restore.logged" if wish.head else "copies.restore.logged_damaged",
                moment=f"{wish.moment:%Y-%m-%d %H:%M}",
                head=wish.head,
            )
            audit.note(work.session, KIND, wish.user_id, detail=detail)
        reapply_erasures(database, wish.clock.today(), [origin])
    finally:
        database.close()


def exchange_checked(
    office: Path, staged: Path, key: bytes, clock: Clock, *, keep_before: bool = False
) -> None:
    """Put the prepared copy in the place of the closed office and read it once more there.

    Raises:
        StorageError: it does not read as it should; the office is as it was.
    """
    done = exchange(office, staged, clock.now())
    try:
        connection = connect(office, key, read_only=True)
        try:
            check_version(connection)
            check_pages(connection)
        finally:
            connection.close()
    except BaseException as error:
        done.take_back()
        if isinstance(error, OSError):
            raise from_os(error) from error
        raise
    done.settle(keep_before=keep_before)
