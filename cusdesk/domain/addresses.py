"""Addresses of a rural commune: many villages have house numbers and no streets.

A single cell is taken apart by its marks (post code, `ul.`, house number). Where a name before
a number may be a street or a village, the reading says so instead of choosing silently.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import collapse_spaces, fold

if TYPE_CHECKING:
    from collections.abc import Collection

_POSTCODE = re.compile(r"(?<!\d)(\d{2})\s?[-–]\s?(\d{3})(?!\d)")
# Without its hyphen only before a name and after something else: `Dolina 29 32310 Klucze`.
_BARE_POSTCODE = re.compile(r"(?<=\S[\s,])(\d{2})(\d{3})(?=\s+[^\W\d_]{2})")
_NO_PLACE = re.compile(r"[=<>@:;|{}*+]|[/\\]$|\d[.,]|^\W+$")
_HOUSE = (
    # allowed: polish-literal (letters of a pattern)
    r"(?P<house>\d{1,4}(?:\s?[A-Za-z](?![A-Za-zżźćńółęąśŻŹĆĄŚĘŁÓŃ]))?)"
    r"(?:\s?/\s?(?P<flat>\d{1,4}\s?[A-Za-z]?)|\s*(?:m|lok|mieszk|mieszkanie|lokal)\.?\s*"
    r"(?P<flat_word>\d{1,4}\s?[A-Za-z]?))?"
)
_NAME_HOUSE = re.compile(
    rf"^(?P<name>.*?[^\s\d])?\s*(?:\b(?:nr|numer)\b\.?\s*(?:domu\s*)?)?{_HOUSE}$", re.I
)
_HOUSE_ONLY = re.compile(rf"^{_HOUSE}$", re.IGNORECASE)


class AddressProblem(enum.StrEnum):
    """Why an address needs a person's eye."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    STREET_OR_VILLAGE = "street_or_village"


@dataclass(frozen=True, slots=True)
class Address:
    """One address, any part may be empty; `street` has no `ul.`, but keeps `os.`, `al.`, `pl.`."""

    locality: str = ""
    street: str = ""
    house: str = ""
    flat: str = ""
    postcode: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class AddressReading:
    """What was read, and why it must not be taken over without asking (None: it is certain)."""

    address: Address
    problem: AddressProblem | None = None


@cache
def _street_prefix() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {
        found: printed
        for printed, words in dictionary("addresses")["street_kinds"].items()
        for found in words
    }
    listed = "|".join(sorted(kinds, key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=\s))({listed})(?:\.\s*|\s+)(?=\S)", re.IGNORECASE), kinds


@cache
def _lead_words() -> re.Pattern[str]:
    words = dictionary("addresses")["words"]["locality"]
    return re.compile(rf"^(?:{'|'.join(words)})(?:[.:]+\s*|\s+)(?=[^\W\d_])", re.IGNORECASE)


@cache
def _post_words() -> re.Pattern[str]:
    words = "|".join(map(re.escape, dictionary("addresses")["words"]["post"]))
    return re.compile(rf"(?:^|(?<=[\s,;]))(?:{words})\s*:?\s*", re.IGNORECASE)


def normalise_postcode(text: str) -> str | None:
    """Return `32-310` for `32310`, `32 - 310` and the like, or None."""
    digits = re.sub(r"[\s–-]", "", text)
    if len(digits) == 5 and digits.isascii() and digits.isdigit():
        return f"{digits[:2]}-{digits[2:]}"
    return None


def _tidy(text: str) -> str:
    return collapse_spaces(text).strip(" ,;.")


def _number(text: str | None) -> str:
    """Return a house or flat number as it is written on the house: `12A`."""
    return re.sub(r"\s", "", text or "").upper()


def split_house(text: str) -> tuple[str, str] | None:
    """Return house and flat of `12`, `12 a`, `5/3`, `5 m. 3`, or None when it is something else."""
    match = _HOUSE_ONLY.fullmatch(collapse_spaces(text))
    if match is None:
        return None
    return _number(match["house"]), _number(match["flat"] or match["flat_word"])


def _take_post(text: str) -> tuple[str, str, str]:
    """Return the text without its post code and post office, and these two."""
    rest, postcode, post = text, "", ""
    if word := _post_words().search(rest):
        tail = rest[word.end() :]
        code = _POSTCODE.match(tail)
        name, *after = re.split(r"[,;]", tail[code.end() :] if code else tail, maxsplit=1)
        code = code or _POSTCODE.search(name)
        post = _tidy(_POSTCODE.sub("", name))
        rest = f"{rest[: word.start()]}, {code[0] if code else ''}, {after[0] if after else ''}"
    if code := _POSTCODE.search(rest) or _BARE_POSTCODE.search(rest):
        postcode = f"{code[1]}-{code[2]}"
        before, after_code = rest[: code.start()], rest[code.end() :]
        if not post:
            head, sep, tail = after_code.partition(",")
            found = _street_prefix()[0].search(head)
            cut = found.start() if found else len(head)
            post, after_code = _tidy(head[:cut]), head[cut:] + sep + tail
        rest = f"{before}, {after_code}"
    return rest, postcode, post


def _named(text: str) -> tuple[str, str, str]:
    """Return name, house, flat of `Jana Pawła II 12 m. 3`."""
    match = _NAME_HOUSE.fullmatch(text)
    if match is None:
        return text, "", ""
    name = re.sub(r"(?i)(?:^|\s)(?:nr|numer)(?:\s+domu)?\.?$", "", match["name"] or "")
    return _tidy(name), _number(match["house"]), _number(match["flat"] or match["flat_word"])


def _with_street(text: str, before: str, prefix: re.Match[str]) -> Address:
    kind = _street_prefix()[1][prefix[1].lower()]
    name, house, flat = _named(text)
    street = name if kind == "ul." else f"{kind} {name}"
    return Address(locality=_lead_words().sub("", before), street=street, house=house, flat=flat)


def _merge(parts: list[str]) -> tuple[Address, bool]:
    """Put the parts between commas together; True when a name may be a street or a village."""
    found = Address()
    loose: list[tuple[str, str, str]] = []
    for part in parts:
        prefix = _street_prefix()[0].search(part)
        village = _lead_words().match(part)
        if village:
            name, house, flat = _named(part[village.end() :])
            found = replace(found, locality=name)
            loose.append(("", house, flat))
        elif prefix and not found.street:
            street = _with_street(
                _tidy(part[prefix.end() :]), _tidy(part[: prefix.start()]), prefix
            )
            found = replace(street, locality=street.locality or found.locality)
        else:
            loose.append(_named(part))
    for name, house, flat in loose:
        if not name:
            found = replace(found, house=found.house or house, flat=found.flat or flat)
    named = [entry for entry in loose if entry[0]]
    plain = [name for name, house, _ in named if not house]
    numbered = [entry for entry in named if entry[1]]
    if plain:
        found = replace(found, locality=found.locality or plain[0])
    if not numbered:
        return found, False
    name, house, flat = numbered[0]
    if found.street:
        return replace(found, locality=found.locality or name), False
    if fold(name) in dictionary("addresses")["words"]["bare_streets"] or found.locality:
        return replace(found, street=name, house=house, flat=flat), False
    return replace(found, locality=name, house=house, flat=flat), True


def _settle(found: Address, known: frozenset[str], *, open_question: bool) -> AddressReading:
    """Decide between `village 12` and `street 12` by the villages known, or say it is open."""
    if not open_question:
        return AddressReading(replace(found, locality=found.locality or found.post))
    if fold(found.locality) in known or fold(found.locality) == fold(found.post):
        return AddressReading(found)
    if found.post:
        as_street = replace(found, street=found.locality, locality=found.post)
        if fold(found.post) in known:
            return AddressReading(as_street)
        return AddressReading(as_street, AddressProblem.STREET_OR_VILLAGE)
    return AddressReading(found, AddressProblem.STREET_OR_VILLAGE if known else None)


def parse_address(text: str, localities: Collection[str] = ()) -> AddressReading:
    """Read an address written in one cell.

    Args:
        text: e.g. `Dolina 12`, `ul. Zielona 12 m. 3, 32-310 Dolina`, `Dolina, Zielona 12/3`.
        localities: names of the commune's villages; they decide whether `Zielona 12, 32-310 Dolina`
            is a street in Dolina or a house in Zielona with the post office in Dolina.

    Returns:
        The parts, with problem `street_or_village` when that cannot be decided.
    """
    clean = collapse_spaces(text)
    if not clean:
        return AddressReading(Address(), AddressProblem.EMPTY)
    rest, postcode, post = _take_post(clean)
    parts = [tidy for part in re.split(r"[,;\n]", rest) if (tidy := _tidy(part))]
    found, open_question = _merge(parts)
    found = replace(found, postcode=postcode, post=post)
    if not (found.locality or found.street or found.post) or _no_place(found):
        return AddressReading(found, AddressProblem.UNREADABLE)
    return _settle(found, frozenset(map(fold, localities)), open_question=open_question)


def _no_place(address: Address) -> bool:
    """Return True when what was found cannot be names: formulas, case signs, dates, remarks."""
    names = (address.locality, address.post)
    numbered = any(sign.isdigit() for name in names for sign in name)
    return numbered or any(_NO_PLACE.search(name) for name in (*names, address.street))


def format_house(address: Address) -> str:
    """Return `12/3`, or `12` without a flat."""
    return f"{address.house}/{address.flat}" if address.flat else address.house


def format_street(address: Address) -> str:
    """Return the street with its kind, `ul.` added where no other stands; empty without one."""
    if not address.street:
        return ""
    kinds = tuple(dictionary("addresses")["street_kinds"])
    bare = fold(address.street) in dictionary("addresses")["words"]["bare_streets"]
    return address.street if bare or address.street.startswith(kinds) else f"ul. {address.street}"


def envelope_lines(address: Address) -> list[str]:
    """Return the lines of an envelope: street or village with number, then code and post office."""
    post = address.post or address.locality
    place = format_street(address) or address.locality
    first = collapse_spaces(f"{place} {format_house(address)}")
    if address.street and address.locality and fold(address.locality) != fold(post):
        first = f"{address.locality}, {first}"
    if address.postcode:
        second = f"{address.postcode} {post}".strip()
    else:
        second = post if address.street or fold(post) != fold(address.locality) else ""
    return [line for line in (first, second) if line]


def format_address(address: Address) -> str:
    """Return the address in one line: `Dolina 12, 32-310 Klucze`."""
    return ", ".join(envelope_lines(address))
