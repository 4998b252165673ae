from __future__ import annotations

import pytest

from cusdesk.export.pdf.blocks import Paragraph, TextStyle
from cusdesk.export.pdf.fonts import NARROW
from cusdesk.export.pdf.grid import Grid, GridStyle, Row
from cusdesk.export.pdf.marks import Indivisible
from cusdesk.export.pdf.pages import add_with_company, paginate

STYLE = TextStyle(NARROW, 8, 10)
GRID = GridStyle(pad_y=0)


class Brick(Indivisible):
    """A block of a given height."""

    def __init__(self, height, *, heading=False):
        self.height = height
        self.keeps_next = heading


def lines(count):
    return Paragraph([str(i) for i in range(count)], STYLE, 100)


def table(count):
    rows = [Row([[(str(i), STYLE)]], GRID) for i in range(count)]
    return Grid([100], Row([[("head", STYLE)]], GRID), rows, GRID)


def heights(pages):
    return [[block.height for block, _ in page.placed] for page in pages]


def test_nothing_is_one_empty_page():
    assert heights(paginate([], 100, 100)) == [[]]


def test_heading_goes_to_the_page_of_what_follows():
    pages = paginate([Brick(80), Brick(10, heading=True), Brick(30)], 100, 100)

    assert heights(pages) == [[80], [10, 30]]


def test_two_headings_stay_together():
    blocks = [Brick(70), Brick(10, heading=True), Brick(10, heading=True), Brick(30)]

    assert heights(paginate(blocks, 100, 100)) == [[70], [10, 10, 30]]


def test_paragraph_leaves_two_lines_on_either_side():
    assert heights(paginate([Brick(60), lines(5)], 100, 100)) == [[60, 30], [20]]
    assert heights(paginate([Brick(85), lines(5)], 100, 100)) == [[85], [50]]


def test_table_repeats_its_heading():
    pages = paginate([Brick(60), table(7)], 100, 100)

    assert [len(page.placed[-1][0].rows) for page in pages] == [3, 4]
    assert heights(pages) == [[60, 40], [50]]


def test_block_taller_than_a_page_is_put_all_the_same():
    assert heights(paginate([Brick(500), Brick(10)], 100, 100)) == [[500], [10]]


@pytest.mark.parametrize("block", [lines(8), table(8)], ids=["paragraph", "table"])
def test_signatures_take_a_tail_with_them(block):
    pages = paginate([block], 100, 100)

    add_with_company(pages, [Brick(40)], 100)

    assert [len(page.placed) for page in pages] == [1, 2]
    assert pages[1].placed[-1][0].height == 40


def test_signatures_take_an_indivisible_block_with_its_heading():
    pages = paginate([Brick(60), Brick(10, heading=True), Brick(20)], 100, 100)

    add_with_company(pages, [Brick(40)], 100)

    assert heights(pages) == [[60], [10, 20, 40]]


def test_signatures_that_fit_no_page_with_company_stand_alone():
    pages = paginate([Brick(90)], 100, 100)

    add_with_company(pages, [Brick(95)], 100)

    assert heights(pages) == [[90], [95]]


def test_row_taller_than_a_page_is_cut_between_lines():
    tall = Row([[(str(i), STYLE) for i in range(25)]], GRID)
    pages = paginate([Grid([100], None, [tall], GRID)], 100, 100)

    assert heights(pages) == [[100], [100], [50]]
