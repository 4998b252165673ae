"""Everything the centre holds about a person, as one PDF for them (RODO, art. 15).

In plain Polish: whose data, what for and on what ground, how long, whose rights; then all of it.
The same lies inside the PDF as JSON, for a program (art. 20 in substance).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError
from cusdesk.core.ids import text_id
from cusdesk.core.messages import tr
from cusdesk.db.erase import personal_tables
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.reports.sections import AttachedFile, PaperSection, SectionedPaper
from cusdesk.export.atomic import replace_file
from cusdesk.models.residents import Resident
from cusdesk.services.audit import record_event
from cusdesk.services.office import office_header
from cusdesk.services.protection.cases import cases_of
from cusdesk.services.protection.subject_sections import SECTIONS

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

KIND = "protection.subject_access"
FORMAT = 1
_ABOUT = ("controller", "purposes", "basis", "recipients", "source", "automated", "rights")


@needs("protection.see", "residents.see")
def subject_paper(office: Office, resident_id: bytes) -> SectionedPaper:
    """Return everything held about a resident, as the paper they get.

    Raises:
        NotFoundError: there is no such resident.
    """
    with office.read() as session:
        row = session.execute(
            select(Resident.surname, Resident.given_name, Resident.birth_date).where(
                Resident.id == resident_id
            )
        ).first()
        if row is None:
            raise NotFoundError("storage.not_found")
        who = f"{row.given_name} {row.surname}".strip()
        if row.birth_date is not None:
            who = tr("protection.access.who", name=who, born=format_date(row.birth_date))
        header = office_header(session)
        found = [_about(session, resident_id, header.name)]
        for make in SECTIONS:
            found.extend(make(session, resident_id))
    today = office.clock.today()
    under = (who, tr("protection.access.as_of", date=format_date(today)))
    return SectionedPaper(header, tr("protection.access.title"), today, tuple(found), under)


@needs("protection.see", "residents.see")
def save_subject_file(
    office: Office, resident_id: bytes, path: Path, *, large_print: bool = False
) -> int:
    """Write the person's file and note it in the log; return its number of pages.

    Raises:
        NotFoundError: there is no such resident.
        DocumentError: the file cannot be written.
    """
    from cusdesk.export.pdf.sections import render_sections

    paper = subject_paper(office, resident_id)
    attached = AttachedFile(
        tr("protection.access.json_name"),
        tr("protection.access.json_about"),
        "application/json",
        json.dumps(subject_json(office, resident_id), ensure_ascii=False, indent=1).encode(),
    )
    with replace_file(path) as out:
        pages = render_sections(paper, out, large_print=large_print, attached=attached)
    record_event(office, KIND, resident_id)
    return pages


@needs("protection.see", "residents.see")
def subject_json(office: Office, resident_id: bytes) -> dict[str, Any]:
    """Return every row about a resident as plain values, by table, in the words of the glossary."""
    with office.read() as session:
        tables = {
            table.name: [
                {name: _plain(value) for name, value in row.items() if name != "row_version"}
                for row in session.execute(
                    select(table).where(table.c.subject_id == resident_id)
                ).mappings()
            ]
            for table in personal_tables()
        }
        sections = [
            {
                "section": section.key,
                "tables": [_rows(section, i) for i in range(len(section.tables))],
            }
            for make in SECTIONS[-2:]
            for section in make(session, resident_id)
        ]
    return {
        "format": FORMAT,
        "made_on": office.clock.today().isoformat(),
        "records": {name: rows for name, rows in tables.items() if rows},
        "log": sections,
    }


def _rows(section: PaperSection, index: int) -> dict[str, Any]:
    table = section.tables[index]
    return {"columns": list(table.headings), "rows": [list(row) for row in table.rows]}


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return text_id(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _about(session: Session, resident_id: bytes, office_name: str) -> PaperSection:
    """Return what the person must be told beside the data (RODO, art. 15(1) and (2))."""
    texts = [
        (
            tr(f"protection.access.about.{name}"),
            tr(f"protection.access.text.{name}", office=office_name),
        )
        for name in _ABOUT
    ]
    kept = [
        tr(
            "protection.access.kept",
            what=case.class_title or tr("protection.access.no_class"),
            category=case.category,
            until=_until(case.term.until, is_forever=case.term.is_forever),
        )
        for case in cases_of(session, resident_id)
    ]
    texts.insert(3, (tr("protection.access.about.kept"), "\n".join(dict.fromkeys(kept))))
    return PaperSection("about", tr("protection.access.about.heading"), texts=tuple(texts))


def _until(day: dt.date | None, *, is_forever: bool) -> str:
    if is_forever:
        return tr("protection.access.forever")
    if day is None:
        return tr("protection.access.counted_later")
    return tr("protection.access.until", date=format_date(day))
