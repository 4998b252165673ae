"""Taking a person out of what the imports keep: rows that wait, rows given back, warnings, drafts.

These rows carry no `subject_id`: most of them are about somebody who is not in the office (yet).
They are found by the resident they were settled or planned for, by PESEL, else by the name and
birth date that stand in them. Nothing here leaves a trace in the history: its triggers are muted,
and what a row said never got there (an insert is captured without its values).
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select, update

from cusdesk.core.ids import text_id
from cusdesk.core.portions import portions
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import fold
from cusdesk.models.imports import ImportBatch, ImportIssue
from cusdesk.models.journal import CapturedTable, CaptureState, Change, Draft, Operation
from cusdesk.models.residents import Resident
from cusdesk.services.imports.issues import ERASED
from cusdesk.services.imports.traces import PersonTraces, mentions, redacted, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

KEEP_DAYS = 90
"""As long as an import can be taken back, what was decided of its rows is kept."""
DRAFT_KIND = "imports.row"
_DAY_MS = 24 * 3600 * 1000


@dataclass(slots=True)
class Forgotten:
    """What was blanked: ids of issue rows, ids of batches whose name or headings named the person.

    `mentions`: rows about somebody else in which only the words about the person were blanked.
    """

    issues: list[bytes] = field(default_factory=list)
    batches: list[bytes] = field(default_factory=list)
    mentions: list[bytes] = field(default_factory=list)


def traces_of(session: Session, resident_id: bytes) -> PersonTraces:
    """Return what tells that a row is about a resident, from the card and its former values."""
    columns = (
        Resident.surname,
        Resident.given_name,
        Resident.birth_surname,
        Resident.pesel,
        Resident.birth_date,
    )
    row = session.execute(select(*columns).where(Resident.id == resident_id)).first()
    if row is None:
        return PersonTraces(frozenset({resident_id}))
    query = (
        select(Change.field, Change.before)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .where(CapturedTable.name == "residents", Change.row_id == resident_id)
        .where(Change.field.in_(("surname", "given_name", "pesel")))
    )
    former: dict[str, set[str]] = {"surname": set(), "given_name": set(), "pesel": set()}
    for name, before in session.execute(query):
        if before:
            former[name].add(str(before))
    surnames = {s for s in (row[0], row[2], *former["surname"]) if s}
    names = {(s, g) for s in surnames for g in (row[1], *former["given_name"]) if g}
    pesels = {p for p in (row[3], *former["pesel"]) if p}
    born = frozenset({row[4]} if row[4] else ())
    return PersonTraces(frozenset({resident_id}), frozenset(pesels), tuple(sorted(names)), born)


def forget_person(session: Session, traces: PersonTraces) -> Forgotten:
    """Blank everything the imports keep about a person, inside a running write.

    A row about the person loses its payload, cells, candidates and findings and waits no more. In
    a row about somebody else only the texts that name the person are blanked. A row that still
    waits, and whose written name a namesake in the office shares, keeps its values: only the
    person's id and what was copied from the card are taken out.

    Args:
        session: a session that may write (`Office.write(...).session` or `write_unrecorded`).
        traces: ids, PESEL numbers, names and birth dates of the person; see `traces_of`.
    """
    done = Forgotten()
    namesakes = _has_namesakes(session, traces)
    with _muted(session):
        for row_id, changed, whole in _hits(session, traces, namesakes=namesakes):
            session.execute(update(ImportIssue).where(ImportIssue.id == row_id).values(changed))
            (done.issues if whole else done.mentions).append(row_id)
        _forget_batches(session, traces, done)
        for part in portions(done.issues):
            _drop_drafts(session, part)
    return done


def _hits(
    session: Session, traces: PersonTraces, *, namesakes: bool
) -> Iterator[tuple[bytes, dict[str, object], bool]]:
    """Yield (row, new values, whether all of it goes) for every row that knows the person."""
    query = select(
        ImportIssue.id,
        ImportIssue.sheet,
        ImportIssue.params_json,
        ImportIssue.row_json,
        ImportIssue.candidate_ids,
        ImportIssue.outcome,
        ImportIssue.decision,
    ).where(ImportIssue.kind != ERASED)
    for i, sheet, params, text, candidates, outcome, decision in session.execute(query).all():
        data, said = json.loads(text), json.loads(params)
        waits = outcome == "doubtful" and not decision
        listed = [c for c in json.loads(candidates) if c in _texts(traces.resident_ids)]
        if _is_about(data, said, traces, shared=namesakes and waits):
            yield i, _blank(sheet, traces), True
            continue
        changed: dict[str, object] = {}
        if listed:
            kept = [c for c in json.loads(candidates) if c not in listed]
            data["differences"] = []
            changed["candidate_ids"] = json.dumps(kept)
            changed["row_json"] = json.dumps(data, ensure_ascii=False)
        if not (namesakes and waits) and (mentions(data, traces) or mentions(said, traces)):
            changed["row_json"] = json.dumps(redacted(data, traces), ensure_ascii=False)
            changed["params_json"] = json.dumps(redacted(said, traces), ensure_ascii=False)
        if changed:
            yield i, changed, False


def _is_about(
    data: dict[str, Any], said: dict[str, Any], traces: PersonTraces, *, shared: bool
) -> bool:
    """Return True when a row is about the person; `shared`: the name alone does not tell it."""
    payload = data.get("payload", {})
    if str(payload.get("resident_id") or "") in {i.hex() for i in traces.resident_ids}:
        return True
    if payload.get("resident_id"):
        return False  # decided for somebody else, who has a right to it
    values = payload.get("values") or {}
    own = str(values.get("pesel") or "")
    if own:
        return own in traces.pesels
    title = str(data.get("title", ""))
    named = traces.names_in(words_of(title)) or traces.names_in(words_of(said.get("name", "")))
    born = str(values.get("birth_date") or "")
    if named and born and traces.birth_dates:
        return born in {date.isoformat() for date in traces.birth_dates}
    if traces.has_pesel_in(said) or traces.has_pesel_in(data.get("raw", [])):
        return named or not title
    return named and not shared


def _blank(sheet: str, traces: PersonTraces) -> dict[str, object]:
    return {
        "kind": ERASED,
        "params_json": "{}",
        "row_json": "{}",
        "candidate_ids": "[]",
        "decision": ERASED,
        "sheet": "" if traces.names_in(words_of(sheet)) else sheet,
    }


def _forget_batches(session: Session, traces: PersonTraces, done: Forgotten) -> None:
    columns = (ImportBatch.id, ImportBatch.file_name, ImportBatch.headings_json)
    for i, name, headings in session.execute(select(*columns)).all():
        changed = {}
        if traces.names_in(words_of(name)) or traces.has_pesel_in(name):
            changed["file_name"] = ""
        heads = json.loads(headings)
        if mentions(heads, traces):
            changed["headings_json"] = json.dumps(redacted(heads, traces), ensure_ascii=False)
        if changed:
            session.execute(update(ImportBatch).where(ImportBatch.id == i).values(changed))
            done.batches.append(i)
    for sheet in session.scalars(select(ImportIssue.sheet).distinct()).all():
        if traces.names_in(words_of(sheet)):  # a card may be named after the person
            named = update(ImportIssue).where(ImportIssue.sheet == sheet)
            session.execute(named.values(sheet=""))


def _has_namesakes(session: Session, traces: PersonTraces) -> bool:
    """Return True when somebody else in the office bears one of the person's names."""
    wanted = {(fold(surname), fold(given)) for surname, given in traces.names}
    query = select(Resident.id, Resident.surname, Resident.given_name).where(
        Resident.retired_at.is_(None)
    )
    return any(
        (fold(surname), fold(given)) in wanted and i not in traces.resident_ids
        for i, surname, given in session.execute(query)
    )


@needs("office.see")
def purge_settled(office: Office, days: int = KEEP_DAYS) -> int:
    """Blank what was decided more than `days` days ago; return how many rows that were.

    The counts of the import, the place of a row and the decision stay; its values go.

    Raises:
        StorageError: read-only office, or the file failed; nothing was changed.
    """
    oldest = office.clock.epoch_ms() - days * _DAY_MS
    with office.read() as session:
        ids = _long_settled(session, oldest)
    if not ids:
        return 0
    with office.database.write_unrecorded() as session, _muted(session):
        for part in portions(ids):
            session.execute(
                update(ImportIssue)
                .where(ImportIssue.id.in_(part))
                .values(kind=ERASED, params_json="{}", row_json="{}", candidate_ids="[]")
            )
            _drop_drafts(session, part)
    return len(ids)


def _long_settled(session: Session, oldest: int) -> list[bytes]:
    """Return the rows whose last change, and whose import, lie before a moment."""
    last = (
        select(func.max(Operation.touched))
        .join(Change, Change.operation == Operation.id)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .where(CapturedTable.name == "import_issues", Change.row_id == ImportIssue.id)
        .scalar_subquery()
    )
    settled = (ImportIssue.decision != "") | ImportIssue.retired_at.is_not(None)
    query = (
        select(ImportIssue.id)
        .join(ImportBatch, ImportBatch.id == ImportIssue.batch_id)
        .where(settled, ImportIssue.kind != ERASED, ImportIssue.row_json != "{}")
        .where(ImportBatch.imported_at < oldest, func.coalesce(last, 0) < oldest)
    )
    return list(session.scalars(query))


@contextlib.contextmanager
def _muted(session: Session) -> Iterator[None]:
    """Let the triggers of the history sleep: they would file what is being taken out."""
    before = session.scalar(select(CaptureState.muted)) or 0
    session.flush()
    session.execute(update(CaptureState).values(muted=1))
    yield
    session.flush()
    session.execute(update(CaptureState).values(muted=before))


def _drop_drafts(session: Session, issue_ids: Iterable[bytes]) -> None:
    session.execute(delete(Draft).where(Draft.kind == DRAFT_KIND, Draft.key.in_(_texts(issue_ids))))


def _texts(ids: Iterable[bytes]) -> set[str]:
    return {text_id(i) for i in ids}
