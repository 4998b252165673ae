"""One row of a list of residents becomes a person, or belongs to the person above."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.domain.addresses import Address, AddressProblem
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import collapse_spaces, fold
from cusdesk.importing.lexicon import plain
from cusdesk.importing.people_names import Name, mend_given, mend_surname, read_name
from cusdesk.importing.residents import details, identity, status
from cusdesk.importing.residents.places import (
    place_key,
    place_of_title,
    read_parts,
    read_text,
    unify,
)
from cusdesk.importing.residents.rows import Place, ResidentRow

if TYPE_CHECKING:
    from cusdesk.importing.columns import ColumnMap
    from cusdesk.importing.residents.colours import Legend
    from cusdesk.importing.residents.reader import FileSense
    from cusdesk.importing.tables import Table
    from cusdesk.importing.workbook import CellValue

_ADDRESS_PARTS = ("locality", "street", "street_house", "house", "house_flat", "flat", "postcode",
                  "post", "postcode_post")  # fmt: skip
_WITH_HEADING = ("kept", "commune", "birth_place", "nationality", "mail_address")
_IDENTITY = ("name", "surname", "given_name", "pesel")
_QUIET = ("row_number", "ignored")


class RowReader:
    """Reads the rows of one table in order; `people` grows."""

    def __init__(self, table: Table, columns: ColumnMap, sense: FileSense, legend: Legend) -> None:
        self.people: list[ResidentRow] = []
        self._table = table
        self._sheet = table.sheet
        self._columns = columns
        self._sense = sense
        self._legend = legend
        self._of: dict[str, list[int]] = {}
        for guess in columns.guesses:
            self._of.setdefault(guess.field, []).append(guess.column)
        self._all = [guess.column for guess in columns.guesses]
        self._first = {key: found[0] for key, found in self._of.items()}
        self._origin = self._vertical_merges()
        self._ditto = {
            plain(word) or word for word in dictionary("import_residents")["empty"]["ditto"]
        }
        self._above: dict[int, CellValue] = {}
        self._has_looks = bool(table.sheet.styles)

    def _vertical_merges(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return place → first cell for cells merged downwards; names never spread that way."""
        own = {column for key in _IDENTITY for column in self._of.get(key, [])}
        found = {}
        for top, left, bottom, right in self._sheet.merged:
            if bottom > top and left == right and left not in own and bottom - top < 1000:
                found.update({(row, left): (top, left) for row in range(top + 1, bottom + 1)})
        return found

    def _value(self, row: int, column: int | None) -> CellValue:
        """Return what stands in a cell, or what it repeats from above."""
        if column is None:
            return None
        value = self._sheet.cell(row, column)
        if value is None and (row, column) in self._origin:
            return self._sheet.cell(*self._origin[row, column])
        if isinstance(value, str):
            if not value.strip():
                return None
            if len(value) <= 14 and (plain(value) or value.strip()) in self._ditto:
                return self._above.get(column)
        return value

    def _get(self, row: int, key: str) -> CellValue:
        return self._value(row, self._first.get(key))

    def read(self, row: int) -> None:
        """Read one row."""
        if self._is_continuation(row):
            self._continue(row)
            return
        record = ResidentRow([(self._sheet.name, row)])
        place = Place(record, self._sheet.name, row)
        name = self._read_name(row, place)
        self._read_identity(row, place, name)
        self._read_address(row, place)
        self._read_contacts(row, place)
        self._read_services(row, place)
        self._read_notes(row, place)
        self._read_status(row, place)
        self._remember(row)
        self.people.append(record)

    def _remember(self, row: int) -> None:
        for column in self._all:
            value = self._value(row, column)
            if value is not None:
                self._above[column] = value

    def _is_continuation(self, row: int) -> bool:
        """Return True for a row without a name or number that adds to the person above."""
        return bool(self.people) and all(
            self._value(row, column) is None
            for key in _IDENTITY
            for column in self._of.get(key, [])
        )

    def _continue(self, row: int) -> None:
        record = self.people[-1]
        record.sources.append((self._sheet.name, row))
        place = Place(record, self._sheet.name, row)
        place.problem("continuation_row", None, "warning")
        for column in self._of.get("phone", []) + self._of.get("contact", []):
            details.read_phones(self._sheet.cell(row, column), column, place)
        for column in self._of.get("email", []):
            details.read_email(self._sheet.cell(row, column), column, place)
        for column in self._of.get("services", []):
            details.read_services(self._sheet.cell(row, column), place)
        taken = {"phone", "contact", "email", "services", *_QUIET}
        for guess in self._columns.guesses:
            value = self._sheet.cell(row, guess.column)
            if guess.field not in taken and value is not None and str(value).strip():
                record.extra_notes.append(_with_heading(guess.heading, value))
        self._read_comments(row, place)

    def _read_name(self, row: int, place: Place) -> Name:
        whole = self._get(row, "name")
        column = self._first.get("name", self._first.get("surname"))
        sex = self._written_sex(row)
        if whole is not None:
            name = read_name(str(whole), self._sense.habits, sex)
        else:
            name = self._name_from_parts(row, sex)
        record = place.record
        record.surname, record.given_name = name.surname, name.given_name
        record.second_name, record.birth_surname = name.second_name, name.birth_surname
        birth = self._get(row, "birth_surname")
        if birth is not None and not identity.is_nothing(str(birth)):
            record.birth_surname = mend_surname(str(birth).strip(), name, self._sense.habits)
        second = self._get(row, "second_name")
        if second is not None and not identity.is_nothing(str(second)):
            record.second_name = mend_given(str(second).strip(), name, "second_name")
        record.extra_notes += name.notes
        record.doubts |= name.doubts
        for kind in dict.fromkeys(name.findings):
            quiet = kind in {"all_caps", "maiden_name_in_name", "name_order_swapped", "name_prefix"}
            sure = quiet and not name.doubts
            raw = str(whole if whole is not None else record.surname)[:120]
            place.problem(kind, column, "info" if sure else "warning", raw=raw)
        return name

    def _written_sex(self, row: int) -> str:
        text = plain(self._get(row, "sex"))
        groups = dictionary("import_residents")["sex"]
        written = (
            next((letter for letter in ("K", "M") if text in groups[letter]), "") if text else ""
        )
        number = re.sub(r"\D", "", str(self._get(row, "pesel") or ""))
        if len(number) == 11:
            return "M" if int(number[9]) % 2 else "K"
        return written

    def _name_from_parts(self, row: int, sex: str) -> Name:
        surname, given = self._get(row, "surname"), self._get(row, "given_name")
        habits = self._sense.habits
        if given is None and "given_name" not in self._first:
            return read_name(str(surname or ""), habits, sex)
        shape = read_name(f"{surname or ''} {_PLACEHOLDER[sex == 'M']}", habits, sex)
        name = Name(birth_surname=shape.birth_surname, notes=shape.notes, pesel=shape.pesel)
        name.findings = [kind for kind in shape.findings if not kind.startswith("name_order")]
        name.doubts = shape.doubts & {"birth_surname"}
        name.surname = mend_surname(self._bare_surname(str(surname or "")), name, habits)
        words = re.sub(r"\([^)]*\)", " ", str(given or "")).replace(",", " ").split()
        if words:
            name.given_name = mend_given(words[0], name)
            name.second_name = (
                mend_given(" ".join(words[1:]), name, "second_name") if words[1:] else ""
            )
        if not words or not name.surname:
            name.doubts |= {"given_name", "surname"}
            name.findings.append("name_initial")
        return name

    def _bare_surname(self, text: str) -> str:
        from cusdesk.importing.people_names import surname_only

        return surname_only(text)

    def _read_identity(self, row: int, place: Place, name: Name) -> None:
        record = place.record
        column = self._first.get("pesel")
        value = self._value(row, column)
        if value is None and name.pesel:
            value, column = name.pesel, self._first.get("name")
        identity.read_pesel(value, column, place)
        document_column = self._first.get("other_document")
        birth, birth_column = self._birth(row)
        if birth is None and name.birth_date:
            birth, birth_column = name.birth_date, self._first.get("name")
        identity.confirm_padded(
            place, column, identity.date_of(birth, self._sense.today) if birth is not None else None
        )
        identity.read_birth_date(birth, birth_column, place, self._sense.today)
        identity.read_sex(self._get(row, "sex"), self._first.get("sex"), place)
        document = self._value(row, document_column)
        if document is not None and not identity.is_nothing(str(document)):
            self._read_document(str(document), document_column, place)
        age = self._get(row, "age")
        if age is not None and record.birth_date is None:
            record.extra_notes.append(_with_heading(self._heading("age"), age))

    def _read_document(self, text: str, column: int | None, place: Place) -> None:
        if not identity.take_document(text, column, place):
            place.record.extra_notes.append(_with_heading(self._heading("other_document"), text))

    def _heading(self, key: str) -> str:
        column = self._first.get(key)
        return self._columns.heading_of(column) if column else ""

    def _birth(self, row: int) -> tuple[CellValue, int | None]:
        if "birth_year" not in self._first or "birth_day" not in self._first:
            return self._get(row, "birth_date"), self._first.get("birth_date")
        parts = [self._get(row, key) for key in ("birth_day", "birth_month", "birth_year")]
        column = self._first["birth_year"]
        if all(part is None for part in parts):
            return self._get(row, "birth_date"), column
        day, month, year = ("" if part is None else str(part).strip(" .r") for part in parts)
        return (f"{day}.{month}.{year}" if day and month else year), column

    def _read_address(self, row: int, place: Place) -> None:
        record = place.record
        column = self._first.get("address")
        value = self._value(row, column)
        places = self._sense.places
        parts = {
            key: _text(cell)
            for key in _ADDRESS_PARTS
            if (cell := self._get(row, key)) is not None and not identity.is_nothing(_text(cell))
        }
        if parts.get("house_flat"):
            parts["house"] = parts.pop("house_flat")
        if value is not None and not identity.is_nothing(str(value)):
            self._whole_address(str(value), column, place, parts)
        elif parts:
            reading = read_parts(parts, places)
            record.address = reading.address
            self._note_parts(parts, column or self._first.get("locality"), place)
        else:
            self._address_from_above(place)
        self._read_solectwo(row, place)
        self._fill_locality(row, place)
        self._fill_post(place)

    def _note_parts(self, parts: dict[str, str], column: int | None, place: Place) -> None:
        house = parts.get("house", "")
        if re.fullmatch(r"\d{4}-\d\d-\d\d.*", house):
            place.record.address = replace(place.record.address, house="")
            place.record.extra_notes.append(house)
            place.record.doubt("address")
            place.problem("number_became_date", self._first.get("house"), "warning", raw=house)

    def _whole_address(
        self, text: str, column: int | None, place: Place, parts: dict[str, str]
    ) -> None:
        record = place.record
        reading = read_text(text, self._sense.places)
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
        if _loses_words(text, record.address):
            record.extra_notes.append(text)

    def _address_from_above(self, place: Place) -> None:
        """In a household often only the first person has the address written."""
        if not self.people or not {"address", "locality", "street", "house"} & set(self._first):
            return
        before, record = self.people[-1], place.record
        same = fold(before.surname)[:4] == fold(record.surname)[:4] and record.surname
        if same and before.address != Address() and before.sources[-1][1] >= place.row - 2:
            record.address = before.address
            record.solectwo = record.solectwo or before.solectwo
            record.doubt("address")
            place.problem("address_from_above", self._first.get("address"), "warning")

    def _read_solectwo(self, row: int, place: Place) -> None:
        record = place.record
        column = self._first.get("solectwo")
        value = self._value(row, column)
        places = self._sense.places
        if value is None or identity.is_nothing(str(value)):
            if column and place_key(record.address.locality) in places.spelling:
                record.solectwo = record.address.locality
                place.problem("solectwo_missing", column, "info", expected=record.solectwo)
            return
        record.solectwo, certain = unify(str(value), places)
        if record.solectwo != str(value):
            severity = "info" if certain else "warning"
            place.problem("solectwo_spelling", column, severity, raw=str(value),
                          expected=record.solectwo)  # type: ignore[arg-type]  # fmt: skip
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
            if not record.solectwo and "solectwo" not in self._first:
                self._solectwo_of_section(row, place)
            return
        if record.solectwo:
            record.address = replace(record.address, locality=record.solectwo)
            place.problem("locality_from_solectwo", None, "info", expected=record.solectwo)
            return
        title = self._table.section_of(row)
        texts = [title, *([self._sheet.name] if self._sense.several_sheets else [])]
        for text in texts:
            name, certain = place_of_title(text, self._sense.places) if text else ("", False)
            if not name:
                continue
            record.address = replace(record.address, locality=name)
            if plain(text).startswith("sol"):
                record.solectwo = name
            certain = certain or (text == self._sheet.name and self._sense.sheets_are_places)
            if not certain:
                record.doubt("address")
            place.problem("locality_from_section", None, "info" if certain else "warning",
                          raw=text, expected=name)  # fmt: skip
            return

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

    def _read_contacts(self, row: int, place: Place) -> None:
        record = place.record
        for column in self._of.get("phone", []) + self._of.get("contact", []):
            details.read_phones(self._value(row, column), column, place)
        for column in self._of.get("email", []):
            details.read_email(self._value(row, column), column, place)
        people = [_text(value) for column in self._of.get("contact_person", [])
                  if (value := self._value(row, column)) is not None]  # fmt: skip
        people = [text for text in people if not identity.is_nothing(text)]
        if people:
            record.contact_person = collapse_spaces(" ".join(people))
            self._phone_of_contact(record, place)
        for column in self._of.get("contact_phone", []):
            whose = record.contact_person or self._columns.heading_of(column)
            details.read_phones(self._value(row, column), column, place, whose)

    def _phone_of_contact(self, record: ResidentRow, place: Place) -> None:
        """Take a telephone that stands beside the name of a relative."""
        text = record.contact_person
        if len(re.sub(r"\D", "", text)) < 9:
            return
        found = ResidentRow([])
        details.read_phones(text, None, Place(found, place.sheet, place.row))
        if found.phones:
            words = collapse_spaces(re.sub(r"[+\d][\d\s\-]{7,}\d", " ", text)).strip(" ,;:-")
            words = re.sub(r"(?i)[\s,;]*\b(?:tel|kom|nr)\b\.?:?\s*$", "", words).strip(" ,;:-")
            record.contact_person = words or text
            for phone in found.phones:
                if all(known.number != phone.number for known in record.phones):
                    record.phones.append(replace(phone, label=words))

    def _read_services(self, row: int, place: Place) -> None:
        record = place.record
        for column in self._of.get("services", []):
            details.read_services(self._value(row, column), place)
        for column in self._of.get("service_mark", []):
            value = self._value(row, column)
            if value is not None and plain(value) not in {"nie", "n", "0", "-", ""}:
                record.services.append(self._columns.heading_of(column).rpartition(" / ")[2])
        details.read_since(
            self._get(row, "services_since"), self._first.get("services_since"), place
        )
        details.read_plan_number(self._get(row, "plan_number"), place)
        details.read_disability(self._get(row, "disability"), self._first.get("disability"), place)
        for key in ("disability_until", "disability_from"):
            details.read_until(self._get(row, key), self._first.get(key), place, key)
        folders = [_text(value) for column in self._of.get("folder_number", [])
                   if (value := self._value(row, column)) is not None]  # fmt: skip
        record.folder_number = " ".join(text for text in folders if not identity.is_nothing(text))

    def _read_notes(self, row: int, place: Place) -> None:
        record = place.record
        notes = [_text(value) for column in self._of.get("notes", [])
                 if (value := self._value(row, column)) is not None]  # fmt: skip
        record.notes = "; ".join(text for text in notes if text not in {"-", "–", "—"})
        for key in _WITH_HEADING:
            for column in self._of.get(key, []):
                value = self._value(row, column)
                if value is not None and not identity.is_nothing(_text(value)):
                    record.extra_notes.append(
                        _with_heading(self._columns.heading_of(column), value)
                    )
        self._read_comments(row, place)
        record.section = self._table.section_of(row)

    def _read_comments(self, row: int, place: Place) -> None:
        for column in (*self._all, *(c for c in self._table.headings if c not in self._all)):
            comment = self._sheet.comments.get((row, column))
            if comment:
                place.record.comments.append(comment)
                place.problem("comment_has_data", column, "info", raw=comment)

    def _read_status(self, row: int, place: Place) -> None:
        record = place.record
        column = self._first.get("status")
        said = status.read_status_cell(self._value(row, column), column, place)
        for key in ("status_date", "deceased_date"):
            for other in self._of.get(key, []):
                heading = self._columns.heading_of(other)
                status.read_status_date(self._value(row, other), other, heading, place)
        status.read_section(record.section, self._sheet.name, place, said=said)
        if self._has_looks:
            status.read_looks(self._sheet, place, self._all, self._legend, said=said)
        remarks = [record.notes, *record.comments] if record.notes or record.comments else []
        status.read_remarks([text for text in remarks if text], place, said=said)


_PLACEHOLDER = ("Anna", "Jan")


def _text(value: CellValue) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return " ".join(str(value).split())


def _with_heading(heading: str, value: CellValue) -> str:
    return f"{heading}: {_text(value)}" if heading else _text(value)


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
    small = {"ul", "m", "nr", "wies", "poczta", "lok", "mieszkania", "ulica", "msc", "p", "ta",
             "domu", "miejscowosc", "al", "os", "pl"}  # fmt: skip
    words = [word for word in plain(text).split() if word not in small]
    return any(word not in kept for word in words)
