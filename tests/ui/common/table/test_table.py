"""Lists of records: model, view, filters, copying, remembered columns."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from cusdesk.domain.changes import Changes
from cusdesk.ui.common.table import (
    ColumnSpec,
    EmptyState,
    MemorySource,
    TablePanel,
    TableQuery,
    TableSpec,
)
from cusdesk.ui.common.table.clipboard import as_mime
from cusdesk.ui.common.table.cut_tips import CutTips

COLUMNS = [
    ColumnSpec("surname", "common.button.add", width=20),
    ColumnSpec("born", "common.button.close", "date", width=12),
    ColumnSpec("minutes", "common.button.redo", "minutes", width=10),
    ColumnSpec("fee_gr", "common.button.back", "money", width=12),
]


@dataclass(frozen=True)
class Row:
    id: bytes
    surname: str
    born: dt.date | None
    minutes: int
    fee_gr: int


def made(number):
    name = f"{['Łuczak', 'Lis', 'Żak', 'Cebula'][number % 4]} {number}"
    born = dt.date(1950, 1, 1) + dt.timedelta(days=number)
    return Row(number.to_bytes(16, "big"), name, born, number * 30, number * 150)


@pytest.fixture
def rows():
    return [made(number) for number in range(250)]


@pytest.fixture
def panel(context, qtbot, rows):
    source = MemorySource(lambda: rows, COLUMNS)
    made = TablePanel(
        context,
        TableSpec("test.list", COLUMNS, source.list_ids, source.rows_for, ("residents",)),
    )
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.load()
    return made


def texts(panel, column=0, count=4):
    model = panel.model
    return [model.data(model.index(row, column)) for row in range(count)]


def test_model_keeps_the_rules_of_qt(panel, qtmodeltester):
    qtmodeltester.check(panel.model)


def test_data_shows_values_the_polish_way(panel):
    model = panel.model

    shown = [model.data(model.index(3, column)) for column in range(4)]

    assert shown == ["Cebula 3", "04.01.1950", "1:30", "4,50"]


def test_numbers_stand_at_the_right_edge(panel):
    alignment = panel.model.data(panel.model.index(0, 3), Qt.ItemDataRole.TextAlignmentRole)

    assert alignment & Qt.AlignmentFlag.AlignRight.value


def test_data_never_asks_the_service(context, rows, qtbot):
    asked = []

    def rows_for(ids):
        asked.append(len(ids))
        return [row for row in rows if row.id in set(ids)]

    panel = TablePanel(
        context, TableSpec("t", COLUMNS, lambda _q: [row.id for row in rows], rows_for)
    )
    qtbot.addWidget(panel)
    panel.load()
    before = list(asked)

    first = panel.model.data(panel.model.index(220, 0))

    assert (first, asked) == (None, before)
    qtbot.waitUntil(lambda: panel.model.data(panel.model.index(220, 0)) == "Łuczak 220")


def test_sorting_is_polish(panel):
    panel.view.sort_by_click(0)

    assert texts(panel, count=1) == ["Cebula 103"]
    assert panel.model.query == TableQuery({}, "surname", descending=False)


def test_second_click_turns_the_order(panel):
    panel.view.sort_by_click(0)
    panel.view.sort_by_click(0)

    assert texts(panel, count=1)[0].startswith("Żak")


def test_filter_finds_without_diacritics(panel, qtbot):
    editor = panel.view.frozen.header.editors[0]

    qtbot.keyClicks(editor, "luczak 22")
    qtbot.keyClick(editor, Qt.Key.Key_Return)

    assert texts(panel, count=3) == ["Łuczak 220", "Łuczak 224", "Łuczak 228"]


def test_typing_in_the_table_goes_to_the_filter_of_the_column(panel, qtbot):
    panel.view.setCurrentIndex(panel.model.index(0, 2))

    qtbot.keyClicks(panel.view, "7")

    assert panel.view.filter_header.editors[2].text() == "7"


def test_clearing_filters_shows_everything(panel):
    panel.view.set_filter(0, "nobody")
    none = panel.model.rowCount()
    panel.view.show_filters({})

    assert (none, panel.model.rowCount()) == (0, 250)


def test_enter_opens_the_record(panel, qtbot):
    panel.view.setCurrentIndex(panel.model.index(5, 0))

    with qtbot.waitSignal(panel.record_opened) as opened:
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)

    assert opened.args == [made(5).id]


def test_selection_is_counted_and_summed(panel):
    panel.view.setCurrentIndex(panel.model.index(1, 0))
    panel.view.selectAll()

    assert "250" in panel._sums.text()
    assert "15562:30" in panel._sums.text()


def test_copy_takes_headings_and_seen_columns(panel, qtbot):
    panel.choice.show_column(1, shown=False)
    panel.view.selectRow(2)

    qtbot.keyClick(panel.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == ["Dodaj\tPonów\tWstecz", "Żak 2\t1:00\t3,00"]


def test_copied_text_is_never_a_formula():
    mime = as_mime([], [["=1+1", "05"]], ["text", "text"])

    assert mime.text() == "'=1+1\t05\n"
    assert "mso-number-format" in mime.html()


def test_place_is_kept_when_the_list_changes(panel, rows):
    panel.view.select_record(made(7).id)

    del rows[2]
    panel.load()

    assert panel.view.current_id() == made(7).id


def test_another_order_begins_at_the_top(panel):
    panel.view.select_record(made(7).id)

    panel.view.sort_by_click(0)

    assert panel.view.currentIndex().row() == 0


def test_changes_of_its_feature_refresh_the_list(panel, rows, bus):
    rows.append(made(250))

    bus.publish(Changes("residents.create", {"residents": frozenset({b"1"})}))

    assert panel.model.rowCount() == 251


def test_changes_of_others_do_not(panel, rows, bus):
    rows.append(made(250))

    bus.publish(Changes("plans.create", {"plans": frozenset({b"1"})}))

    assert panel.model.rowCount() == 250


def test_columns_are_remembered(panel, context, qtbot, rows):
    panel.choice.show_column(2, shown=False)
    panel.view.setColumnWidth(1, 222)
    panel.choice._save()
    source = MemorySource(lambda: rows, COLUMNS)

    again = TablePanel(context, TableSpec("test.list", COLUMNS, source.list_ids, source.rows_for))
    qtbot.addWidget(again)

    assert again.view.isColumnHidden(2)
    assert abs(again.view.columnWidth(1) - 222) < 8


def test_frozen_column_stays_in_sight(panel):
    panel.resize(300, 300)
    panel.view.setCurrentIndex(panel.model.index(0, 3))
    panel.view.scrollTo(panel.model.index(0, 3))

    frozen = panel.view.frozen
    assert frozen.view.isVisible()
    assert panel.view.visualRect(panel.model.index(0, 3)).left() >= frozen.width() - 1


def test_empty_list_offers_the_first_step(context, qtbot):
    pressed = []
    empty = EmptyState("residents", "Nobody yet", "", ("Add", partial(pressed.append, 1)))
    panel = TablePanel(context, TableSpec("e", COLUMNS, lambda _q: [], lambda _i: [], empty=empty))
    qtbot.addWidget(panel)
    panel.show()
    panel.load()

    assert empty.isVisible()


def test_a_heading_is_seen_whole_until_the_person_chooses_a_narrow_column(panel):
    header = panel.view.filter_header
    assert header.sectionSize(1) >= header.words_width(1)
    narrow = replace(COLUMNS[0], header="common.table.clear_filters", width=6)
    panel.view.specs = (narrow, *COLUMNS[1:])
    header._specs = panel.view.specs
    panel.choice._widths["surname"] = narrow.width
    panel.choice._apply_widths()
    assert header.sectionSize(0) >= header.words_width(0)

    header.resizeSection(0, 70)
    panel.choice._apply_widths()
    assert header.sectionSize(0) < header.words_width(0)


def test_a_cut_text_is_told_under_the_pointer(panel):
    view = panel.view
    tips = view.findChild(CutTips)
    cell = view.visualRect(view.model().index(0, 1)).center()
    assert tips.text_at(cell) == ""

    view.filter_header.setMinimumSectionSize(10)
    view.setColumnWidth(1, 30)
    cell = view.visualRect(view.model().index(0, 1)).center()
    assert tips.text_at(cell) == "01.01.1950"
