"""From a workbook to the invoices it lists, one row or several rows each."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cusdesk.domain.dates import format_date
from cusdesk.domain.money import format_money
from cusdesk.importing.columns import ColumnMap, guess_columns
from cusdesk.importing.headings import is_total
from cusdesk.importing.invoices import values
from cusdesk.importing.invoices.rows import InvoicesFile, ReadInvoice, ReadLine
from cusdesk.importing.lexicon import lexicon, plain
from cusdesk.importing.months import months_in_text
from cusdesk.importing.problems import CellProblem
from cusdesk.importing.residents.rows import column_letters
from cusdesk.importing.tables import Table, find_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cusdesk.importing.problems import Severity
    from cusdesk.importing.workbook import CellValue, Sheet, Workbook

DICTIONARY = "import_invoices"
_WITH_HEADING = ("kept", "funding", "contract")
"""Columns that go into the notes under their heading."""
_BILLED = ({"amount"}, {"quantity", "rate"}, {"net"})
"""What a list of invoices tells beside the number of each: an amount, or what makes one."""


def guess_maps(workbook: Workbook) -> list[ColumnMap]:
    """Return the guessed column maps of the lists of invoices, one a way they are built."""
    return list({columns.signature: columns for _, columns in _tables(workbook, ())}.values())


def read_invoices(
    workbook: Workbook, today: dt.date, column_maps: Iterable[ColumnMap] = ()
) -> InvoicesFile:
    """Read every invoice of a workbook; maps a person corrected are used for their tables."""
    found = InvoicesFile()
    for table, columns in _tables(workbook, column_maps):
        if all(columns.signature != known.signature for known in found.maps):
            found.maps.append(columns)
        _Reader(table, columns, found, today).read()
    return found


def _tables(workbook: Workbook, column_maps: Iterable[ColumnMap]) -> list[tuple[Table, ColumnMap]]:
    """Return the tables that list invoices, with what their columns mean."""
    corrected = {columns.signature: columns for columns in column_maps}
    found = []
    for sheet in workbook.sheets:
        for table in [] if sheet.hidden else find_tables(sheet, lexicon(DICTIONARY)):
            columns = guess_columns(table, DICTIONARY, look_inside=False)
            columns = corrected.get(columns.signature, columns)
            known = {guess.field for guess in columns.guesses}
            if "number" in known and any(needed <= known for needed in _BILLED):
                found.append((table, columns))
    return found


class _Reader:
    """Reads the rows of one table."""

    def __init__(
        self, table: Table, columns: ColumnMap, found: InvoicesFile, today: dt.date
    ) -> None:
        self._table, self._columns, self._found, self._today = table, columns, found, today
        self._sheet: Sheet = table.sheet
        self._year = _year_of(table)
        self._totals: list[int] = []
        self._letters = {
            guess.field: column_letters(guess.column) for guess in reversed(columns.guesses)
        }

    def read(self) -> None:
        """Read every row; rows of the same seller and number belong together."""
        known: dict[tuple[str, str], ReadInvoice] = {}
        for row in self._table.rows:
            invoice = self._invoice(row)
            if invoice is None:
                continue
            key = (invoice.nip or plain(invoice.provider), plain(invoice.number))
            first = known.get(key) if invoice.number else None
            if first is None:
                known[key] = invoice
                self._found.invoices.append(invoice)
            elif any(line.says_the_same(invoice.lines[0]) for line in first.lines):
                self._repeat(invoice, first)
            else:
                first.lines += invoice.lines
                if invoice.notes and invoice.notes not in first.notes:
                    first.notes = f"{first.notes}\n{invoice.notes}".strip()
                first.problems += invoice.problems
        self._check_totals()

    def _repeat(self, invoice: ReadInvoice, first: ReadInvoice) -> None:
        """Keep a second copy apart, for a person to decide."""
        invoice.repeats = first
        params: dict[str, object] = {"number": invoice.number, "first": first.row}
        twice = self._problem("invoice_written_twice", invoice.row, "number", params)
        invoice.problems.append(twice)
        self._found.invoices.append(invoice)

    def _invoice(self, row: int) -> ReadInvoice | None:
        number = values.text_of(self._cell(row, "number"))
        provider = values.text_of(self._cell(row, "provider")) or self._table.section_of(row)
        issued = self._date(row, "issued_on")
        line = self._line(row, issued)
        if not number and line.amount_gr is None and line.quantity_milli is None:
            return None
        if not number and self._is_total(row):
            self._totals.append(row)
            return None
        paid = self._cell(row, "paid_on")
        invoice = ReadInvoice(
            self._sheet.name,
            row,
            number,
            values.kind_of(number),
            provider,
            values.nip_of(self._cell(row, "nip")),
            issued,
            self._date(row, "received_on"),
            self._date(row, "due_on"),
            values.date_of(paid, self._today),
            values.is_paid(paid),
            values.text_of(self._cell(row, "ksef_number")).replace(" ", ""),
            values.text_of(self._cell(row, "contract")),
            self._notes(row),
            [line],
        )
        invoice.problems += self._doubts(row, line)
        invoice.columns = self._letters
        return invoice

    def _notes(self, row: int) -> str:
        """Return the remarks of a row, and what columns say that has no place of its own."""
        told = [values.text_of(self._cell(row, "notes"))]
        for guess in self._columns.guesses:
            value = self._sheet.cell(row, guess.column)
            text = format_date(value) if isinstance(value, dt.date) else values.text_of(value)
            if guess.field in _WITH_HEADING and guess.heading and text:
                told.append(f"{guess.heading}: {text}")
        return "\n".join(part for part in told if part)

    def _line(self, row: int, issued: dt.date | None) -> ReadLine:
        quantity = values.quantity_of(self._cell(row, "quantity"))
        said = values.unit_of(values.text_of(self._cell(row, "unit"))) or quantity.unit
        amount = values.money_of(self._cell(row, "amount"))
        line = ReadLine(
            row,
            values.text_of(self._cell(row, "service")),
            self._period(row, issued),
            quantity.milli,
            said,
            values.money_of(self._cell(row, "rate")),
            amount,
        )
        column = self._columns.column_of("amount")
        if amount is None and column is not None and (row, column) in self._sheet.formulas:
            line.amount_gr = line.computed_gr  # a formula whose value the file does not keep
        return line

    def _period(self, row: int, issued: dt.date | None) -> tuple[dt.date, dt.date] | None:
        """Return the days a row is for: by its own column, else by the words of the service."""
        for name in ("period", "service"):
            found = values.period_of(self._cell(row, name), issued, self._year, self._today)
            if found is not None:
                return found
        return None

    def _doubts(self, row: int, line: ReadLine) -> Iterator[CellProblem]:
        computed = line.computed_gr
        if computed is not None and line.amount_gr is not None and computed != line.amount_gr:
            params = _amounts("stated", line.amount_gr, computed)
            yield self._problem("invoice_arithmetic", row, "amount", params)
        for name, value in (
            ("quantity", line.quantity_milli),
            ("rate", line.rate_gr),
            ("amount", line.amount_gr),
        ):
            raw = values.text_of(self._cell(row, name))
            if raw and value is None:
                yield self._problem("invoice_unreadable", row, name, {"raw": raw})
        for name in ("issued_on", "due_on"):
            raw = values.text_of(self._cell(row, name))
            if raw and self._date(row, name) is None:
                yield self._problem("invoice_unreadable", row, name, {"raw": raw})

    def _check_totals(self) -> None:
        """Compare the sum under the amounts with the rows above, copies left out."""
        column = self._columns.column_of("amount")
        if column is None:
            return
        mine = [i for i in self._found.invoices if i.sheet == self._sheet.name]
        right = sum(i.gross_gr or 0 for i in mine if i.repeats is None)
        rows = [*self._totals, *(skipped.row for skipped in self._table.texts("total"))]
        for row in rows:
            shown = values.money_of(self._sheet.cell(row, column))
            if shown is not None and shown != right:
                params = _amounts("shown", shown, right)
                self._found.problems.append(
                    self._problem("formula_total_wrong", row, "amount", params)
                )

    def _is_total(self, row: int) -> bool:
        """Whether a row without a number adds the others up: some cell of it says so."""
        return any(
            isinstance(cell, str) and is_total(plain(cell))
            for cell in (self._sheet.cell(row, column) for column in self._table.columns)
        )

    # --- cells

    def _cell(self, row: int, name: str) -> CellValue:
        for column in self._columns.columns_of(name):
            value = self._sheet.cell(row, column)
            if value is not None and value != "":
                return value
        return None

    def _date(self, row: int, name: str) -> dt.date | None:
        return values.date_of(self._cell(row, name), self._today)

    def _problem(self, kind: str, row: int, name: str, params: dict[str, object]) -> CellProblem:
        column = self._columns.column_of(name)
        letters = column_letters(column) if column is not None else None
        severity: Severity = "warning"
        return CellProblem(kind, self._sheet.name, row, letters, severity, params)


def _amounts(name: str, stated_gr: int, expected_gr: int) -> dict[str, object]:
    """Return two amounts as a message shows them."""
    return {name: format_money(stated_gr), "expected": format_money(expected_gr)}


def _year_of(table: Table) -> int | None:
    """Return the year the sheet is about, by its name or title; None where several are named."""
    texts = [table.sheet.name, *(skipped.text for skipped in table.texts("title"))]
    years = {seen.year for text in texts for seen in months_in_text(text) if seen.year}
    return years.pop() if len(years) == 1 else None
