"""The registers on paper and as workbooks; one entry as a paper of its own, to be signed."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label
from cusdesk.domain.protection.registers import REGISTERS
from cusdesk.domain.reports import Column, ColumnKind, TableDocument
from cusdesk.domain.reports.sections import PaperSection, SectionedPaper
from cusdesk.services.office import office_header, put_setting, setting
from cusdesk.services.protection.registers.rows import get_entry, list_entries

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.domain.protection.registers import RegisterField, RegisterSpec
    from cusdesk.domain.reports import TableCell
    from cusdesk.services.office import Office
    from cusdesk.services.protection.registers.rows import RegisterRow

OFFICER = "protection.officer"
_NOBODY = "–"
_HEADINGS = {
    "breaches": ("number", "found_on"),
    "information_clauses": ("title", "version"),
}
"""Fields an entry is called by; of other registers the first one."""


@needs("protection.see")
def officer(office: Office) -> str:
    """Return the data protection officer with how to reach them, as it is printed."""
    with office.read() as session:
        return str(setting(session, OFFICER, ""))


@needs("protection.change")
def set_officer(office: Office, words: str) -> Changes:
    """Write who the data protection officer is (RODO, art. 30(1)(a))."""
    with office.write("protection.officer") as work:
        put_setting(work.session, OFFICER, " ".join(words.split()))
    return work.changes


@needs("protection.see")
def register_table(office: Office, register: str) -> TableDocument:
    """Return a register as a table of all its fields: for a workbook, or for short rows on paper.

    Raises:
        RuleError: `access.denied`.
    """
    spec = REGISTERS[register]
    rows = list_entries(office, register)
    columns = [Column(tr("protection.list.ordinal"), ColumnKind.INTEGER)]
    if spec.about != "no":
        columns.append(Column(tr(f"fields.{register}.resident_id")))
    fields = [field for field in spec.fields if field.kind != "check"]
    for field in fields:
        kind = ColumnKind.DATE if field.kind == "date" else ColumnKind.TEXT
        columns.append(Column(tr(f"fields.{register}.{field.name}"), kind))
    columns.append(Column(tr("protection.column.state")))
    lines = [
        (
            number,
            *((row.resident,) if spec.about != "no" else ()),
            *(_cell(row, field) for field in fields),
            row.state,
        )
        for number, row in enumerate(rows, start=1)
    ]
    return _without_empty(office, register, columns, lines)


def _without_empty(
    office: Office, register: str, columns: list[Column], lines: list[tuple[TableCell, ...]]
) -> TableDocument:
    """Return the table without columns that are empty in every row: paper is narrow."""
    used = [i for i in range(len(columns)) if not lines or any(line[i] for line in lines)]
    return TableDocument(
        tr(f"protection.registers.{register}.title"),
        tuple(columns[i] for i in used),
        tuple(tuple(line[i] for i in used) for line in lines),
        office.clock.today(),
        office=office.name,
        basis=tr(f"protection.registers.{register}.source"),
    )


def _cell(row: RegisterRow, field: RegisterField) -> TableCell:
    value = row.value(field.name)
    if field.kind == "choice":
        return label(value) if value else None
    return value or None


@needs("protection.see")
def register_paper(office: Office, register: str) -> SectionedPaper:
    """Return a register of long texts as a paper, entry by entry.

    Raises:
        RuleError: `access.denied`.
    """
    spec = REGISTERS[register]
    rows = list_entries(office, register)
    sections = tuple(
        PaperSection(str(number), _heading(spec, row), facts=_facts(spec, row, whole=False))
        for number, row in enumerate(rows, start=1)
    )
    return _paper(office, register, tr(f"protection.registers.{register}.title"), sections)


@needs("protection.see")
def entry_paper(office: Office, register: str, entry_id: bytes) -> SectionedPaper:
    """Return one entry as a paper: an authorisation to be signed, a clause to be handed out.

    Raises:
        NotFoundError: there is no such entry.
    """
    spec = REGISTERS[register]
    row = get_entry(office, register, entry_id)
    title = tr(f"protection.registers.{register}.entry")
    if register == "information_clauses":
        waits = row.standing.key == "provisional"
        mark = (("", tr("protection.entry.draft_mark")),) if waits else ()
        text = mark + tuple(("", part) for part in str(row.value("text")).split("\n\n") if part)
        section = PaperSection("text", _heading(spec, row), texts=text)
        return _paper(office, register, title, (section,))
    section = PaperSection("entry", _heading(spec, row), facts=_facts(spec, row, whole=True))
    signatures: tuple[str, ...] = ()
    if spec.is_signed:
        who = (tr("protection.entry.signed_by_person"), tr("protection.entry.signed_by_office"))
        signatures = who
        texts = (("", tr(f"protection.registers.{register}.text")),)
        section = PaperSection("entry", section.heading, section.facts, texts)
    return _paper(office, register, title, (section,), signatures)


def _paper(
    office: Office,
    register: str,
    title: str,
    sections: tuple[PaperSection, ...],
    signatures: tuple[str, ...] = (),
) -> SectionedPaper:
    with office.read() as session:
        header = office_header(session)
        who = str(setting(session, OFFICER, ""))
    today = office.clock.today()
    under = [tr(f"protection.registers.{register}.source")]
    if who:
        under.append(tr("protection.registers.officer", who=who))
    if not signatures:
        under.append(tr("protection.access.as_of", date=format_date(today)))
    empty = PaperSection("empty", title, empty=tr("protection.registers.empty"))
    return SectionedPaper(
        header, title, today, sections or (empty,), tuple(under), signatures=signatures
    )


def _heading(spec: RegisterSpec, row: RegisterRow) -> str:
    """Return the words an entry is called by: its first field with its day or number."""
    if spec.about != "no" and row.who:
        return row.who
    found = [_words(row, spec.field(n)) for n in _heading_fields(spec)]
    if spec.name == "information_clauses" and found[1]:
        found[1] = tr("protection.entry.version", version=found[1])
    return ", ".join(filter(None, found)) or _NOBODY


def _heading_fields(spec: RegisterSpec) -> tuple[str, ...]:
    return _HEADINGS.get(spec.name, (spec.fields[0].name,))


def _facts(spec: RegisterSpec, row: RegisterRow, *, whole: bool) -> tuple[tuple[str, str], ...]:
    """Return the filled fields with their words; with `whole` also those that are empty."""
    facts = [
        (tr(f"fields.{spec.name}.{field.name}"), _words(row, field))
        for field in spec.fields
        if field.kind != "check" and (whole or field.name not in _heading_fields(spec))
    ]
    if row.state and not spec.is_signed:
        facts.append((tr("protection.column.state"), row.state))
    kept = whole and not spec.is_signed
    return tuple((name, words or _NOBODY) for name, words in facts if words or kept)


def _words(row: RegisterRow, field: RegisterField) -> str:
    value = _cell(row, field)
    return format_date(value) if isinstance(value, dt.date) else str(value or "")


def as_pdf(paper: TableDocument | SectionedPaper, *, large: bool = False) -> bytes:
    """Return a ready paper as a PDF."""
    out = io.BytesIO()
    if isinstance(paper, TableDocument):
        from cusdesk.export.pdf.table import render_table

        render_table(paper, out, large_print=large)
    else:
        from cusdesk.export.pdf.sections import render_sections

        render_sections(paper, out, large_print=large)
    return out.getvalue()


@needs("protection.see")
def printed(office: Office, register: str) -> TableDocument | SectionedPaper:
    """Return a register as it is printed: a table, or entry by entry where the texts are long."""
    if REGISTERS[register].as_cards:
        return register_paper(office, register)
    return register_table(office, register)
