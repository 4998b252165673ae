"""Dated notes on a card: a call, a visit, a talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import strip_controls
from cusdesk.models.residents import Resident, ResidentNote
from cusdesk.services.residents.dto import NoteRow, Saved

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office


@needs("residents.change")
def add_note(office: Office, resident_id: bytes, date: dt.date, text: str) -> Saved:
    """Add a note signed by the person at the keyboard; the result's id is the note's.

    Raises:
        ValidationError: the note is empty or dated in the future.
        NotFoundError: the resident is gone or in the bin.
    """
    clean = _checked(office, date, text)
    note_id = new_id()
    with office.write("residents.add_note", record=("residents", resident_id)) as work:
        work.get(Resident, resident_id)
        note = ResidentNote(
            id=note_id,
            subject_id=resident_id,
            resident_id=resident_id,
            date=date,
            text=clean,
            author=office.user_name,
        )
        work.session.add(note)
    return Saved(note_id, work.changes)


@needs("residents.change")
def change_note(
    office: Office, note_id: bytes, date: dt.date, text: str, version: int | None = None
) -> Saved:
    """Change a note; its author stays.

    Raises:
        ValidationError: as `add_note`.
        ConflictError, NotFoundError: it was changed since, or is gone.
    """
    clean = _checked(office, date, text)
    with office.write("residents.change_note") as work:
        note = work.get(ResidentNote, note_id, version)
        note.date, note.text = date, clean
        work.session.flush()
        new_version = note.row_version
    return Saved(note_id, work.changes, new_version)


@needs("residents.change")
def retire_note(office: Office, note_id: bytes) -> Saved:
    """Put a note into the bin.

    Raises:
        NotFoundError: it is gone already.
    """
    with office.write("residents.retire_note") as work:
        work.retire(work.get(ResidentNote, note_id))
    return Saved(note_id, work.changes)


def notes_of(session: Session, resident_id: bytes) -> tuple[NoteRow, ...]:
    """Return the notes of a card, newest first."""
    query = (
        select(
            ResidentNote.id,
            ResidentNote.date,
            ResidentNote.text,
            ResidentNote.author,
            ResidentNote.row_version,
        )
        .where(ResidentNote.resident_id == resident_id, ResidentNote.retired_at.is_(None))
        .order_by(ResidentNote.date.desc(), ResidentNote.id.desc())
    )
    return tuple(NoteRow(*row) for row in session.execute(query))


def _checked(office: Office, date: dt.date, text: str) -> str:
    clean = strip_controls(text, keep_lines=True).strip()
    problems = []
    if not clean:
        problems.append(Problem("text", "residents.note.empty"))
    if date > office.clock.today():
        problems.append(Problem("date", "residents.note.future"))
    if problems:
        raise ValidationError(problems)
    return clean
