"""Restoring a copy into an open office, also into one that was found damaged after it opened."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.errors import StorageError
from cusdesk.db import audit
from cusdesk.db.audit.outside import format_anchor, replace_heads, strange_heads
from cusdesk.db.copy_files import BEFORE_RESTORE, read_copy
from cusdesk.db.damage import keep_aside
from cusdesk.db.diagnosis import DAMAGE
from cusdesk.db.errors import from_os
from cusdesk.domain.access import needs
from cusdesk.models.office import User
from cusdesk.services.copies.make import make_copy
from cusdesk.services.copies.placing import Restored, Wish, exchange_checked, prepared_copy
from cusdesk.services.copies.preview import require_own
from cusdesk.services.office import copies_home

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.services.office import Office


@needs("copies.restore")
def restore(office: Office, copy: Path, progress: Progress = no_progress) -> Restored:
    """Put a copy in the place of the open office; a safety copy is made first.

    The password and the people of today stay. The office goes on with the restored data: every
    screen must read anew.

    Raises:
        StorageError: the copy is missing, damaged, of another office or newer; or the disk failed.
            The office is as it was.
    """
    wish = _wish(office, copy)
    safety = make_copy(office, progress, reason=BEFORE_RESTORE).path
    progress(0, 0, "copies.progress.restoring")
    with office.read() as session:
        strange, before = strange_heads(session), audit.head(session)
    if before is not None:
        wish = replace(wish, head=format_anchor(before, short=True))
    _into_open(office, copy, wish, keep_before=False)
    with contextlib.suppress(OSError), office.read() as session:
        replace_heads(session, strange)
    return Restored(wish.moment, safety, None)


@needs("office.see")
def restore_damaged(office: Office, copy: Path) -> Restored:
    """Put a copy in the place of an office that opened and was found damaged afterwards.

    Whoever works here may do this, whatever their rights: nothing can be written any more. All of
    the file is kept in a folder beside it first.

    Raises:
        StorageError: as `restore`.
        RuleError: `access.denied`: the office is healthy, and this person may not restore copies.
    """
    try:
        office.database.check()
    except StorageError as error:
        if error.key not in DAMAGE:
            raise
    else:
        office.require("copies.restore")
    wish = _wish(office, copy)
    aside = keep_aside(office.path, office.clock.now())
    _into_open(office, copy, wish, keep_before=aside is None)
    return Restored(wish.moment, None, aside)


def _wish(office: Office, copy: Path) -> Wish:
    if office.read_only:
        raise StorageError("storage.opened_read_only")
    require_own(office, copy)
    people = []
    with contextlib.suppress(StorageError), office.read() as session:  # a damaged page of theirs
        columns = [c for c in User.__table__.columns if c.name != "row_version"]
        people = [dict(row) for row in session.execute(select(*columns)).mappings()]
    try:
        moment = read_copy(copy).moment
    except OSError as error:
        raise from_os(error) from error
    return Wish(office.user_id, people, moment, office.clock)


def _into_open(office: Office, copy: Path, wish: Wish, *, keep_before: bool) -> None:
    path, key, clock = office.path, office.database.key, office.clock
    with prepared_copy(path, copy, (key, copies_home(office).name), wish) as staged:
        office.exchange_file(
            lambda: exchange_checked(path, staged, key, clock, keep_before=keep_before)
        )
