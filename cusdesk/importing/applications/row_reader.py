"""One row of a list of applications, beside the person its residents' reader found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.applications import ApplicationStatus
from cusdesk.domain.phones import parse_phones
from cusdesk.domain.polish_text import fold
from cusdesk.importing.applications import values
from cusdesk.importing.applications.rows import ApplicationRow
from cusdesk.importing.residents.rows import Place

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.importing.columns import ColumnMap
    from cusdesk.importing.residents.rows import ResidentRow
    from cusdesk.importing.tables import Table
    from cusdesk.importing.workbook import CellValue

_NOT_OF_PERSON = ("status_", "colour_", "meaning_in_", "services_since", "struck_out")
"""Findings about the state of a person; what a list of applications says is about those."""


def read_row(
    table: Table, columns: ColumnMap, person: ResidentRow, title: str, today: dt.date
) -> ApplicationRow:
    """Return the application of a person's row."""
    return _Reader(table, columns, person, today).read(title)


class _Reader:
    """Reads the cells of one row by their meaning."""

    def __init__(
        self, table: Table, columns: ColumnMap, person: ResidentRow, today: dt.date
    ) -> None:
        self._sheet, self._columns, self._today = table.sheet, columns, today
        self._name, self._row = person.sources[0]
        self._place = Place(person, self._name, self._row)
        self._said_status = person.status
        self.row = ApplicationRow(person)

    def read(self, title: str) -> ApplicationRow:
        """Return the application with everything its row says."""
        row = self.row
        row.title = title
        row.number = self._text("application_number")
        self._moment()
        self._channel()
        self._applicant()
        row.description, row.wishes = self._text("description"), self._text("wishes")
        row.coordinator = self._text("coordinator")
        for name in ("conditions", "relief", "rules"):
            if self._columns.column_of(name) is not None:
                setattr(row, name, values.answer_of(self._at(name)))
        self._outcome()
        self._person_only()
        return row

    def _at(self, name: str) -> CellValue:
        for column in self._columns.columns_of(name):
            value = self._sheet.cell(self._row, column)
            if value is not None and str(value).strip():
                return value
        return None

    def _text(self, name: str) -> str:
        return values.text_of(self._at(name))

    def _problem(self, kind: str, name: str, **params: object) -> None:
        self._place.problem(kind, self._columns.column_of(name), "warning", **params)

    def _moment(self) -> None:
        row, cell = self.row, self._at("received")
        row.received_on, row.minute = values.moment_of(cell, self._today)
        apart = values.minute_of(self._at("received_time"))
        row.minute = row.minute if apart is None else apart
        if row.received_on is None:
            row.moment_raw = values.text_of(cell)

    def _channel(self) -> None:
        said = self._text("channel")
        self.row.channel = values.channel_of(said) if said else None
        if said and self.row.channel is None:
            self.row.person.extra_notes.append(self._with_heading("channel", said))

    def _applicant(self) -> None:
        row, person = self.row, self.row.person
        representative = self._text("representative")
        name = self._text("applicant") or representative
        row.applicant_basis = self._text("applicant_basis")
        row.applicant_address = self._text("applicant_address")
        row.applicant_phone = _phone(self._text("applicant_phone"))
        own = {fold(f"{person.surname} {person.given_name}"),
               fold(f"{person.given_name} {person.surname}")}  # fmt: skip
        alone = fold(name) in own or values.speaks_for_self(name)
        row.applicant = "" if alone else name
        if alone and name and fold(name) not in own:
            person.extra_notes.append(self._with_heading("applicant", name))
        if representative and representative != name:
            person.extra_notes.append(self._with_heading("representative", representative))
        said = f"{row.applicant_basis} {self._heading('applicant') if row.applicant else ''}"
        row.is_statutory = bool(representative) or values.is_statutory(said)
        if row.applicant and not row.applicant_phone and person.phones:
            row.applicant_phone = person.phones[0].number

    def _outcome(self) -> None:
        row = self.row
        row.outcome_words = self._text("outcome")
        row.outcome = values.outcome_of(row.outcome_words) if row.outcome_words else None
        row.outcome_on = values.day_of(self._at("outcome_on"), self._today)
        row.outcome_reason = self._text("outcome_reason")
        remark = row.person.notes
        if values.is_withdrawn(remark):
            row.outcome = ApplicationStatus.WITHDRAWN
            row.outcome_reason = row.outcome_reason or remark
            if row.outcome_on is None and row.received_on is not None:
                row.outcome_on = values.day_in_remark(remark, row.received_on)
        if row.outcome is ApplicationStatus.WITHDRAWN:
            self._problem("withdrawn", "notes" if values.is_withdrawn(remark) else "outcome")

    def _person_only(self) -> None:
        """Leave to the person what is about the person; a resignation ends the application."""
        person = self.row.person
        person.problems[:] = [p for p in person.problems if not p.kind.startswith(_NOT_OF_PERSON)]
        if person.status != "deceased":
            person.status = "active"
        person.status_date = None
        person.doubts -= {"status", "status_date"}
        place = self._text("locality") or self._text("address")
        if values.is_elsewhere(place):
            name = "locality" if self._columns.column_of("locality") else "address"
            self._problem("not_a_resident", name, raw=place)

    def _heading(self, name: str) -> str:
        column = self._columns.column_of(name)
        return self._columns.heading_of(column) if column else ""

    def _with_heading(self, name: str, text: str) -> str:
        return f"{self._heading(name)}: {text}"


def _phone(text: str) -> str:
    found = parse_phones(text).phones
    return found[0].number if found else text
