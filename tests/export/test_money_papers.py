"""Papers with money: typed amounts, totals of a table, framed checks."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.reports import Hours, Money, OfficeHeader, PlanSignature
from cusdesk.domain.reports.forms import (
    FormColumn,
    FormDefinition,
    FormField,
    FormPart,
    FormSection,
    FormSignature,
    missing_values,
    total_of,
    value_of,
)
from cusdesk.domain.reports.papers import PaperDocument
from cusdesk.export.pdf.grid import Grid, GridStyle, Row
from cusdesk.export.pdf.papers import paper_pdf
from tests.export.test_papers_pdf import text_of

DAY = dt.date(2026, 6, 15)
TABLE = FormPart(
    "table",
    name="rows",
    totals=("hours", "amount"),
    total_label="Razem",
    columns=(
        FormColumn("Usługa", 60, (FormField("name", "Usługa"),)),
        FormColumn("Godziny", 20, (FormField("hours", "Godziny"),), "right"),
        FormColumn("Kwota", 20, (FormField("amount", "Kwota"),), "right"),
    ),
)
CHECKS = FormPart(
    "checks",
    fields=(FormField("bill.total", "Kwota do wypłaty", required=True),),
    signatures=(
        FormSignature("merit", "Sprawdzono pod względem merytorycznym", "data i podpis"),
        FormSignature("sums", "Sprawdzono pod względem rachunkowym", "data i podpis"),
        FormSignature(
            "approved",
            "Zatwierdzono do wypłaty",
            "data i podpis",
            text="Kwota {bill.total} (słownie: {bill.total.in_words}).",
            width=12,
        ),
    ),
)
FORM = FormDefinition(
    "bill", DAY, "Opis faktury", "Opis", "", (FormSection("s", "", (TABLE, CHECKS)),)
)
ROWS = (
    {"name": "Opieka", "hours": Hours(90), "amount": Money(123_456)},
    {"name": "Rozmowa", "hours": Hours(60), "amount": Money(4)},
)


def paper(values):
    return PaperDocument(OfficeHeader("CUS Testowo"), FORM, values, DAY, number="1")


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_amounts_totals_and_checks_are_on_paper(large):
    values = {
        "rows": ROWS,
        "bill.total": Money(123_460),
        "merit": PlanSignature("Ewa Testowa", "referent", DAY),
    }
    text = text_of(paper_pdf(paper(values), large_print=large)).replace("\u00a0", " ")
    assert "2,5 godz." in text
    assert "Razem" in text
    assert text.count("1 234,60 zł") == 2
    words = "słownie: tysiąc dwieście trzydzieści cztery złote sześćdziesiąt groszy"
    assert words in text
    assert "Ewa Testowa" in text
    assert "15.06.2026" in text


def test_a_missing_amount_is_listed_once_and_marked_in_its_check():
    document = paper({"rows": ROWS})
    assert [gap.field for gap in missing_values(document.values, FORM)] == ["bill.total"]
    assert text_of(paper_pdf(document)).count("[brak: kwota do wypłaty]") == 2


def test_rows_without_an_amount_do_not_count():
    assert total_of(({"a": Money(5)}, {"a": None}, {}), "a") == Money(5)
    assert total_of(({"a": 2}, {"a": 3}), "a") == 5
    assert total_of((), "a") is None


def test_the_beginning_of_a_path_may_be_a_key():
    assert value_of({"bill.total": Money(100)}, "bill.total.grosze") == 100
    assert value_of({"bill": {"total": None}}, "bill.total.grosze") is None


def test_a_total_never_stands_alone_on_a_page():
    style = GridStyle(min_row=10, pad_y=0)
    rows = [Row([[]], style) for _ in range(4)]
    grid = Grid((100,), None, rows, style, foot=1)
    first, rest = grid.split(35)
    assert (len(first.rows), len(rest.rows)) == (2, 2)
    assert len(grid.split_tail()[1].rows) == 2
