"""What a statement holds, whatever it was written in."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
import hashlib
import re
from dataclasses import dataclass

from cusdesk.domain.polish_text import fold, one_line

_DIGITS = 26
_ACCOUNT = re.compile(r"(?<!\d)(?:PL)?((?:\d[ -]?){25}\d)(?!\d)", re.IGNORECASE)
_SIGNS = re.compile(r"[^a-z0-9]")
_LONGEST = 300
LARGEST_GR = 10**11
"""A milliard złotych: more cannot be read for what it is."""


@dataclass(frozen=True, slots=True)
class BankLine:
    """Money that came in.

    Attributes:
        amount_gr: positive.
        account: 26 digits of who paid; "" when the bank does not say.
        fingerprint: the same payment of another statement has the same one.
    """

    booked_on: dt.date
    amount_gr: int
    payer: str
    title: str
    account: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement.

    Attributes:
        lines: money that came in, in the order of the file.
        outgoing: how many lines were money that went out, or in another currency; left out.
        unread: lines that could not be read: (number in the file, why), why below `fees.bank`.
    """

    lines: tuple[BankLine, ...]
    outgoing: int = 0
    unread: tuple[tuple[int, str], ...] = ()

    @property
    def first_day(self) -> dt.date | None:
        """The first day on which money came in."""
        return min((line.booked_on for line in self.lines), default=None)

    @property
    def last_day(self) -> dt.date | None:
        """The last day on which money came in."""
        return max((line.booked_on for line in self.lines), default=None)


def account_in(text: str) -> str:
    """Return the first 26 digits of an account in a text; "" without one."""
    found = _ACCOUNT.search(text)
    return re.sub(r"\D", "", found[1])[:_DIGITS] if found else ""


def tidy(text: str) -> str:
    """Return a text of a bank in one line, not longer than a line can be."""
    return one_line(text)[:_LONGEST]


def with_fingerprints(lines: list[BankLine]) -> tuple[BankLine, ...]:
    """Return the lines with what tells them apart; equal ones of one file are counted.

    Day, amount, account and the letters of the title: a bank writes these alike in every file,
    spaces and the payer's address it does not.
    """
    seen: dict[str, int] = {}
    found = []
    for line in lines:
        letters = _SIGNS.sub("", fold(line.title))
        said = f"{line.booked_on.isoformat()}|{line.amount_gr}|{line.account}|{letters}"
        seen[said] = seen.get(said, 0) + 1
        mark = hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest()[:32]
        found.append(
            BankLine(line.booked_on, line.amount_gr, line.payer, line.title, line.account, mark)
        )
    return tuple(found)
