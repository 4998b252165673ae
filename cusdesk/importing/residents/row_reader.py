"""One row of a list of residents becomes a person, or belongs to the person above."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import collapse_spaces
from cusdesk.importing import given_names
from cusdesk.importing.lexicon import plain
from cusdesk.importing.people_names import (
    Name,
    mend_given,
    mend_surname,
    read_name,
    surname_only,
)
from cusdesk.importing.residents import details, identity, status
from cusdesk.importing.residents.cells import IDENTITY, Cells, text_of, with_heading
from cusdesk.importing.residents.codes import codes_of
from cusdesk.importing.residents.row_address import AddressReader
from cusdesk.importing.residents.rows import Place, ResidentRow

if TYPE_CHECKING:
    from cusdesk.importing.columns import ColumnMap
    from cusdesk.importing.residents.colours import Legend
    from cusdesk.importing.residents.file_sense import FileSense
    from cusdesk.importing.tables import Table
    from cusdesk.importing.workbook import CellValue

_WITH_HEADING = ("kept", "commune", "birth_place", "nationality", "mail_address")
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
        self._codes = codes_of(table)
        self._cells = Cells(table, columns)
        self._addresses = AddressReader(table, self._cells, sense)
        self._looking = status.rows_with_looks(table.sheet)
        self._shapes: dict[tuple[str, str], Name] = {}
        self._commented = {row for row, _ in table.sheet.comments}

    def read(self, row: int) -> None:
        """Read one row."""
        self._cells.load(row)
        if self._is_continuation():
            self._continue(row)
            return
        record = ResidentRow([(self._sheet.name, row)])
        place = Place(record, self._sheet.name, row)
        name = self._read_name(row, place)
        self._read_identity(row, place, name)
        before = self.people[-1] if self.people else None
        self._addresses.read(row, place, before)
        self._read_contacts(row, place)
        self._read_services(row, place)
        self._read_notes(row, place)
        self._read_status(row, place)
        self.people.append(record)

    def _is_continuation(self) -> bool:
        """Return True for a row without a name or number that adds to the person above."""
        return bool(self.people) and all(
            self._cells.at(column) is None for key in IDENTITY for column in self._cells.of(key)
        )

    def _continue(self, row: int) -> None:
        record = self.people[-1]
        record.sources.append((self._sheet.name, row))
        place = Place(record, self._sheet.name, row)
        place.problem("continuation_row", None, "warning")
        for column in self._cells.of("phone") + self._cells.of("contact"):
            details.read_phones(self._sheet.cell(row, column), column, place)
        for column in self._cells.of("email"):
            details.read_email(self._sheet.cell(row, column), column, place)
        for column in self._cells.of("services"):
            details.read_services(self._sheet.cell(row, column), place)
        taken = {"phone", "contact", "email", "services", *_QUIET}
        for guess in self._columns.guesses:
            value = self._sheet.cell(row, guess.column)
            if guess.field not in taken and value is not None and str(value).strip():
                record.extra_notes.append(with_heading(guess.heading, value))
        self._read_comments(row, place)

    def _read_name(self, row: int, place: Place) -> Name:
        whole = self._cells.get("name")
        column = self._cells.first("name") or self._cells.first("surname")
        sex = self._written_sex(row)
        if whole is not None:
            name = read_name(str(whole), self._sense.habits, sex)
        else:
            name = self._name_from_parts(row, sex)
        record = place.record
        record.surname, record.given_name = name.surname, name.given_name
        record.second_name, record.birth_surname = name.second_name, name.birth_surname
        birth = self._cells.get("birth_surname")
        if birth is not None and not identity.is_nothing(str(birth)):
            record.birth_surname = mend_surname(str(birth).strip(), name, self._sense.habits)
        second = self._cells.get("second_name")
        if second is not None and not identity.is_nothing(str(second)):
            record.second_name = mend_given(str(second).strip(), name, "second_name")
        record.extra_notes += name.notes
        record.doubts |= name.doubts
        if "late_prefix" in name.findings:
            record.status = "deceased"
            record.doubt("status")
        for kind in dict.fromkeys(name.findings):
            quiet = kind in {"all_caps", "maiden_name_in_name", "name_order_swapped", "name_prefix"}
            sure = quiet and not name.doubts
            raw = str(whole if whole is not None else record.surname)[:120]
            place.problem(kind, column, "info" if sure else "warning", raw=raw)
        return name

    def _written_sex(self, row: int) -> str:
        number = str(self._cells.get("pesel") or "")
        if not number.isdigit():
            number = _NO_DIGIT.sub("", number)
        if len(number) == 11:
            return "M" if int(number[9]) % 2 else "K"
        return identity.sex_letter(plain(self._cells.get("sex")))

    def _name_from_parts(self, row: int, sex: str) -> Name:
        surname, given = self._cells.get("surname"), self._cells.get("given_name")
        habits = self._sense.habits
        family = self._cells.get("family_name")
        if surname is None and family is not None:
            surname = read_name(str(family), habits, "").surname
        if given is None and not self._cells.has("given_name"):
            return read_name(str(surname or ""), habits, sex)
        shape = self._shape(str(surname or ""), sex)
        name = Name(birth_surname=shape.birth_surname, notes=[*shape.notes], pesel=shape.pesel)
        name.findings = [kind for kind in shape.findings if not kind.startswith("name_order")]
        name.doubts = shape.doubts & {"birth_surname"}
        name.surname = mend_surname(surname_only(str(surname or "")), name, habits)
        words = _IN_BRACKETS.sub(" ", str(given or "")).replace(",", " ").split()
        if len(words) > 1 and plain(words[0]) in _prefixes():
            words = words[1:]
            name.findings.append("name_prefix")
        if words:
            name.given_name = mend_given(words[0], name)
            name.second_name = (
                mend_given(" ".join(words[1:]), name, "second_name") if words[1:] else ""
            )
        if self._cells.has("family_name") or self._columns.is_part:
            _fit_family_surname(name, sex)
        if not words or not name.surname:
            name.doubts |= {"given_name", "surname"}
            name.findings.append("name_initial")
        return name

    def _shape(self, surname: str, sex: str) -> Name:
        """Return what a surname cell holds beside the surname; many people share a surname."""
        if _is_plain_word(surname):
            return _NOTHING_BESIDE
        key = (surname, sex)
        if key not in self._shapes:
            text = f"{surname} {_PLACEHOLDER[sex == 'M']}"
            self._shapes[key] = read_name(text, self._sense.habits, sex)
        return self._shapes[key]

    def _read_identity(self, row: int, place: Place, name: Name) -> None:
        record = place.record
        column = self._cells.first("pesel")
        value = self._cells.at(column)
        if value is None and name.pesel:
            value, column = name.pesel, self._cells.first("name")
        birth_beside = self._birth(row)[0] is not None
        born_here = None if birth_beside else identity.date_in_place_of_pesel(value)
        if born_here is not None:
            value = None
        identity.read_pesel(value, column, place)
        document_column = self._cells.first("other_document")
        birth, birth_column = self._birth(row)
        if birth is None and born_here is not None:
            birth, birth_column = born_here, column
        if birth is None and name.birth_date:
            birth, birth_column = name.birth_date, self._cells.first("name")
        identity.confirm_padded(
            place, column, identity.date_of(birth, self._sense.today) if birth is not None else None
        )
        identity.read_birth_date(birth, birth_column, place, self._sense.today)
        slashes = self._sense.american and isinstance(birth, str) and "/" in birth
        if slashes and not record.pesel_valid and record.birth_date:
            record.doubt("birth_date")
            place.problem("birth_date_ambiguous", birth_column, "warning", raw=birth)
        identity.read_sex(self._cells.get("sex"), self._cells.first("sex"), place)
        document = self._cells.at(document_column)
        if document is not None and not identity.is_nothing(str(document)):
            self._read_document(str(document), document_column, place)
        age = self._cells.get("age")
        if age is not None and record.birth_date is None:
            record.extra_notes.append(with_heading(self._cells.heading("age"), age))

    def _read_document(self, text: str, column: int | None, place: Place) -> None:
        if not identity.take_document(text, column, place):
            place.record.extra_notes.append(
                with_heading(self._cells.heading("other_document"), text)
            )

    def _birth(self, row: int) -> tuple[CellValue, int | None]:
        if not self._cells.has("birth_year") or not self._cells.has("birth_day"):
            return self._cells.get("birth_date"), self._cells.first("birth_date")
        parts = [self._cells.get(key) for key in ("birth_day", "birth_month", "birth_year")]
        column = self._cells.first("birth_year")
        if all(part is None for part in parts):
            return self._cells.get("birth_date"), column
        day, month, year = ("" if part is None else str(part).strip(" .r") for part in parts)
        return (f"{day}.{month}.{year}" if day and month else year), column

    def _read_contacts(self, row: int, place: Place) -> None:
        record = place.record
        for column in self._cells.of("phone") + self._cells.of("contact"):
            details.read_phones(self._cells.at(column), column, place)
        for column in self._cells.of("email"):
            details.read_email(self._cells.at(column), column, place)
        people = [text_of(value) for column in self._cells.of("contact_person")
                  if (value := self._cells.at(column)) is not None]  # fmt: skip
        people = [text for text in people if not identity.is_nothing(text)]
        if people:
            record.contact_person = collapse_spaces(" ".join(people))
            self._phone_of_contact(record, place)
        for column in self._cells.of("contact_phone"):
            whose = record.contact_person or self._columns.heading_of(column)
            details.read_phones(self._cells.at(column), column, place, whose)

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
        for column in self._cells.of("services"):
            details.read_services(self._cells.at(column), place)
        for column in self._cells.of("service_mark"):
            value = self._cells.at(column)
            if value is not None and plain(value) not in {"nie", "n", "0", "-", ""}:
                record.services.append(self._columns.heading_of(column).rpartition(" / ")[2])
        details.read_since(
            self._cells.get("services_since"), self._cells.first("services_since"), place
        )
        details.read_plan_number(self._cells.get("plan_number"), place)
        details.read_disability(
            self._cells.get("disability"), self._cells.first("disability"), place
        )
        for key in ("disability_until", "disability_from"):
            details.read_until(self._cells.get(key), self._cells.first(key), place, key)
        folders = [text_of(value) for column in self._cells.of("folder_number")
                   if (value := self._cells.at(column)) is not None]  # fmt: skip
        record.folder_number = " ".join(text for text in folders if not identity.is_nothing(text))

    def _read_notes(self, row: int, place: Place) -> None:
        record = place.record
        notes = [text_of(value) for column in self._cells.of("notes")
                 if (value := self._cells.at(column)) is not None]  # fmt: skip
        record.notes = "; ".join(text for text in notes if text not in {"-", "–", "—"})
        if record.notes:
            details.read_remark(record.notes, place)
        for key in _WITH_HEADING:
            for column in self._cells.of(key):
                value = self._cells.at(column)
                ticked = key == "kept" and plain(value) == "x"
                if value is not None and (ticked or not identity.is_nothing(text_of(value))):
                    record.extra_notes.append(with_heading(self._columns.heading_of(column), value))
        self._read_comments(row, place)
        record.section = self._table.section_of(row)

    def _read_comments(self, row: int, place: Place) -> None:
        if row not in self._commented:
            return
        for column in (
            *self._cells.all,
            *(c for c in self._table.headings if c not in self._cells.all),
        ):
            comment = self._sheet.comments.get((row, column))
            if comment:
                place.record.comments.append(comment)
                place.problem("comment_has_data", column, "info", raw=comment)

    def _status_marks(self) -> list[tuple[str, CellValue, int]]:
        """Return (heading, cell, column) of the columns of ticks that are filled."""
        return [
            (self._columns.heading_of(column), value, column)
            for column in self._cells.of("status_mark")
            if (value := self._cells.at(column)) is not None
        ]

    def _read_status(self, row: int, place: Place) -> None:
        record = place.record
        column = self._cells.first("status")
        said = status.read_status_cell(self._cells.at(column), column, place, self._codes)
        for key in ("status_date", "deceased_date"):
            for other in self._cells.of(key):
                heading = self._columns.heading_of(other)
                status.read_status_date(self._cells.at(other), other, heading, place)
        said = status.read_marks(self._status_marks(), place, said=said)
        status.read_section(record.section, self._sheet.name, place, said=said)
        for other in self._cells.of("status_reason"):
            heading = self._columns.heading_of(other)
            status.read_reason(self._cells.at(other), heading, place, said=said)
        if row in self._looking:
            status.read_looks(self._sheet, place, self._cells.all, self._legend, said=said)
        if not said and self._cells.has("status_date"):
            status.read_end(place, self._sense.today, self._cells.heading("status_date"))
        remarks = [record.notes, *record.comments] if record.notes or record.comments else []
        status.read_remarks([text for text in remarks if text], place, said=said)


_PLACEHOLDER = ("Anna", "Jan")
_NOTHING_BESIDE = Name()
_NO_DIGIT = re.compile(r"\D")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_SHORT = 3


def _is_plain_word(surname: str) -> bool:
    """Return True for one whole word, as most surnames are: there is nothing beside it."""
    return surname.isalpha() and len(surname) > _SHORT and plain(surname) not in _prefixes()


def _fit_family_surname(name: Name, sex: str) -> None:
    """Give a surname written once for a family the ending of this member: Nowicki, Nowicka."""
    by_name = given_names.sexes(name.given_name)
    told = sex or (next(iter(by_name)) if len(by_name) == 1 else "")
    ending = {"K": ("ki", "ka"), "M": ("ka", "ki")}.get(told)
    parts = name.surname.split("-")
    if ending and any(re.search(rf"[sc]{ending[0]}$|dz{ending[0]}$", part) for part in parts):
        name.surname = "-".join(
            part[: -len(ending[0])] + ending[1]
            if re.search(rf"[sc]{ending[0]}$|dz{ending[0]}$", part)
            else part
            for part in parts
        )
        name.doubts |= {"surname"}
        name.findings.append("surname_of_family")


@cache
def _prefixes() -> frozenset[str]:
    """Return the titles that stand before names, folded."""
    return frozenset(plain(word) for word in dictionary("import_residents")["names"]["prefixes"])
