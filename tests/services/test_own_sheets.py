"""The office's own workbook is shown once and filled every month with what the office counted."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from cusdesk import cli
from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.domain.contracts import ContractDraft, ContractServiceDraft
from cusdesk.domain.own_sheets import Mark, figure_kinds, kinds_to_choose
from cusdesk.domain.providers import ProcurementMode, ProviderDraft
from cusdesk.services import contracts, own_sheets, providers
from cusdesk.services.attendance import month_grid
from tests.helpers.office import PASSWORD, make_office
from tests.services.attendance_office import JUNE, make_group, mark_all

SHEET = "raport"
HEAD = ["Nazwa usługi", "Liczba osób ogółem", "w tym kobiety", "Liczba godz.", "Kwota (zł)"]


def template(path: Path, *, lines: int = 0, above: int = 0) -> Path:
    """Write a monthly report as an office has it; `above` pushes everything down."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(SHEET)
    sheet.write_row(above, 0, ["za miesiąc:", None, "rok:"])
    sheet.write_row(above + 2, 0, HEAD)
    for row in range(lines or 1):
        sheet.write_row(above + 3 + row, 0, [None if lines else "Rehabilitacja"])
    sheet.write_formula(above + 9, 1, f"=SUM(B{above + 4}:B{above + 9})", None, 0)
    sheet.write_row(above + 9, 0, ["Razem"])
    book.close()
    return path


@pytest.fixture
def office_path(tmp_path, clock):
    """A closed office file without residents."""
    folder = tmp_path / "biuro"
    folder.mkdir()
    make_office(folder, clock).office.close()
    return folder / "biuro.cusdesk"


@pytest.fixture
def month(office):
    """Two people, three presences of an hour in June, at 38 zł an hour by contract."""
    group = make_group(office, ["Łuczak", "Bąk"], [2, 9], minutes=60, unit="hour")
    mark_all(office, group, "xxxn")
    provider = providers.create(office, ProviderDraft("Gabinet W Ruchu")).id
    service = month_grid(office, group, JUNE).service_id
    contracts.create(
        office,
        ContractDraft(
            "1/2026",
            provider,
            ProcurementMode.MANDATE,
            valid_from=dt.date(2026, 1, 1),
            services=(ContractServiceDraft(service, rate_gr=3800),),
        ),
    )
    return service


def keep(office, path: Path, marks=None) -> bytes:
    read = own_sheets.read_own_sheet(office, path)
    return own_sheets.add(
        office, "Raport dla wójta", read, read.marks if marks is None else marks
    ).id


def values(data: bytes, *cells: str) -> list[object]:
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[SHEET]
    return [sheet[cell].value for cell in cells]


def test_cells_are_guessed_and_the_month_goes_into_them(office, month, tmp_path):
    sheet = keep(office, template(tmp_path / "raport.xlsx"))

    filled = own_sheets.fill(office, sheet, JUNE)

    assert values(filled.data, "B1", "D1", "B4", "C4", "D4", "E4", "B10") == (
        ["czerwiec", 2026, 2, 0, 3, 114, 2]
    )
    assert filled.unknown == ()


def test_a_month_without_anything_counts_nought(office, month, tmp_path):
    sheet = keep(office, template(tmp_path / "raport.xlsx"))

    filled = own_sheets.fill(office, sheet, dt.date(2026, 2, 1))

    assert values(filled.data, "B1", "B4", "D4") == ["luty", 0, 0]


def test_a_figure_nobody_knows_leaves_the_cell_and_is_named(office, tmp_path):
    group = make_group(office, ["Bąk"], [2], unit="hour")
    mark_all(office, group, "x")
    sheet = keep(office, template(tmp_path / "raport.xlsx"))

    filled = own_sheets.fill(office, sheet, JUNE)

    assert [mark.cell for mark in filled.unknown] == ["E4"]
    assert values(filled.data, "E4") == [None]


def lines(count: int) -> list[Mark]:
    return [
        Mark(SHEET, f"{column}{3 + line}", figure, None, line)
        for line in range(1, count + 1)
        for column, figure in (("A", "service"), ("B", "users"))
    ]


def test_a_list_of_services_fills_line_by_line(office, month, tmp_path):
    sheet = keep(office, template(tmp_path / "raport.xlsx", lines=3), lines(3))

    filled = own_sheets.fill(office, sheet, JUNE)

    assert values(filled.data, "A4", "B4", "A5") == ["Rehabilitacja", 2, None]


def test_more_services_than_lines_are_never_left_out(office, month, tmp_path):
    group = make_group(office, ["Wrona"], [3], name="Terapia")
    mark_all(office, group, "x")
    sheet = keep(office, template(tmp_path / "raport.xlsx", lines=1), lines(1))

    with pytest.raises(RuleError) as refused:
        own_sheets.fill(office, sheet, JUNE)
    assert (refused.value.key, refused.value.params["n"]) == ("own_sheets.fill.lines", 1)


def test_people_of_a_service_stand_on_its_list(office, month, tmp_path):
    marks = [
        Mark(SHEET, f"{column}{row}", figure, month, row - 3)
        for row in (4, 5, 6)
        for column, figure in (("A", "person"), ("D", "person_delivered"))
    ]
    sheet = keep(office, template(tmp_path / "raport.xlsx", lines=3), marks)

    filled = own_sheets.fill(office, sheet, JUNE)

    assert values(filled.data, "A4", "D4", "A5", "D5", "A6") == ["Łuczak", 2, "Bąk", 1, None]


def test_cells_that_moved_are_noticed_and_follow_a_replaced_file(office, month, tmp_path):
    sheet = keep(office, template(tmp_path / "raport.xlsx"))
    newer = template(tmp_path / "raport.xlsx", above=2)

    with pytest.raises(RuleError) as refused:
        own_sheets.fill_file(office, newer, JUNE)
    assert refused.value.key == "own_sheets.fill.moved"

    read = own_sheets.read_own_sheet(office, newer)
    own_sheets.replace_file(office, sheet, read, own_sheets.get(office, sheet).marks)
    filled = own_sheets.fill_file(office, newer, JUNE)
    assert values(filled.data, "B3", "D3", "B6", "D6", "B12") == ["czerwiec", 2026, 2, 3, 2]


def test_a_cell_that_is_gone_is_named_before_a_file_is_replaced(office, month, tmp_path):
    sheet = keep(office, template(tmp_path / "raport.xlsx"))
    marks = own_sheets.get(office, sheet).marks
    bare = tmp_path / "inny.xlsx"
    xlsxwriter.Workbook(bare).close()

    moved = own_sheets.compare(own_sheets.read_own_sheet(office, bare).own, marks)

    assert {each.mark.place for each in moved} == {mark.place for mark in marks}
    assert {each.cell for each in moved} == {None}


def test_every_figure_can_be_chosen_once():
    chosen = [kind.key for kind in kinds_to_choose()]
    assert sorted(chosen) == sorted(figure_kinds())


def test_a_cell_marked_twice_or_for_nobody_is_refused(office, month, tmp_path):
    read = own_sheets.read_own_sheet(office, template(tmp_path / "raport.xlsx"))
    twice = [Mark(SHEET, "B1", "year"), Mark(SHEET, "B1", "month_name")]

    for marks in (twice, [Mark(SHEET, "B4", "users")], [Mark(SHEET, "B4", "nonsense")]):
        with pytest.raises(ValidationError):
            own_sheets.add(office, "Raport", read, marks)
    with pytest.raises(ValidationError):
        own_sheets.add(office, " ", read, read.marks)
    assert own_sheets.list_sheets(office) == []


def test_marks_are_changed_and_a_sheet_is_put_away(office, month, tmp_path):
    sheet = keep(office, template(tmp_path / "raport.xlsx"))
    kept = own_sheets.get(office, sheet)

    own_sheets.change_marks(office, sheet, kept.own, [*kept.marks[1:], Mark(SHEET, "G1", "today")])
    own_sheets.rename(office, sheet, "Do gminy")

    after = own_sheets.get(office, sheet)
    assert {m.cell for m in after.marks} == {m.cell for m in kept.marks[1:]} | {"G1"}
    assert [row.name for row in own_sheets.list_sheets(office)] == ["Do gminy"]
    own_sheets.retire(office, sheet)
    assert own_sheets.list_sheets(office) == []


def test_the_command_line_fills_an_own_workbook(office_path, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CUSDESK_PASSWORD", PASSWORD)
    path, out = template(tmp_path / "raport.xlsx"), tmp_path / "wynik.xlsx"
    command = ["export", "month", str(office_path), "2026-06", "--template", str(path)]

    assert cli.main([*command, "--out", str(out)]) == 0
    assert values(out.read_bytes(), "B1", "D1") == ["czerwiec", 2026]

    xlsxwriter.Workbook(path).close()
    assert cli.main([*command, "--out", str(out)]) == 1
    assert "nie znalazł komórki" in capsys.readouterr().err
