"""Bank statements: what came in, out of MT940 and the CSV files of Polish banks."""

from __future__ import annotations

from cusdesk.importing.bank.opening import read_statement
from cusdesk.importing.bank.statement import BankLine, Statement

__all__ = ["BankLine", "Statement", "read_statement"]
