"""Addresses and sołectwa: one spelling of every place in a file, villages told from streets."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cusdesk.domain.addresses import (
    Address,
    AddressProblem,
    AddressReading,
    normalise_postcode,
    parse_address,
    split_house,
)
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import collapse_spaces, fold, title_place
from cusdesk.importing.lexicon import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

_POSTCODE_RUN = re.compile(r"(?<![\d/])(\d{2})\s?-?\s?(\d{3})(?![\d/])")
_LEAD = re.compile(r"^(?:m|msc|miejsc|wie\w|w)\.\s*", re.IGNORECASE)
_NUMBER_GLUE = re.compile(r",(?=\d)")
_DASHES = re.compile(r"\s[-–—]\s|[:,]\s")
_KIND = re.compile(r"(?i)\b(?:ul|ulica|al|aleja|os|osiedle|pl|plac|rynek)\b")
_DIGIT = re.compile(r"\d")
_BEFORE_NAME = re.compile(r"^(?:(?:so\wectwo|wie\w)\b\.?\s+(?=\w)|(?:so\w|m)\.\s*)", re.IGNORECASE)
_FEW = 3
_NEAR = 88


@dataclass(slots=True)
class Places:
    """The places of one file.

    Attributes:
        spelling: folded name → most usual spelling, of villages and sołectwa.
        streets: folded names written with `ul.` somewhere in the file.
        post_of: folded locality → (postcode, post) when the file never says another.
        common_post: the only (postcode, post) of the whole file.
        unsure: folded names read as a likely slip for another name.
    """

    spelling: dict[str, str] = field(default_factory=dict)
    streets: dict[str, str] = field(default_factory=dict)
    post_of: dict[str, tuple[str, str]] = field(default_factory=dict)
    memo: dict[str, AddressReading] = field(default_factory=dict)
    common_post: tuple[str, str] = ("", "")
    unsure: set[str] = field(default_factory=set)
    unified: dict[str, tuple[str, bool]] = field(default_factory=dict)


@cache
def _noise() -> re.Pattern[str]:
    words = dictionary("import_residents")["rows"]["section_noise"]
    listed = "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
    return re.compile(rf"^(?:{listed})\s+(?=\S)")


@lru_cache(maxsize=16_384)
def place_key(text: str) -> str:
    """Return a place name for comparing: folded, without `sołectwo` before it."""
    words = plain(text)
    return _noise().sub("", words) if len(words.split()) > 1 else words


def learn_places(names: Iterable[str], addresses: Iterable[str]) -> Places:
    """Look over the places of a file before any address is read.

    Args:
        names: cells of the columns of sołectwo and locality.
        addresses: whole addresses.
    """
    places = Places()
    spellings: dict[str, Counter[str]] = {}
    for name in names:
        key = place_key(name)
        if key and not _DIGIT.search(key):
            spellings.setdefault(key, Counter())[spelled(name)] += 1
    places.spelling = {key: _best(found) for key, found in spellings.items()}
    _merge_variants(places, {key: sum(found.values()) for key, found in spellings.items()})
    texts = list(addresses)
    _learn_streets(texts, places)
    if not places.spelling:
        _learn_villages(texts, places)
    _learn_posts(texts, places)
    return places


def _best(found: Counter[str]) -> str:
    """Return the most usual spelling; written with capitals and letters before others."""
    return max(
        found.items(), key=lambda item: (item[1], not item[0].isupper(), not item[0].isascii())
    )[0]


@lru_cache(maxsize=4096)
def spelled(name: str) -> str:
    """Return a place as it is written, without `wieś`, `sołectwo` or `m.` before its name."""
    clean = collapse_spaces(name).strip(" .,;")
    match = _BEFORE_NAME.match(clean)
    return title_place(clean[match.end() :] if match else clean)


def _merge_variants(places: Places, counts: dict[str, int]) -> None:
    """Point rare spellings to the usual name: `Olszynki`, `D. Zielona`, a slip once among many."""
    from rapidfuzz import fuzz

    common = [key for key, count in counts.items() if count >= _FEW]
    for key, count in counts.items():
        if key in common and count > _FEW * 3:
            continue
        others = [other for other in common if other != key and counts[other] > 2 * count]
        fitting = [other for other in others if _shortened(key, other)]
        if len(fitting) == 1:
            places.spelling[key] = places.spelling[fitting[0]]
            continue
        near = [other for other in others if fuzz.ratio(key, other) >= _NEAR]
        if len(near) == 1 and count < _FEW and counts[near[0]] > 4 * count:
            places.spelling[key] = places.spelling[near[0]]
            places.unsure.add(key)


def _shortened(short: str, long: str) -> bool:
    """Return True for `olszynki` or `olsz d` beside `olszynki dolne`."""
    one, other = short.split(), long.split()
    if len(one) > len(other) or one == other:
        return False
    return all(whole.startswith(part) for part, whole in zip(one, other, strict=False)) and (
        len(one) == len(other) or len(one[0]) >= 4
    )


def _learn_streets(texts: list[str], places: Places) -> None:
    for text in texts:
        for match in re.finditer(r"(?i)\bul(?:\.|ica)\s*([^\d,;/]{3,}?)\s+\d", text):
            places.streets.setdefault(plain(match[1]), collapse_spaces(match[1]))


def _learn_villages(texts: list[str], places: Places) -> None:
    """Without a column of places, villages are what stands before streets and post codes."""
    votes: Counter[str] = Counter()
    first: dict[str, str] = {}
    for text in texts:
        reading = parse_address(_prepared(text))
        found = reading.address
        named = [found.locality] if found.street and reading.problem is None else []
        if re.match(r"(?i)\s*(?:m|wie\w|msc)\.?\s", text) or re.search(r"\bnr\s*\d", text):
            named.append(found.locality)
        for name in named:
            if name:
                votes[fold(name)] += 1
                first.setdefault(fold(name), name)
    places.spelling = {key: first[key] for key in votes if key not in places.streets}


def _learn_posts(texts: list[str], places: Places) -> None:
    seen: dict[str, Counter[tuple[str, str]]] = {}
    every: Counter[tuple[str, str]] = Counter()
    for text in texts:
        if not _POSTCODE_RUN.search(text):
            continue
        found = read_text(text, places).address
        if found.postcode and found.post:
            seen.setdefault(fold(found.locality), Counter())[found.postcode, found.post] += 1
            every[found.postcode, found.post] += 1
    for key, found_posts in seen.items():
        if len(found_posts) == 1:
            places.post_of[key] = next(iter(found_posts))
    if len(every) == 1 and sum(every.values()) >= _FEW:
        places.common_post = next(iter(every))
    places.memo.clear()


def _prepared(text: str) -> str:
    """Put an address into the shape the parser knows."""
    text = collapse_spaces(text.replace("\n", ", "))
    text = _LEAD.sub("", text)
    text = _NUMBER_GLUE.sub(", ", text)
    match = _POSTCODE_RUN.search(text)
    if match is None:
        return text
    before, after = text[: match.start()].rstrip(" ,"), text[match.end() :].strip()
    code = f"{match[1]}-{match[2]}"
    return f"{before}, {code} {after}" if before else f"{code} {after}"


@cache
def _no_house() -> re.Pattern[str]:
    """Return what stands in place of a house number: a plot of land, or words for none."""
    table = dictionary("import_residents")
    plots = "|".join(re.escape(word) for word in sorted(table["plot"], key=len, reverse=True))
    none = "|".join(re.escape(word) for word in table["no_number"])
    return re.compile(
        rf"(?<![\s,;(])[\s,;(]+(?:(?:{plots})\.?\s*(?:nr\.?\s*)?\d[\d/]*|(?:{none})(?!\w))\)?",
        re.IGNORECASE,
    )


def without_plot(text: str) -> str:
    """Return an address without `dz. nr 114` or `bez nr`: they are no number of a house."""
    return _no_house().sub("", text)


def read_text(text: str, places: Places) -> AddressReading:
    """Read a whole address with the places of the file in mind."""
    if text in places.memo:
        return places.memo[text]
    known = places.spelling.values()
    reading = parse_address(_prepared(text), known)
    found = _as_written(reading.address, text)
    problem = reading.problem
    if problem is None and _bare_street(text, found, places):
        problem = AddressProblem.STREET_OR_VILLAGE
    if problem is AddressProblem.STREET_OR_VILLAGE:
        found, problem = _decide(found, places, problem)
    elif (
        not found.street
        and found.locality
        and fold(found.locality) in places.streets
        and (place_key(found.locality) not in places.spelling)
    ):
        found = replace(found, street=places.streets[fold(found.locality)], locality="")
    if place_key(found.locality) in places.spelling:
        found = replace(found, locality=places.spelling[place_key(found.locality)])
    found = replace(found, **{
        key: title_place(name)
        for key in ("locality", "street", "post")
        if (name := getattr(found, key)).isupper() and len(name) > _FEW
    })  # fmt: skip
    result = AddressReading(found, problem)
    places.memo[text] = result
    return result


def _bare_street(text: str, found: Address, places: Places) -> bool:
    """Return True for `Zalesie 14, 33-301 Nowa Wieś` in a file that writes `ul.` before streets."""
    if not (found.street and found.post and places.streets) or found.locality != found.post:
        return False
    if plain(found.street) in places.streets or _KIND.search(text):
        return False
    return fold(text).count(fold(found.locality)) == 1


def _as_written(found: Address, text: str) -> Address:
    """Keep small letters of house numbers as they are written on the house: `79c`."""
    house, flat = found.house, found.flat
    compact = text.replace(" ", "")
    if house.lower() in compact and house not in compact:
        house = house.lower()
    if flat.lower() in compact and flat not in compact:
        flat = flat.lower()
    return replace(found, house=house, flat=flat)


def _decide(
    found: Address, places: Places, problem: AddressProblem
) -> tuple[Address, AddressProblem | None]:
    """Decide between a street and a village by the streets written with `ul.` elsewhere."""
    name = found.street or found.locality
    villages = set(dictionary("import_residents")["village_words"])
    if plain(name) not in places.streets and villages & set(plain(name).split()):
        post = found.post or (found.locality if found.street else "")
        return replace(found, locality=name, street="", post=post), None
    if plain(name) in places.streets:
        locality = found.locality if found.street else ""
        return replace(found, street=name, locality=locality), None
    if found.street and place_key(found.street) in places.spelling:
        return replace(found, locality=found.street, street=""), None
    return found, problem


def read_parts(parts: dict[str, str], places: Places) -> AddressReading:
    """Put an address together from its own columns."""
    key = "\n".join(f"{name}={text}" for name, text in parts.items())
    if key not in places.memo:
        places.memo[key] = _put_together(parts, places)
    return places.memo[key]


def _put_together(parts: dict[str, str], places: Places) -> AddressReading:
    house, flat = parts.get("house", ""), parts.get("flat", "")
    street = re.sub(r"(?i)^ul(?:\.|ica)\s*", "", parts.get("street", "")).strip()
    if parts.get("street_house"):
        inner = parse_address(parts["street_house"]).address
        street = street or inner.street or inner.locality
        house, flat = house or inner.house, flat or inner.flat
        street = re.sub(r"(?i)^ul(?:\.|ica)\s*", "", street)
    if house and not flat:
        both = split_house(house)
        if both:
            written = _as_written(Address(house=both[0], flat=both[1]), house)
            house, flat = written.house, written.flat
    locality = parts.get("locality", "")
    known = place_key(locality)
    problem = None
    if (locality and known not in places.spelling) or re.search(r"\d", locality):
        inner = _as_written(
            parse_address(_prepared(locality), places.spelling.values()).address, locality
        )
        locality = inner.locality or locality
        house, flat = house or inner.house, flat or inner.flat
        street = street or inner.street
        known = place_key(locality)
    locality = places.spelling.get(known, locality)
    if street and (plain(street) == plain(locality) or plain(street) in {"brak", "x"}
                   or not re.search(r"\w", street)):  # fmt: skip
        street = ""
    postcode = normalise_postcode(parts.get("postcode", "")) or ""
    post = parts.get("post", "")
    if parts.get("postcode_post"):
        match = _POSTCODE_RUN.search(parts["postcode_post"])
        if match:
            postcode = f"{match[1]}-{match[2]}"
            post = post or _POSTCODE_RUN.sub("", parts["postcode_post"]).strip(" ,;")
    if street and not locality:  # a street stands in the town of its post office
        locality = places.spelling.get(place_key(post), post)
    return AddressReading(Address(locality, street, house, flat, postcode, post), problem)


def unify(name: str, places: Places) -> tuple[str, bool]:
    """Return the usual spelling of a sołectwo, and whether that is certain."""
    if name not in places.unified:
        places.unified[name] = _unify(name, places)
    return places.unified[name]


def _unify(name: str, places: Places) -> tuple[str, bool]:
    key = place_key(name)
    if key in places.spelling:
        return places.spelling[key], key not in places.unsure
    from rapidfuzz import fuzz, process

    best = process.extractOne(key, places.spelling.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if best is not None:
        return places.spelling[best[0]], False
    return title_place(collapse_spaces(name)), True


def names_village(title: str) -> bool:
    """Return True for a title with `sołectwo` or `wieś` before a name."""
    lead = re.compile(r"(?:solectwo|sol|wies)\s\w")
    return any(lead.match(plain(part)) is not None for part in _DASHES.split(title))


def place_of_title(title: str, places: Places) -> tuple[str, bool]:
    """Return the place a section title or a sheet's name names, and whether that is certain.

    `Sołectwo Podlesie` and a place known from the file are certain; `Mieszkańcy Podlesia` and a
    bare unknown name are not; `SENIORZY (60+)` is no place.
    """
    from rapidfuzz import fuzz, process

    title = next((part for part in _DASHES.split(title) if place_key(part) != plain(part)), title)
    words = plain(title)
    key = place_key(title)
    if not key or re.search(r"\d", key):
        return "", False
    if key in places.spelling:
        return places.spelling[key], True
    known = list(places.spelling)
    stem = key.removeprefix("w ").removeprefix("we ")
    best = process.extractOne(stem, known, scorer=fuzz.ratio, score_cutoff=70) if known else None
    if best is not None and best[0][:4] == stem[:4]:
        return places.spelling[best[0]], False
    if any(
        re.search(rf"\b{word}", key) for word in dictionary("import_residents")["rows"]["no_place"]
    ):
        return "", False
    if len(key.split()) > 3:
        return "", False
    lead = words != key
    nominative = re.match(r"(?:solectwo|sol|wies|miejscowosc|m|osiedle)\b", words) is not None
    return spelled(title) if not lead else _after_lead(title, key), lead and nominative


def _after_lead(title: str, key: str) -> str:
    """Return the title's last words, as many as the key has, with capitals."""
    words = re.findall(r"[^\W\d_]+", title)
    return title_place(" ".join(words[-len(key.split()) :]))
