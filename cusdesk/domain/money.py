"""Money: whole grosze inside, `1 234,56 zł` outside, and in words for documents."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from decimal import Decimal

from cusdesk.core.messages import plural_form, tr
from cusdesk.domain.polish_text import fold
from cusdesk.domain.rounding import half_up

GROSZE = 100
_NBSP = "\u00a0"
_THOUSANDS = 3
_GROSZE_ONLY = re.compile(r"(\d+)\s*gr(?:osz[ey]?)?\.?")
_ZLOTE_GROSZE = re.compile(r"(\d[\d ]*)\s*zl[a-z]*\.?\s*(\d{1,2})\s*gr[a-z]*\.?")
_UNIT = re.compile(r"\s*(?:zl(?:ot(?:y|e|ych))?|pln)\.?$|^pln\s*")


class MoneyProblem(enum.StrEnum):
    """Why an amount needs a person's eye."""

    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class MoneyReading:
    """What was read, in grosze; with a problem only the likelier reading, or None."""

    grosze: int | None
    problem: MoneyProblem | None = None


_NOT_A_NUMBER = MoneyReading(None, MoneyProblem.NOT_A_NUMBER)


def to_grosze(zlote: Decimal) -> int:
    """Return an amount of złote in grosze, rounded half up."""
    return half_up(zlote * GROSZE)


def _split_number(text: str) -> tuple[str, str, bool] | None:
    """Return whole part, decimals, and whether a lone separator may also part thousands."""
    separators = re.findall(r"[.,]", text)
    if not separators:
        return text, "", False
    last = separators[-1]
    whole, _, decimals = text.rpartition(last)
    if len(set(separators)) == 1:
        groups = text.split(last)
        all_threes = all(len(group) == _THOUSANDS for group in groups[1:])
        if len(groups) > 2:
            return ("".join(groups), "", False) if all_threes else None
        if all_threes and 0 < len(groups[0]) <= _THOUSANDS and groups[0] != "0":
            return "".join(groups), "", True
        return whole, decimals, False
    other = separators[0]
    groups = whole.split(other)
    grouped = last not in whole and all(len(group) == _THOUSANDS for group in groups[1:])
    return ("".join(groups), decimals, False) if grouped else None


def parse_money(text: str) -> MoneyReading:
    """Read an amount: `1 234,56 zł`, `1.234,56`, `12.50`, `12,-`, `12 zł 50 gr`, `50 gr`.

    Words such as `bezpł.` are no number, and `1.234` may be thousands or a slip: both come back
    with a problem (the first with nothing, the second read as thousands).
    """
    clean = fold(text)
    if not clean:
        return MoneyReading(None, MoneyProblem.EMPTY)
    if match := _GROSZE_ONLY.fullmatch(clean):
        return MoneyReading(int(match[1]))
    if match := _ZLOTE_GROSZE.fullmatch(clean):
        return MoneyReading(int(match[1].replace(" ", "")) * GROSZE + int(match[2]))
    clean = _UNIT.sub("", clean)
    clean = re.sub(r"[.,](?:-+)$", "", clean)
    negative = clean.startswith("-")
    clean = clean.removeprefix("-").strip()
    if not re.fullmatch(r"\d{1,3}(?: \d{3})+(?:[.,]\d*)?|\d[\d.,]*", clean):
        return _NOT_A_NUMBER
    split = _split_number(clean.replace(" ", ""))
    if split is None or not split[0] or len(split[1]) > 2:
        return _NOT_A_NUMBER
    whole, decimals, thousands = split
    grosze = int(whole) * GROSZE + int(decimals.ljust(2, "0"))
    problem = MoneyProblem.AMBIGUOUS if thousands else None
    return MoneyReading(-grosze if negative else grosze, problem)


def format_money(grosze: int, *, symbol: bool = True) -> str:
    """Return `1 234,56 zł` with no-break spaces; without `symbol` only the number."""
    whole, rest = divmod(abs(grosze), GROSZE)
    number = f"{whole:,}".replace(",", _NBSP) + f",{rest:02}"
    signed = f"-{number}" if grosze < 0 else number
    return tr("domain.money.with_symbol", amount=signed) if symbol else signed


def amount_in_words(grosze: int) -> str:
    """Return the amount in words: `dwa złote dwa grosze`.

    The library must get a `Decimal`: it takes an `int` for grosze.
    """
    from num2words import num2words

    zlote = Decimal(grosze) / GROSZE
    words = num2words(
        zlote.quantize(Decimal("0.01")), lang="pl", to="currency", currency="PLN", separator=""
    )
    return str(words)


def amount_in_words_fraction(grosze: int) -> str:
    """Return the other usual form: `tysiąc dwieście trzydzieści cztery złote 56/100`."""
    from num2words import num2words

    whole, rest = divmod(abs(grosze), GROSZE)
    words = str(num2words(whole, lang="pl"))
    if grosze < 0:
        words = tr("domain.money.minus", amount=words)
    noun = tr(f"domain.money.zloty_{plural_form(whole)}")
    return f"{words} {noun} {rest:02}/100"
