"""The month on the screen, in the workbook and in the lists behind it is one and the same."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
import python_calamine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cusdesk.services.attendance import (
    GroupDraft,
    VisitDraft,
    add_meetings,
    add_visits,
    create_group,
    list_groups,
    list_meetings,
    month_grid,
    office_month,
)
from cusdesk.services.attendance.heads import HeadLine, write_heads
from cusdesk.ui.common.behind import BehindDialog
from cusdesk.ui.reports.behind import behind
from cusdesk.ui.reports.figures import AMOUNTS, FIGURES, lines
from cusdesk.ui.reports.paper import as_pdf
from cusdesk.ui.reports.screen import ReportsScreen
from tests.db.test_capture import add_resident
from tests.services.attendance_office import JUNE, add_service, make_group, mark_all

FIRST_ROW = 6  # of the office's sheet: titles, then the two lines of headings
PLACES = {name: 4 + n for n, name in enumerate(("listed", "users", "meetings"))} | {
    name: 8 + n for n, name in enumerate(("planned", "delivered", "unplanned", "left", "absences"))
}


@pytest.fixture
def busy(office):
    """A group in hours, one counted by meetings, and care at home in lesson hours."""
    group = make_group(office, ["Łuczak", "Bąk", "Żak"], [2, 9], minutes=100)
    mark_all(office, group, "xxnxu.")
    people = [p.resident_id for p in month_grid(office, group, JUNE).people]
    club = add_service(office, "Klub seniora", unit="meeting")
    second, _ = create_group(office, GroupDraft(service_id=club, name="Klub"), people[:2])
    add_meetings(office, second, [dt.date(2026, 6, d) for d in (3, 10, 17)])
    mark_all(office, second, "xx.xnx")
    lessons = add_service(office, "Konsultacje", unit="lesson_hour")
    stranger = add_resident(office, "Wrona")
    for day, minutes in ((5, 45), (8, 70), (8, 20)):
        draft = VisitDraft(stranger, lessons, dt.date(2026, 6, day), minutes=minutes, worker="A")
        add_visits(office, [draft])
    return group


@pytest.fixture
def screen(qtbot, context, office, busy):
    made = ReportsScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    return made


def number(text):
    return Decimal(text.replace("\u00a0", "").replace(",", ".")) if text else None


def rounded(value):
    return None if value in (None, "") else Decimal(str(value)).quantize(Decimal("0.01"))


def test_every_figure_of_the_screen_is_in_the_workbook(screen, tmp_path):
    path = tmp_path / "miesiac.xlsx"
    screen.save_as(path)
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    again = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    rows = again.to_python(skip_empty_area=False)
    services = [line for line in screen.model.lines if not line.is_sum]
    assert len(services) == 3
    for n, line in enumerate(services):
        assert sheet.cell(FIRST_ROW + n, 2).value == line.name
        for figure, place in PLACES.items():
            shown = number(line.text(figure))
            expected = None if shown is None else shown.quantize(Decimal("0.01"))
            assert rounded(sheet.cell(FIRST_ROW + n, place).value) == expected, figure
            assert rounded(rows[FIRST_ROW + n - 1][place - 1]) == expected, figure


def test_sums_of_the_screen_are_those_of_the_workbook(screen, tmp_path):
    path = tmp_path / "miesiac.xlsx"
    screen.save_as(path)
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    rows = {
        str(row[1].value or row[0].value): [cell.value for cell in row]
        for row in sheet.iter_rows(min_row=FIRST_ROW + 3)
    }
    total = next(values for name, values in rows.items() if name.startswith("Razem"))
    everybody = next(line for line in screen.model.lines if line.is_sum)
    for figure in ("users", "meetings", "absences"):
        assert total[PLACES[figure] - 1] == everybody.values[figure], figure


def test_rows_of_a_service_sheet_are_the_list_behind(screen, office, tmp_path):
    path = tmp_path / "miesiac.xlsx"
    screen.save_as(path)
    book = openpyxl.load_workbook(path, data_only=True)
    for line in [line for line in screen.model.lines if not line.is_sum]:
        sheet = next(s for s in book.worksheets if s.title == line.name)
        found = behind(office, screen.month, line, "listed")
        for n, row in enumerate(found.rows):
            cells = [cell.value for cell in sheet[6 + n]]
            assert cells[1] == row.values[1]
            figures = cells[2 + 30 :][:5]  # behind number, name and the days of June
            assert [rounded(v) for v in figures] == [rounded(v) for v in row.values[2:7]]


COUNTS = [figure for figure in FIGURES if figure not in AMOUNTS]


@pytest.mark.parametrize("figure", COUNTS)
def test_the_list_behind_a_count_has_as_many_lines(screen, office, figure):
    for line in screen.model.lines:
        if line.values.get(figure) is not None:
            found = behind(office, screen.month, line, figure)
            assert len(found.rows) == line.values[figure], line.name


@pytest.mark.parametrize(
    ("figure", "place"), [("planned", 4), ("delivered", -1), ("unplanned", 5), ("left", 6)]
)
def test_the_list_behind_an_amount_adds_up_to_it(screen, office, figure, place):
    for line in screen.model.lines:
        if line.values.get(figure) is None or line.is_sum:
            continue
        found = behind(office, screen.month, line, figure)
        if figure == "delivered" and line.per_unit == 1:
            assert len(found.rows) == line.values[figure]
            continue
        seen = sum(row.values[place] for row in found.rows) * line.per_unit
        assert abs(seen - line.values[figure]) <= len(found.rows)  # two decimals a row


def test_enter_on_a_figure_opens_its_list(qtbot, screen):
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    dialog = next(w for w in screen.children() if isinstance(w, BehindDialog))
    assert dialog.windowTitle().startswith("Osoby, które skorzystały")
    assert dialog.panel.model.rowCount() > 0
    dialog.close()


def test_the_list_behind_is_saved(screen, office, tmp_path, context):
    line = screen.model.lines[0]
    found = behind(office, screen.month, line, "absences")
    dialog = BehindDialog(replace(context, office=office), found, screen)
    path = tmp_path / "lista.xlsx"
    dialog.save_as(path)
    names = [c.value for c in openpyxl.load_workbook(path).active["B"]]
    assert {row.values[1] for row in found.rows} <= set(names)
    dialog.close()


def test_one_service_is_saved_alone(screen, tmp_path):
    path = tmp_path / "jedna.xlsx"
    screen.save_as(path, screen.model.lines[0].service_id)
    assert openpyxl.load_workbook(path).sheetnames == [screen.model.lines[0].name]


def test_another_month_is_empty_and_says_what_to_do(screen):
    QTest.keyClick(screen, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert screen.words == "lipiec 2026"
    assert screen.model.lines == [] or all(
        line.values.get("users") in {0, None} for line in screen.model.lines
    )


def test_marks_typed_elsewhere_come_in(screen, office, busy, bus):
    from cusdesk.domain.attendance import Mark
    from cusdesk.services.attendance import MarkEntry, write_marks

    before = screen.model.lines[2].values["delivered"]
    grid = month_grid(office, busy, JUNE)
    entry = MarkEntry(grid.meetings[1].id, grid.people[2].resident_id, Mark.PRESENT)
    bus.publish(write_marks(office, [entry]), None)
    assert screen.model.lines[2].values["delivered"] == before + 100


def test_the_paper_has_every_service_and_person(screen):
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(as_pdf(screen.month.sheet))).pages
    assert len(pages) == 4
    text = " ".join(page.extract_text() for page in pages)
    for word in ("Łuczak", "Wrona", "Klub seniora", "Konsultacje", "zestawienie"):
        assert word in text


def test_amounts_and_counts_are_told_apart():
    assert set(AMOUNTS) < set(FIGURES)


def test_heads_without_names_stand_apart_with_their_list(office, busy):
    group = list_groups(office)[0]
    meeting = list_meetings(office, group.id, JUNE)[0]
    before = [one.values.get("listed") for one in lines(office_month(office, JUNE))]
    write_heads(office, meeting.id, [HeadLine("6-12", "Dolina", 5), HeadLine("", "Bór", 2)])
    month = office_month(office, JUNE)
    line = next(one for one in lines(month) if one.service_id == group.service_id)
    found = behind(office, month, line, "heads")

    assert line.values["heads"] == 7
    assert [row.values[1:] for row in found.rows] == [("6–12 lat", "Dolina", 5), ("", "Bór", 2)]
    assert [one.values.get("listed") for one in lines(month)] == before
