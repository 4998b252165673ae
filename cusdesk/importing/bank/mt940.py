"""MT940: lines 61 with their descriptions 86, as Polish banks write them."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
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
    from collections.abc import Iterator

_TAG = re.compile(r"^:(\d\d[A-Z]?):", re.MULTILINE)
_LINE = re.compile(r"(\d{6})(\d{4})?(R?[CD])([A-Z]?)(\d{1,13}),(\d{0,2})")
_CENTURY = 2000


def is_mt940(text: str) -> bool:
    """Tell whether a text looks like MT940."""
    tags = {match[1] for match in _TAG.finditer(text[:20_000])}
    return "61" in tags or {"20", "25"} <= tags


def read_mt940(text: str) -> Statement:
    """Return the money that came in. A line that cannot be read is named, the others are taken."""
    lines: list[BankLine] = []
    unread: list[tuple[int, str]] = []
    outgoing = 0
    for number, head, details in _entries(text):
        match = _LINE.match(head)
        day = _date(match[1]) if match else None
        if match is None or day is None:
            unread.append((number, "line"))
            continue
        if match[3] not in {"C", "RD"}:
            outgoing += 1
            continue
        amount = int(match[5]) * 100 + int(match[6].ljust(2, "0") or 0)
        if amount > LARGEST_GR:
            unread.append((number, "line"))
            continue
        lines.append(_line(day, amount, details))
    return Statement(with_fingerprints(lines), outgoing, tuple(unread))


def _entries(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (number, field 61, field 86 or "") of every line."""
    fields = [(match[1], match.end()) for match in _TAG.finditer(text)]
    starts = [match.start() for match in _TAG.finditer(text)]
    ends = [*starts[1:], len(text)]
    values = [(tag, text[start:end]) for (tag, start), end in zip(fields, ends, strict=True)]
    number = 0
    for place, (tag, value) in enumerate(values):
        if tag != "61":
            continue
        number += 1
        following = values[place + 1] if place + 1 < len(values) else ("", "")
        yield number, value.strip(), following[1] if following[0] == "86" else ""


def _date(digits: str) -> dt.date | None:
    try:
        return dt.date(_CENTURY + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return None


def _line(day: dt.date, amount_gr: int, details: str) -> BankLine:
    parts = _parts(details)
    if not parts:
        return _plain_line(day, amount_gr, details)
    words = dictionary("bank_statements")["mt940"]
    payer = _joined(parts, words["payer"]) or _joined(parts, words["payer_otherwise"])
    accounts = (account_in(parts.get(code, "")) for code in words["account"])
    return BankLine(
        day,
        amount_gr,
        tidy(payer),
        tidy(_joined(parts, words["title"])),
        next((account for account in accounts if account), ""),
    )


def _parts(details: str) -> dict[str, str]:
    """Return code -> value of a description with parts; {} for plain text."""
    flat = details.replace("\r", "").replace("\n", "")
    for sign in dictionary("bank_statements")["mt940"]["separators"]:
        found = re.split(rf"{re.escape(sign)}(?=\d\d)", flat)
        if len(found) > 2:
            return {piece[:2]: piece[2:].strip() for piece in found[1:]}
    return {}


def _joined(parts: dict[str, str], codes: list[str]) -> str:
    return " ".join(parts[code] for code in codes if parts.get(code))


def _plain_line(day: dt.date, amount_gr: int, details: str) -> BankLine:
    words = dictionary("bank_statements")["mt940"]
    text = tidy(details)
    title = _after(text, words["words_title"]) or text
    return BankLine(day, amount_gr, _after(text, words["words_payer"]), title, account_in(text))


def _after(text: str, words: list[str]) -> str:
    """Return what stands after one of the words, to the next sign that parts; "" without one."""
    low = text.lower()
    for word in words:
        place = max(low.find(word), fold(text).find(word))
        if place >= 0:
            rest = text[place + len(word) :]
            return re.split(r"[;|]", rest)[0].strip()
    return ""
