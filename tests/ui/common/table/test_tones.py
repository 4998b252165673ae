"""What a colour says in a list is said by a sign too, and a selected row keeps both."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from cusdesk.domain.clocks import Pace
from cusdesk.ui.common.clock_lines import LOOKS, tone_of
from cusdesk.ui.common.table import ColumnSpec, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.table.tones import colour_of, sign_of
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.theme.colours import PALETTES, contrast
from cusdesk.ui.common.theme.icons import icon
from tests.ui.common.table.test_table import COLUMNS, made

TONES = ["error", "warning", "success", ""]


@pytest.fixture
def panel(context, qtbot):
    rows = [made(number) for number in range(4)]
    tone = {row.id: name for row, name in zip(rows, TONES, strict=True)}
    columns = [COLUMNS[0], replace(COLUMNS[1], tone=lambda row: tone[row.id]), *COLUMNS[2:]]
    source = MemorySource(lambda: rows, columns)
    panel = TablePanel(context, TableSpec("test.tones", columns, source.list_ids, source.rows_for))
    qtbot.addWidget(panel)
    panel.resize(700, 300)
    panel.show()
    panel.load()
    return panel


def index_of(panel, tone):
    rows = panel.model.all_rows()
    number = next(n for n, row in enumerate(rows) if row.id == made(TONES.index(tone)).id)
    return panel.model.index(number, 1)


@pytest.mark.parametrize("tone", ["error", "warning", "success"])
def test_a_selected_cell_keeps_its_tone(panel, tone):
    index = index_of(panel, tone)
    for view in (panel.view, panel.view.frozen.view):
        option = QStyleOptionViewItem()
        view.itemDelegateForColumn(1).initStyleOption(option, index)
        words = option.palette.color(QPalette.ColorRole.HighlightedText)
        assert words == current().colour(tone)
    for colours in PALETTES.values():
        assert contrast(getattr(colours, tone), colours.accent_soft) >= 4.5


def test_what_presses_has_a_sign_beside_its_colour(panel):
    decoration = Qt.ItemDataRole.DecorationRole
    signs = [panel.model.data(index_of(panel, tone), decoration) for tone in TONES]
    assert [sign is not None for sign in signs] == [True, True, False, False]
    assert panel.model.data(index_of(panel, "error").siblingAtColumn(0), decoration) is None


def test_a_clock_has_the_same_sign_in_a_list_as_on_the_sheet_of_the_day(panel):
    for pace, (picture, colour, _look) in LOOKS.items():
        tone = tone_of(pace)
        if pace is Pace.CALM:
            assert (colour_of(tone), sign_of(tone)) == ("", None)
            continue
        assert colour_of(tone) == colour
        shown, wanted = (
            made.pixmap(16).toImage() for made in (sign_of(tone), icon(picture, colour))
        )
        assert shown == wanted, pace
    assert len({tone_of(pace) for pace in Pace}) == len(Pace)


def test_a_sign_takes_no_room_from_the_words(panel, context, qtbot):
    source = MemorySource(list, COLUMNS)
    plain = TablePanel(context, TableSpec("test.plain", COLUMNS, source.list_ids, source.rows_for))
    qtbot.addWidget(plain)
    with_sign, without = (one.view.columnWidth(1) for one in (panel, plain))
    assert with_sign >= without
    assert ColumnSpec("a", "b").tone is None
    room = with_sign - current().icon_size - current().space(3)
    assert panel.view.fontMetrics().horizontalAdvance("15.06.2026") <= room
