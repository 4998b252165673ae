"""Issued papers about nobody in particular that name a person: lists, sheets, records of meetings.

A paper of the person's own matter is theirs whoever it was addressed to, and goes with their rows.
One that belongs to no single resident is read: its bytes are frozen and cannot be mended, so when
it certainly names the person they go, and its line stays in the register.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import DocumentError, NotFoundError, StorageError
from cusdesk.core.messages import tr
from cusdesk.db.blobs import read_blob
from cusdesk.domain.protection.person_words import Sign
from cusdesk.models.papers import IssuedPaper
from cusdesk.services.protection.traces import Mention, Person

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session


def papers_naming(
    session: Session, person: Person, rows: Mapping[str, Sequence[bytes]]
) -> tuple[list[bytes], list[Mention]]:
    """Return the papers about nobody that name the person, and those that only may.

    A PESEL, or the name of a person without namesakes within two lines, is certain; so is a paper
    that belongs to one of the person's `rows`, which an earlier program may have left to nobody.
    """
    own = {record_id for ids in rows.values() for record_id in ids}
    query = select(
        IssuedPaper.id, IssuedPaper.number, IssuedPaper.sha256, IssuedPaper.record_id
    ).where(IssuedPaper.resident_id.is_(None), IssuedPaper.sha256.is_not(None))
    certain, perhaps = [], []
    for paper_id, number, digest, record_id in session.execute(query):
        sign = _sign_in(_text(session, digest), person)
        if (
            record_id in own
            or sign is Sign.PESEL
            or (sign is Sign.NAME and not person.has_namesakes)
        ):
            certain.append(paper_id)
        elif sign is not None and sign in person.telling:
            place = tr("protection.mention.paper", number=number)
            perhaps.append(Mention(sign, place, "", "papers", paper_id))
    return certain, perhaps


def _text(session: Session, digest: bytes | None) -> str:
    """Return the words of a frozen PDF, none of a file that cannot be read as one."""
    from cusdesk.export.render import pdf_text

    try:
        return pdf_text(read_blob(session, digest)) if digest else ""
    except (DocumentError, NotFoundError, StorageError):
        return ""


def _sign_in(text: str, person: Person) -> Sign | None:
    """Return the surest sign within two lines: a list holds the names of others as well."""
    if person.words.sign_in(text) is None:
        return None
    lines = [*text.splitlines(), ""]
    signs = {person.words.sign_in(f"{line} {following}") for line, following in pairwise(lines)}
    return next((sign for sign in Sign if sign in signs), None)
