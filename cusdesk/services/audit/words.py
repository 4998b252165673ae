"""What an entry of the log says in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.messages import all_messages, tr
from cusdesk.core.portions import portions
from cusdesk.models.clocks import OwnClock
from cusdesk.models.papers import IssuedPaper
from cusdesk.models.protection import DataRequest
from cusdesk.models.residents import Resident

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session


def kind_label(kind: str, count: int = 1, undone: str | None = None) -> str:
    """Return what was done, as a noun phrase; `undone` is the kind an undo or redo is about."""
    known = all_messages()
    for key in (f"audit.kind.{kind}", f"history.operation.{kind}"):
        if key in known:
            label = tr(key, n=count)
            return f"{label}: {kind_label(undone, count)}" if undone else label
    return kind  # written by a newer program


def shown_moment(moment: int) -> str:
    """Return milliseconds since 1970 UTC as local date and time."""
    return f"{local(moment):%d.%m.%Y %H:%M}"


def local(moment: int) -> dt.datetime:
    """Return milliseconds since 1970 UTC as naive local time."""
    return dt.datetime.fromtimestamp(moment / 1000)  # noqa: DTZ006 (local wall time)


def names_of_subjects(
    session: Session, subjects: Collection[bytes], *, may_see: bool
) -> dict[bytes, str]:
    """Return the residents' names by id, for whoever may see residents.

    Others learn that it was about a resident; of a person erased since nothing is left.
    """
    if not may_see:
        return dict.fromkeys(subjects, tr("audit.person.hidden"))
    names = dict.fromkeys(subjects, tr("audit.person.erased"))
    for ids in portions(list(subjects)):
        query = select(Resident.id, Resident.surname, Resident.given_name).where(
            Resident.id.in_(ids)
        )
        for resident_id, surname, given_name in session.execute(query):
            full = f"{surname} {given_name}".strip()
            if full:
                names[resident_id] = full
        asked = select(DataRequest.id, DataRequest.person).where(
            DataRequest.id.in_(ids), DataRequest.person != ""
        )
        names |= dict(session.execute(asked).all())  # who asks and is no resident
        about_nobody = select(IssuedPaper.id, IssuedPaper.recipient).where(IssuedPaper.id.in_(ids))
        names |= dict(session.execute(about_nobody).all())  # a summary, a meeting's record
        own = select(OwnClock.id, OwnClock.subject).where(OwnClock.id.in_(ids))
        names |= dict(session.execute(own).all())  # a term about nobody
    return names
