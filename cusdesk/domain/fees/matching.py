"""Whose money came in: by the number in the title, the name, the account, the amount."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.domain.polish_text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_TOKENS = re.compile(r"[a-z]+|\d+")
_LONGEST_NUMBER = 8
_SHORTEST_NUMBER = 2
_ENOUGH = 2

NUMBER, NAME, ACCOUNT, AMOUNT = "number", "name", "account", "amount"


@dataclass(frozen=True, slots=True)
class Payer:
    """Somebody who may pay.

    Attributes:
        numbers: of notices, reminders and decisions, as printed.
        accounts: from which money came before.
        amounts: in grosze, that would settle something: the whole debt, a notice, one charge.
        names: (surname, given name) of the resident and of whoever acts for them.
    """

    resident_id: bytes
    names: tuple[tuple[str, str], ...] = ()
    numbers: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    amounts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """Whose payment it is.

    Attributes:
        resident_id: the likeliest; None when nothing speaks for anybody.
        is_sure: it may be booked without a question.
        why: what speaks for them: number, name, account, amount.
    """

    resident_id: bytes | None = None
    is_sure: bool = False
    why: tuple[str, ...] = ()


@dataclass(slots=True)
class PayerIndex:
    """Everybody who may pay, by what a transfer says."""

    by_number: dict[tuple[str, ...], set[bytes]] = field(default_factory=lambda: defaultdict(set))
    by_account: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    by_surname: dict[str, set[tuple[bytes, str]]] = field(default_factory=lambda: defaultdict(set))
    amounts: dict[bytes, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, payers: Iterable[Payer]) -> PayerIndex:
        """Return an index of these people."""
        made = cls()
        for payer in payers:
            who = payer.resident_id
            made.amounts[who] = payer.amounts
            for number in payer.numbers:
                tokens = tuple(_tokens(number))
                if len(tokens) >= _SHORTEST_NUMBER and any(map(str.isdigit, tokens)):
                    made.by_number[tokens].add(who)
            for account in payer.accounts:
                made.by_account[account].add(who)
            for surname, given in payer.names:
                for word in _tokens(surname):
                    made.by_surname[word].add((who, " ".join(_tokens(given)[:1])))
        return made


def match_payment(index: PayerIndex, amount_gr: int, title: str, payer: str, account: str) -> Match:
    """Return whose payment it is.

    Sure is a number that belongs to one person; a name and an account, or one of them with an
    amount that settles something, when they point to one person only. Everything else waits for
    somebody to look at it.
    """
    found: dict[bytes, list[str]] = defaultdict(list)
    numbered = _numbered(index, title)
    for who in numbered:
        found[who].append(NUMBER)
    for who in _named(index, f"{payer} {title}"):
        found[who].append(NAME)
    for who in index.by_account.get(account, ()) if account else ():
        found[who].append(ACCOUNT)
    for who, said in found.items():
        if amount_gr in index.amounts.get(who, frozenset()):
            said.append(AMOUNT)
    if not found:
        return Match()
    if len(numbered) > 1:  # one transfer for two people: a person parts it
        return Match(None, why=(NUMBER,))
    best = sorted(found, key=lambda who: (who in numbered, len(found[who])), reverse=True)
    first, why = best[0], tuple(found[best[0]])
    rivals = [who for who in best[1:] if len(found[who]) >= len(why)]
    if numbered:
        return Match(first, is_sure=True, why=why)
    if rivals:
        return Match(None, why=why)
    return Match(first, is_sure=len(why) >= _ENOUGH, why=why)


def _numbered(index: PayerIndex, title: str) -> set[bytes]:
    tokens = _tokens(title)
    found: set[bytes] = set()
    for length in range(_SHORTEST_NUMBER, _LONGEST_NUMBER + 1):
        for start in range(len(tokens) - length + 1):
            found |= index.by_number.get(tuple(tokens[start : start + length]), set())
    return found


def _named(index: PayerIndex, text: str) -> set[bytes]:
    """Return who has both the surname and the first given name in a text."""
    words = set(_tokens(text))
    return {
        who
        for word in words
        for who, given in index.by_surname.get(word, ())
        if given and given in words
    }


def _tokens(text: str) -> list[str]:
    return _TOKENS.findall(fold(text))
