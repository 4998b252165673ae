"""Opening a statement: which kind it is, in which letters it was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cusdesk.core.errors import ImportProblemError
from cusdesk.domain.dictionaries import dictionary
from cusdesk.importing.bank.csv_statement import read_csv_statement
from cusdesk.importing.bank.mt940 import is_mt940, read_mt940

if TYPE_CHECKING:
    from cusdesk.importing.bank.statement import Statement

MOST_BYTES = 20_000_000
_LETTERS = ("utf-8-sig", "cp1250", "iso8859-2", "cp852")


def read_statement(path: str | Path) -> Statement:
    """Return the money that came in by a statement.

    Raises:
        ImportProblemError: the file cannot be read, is too large, or is no statement; one sentence.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise ImportProblemError("fees.bank.unreadable", name=path.name) from error
    if size > MOST_BYTES:
        raise ImportProblemError("fees.bank.too_large", name=path.name)
    if b"\x00" in data or data[:2] == b"PK" or data[:4] == b"%PDF":
        raise ImportProblemError("fees.bank.no_text", name=path.name)
    text = decoded(data)
    if not text.strip():
        raise ImportProblemError("fees.bank.empty", name=path.name)
    if is_mt940(text):
        return read_mt940(text)
    return read_csv_statement(path.name, text)


def decoded(data: bytes) -> str:
    """Return the text; of the old Polish code pages, the one with the most Polish letters."""
    try:
        return data.decode(_LETTERS[0])
    except UnicodeDecodeError:
        found = [data.decode(name, errors="replace") for name in _LETTERS[1:]]
        return max(found, key=_polish_letters)


def _polish_letters(text: str) -> int:
    polish: str = dictionary("bank_statements")["letters"]
    return sum(letter in polish for letter in text.lower())
