"""CSV statements: the table is found by its headings, which are data."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from cusdesk.core.errors import ImportProblemError
from cusdesk.domain.dates import parse_date
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.money import parse_money
from cusdesk.domain.polish_text import fold
from cusdesk.importing.bank.statement import (
    LARGEST_GR,
    BankLine,
    Statement,
    account_in,
    tidy,
    with_fingerprints,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

_LONGEST_CELL = 131_072
_SEPARATORS = ";,\t|"
_WORDS = re.compile(r"[^a-z0-9]+")


def read_csv_statement(file_name: str, text: str) -> Statement:
    """Return the money that came in.

    Raises:
        ImportProblemError: `fees.bank.no_table`: no line holds a heading of date and amount.
    """
    rows = _rows(text)
    places, start = _head(rows)
    if not places:
        raise ImportProblemError("fees.bank.no_table", name=file_name)
    lines: list[BankLine] = []
    unread: list[tuple[int, str]] = []
    outgoing = 0
    for number, row in enumerate(rows[start:], start + 1):
        cells = _cells(row, places)
        day, amount = _day(cells), _amount(cells)
        if day is None and amount is None:
            continue  # totals, empty lines, words under the table
        if day is None or amount is None or amount > LARGEST_GR:
            unread.append((number, "line"))
        elif amount <= 0 or not _is_ours(cells):
            outgoing += 1
        else:
            lines.append(_line(day, amount, cells))
    return Statement(with_fingerprints(lines), outgoing, tuple(unread))


def _rows(text: str) -> list[list[str]]:
    """Return the cells; the sign that parts them is the commonest one of the longest lines."""
    counted = Counter(sign for line in text.splitlines() for sign in line if sign in _SEPARATORS)
    best = max(_SEPARATORS, key=lambda sign: counted[sign] if sign != "," else counted[sign] / 3)
    reader = csv.reader(io.StringIO(text), delimiter=best)
    try:
        rows = [[cell.strip() for cell in row] for row in reader]
    except csv.Error as error:
        raise ImportProblemError("fees.bank.unreadable", name="") from error
    # the module's own border is for the whole program, and another reader may have moved it
    if any(len(cell) > _LONGEST_CELL for row in rows for cell in row):
        raise ImportProblemError("fees.bank.unreadable", name="")
    return rows


def _head(rows: Sequence[Sequence[str]]) -> tuple[dict[str, list[int]], int]:
    """Return what stands in which columns, and the number of the first row under the headings."""
    words: dict[str, list[str]] = dictionary("bank_statements")["headings"]
    longest: int = dictionary("bank_statements")["csv"]["longest_preamble"]
    for number, row in enumerate(rows[:longest]):
        places = _places(row, words)
        if "date" in places and ("amount" in places or "credit" in places):
            return places, number + 1
    return {}, 0


def _places(row: Sequence[str], words: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
    """Return what -> its columns; columns without a heading go on with the title before them."""
    places: dict[str, list[int]] = {}
    before = ""
    for place, cell in enumerate(row):
        called = _called(cell)
        if not called and before == "title":
            places["title"].append(place)
            continue
        before = ""
        for what, names in words.items():
            if called in names:
                places.setdefault(what, []).append(place)
                before = what
    return places


def _called(text: str) -> str:
    return _WORDS.sub(" ", fold(text)).strip()


def _cells(row: Sequence[str], places: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """Return what -> the words of its columns; two columns of a title are one text."""
    found = {}
    for what, columns in places.items():
        parts = [row[place] for place in columns if place < len(row) and row[place]]
        joined = what in {"title", "payer"}
        found[what] = " ".join(parts) if joined else (parts[0] if parts else "")
        if what == "title":
            found |= _labelled(parts)
    return found


def _labelled(parts: Sequence[str]) -> dict[str, str]:
    """Return what -> value of cells such as `Nazwa nadawcy: …`; the title is what has no other."""
    labels: dict[str, list[str]] = dictionary("bank_statements")["labels"]
    found: dict[str, str] = {}
    plain = []
    for part in parts:
        called, sign, value = part.partition(":")
        what = next((key for key, names in labels.items() if _called(called) in names), "")
        if sign and what:
            found[what] = value.strip()
        else:
            plain.append(part)
    return {"title": " ".join(plain), **found} if found else {}


def _day(cells: Mapping[str, str]) -> dt.date | None:
    for what in ("date", "value_date"):
        reading = parse_date(cells.get(what, "")) if cells.get(what) else None
        if reading is not None and reading.value is not None and reading.precision == "day":
            return reading.value
    return None


def _amount(cells: Mapping[str, str]) -> int | None:
    """Return grosze, negative for money that went out; None when nothing readable stands there."""
    single = _grosze(cells.get("amount", ""))
    if single is not None:
        return single
    credit, debit = _grosze(cells.get("credit", "")), _grosze(cells.get("debit", ""))
    if credit:
        return credit
    return -abs(debit) if debit is not None else credit


def _grosze(text: str) -> int | None:
    clean = text.replace("+", "").replace("\u00a0", " ").strip()
    return parse_money(clean).grosze if clean else None


def _is_ours(cells: Mapping[str, str]) -> bool:
    known: list[str] = dictionary("bank_statements")["csv"]["our_currency"]
    return fold(cells.get("currency", "")) in known


def _line(day: dt.date, amount_gr: int, cells: Mapping[str, str]) -> BankLine:
    title, payer = cells.get("title", ""), cells.get("payer", "")
    account = account_in(cells.get("account", "")) or account_in(f"{payer} {title}")
    return BankLine(day, amount_gr, tidy(payer), tidy(title), account)
