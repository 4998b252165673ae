"""Every paper and sheet of a hostile office: the text is there as typed, nothing is calculated."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import unicodedata

import openpyxl
import pypdfium2
import pytest
import python_calamine

from cusdesk import cli
from cusdesk.cli.lists import LISTS
from cusdesk.core.clock import FixedClock
from cusdesk.core.ids import text_id
from cusdesk.domain.polish_text import storable
from cusdesk.domain.reports import Column, ColumnKind, TableDocument
from cusdesk.export.csvfile import write_table_csv
from cusdesk.export.pdf.month import render_month
from cusdesk.export.pdf.plan import render_plan
from cusdesk.export.pdf.sections import render_sections
from cusdesk.export.pdf.sign_in import render_sign_in_list
from cusdesk.export.pdf.table import render_table
from cusdesk.export.xlsx.month import write_month_xlsx
from cusdesk.export.xlsx.table import write_table_xlsx
from cusdesk.services import attendance, audit, catalogue, people, plans, residents
from cusdesk.services.audit import AuditFilter
from cusdesk.services.protection.subject_access import subject_paper
from tests.export.samples import PRINTED
from tests.helpers.office import PASSWORD, make_office
from tests.hostile import texts
from tests.hostile.office import JUNE, fill

MONTH = JUNE


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    clock = FixedClock(dt.datetime(2026, 6, 15, 10, 0))  # noqa: DTZ001 (wall time)
    office = make_office(tmp_path_factory.mktemp("office"), clock).office
    yield office, fill(office)
    office.close()


def squeezed(text):
    """Return only what a reader of PDF cannot lose: letters, digits and the signs of markup."""
    plain = unicodedata.normalize("NFKC", storable(text))
    return "".join(s for s in plain if s.isascii() and (s.isalnum() or s in "<>&=+@{}%|'\\"))


def text_of(data):
    with pypdfium2.PdfDocument(data) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf)


def drawn(render, *document, **options):
    out = io.BytesIO()
    assert render(*document, out, **options) is None or out.tell()
    return squeezed(text_of(out.getvalue()))


@pytest.mark.parametrize("large", [False, True])
def test_plans_hold_every_word_that_was_typed(made, large):
    office, ids = made
    for plan_id in ids.plans:
        document = plans.plan_document(office, plan_id)
        draft = plans.get_plan(office, plan_id).draft
        shown = drawn(render_plan, document, large_print=large)
        wanted = [draft.needs, draft.contingency, draft.goals[0].text, draft.actions[0].what]
        assert [text for text in wanted if squeezed(text) not in shown] == []


def test_lists_and_reports_of_people(made):
    office, ids = made
    surnames = [residents.get_resident(office, i).draft.surname for i in ids.residents[:5]]
    group = ids.groups[0]
    for large in (False, True):
        shown = drawn(
            render_sign_in_list,
            attendance.sign_in_list(office, group, MONTH),
            large_print=large,
        )
        assert [s for s in surnames if squeezed(s)[:12] not in shown] == []
    shown = drawn(render_month, attendance.monthly_sheet(office, MONTH))
    assert [s for s in surnames if squeezed(s)[:12] not in shown] == []


def test_the_paper_for_the_person_holds_what_is_kept(made):
    office, ids = made
    for resident_id in ids.residents[::9]:
        draft = residents.get_resident(office, resident_id).draft
        shown = drawn(render_sections, subject_paper(office, resident_id))
        assert squeezed(draft.surname) in shown
        assert squeezed(draft.notes) in shown


def test_tables_of_the_office_as_pdf(made):
    office, _ids = made
    for document in (
        audit.log_document(office, AuditFilter()),
        catalogue.leaflet(office),
        people.access_document(office),
    ):
        assert drawn(render_table, document)


def table():
    kinds = (ColumnKind.TEXT, ColumnKind.IDENTIFIER)
    columns = tuple(Column(f"={kind.value}", kind) for kind in kinds)
    rows = tuple((text, text) for text in texts.ALL)
    return TableDocument("=Tytuł", columns, rows, PRINTED, office="=Biuro &C")


def test_workbook_cells_are_never_formulas():
    out = io.BytesIO()
    write_table_xlsx(table(), out)
    sheet = openpyxl.load_workbook(io.BytesIO(out.getvalue())).active
    written = [storable(text) for text in texts.ALL if storable(text)]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    values = [cell.value for cell in cells]
    assert [text for text in written if values.count(text) < 2] == []
    risky = [c for c in cells if str(c.value).startswith(("=", "+", "-", "@", "\t", "\n"))]
    assert len(risky) >= 2 * len(texts.FORMULAS)
    assert [c.coordinate for c in risky if not c.quotePrefix] == []
    seen = python_calamine.load_workbook(io.BytesIO(out.getvalue())).get_sheet_by_index(0)
    flat = [value for row in seen.to_python() for value in row]
    assert [text for text in written if text not in flat] == []


def test_the_monthly_workbook_calculates_only_our_own(made):
    office, _ids = made
    out = io.BytesIO()
    write_month_xlsx(attendance.monthly_sheet(office, MONTH), out)
    book = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    formulas = {c.value for s in book for row in s.iter_rows() for c in row if c.data_type == "f"}
    own = re.compile(r"=(SUM|IF|COUNT|SUBTOTAL|ROUND|SUMPRODUCT|'|[A-Z]+\d+|COUNTIF|SUMIF)")
    assert formulas
    assert [f for f in formulas if not own.match(f) or "HYPERLINK" in f or "cmd" in f] == []
    assert [s.title for s in book if re.search(r"[\\/?*\[\]:]", s.title) or len(s.title) > 31] == []


def test_csv_cells_are_never_formulas():
    out = io.BytesIO()
    write_table_csv(table(), out)
    read = csv.reader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""), delimiter=";")
    rows = list(read)
    assert len(rows) == len(texts.ALL) + 1
    bad = ("=", "+", "-", "@", "\t", "\r", "\n")
    assert [cell for row in rows for cell in row if cell.startswith(bad)] == []
    for text, row in zip(texts.ALL, rows[1:], strict=True):
        assert {cell.removeprefix("'") for cell in row} == {storable(text).removeprefix("'")}


NOTHING_THERE = {"problems", "papers", "editions", "candidates", "absences", "fees"}
"""Nothing waits in this office, no paper was issued, nobody recruits, stays away or used a
service last month."""


def test_the_command_line_gives_whole_json(made, capsys, monkeypatch):
    office, ids = made
    monkeypatch.setenv("CUSDESK_PASSWORD", PASSWORD)
    user = ["--user", "Anna Testowa"]
    for what in LISTS:
        assert cli.main(["list", what, str(office.path), "--json", *user]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found or what in NOTHING_THERE
    assert cli.main(["list", "residents", str(office.path), *user]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(ids.residents)


def test_documents_get_names_that_stay_in_their_folder(made, tmp_path, capsys, monkeypatch):
    office, ids = made
    monkeypatch.setenv("CUSDESK_PASSWORD", PASSWORD)
    plan = ["export", "plan", str(office.path), "--out", str(tmp_path / "a")]
    assert cli.main([*plan, "--all", "--user", "Anna Testowa"]) == 0
    written = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert len(written) == len(ids.plans)
    assert {p.parent for p in written} == {tmp_path / "a"}
    assert text_id(ids.plans[0])
