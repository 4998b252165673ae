"""Formulas of one shape are taken apart as each alone would be, and long chains are counted."""

from __future__ import annotations

import io

import openpyxl
import pytest
import xlsxwriter
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from cusdesk.importing.own_sheet import fill_sheet
from cusdesk.importing.own_sheet.shapes import Shapes
from cusdesk.importing.own_sheet.stale import stale_formulas

ALIKE = [
    ("B7+C7*2", "B18+C18*25"),
    ("SUM($A$1:A10) - 5%", "SUM($A$2:A11) - 50%"),
    ("'Rok 2026'!B3", "'Rok 2027'!B44"),
    ('IF(B3>10,"do 10 osób","od 11")', 'IF(B99>100,"do 99 osób","od 1")'),
    ("1E+3+A1", "12E+3+A1"),  # the first is a number, the second a sum with a name
    ("1.5E-2*B1", "9.5E-12*B10"),
    ("stawka1*A:A+3:3", "stawka20*A:A+30:30"),
    ("{1,2;3,4}", "{10,20;30,40}"),
    ('"nie zamknięte 1', '"nie zamknięte 22'),
]


def words(tokens):
    return [(token.value, token.type, token.subtype) for token in tokens]


def alone(formula):
    try:
        return Tokenizer(f"={formula}").items
    except openpyxl.formula.tokenizer.TokenizerError:
        return []


@pytest.mark.parametrize("pair", ALIKE, ids=lambda pair: pair[0])
@pytest.mark.parametrize("step", [1, -1], ids=["in order", "the other way"])
def test_the_second_of_a_shape_reads_as_it_would_alone(pair, step):
    shapes = Shapes()
    for formula in pair[::step]:
        expected = alone(formula)
        named = [t.value for t in expected if (t.type, t.subtype) == (Token.OPERAND, Token.RANGE)]
        assert words(shapes.tokens(formula)) == words(expected)
        assert shapes.ranges(formula) == named


def test_a_balance_of_a_thousand_rows_is_counted_to_its_end():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("konto")
    sheet.write_number("A1", 1)
    for row in range(2, 1002):  # each waits for the one above; the last stands first
        sheet.write_formula(f"B{1003 - row}", f"=B{1004 - row}+A1" if row > 2 else "=A1", None, 0)
    book.close()

    filled = fill_sheet("konto.xlsx", out.getvalue(), {("konto", "A1"): 3})

    shown = openpyxl.load_workbook(io.BytesIO(filled), data_only=True)["konto"]
    assert shown["B2"].value == 3000


def test_only_what_depends_on_a_filled_cell_is_stale():
    read = {
        ("a", 5, 1): [("a", 1, 1, 1, 900)],  # SUM(A1:A900)
        ("a", 5, 2): [("a", 5, 1, 5, 1)],  # of the one above
        ("a", 6, 1): [("a", 2, 1, 2, 900)],
        ("a", 6, 2): [("a", 6, 2, 6, 2)],  # of itself
        ("b", 1, 1): [("a", 1, 1, 16_384, 1_048_576)],
        ("b", 1, 2): [("b", 1, 3, 1, 4)],
    }

    assert stale_formulas(read, {("a", 1, 7)}) == {("a", 5, 1), ("a", 5, 2), ("b", 1, 1)}
    assert stale_formulas(read, {("b", 1, 4)}) == {("b", 1, 2)}
    assert stale_formulas(read, {("c", 1, 1)}) == set()
