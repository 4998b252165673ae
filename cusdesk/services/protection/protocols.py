"""The register of erasures on the screen and on paper: protocols and lists, naming nobody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.reports.sections import PaperSection, SectionedPaper
from cusdesk.export.atomic import replace_file
from cusdesk.models.office import User
from cusdesk.models.protection import Erasure
from cusdesk.services.office import office_header
from cusdesk.services.protection.retention import list_document, years_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cusdesk.domain.reports import TableDocument
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """One line of the register.

    Attributes:
        scope: `person` or `plan`.
        basis: value of `domain.protection.erasure.Basis`; empty when only an outside register told
            of it, after an older file had come back.
        user_name: who decided.
    """

    id: bytes
    erased_on: dt.date
    scope: str
    protocol_number: str
    case_sign: str
    basis: str
    legal_basis: str
    reason: str
    user_name: str
    class_symbol: str
    class_title: str
    category: str
    first_year: int | None
    last_year: int | None
    items: int
    is_compacted: bool


@needs("protection.see")
def list_erasures(office: Office) -> list[ErasureRow]:
    """Return the register, the newest first."""
    query = (
        select(Erasure, User.name)
        .join(User, User.id == Erasure.user_id, isouter=True)
        .order_by(Erasure.erased_at.desc(), Erasure.id)
    )
    with office.read() as session:
        return [_row(entry, name or "") for entry, name in session.execute(query)]


def _row(entry: Erasure, user_name: str) -> ErasureRow:
    return ErasureRow(
        entry.id,
        dt.datetime.fromtimestamp(entry.erased_at / 1000).date(),  # noqa: DTZ006 (local wall time)
        entry.scope,
        entry.protocol_number,
        entry.case_sign,
        entry.basis,
        entry.legal_basis,
        entry.reason,
        user_name,
        entry.class_symbol,
        entry.class_title,
        entry.category,
        entry.first_year,
        entry.last_year,
        entry.items,
        entry.compacted,
    )


@needs("protection.see")
def protocol(office: Office, erasure_id: bytes) -> SectionedPaper:
    """Return the protocol of an erasure: the case sign is all that tells which case it was.

    Raises:
        NotFoundError: there is no such erasure.
    """
    row = next((r for r in list_erasures(office) if r.id == erasure_id), None)
    if row is None:
        raise NotFoundError("storage.not_found")
    with office.read() as session:
        header = office_header(session)
    what = PaperSection("what", tr("protection.protocol.what"), facts=_facts(row))
    kept = tr(f"protection.protocol.kept_{row.scope}")
    rest = PaperSection(
        "stays",
        tr("protection.protocol.stays"),
        texts=(("", kept), ("", tr("protection.protocol.copies"))),
    )
    return SectionedPaper(
        header,
        tr("protection.protocol.title", number=row.protocol_number or "–"),
        row.erased_on,
        (what, rest),
        sign=tr("export.plan.case_sign", sign=row.case_sign) if row.case_sign else "",
        signatures=(tr("protection.protocol.by"), tr("protection.protocol.approved")),
    )


def _facts(row: ErasureRow) -> tuple[tuple[str, str], ...]:
    basis = tr(f"protection.erase.basis.{row.basis}") if row.basis else ""
    found = (
        ("date", format_date(row.erased_on)),
        ("sign", row.case_sign or "–"),
        ("class", " ".join(filter(None, (row.class_symbol, row.class_title)))),
        ("category", row.category),
        ("years", years_text(row.first_year, row.last_year)),
        ("items", tr(f"protection.protocol.items_{row.scope}", n=row.items)),
        ("basis", basis),
        ("legal_basis", row.legal_basis),
        ("reason", row.reason),
        ("user", row.user_name),
        ("rewritten", tr(f"protection.protocol.rewritten.{'yes' if row.is_compacted else 'no'}")),
    )
    return tuple((tr(f"protection.protocol.fact.{name}"), text) for name, text in found if text)


@needs("protection.see")
def erased_list(office: Office, rows: Sequence[ErasureRow]) -> TableDocument:
    """Return the register as the list of Dz.U. 2019 poz. 246."""
    lines = [
        (
            row.class_symbol,
            row.case_sign,
            row.class_title,
            years_text(row.first_year, row.last_year),
            row.items,
            tr(
                "protection.list.erased_on",
                date=format_date(row.erased_on),
                number=row.protocol_number or "–",
            ),
        )
        for row in rows
    ]
    with office.read() as session:
        name = office_header(session).name
    return list_document(tr("protection.list.erased_title"), lines, name, office.clock.today())


def save_list(document: TableDocument, path: Path) -> None:
    """Write a ready list as a PDF or, when the name ends so, as a workbook.

    Raises:
        DocumentError: the file cannot be written.
    """
    if path.suffix.lower() == ".xlsx":
        from cusdesk.export.xlsx.table import write_table_xlsx

        with replace_file(path) as out:
            write_table_xlsx(document, out)
        return
    from cusdesk.export.pdf.table import render_table

    with replace_file(path) as out:
        render_table(document, out)
