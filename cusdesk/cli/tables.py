"""`export budget|sheet|hours|fees`: tables of figures, by the suffix xlsx, csv or PDF."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cusdesk.cli.common import add_verb, id_value, month_value, open_office_of
from cusdesk.core.messages import tr
from cusdesk.domain.spans import Span, SpanKind, span_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.office import Office

SHEETS = (
    "service", "provider", "coordinator", "source", "village", "yearly", "costs", "orders",
)  # fmt: skip
_YEARS = (1990, 2100)
_SPAN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})))?", re.IGNORECASE)


def add_tables(kinds: Any) -> None:  # noqa: ANN401 (argparse keeps the type to itself)
    """Add the tables to `export`."""
    budget = _add(kinds, "budget", _budget)
    budget.add_argument("year", type=year_value, metavar="YYYY")
    sheet = _add(kinds, "sheet", _sheet)
    sheet.add_argument("sheet", choices=SHEETS)
    sheet.add_argument("span", type=span_value, metavar="YYYY[-MM|-Qn]")
    hours = _add(kinds, "hours", _hours)
    hours.add_argument("id", type=id_value, metavar="PROVIDER")
    hours.add_argument("month", type=month_value, metavar="YYYY-MM")
    fees = _add(kinds, "fees", _fees)
    fees.add_argument("month", type=month_value, metavar="YYYY-MM")


def _add(
    kinds: Any,  # noqa: ANN401 (argparse keeps the type to itself)
    name: str,
    save: Callable[[Office, argparse.Namespace], None],
) -> argparse.ArgumentParser:
    def run(options: argparse.Namespace) -> None:
        """Write the table and print where it lies."""
        with open_office_of(options, read_only=True) as office:
            save(office, options)
        print(options.out)

    parser = add_verb(kinds, name, run)
    parser.add_argument("office", type=Path, metavar="OFFICE")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    return parser


def _budget(office: Office, options: argparse.Namespace) -> None:
    from cusdesk.services import tables_out

    tables_out.save_budget(office, options.year, options.out)


def _sheet(office: Office, options: argparse.Namespace) -> None:
    from cusdesk.services import reports, tables_out

    tables_out.save_ready(office, reports.ReadyKind(options.sheet), options.span, options.out)


def _hours(office: Office, options: argparse.Namespace) -> None:
    from cusdesk.services import tables_out

    tables_out.save_statement(office, options.id, options.month, options.out)


def _fees(office: Office, options: argparse.Namespace) -> None:
    from cusdesk.services import tables_out

    tables_out.save_fees(office, options.month, options.out)


def year_value(text: str) -> int:
    """Return a year given as `YYYY`."""
    if not text.isascii() or not text.isdigit() or not _YEARS[0] <= int(text) <= _YEARS[1]:
        raise argparse.ArgumentTypeError(tr("cli.year", text=text))
    return int(text)


def span_value(text: str) -> Span:
    """Return a month (`2026-05`), a quarter (`2026-Q2`) or a year (`2026`)."""
    found = _SPAN.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(tr("cli.span", text=text))
    year = year_value(found[1])
    if found[2]:
        return span_of(SpanKind.QUARTER, dt.date(year, 3 * int(found[2]), 1))
    if found[3]:
        return span_of(SpanKind.MONTH, month_value(text))
    return span_of(SpanKind.YEAR, dt.date(year, 1, 1))
