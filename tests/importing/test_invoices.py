"""A list of invoices as an office keeps it: amounts in words, months without a year, copies."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cusdesk.importing.invoices import InvoicesFile, read_invoices, values
from cusdesk.importing.workbook import Sheet, Workbook
from cusdesk.services.imports.source import read_source

SAMPLE = Path(__file__).parent.parent / "data" / "invoices" / "faktury.xlsx"
TODAY = dt.date(2026, 7, 1)
MAY = (dt.date(2026, 5, 1), dt.date(2026, 5, 31))


@pytest.fixture(scope="module")
def sample() -> InvoicesFile:
    return read_invoices(read_source(SAMPLE).workbook, TODAY)


def test_every_invoice_is_read_to_the_grosz(sample: InvoicesFile) -> None:
    assert [(i.number, i.gross_gr, i.is_paid) for i in sample.invoices[:4]] == [
        ("1/05/2026", 9_000, True),
        ("2/05/2026", 12_000, False),
        ("R 7/26", 200_100, True),
        ("R 8/26", 110_000, False),
    ]
    assert sum(i.gross_gr or 0 for i in sample.invoices if i.repeats is None) == 337_600


def test_quantities_bring_their_unit_along(sample: InvoicesFile) -> None:
    lines = [invoice.lines[0] for invoice in sample.invoices[:3]]
    assert [(line.quantity_milli, line.unit, line.rate_gr) for line in lines] == [
        (3_000, "", 3_000),
        (4_000, "hour", 3_000),
        (2_000, "meeting", 100_050),
    ]


def test_numbers_and_dates_in_any_dress_are_the_same(sample: InvoicesFile) -> None:
    first, second = sample.invoices[:2]
    assert (first.nip, first.issued_on) == (second.nip, second.issued_on)
    assert first.lines[0].period == second.lines[0].period == MAY
    assert sample.invoices[3].lines[0].period == (dt.date(2026, 5, 1), dt.date(2026, 5, 15))


def test_what_is_wrong_is_said_with_its_cell(sample: InvoicesFile) -> None:
    found = [(p.kind, p.row, p.column) for i in sample.invoices for p in i.problems]
    assert found == [("invoice_arithmetic", 7, "J"), ("invoice_written_twice", 8, "D")]
    assert [(p.kind, p.row) for p in sample.problems] == [("formula_total_wrong", 11)]


def of(*rows: list[object]) -> InvoicesFile:
    sheet = Sheet("x", [list(row) for row in rows])  # type: ignore[arg-type]  # kinds differ
    return read_invoices(Workbook("x.xlsx", [sheet]), TODAY)


def test_two_services_on_one_invoice_are_two_lines() -> None:
    head = ["Wykonawca", "Nr faktury", "Usługa", "Liczba godzin", "Stawka", "Kwota"]
    found = of(
        head,
        ["Klub", "1/26", "opieka", 2, 30, 60],
        ["Klub", "1/26", "logopeda", 1, 90, 90],
        ["Inny", "1/26", "opieka", 1, 30, 30],
    )
    assert [(i.provider, len(i.lines), i.gross_gr) for i in found.invoices] == [
        ("Klub", 2, 15_000),
        ("Inny", 1, 3_000),
    ]


def test_a_column_nobody_knows_goes_into_the_notes_under_its_heading() -> None:
    head = ["Wykonawca", "Nr faktury", "Kwota", "Umowa", "Teczka", "Zaksięgowano w FK", "Uwagi"]
    day = dt.date(2026, 6, 3)
    (found,) = of(head, ["Klub", "1/26", 60, "7/2026", "B-12", day, "pilne"]).invoices
    assert found.notes == "pilne\nUmowa: 7/2026\nTeczka: B-12\nZaksięgowano w FK: 03.06.2026"


def test_a_catalogue_is_no_list_of_invoices() -> None:
    assert (
        of(["Nr", "Nazwa usługi", "Wykonawca", "Stawka"], [1, "Opieka", "Klub", 30]).invoices == []
    )


def test_what_cannot_be_read_stays_empty_and_is_said() -> None:
    head = ["Wykonawca", "Nr faktury", "Data wystawienia", "Liczba godzin", "Kwota"]
    (invoice,) = of(head, ["Klub", "9/26", "kiedyś", "dużo", "sto złotych"]).invoices
    assert (invoice.issued_on, invoice.gross_gr) == (None, None)
    assert {p.column for p in invoice.problems} == {"C", "D", "E"}


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("grudzień", (dt.date(2025, 12, 1), dt.date(2025, 12, 31))),
        ("XII 2025", (dt.date(2025, 12, 1), dt.date(2025, 12, 31))),
        (1, (dt.date(2026, 1, 1), dt.date(2026, 1, 31))),
        ("styczeń i luty", None),
        ("od 5.01.2026 do 9.01.2026", (dt.date(2026, 1, 5), dt.date(2026, 1, 9))),
        ("", None),
    ],
)
def test_the_month_before_the_bill_is_meant(text: object, period: object) -> None:
    issued = dt.date(2026, 1, 20)
    assert values.period_of(text, issued, None, TODAY) == period  # type: ignore[arg-type]  # any


@pytest.mark.parametrize(
    ("cell", "paid"),
    [("tak", True), ("przelew", True), ("nie", False), (None, False), (TODAY, True), ("-", False)],
)
def test_words_about_payment(cell: object, paid: bool) -> None:
    assert values.is_paid(cell) is paid  # type: ignore[arg-type]  # kinds differ


def test_a_register_without_hours_is_read_too() -> None:
    head = [
        "Data wpływu",
        "Numer faktury",
        "Kontrahent",
        "Opis",
        "Netto",
        "VAT",
        "Brutto",
        "Status",
    ]
    found = of(
        head,
        ["5.03.2026", "FV/1/26", "Klub", "opieka za luty 2026", "100,00", "23", 123, "zapłacona"],
        ["6.03.2026", "FV/2/26", "Klub", "opieka", 50, 0, 50, None],
        [None, None, None, "Razem", 150, 23, 200, None],
    )
    assert [(i.gross_gr, i.is_paid) for i in found.invoices] == [(12_300, True), (5_000, False)]
    assert found.invoices[0].lines[0].period == (dt.date(2026, 2, 1), dt.date(2026, 2, 28))
    assert [p.kind for p in found.problems] == ["formula_total_wrong"]


@pytest.mark.parametrize(
    ("cell", "milli"),
    [("1:30", 1_500), (dt.time(2, 15), 2_250), (dt.timedelta(hours=30), 30_000), (True, None)],
)
def test_hours_come_as_times_as_well(cell: object, milli: int | None) -> None:
    assert values.quantity_of(cell).milli == milli  # type: ignore[arg-type]  # kinds differ
