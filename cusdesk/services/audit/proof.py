"""Proving the log, in sentences that say what was found and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.errors import Problem, ValidationError
from cusdesk.core.messages import tr
from cusdesk.db.audit import Link, check_chain, head
from cusdesk.db.audit.outside import anchors, format_anchor, parse_anchor
from cusdesk.domain.access import needs
from cusdesk.services.audit.words import names_of_subjects, shown_moment

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cusdesk.db.audit import Finding
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class Verification:
    """What proving the log brought.

    Attributes:
        entries, changes: how many were checked.
        forgotten: sealed parts that erasures made uncheckable.
        head: number and hash of the last entry, as papers print them; empty for an empty log.
        findings: kinds of what is wrong, in the order of entries.
        sentences: the same for people; empty when all is well.
        anchors: heads kept outside the file the log was compared with.
        checked_at: local time.
    """

    entries: int
    changes: int
    forgotten: int
    head: str
    findings: tuple[str, ...]
    sentences: tuple[str, ...]
    anchors: int
    checked_at: dt.datetime

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


@needs("office.see")
def verify(office: Office, progress: Progress = no_progress, *, printed: str = "") -> Verification:
    """Prove the log of the office: chain, authors, captured values, heads kept elsewhere.

    Args:
        office: the open office.
        progress: told about entries done.
        printed: a head as a paper prints it, "number hash"; empty for none.

    Raises:
        ValidationError: `audit.proof.unreadable`: `printed` is not a number and a hash.
        StorageError: the file failed.
    """
    extra = parse_anchor(printed)
    if printed.strip() and extra is None:
        raise ValidationError([Problem("printed", "audit.proof.unreadable")])
    with office.read() as session:
        kept = [*anchors(session), *([extra] if extra else [])]
        checked = check_chain(session, kept, progress)
        sentences = _sentences(office, session, checked.findings)
    return Verification(
        checked.entries,
        checked.changes,
        checked.forgotten,
        "" if checked.head is None else format_anchor(checked.head, short=True),
        tuple(finding.kind for finding in checked.findings),
        sentences,
        len(kept),
        office.clock.now(),
    )


def head_for_paper(session: Session) -> str:
    """Return the head of the log for the foot of a paper: number and the hash cut to 16 digits."""
    link: Link | None = head(session)
    return "" if link is None else format_anchor(link, short=True)


def _sentences(office: Office, session: Session, findings: list[Finding]) -> tuple[str, ...]:
    subjects = {finding.subject_id for finding in findings if finding.subject_id is not None}
    names = names_of_subjects(session, subjects, may_see=office.may("residents.see"))
    found = []
    for finding in findings:
        person = names.get(finding.subject_id or b"", "")
        where = "audit.where.entries" if finding.last > finding.seq else "audit.where.entry"
        place = tr(where, seq=finding.seq, last=finding.last)
        when = "" if finding.moment is None else shown_moment(finding.moment)
        place += tr("audit.where.moment", moment=when) if when else ""
        place += tr("audit.where.person", person=person) if person else ""
        found.append(tr(f"audit.finding.{finding.kind}", place=place))
    return tuple(found)
