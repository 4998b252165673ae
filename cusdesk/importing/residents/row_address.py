"""The address of a row: from one cell, from several, from above, from the section."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from cusdesk.domain.addresses import Address, AddressProblem
from cusdesk.domain.dictionaries import words
from cusdesk.domain.polish_text import fold
from cusdesk.importing.lexicon import plain
from cusdesk.importing.residents import details, identity
from cusdesk.importing.residents.cells import Cells, text_of
from cusdesk.importing.residents.places import (
    place_key,
    place_of_title,
    read_parts,
    read_text,
    unify,
    without_plot,
)

if TYPE_CHECKING:
    from cusdesk.importing.problems import Severity
    from cusdesk.importing.residents.file_sense import FileSense
    from cusdesk.importing.residents.rows import Place, ResidentRow
    from cusdesk.importing.tables import Table

_ADDRESS_PARTS = (
    "locality", "street", "street_house", "house", "house_flat", "flat", "postcode", "post",
    "postcode_post",
)  # fmt: skip

# What a telephone looks like inside an address: with its word, or nine digits in a row.
_PHONES = re.compile(
    r"(?<![\s,;(])[\s,;(]*(?:\b(?:tel|telefon|kom|kontakt)\b[.:\s]*(?:kom\b\.?\s*)?\+?\d[\d\s()+,;/-]{7,}\d"
    r"|(?<![\d/-])(?:\+48\s?)?\d{3}[ -]?\d{3}[ -]?\d{3}(?![\d/-]))[\s)]*",
    re.IGNORECASE,
)


_REMARK = re.compile(r"\s*\([^\d()]*\)")
_DATE_AS_HOUSE = re.compile(r"\d{4}-\d\d-\d\d.*")


class AddressReader:
    """Reads the address of the row its `Cells` hold."""

    def __init__(self, table: Table, cells: Cells, sense: FileSense) -> None:
        self._table = table
        self._cells = cells
        self._sense = sense
        self._sheet_name = table.sheet.name
        self._parts = [key for key in _ADDRESS_PARTS if cells.has(key)]

    def read(self, row: int, place: Place, before: ResidentRow | None) -> None:
        """Read the address and the sołectwo of the row loaded last."""
        record = place.record
        column = self._cells.first("address")
        value = self._cells.at(column)
        places = self._sense.places
        parts = {
            key: text
            for key in self._parts
            if (cell := self._cells.get(key)) is not None
            and not identity.is_nothing(text := text_of(cell))
        }
        if parts.get("house_flat"):
            parts["house"] = parts.pop("house_flat")
        if value is not None and not identity.is_nothing(str(value)):
            self._whole_address(str(value), column, place, parts)
            self._village_of_section(row, column, place)
        elif parts:
            reading = read_parts(parts, places)
            record.address = reading.address
            self._note_parts(parts, column or self._cells.first("locality"), place)
        else:
            self._address_from_above(place, before)
        self._read_solectwo(place)
        self._fill_locality(row, place)
        self._fill_post(place)

    def _note_parts(self, parts: dict[str, str], column: int | None, place: Place) -> None:
        house = parts.get("house", "")
        if house and not house[0].isdigit() and not without_plot(f" {house}").strip():
            place.record.address = replace(place.record.address, house="", flat="")
            place.record.extra_notes.append(house)
            place.problem("address_incomplete", self._cells.first("house"), "warning", raw=house)
        if _DATE_AS_HOUSE.fullmatch(house):
            place.record.address = replace(place.record.address, house="")
            place.record.extra_notes.append(house)
            place.record.doubt("address")
            place.problem("number_became_date", self._cells.first("house"), "warning", raw=house)

    def _whole_address(
        self, text: str, column: int | None, place: Place, parts: dict[str, str]
    ) -> None:
        record = place.record
        bare = self._without_phones(without_plot(text), column, place)
        if "(" in bare and re.search(r"\d", shorter := _REMARK.sub("", bare)):  # `Wilki 4 (u syna)`
            record.extra_notes += [text] if shorter != bare else []
            bare = shorter
        reading = read_text(bare, self._sense.places)
        record.address = reading.address
        if parts:
            record.address = _filled_in(
                reading.address, read_parts(parts, self._sense.places).address
            )
        if reading.problem is AddressProblem.UNREADABLE:
            record.extra_notes.append(text)
            record.doubt("address")
            place.problem("address_unreadable", column, "warning", raw=text)
        elif reading.problem is not None:
            record.doubt("address")
            place.problem("address_street_or_village", column, "warning", raw=text)
        elif not record.address.house:
            place.problem("address_incomplete", column, "warning", raw=text)
        if _loses_words(bare, record.address):
            record.extra_notes.append(text)

    def _village_of_section(self, row: int, column: int | None, place: Place) -> None:
        """`Łęg 12, 33-131 Łęg Tarnowski` under `Wieś Łęg` is a village and its post office."""
        address = place.record.address
        if not address.street or address.locality == address.street:
            return
        name, certain = self._place_around(row)
        if not certain or fold(name) != fold(address.street):
            return
        post = address.post or address.locality
        place.record.address = replace(address, locality=name, street="", post=post)
        place.drop("address_street_or_village", column)

    def _place_around(self, row: int) -> tuple[str, bool]:
        """Return the village that the section or the sheet of a row is about."""
        title = self._table.section_of(row)
        name, certain = place_of_title(title, self._sense.places) if title else ("", False)
        if not name and self._sense.sheets_are_places:
            return place_of_title(self._sheet_name, self._sense.places)[0], True
        return name, certain

    def _without_phones(self, text: str, column: int | None, place: Place) -> str:
        """Take telephones written in the cell of the address; return the address alone."""
        match = _PHONES.search(text)
        if match is None:
            return text
        details.read_phones(match[0].strip(" ,;\n"), column, place)
        return _PHONES.sub("", text).strip(" ,;\n")

    def _address_from_above(self, place: Place, before: ResidentRow | None) -> None:
        """In a household often only the first person has the address written."""
        if before is None or not self._cells.has("address", "locality", "street", "house"):
            return
        record = place.record
        same = fold(before.surname)[:4] == fold(record.surname)[:4] and record.surname
        if same and before.address != Address() and before.sources[-1][1] >= place.row - 2:
            record.address = before.address
            record.solectwo = record.solectwo or before.solectwo
            record.doubt("address")
            place.problem("address_from_above", self._cells.first("address"), "warning")

    def _read_solectwo(self, place: Place) -> None:
        record = place.record
        column = self._cells.first("solectwo")
        value = self._cells.at(column)
        places = self._sense.places
        if value is None or identity.is_nothing(str(value)):
            if column and place_key(record.address.locality) in places.spelling:
                record.solectwo = record.address.locality
                place.problem("solectwo_missing", column, "info", expected=record.solectwo)
            return
        record.solectwo, certain = unify(str(value), places)
        if record.solectwo != str(value):
            severity: Severity = "info" if certain else "warning"
            place.problem("solectwo_spelling", column, severity, raw=str(value),
                          expected=record.solectwo)  # fmt: skip
        if not certain:
            record.doubt("solectwo")
        locality = record.address.locality
        if not locality or record.address.street or fold(locality) == fold(record.solectwo):
            return
        if self._is_solectwo(locality):
            place.problem("solectwo_disagrees_with_address", column, "warning",
                          raw=record.solectwo, expected=locality)  # fmt: skip
            record.solectwo = locality
            record.doubt("solectwo")

    def _is_solectwo(self, locality: str) -> bool:
        return place_key(locality) in self._sense.solectwa

    def _fill_locality(self, row: int, place: Place) -> None:
        """A street or number without a village stands in the sołectwo, the section or the sheet."""
        record = place.record
        if record.address.locality:
            if not record.solectwo and not self._cells.has("solectwo"):
                self._solectwo_of_section(row, place)
            return
        if record.solectwo:
            record.address = replace(record.address, locality=record.solectwo)
            place.problem("locality_from_solectwo", None, "info", expected=record.solectwo)
            return
        title = self._table.section_of(row)
        if self._whole_in_section(title, place):
            return
        texts = [title, *([self._sheet_name] if self._sense.several_sheets else [])]
        for text in texts:
            name, certain = place_of_title(text, self._sense.places) if text else ("", False)
            if not name:
                continue
            record.address = replace(record.address, locality=name)
            if plain(text).startswith("sol"):
                record.solectwo = name
            certain = certain or (text == self._sheet_name and self._sense.sheets_are_places)
            if not certain:
                record.doubt("address")
            place.problem("locality_from_section", None, "info" if certain else "warning",
                          raw=text, expected=name)  # fmt: skip
            return

    def _whole_in_section(self, title: str, place: Place) -> bool:
        """Take the address from the head of a household: `Rodzina 3: Brzezie 12`."""
        record = place.record
        if self._cells.has("address", "house", "street", "house_flat") or not any(
            sign.isdigit() for sign in title
        ):
            return False
        address = self._address_of(title)
        if address is None:
            return False
        record.address = address
        if not self._sections_are_addresses:
            record.doubt("address")
        severity: Severity = "info" if self._sections_are_addresses else "warning"
        place.problem("address_from_section", None, severity, raw=title)
        return True

    def _address_of(self, title: str) -> Address | None:
        text = title.rpartition(":")[2].strip() or title
        found = read_text(without_plot(text), self._sense.places)
        whole = found.address.house and (found.address.locality or found.address.street)
        return found.address if whole and found.problem is None else None

    @cached_property
    def _sections_are_addresses(self) -> bool:
        """Return True when every section of the table is headed by the address of a household."""
        return all(self._address_of(title) for _, title in self._table.sections)

    def _solectwo_of_section(self, row: int, place: Place) -> None:
        title = self._table.section_of(row)
        if title and plain(title).startswith("sol"):
            name, certain = place_of_title(title, self._sense.places)
            if name:
                place.record.solectwo = name
                if not certain:
                    place.record.doubt("solectwo")

    def _fill_post(self, place: Place) -> None:
        """Complete post code and post office when the whole file has only one for the village."""
        address = place.record.address
        if not address.locality or (address.postcode and address.post):
            return
        places = self._sense.places
        known = places.post_of.get(fold(address.locality)) or places.common_post
        if known[0] and address.postcode in {"", known[0]} and address.post in {"", known[1]}:
            if fold(address.locality) not in places.post_of and not self._is_solectwo(
                address.locality
            ):
                return
            place.record.address = replace(address, postcode=known[0], post=known[1])
            place.problem("post_filled_in", None, "info", expected=f"{known[0]} {known[1]}")


def _filled_in(address: Address, other: Address) -> Address:
    """Complete the parts an address in one cell does not say from columns of their own."""
    changes = {
        key: getattr(address, key) or getattr(other, key)
        for key in ("locality", "street", "house", "flat", "postcode", "post")
    }
    return Address(**changes)


def _loses_words(text: str, address: Address) -> bool:
    """Return True when the address leaves out words of the cell (`dom za kościołem`)."""
    kept = plain(" ".join((address.locality, address.street, address.house, address.flat,
                           address.postcode, address.post))).replace(" ", "")  # fmt: skip
    small = words("import_residents", "address_words")
    left = [word for word in plain(text).split() if word not in small]
    return any(word not in kept for word in left)
