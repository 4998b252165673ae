"""From a workbook to services and their providers."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.domain.catalogue import ServiceStatus
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold
from cusdesk.importing.cards import turned
from cusdesk.importing.catalogue import providers, values
from cusdesk.importing.catalogue.rows import ProviderRow, ServiceRow, ServicesFile
from cusdesk.importing.columns import ColumnMap, guess_columns
from cusdesk.importing.lexicon import lexicon, plain
from cusdesk.importing.residents.rows import column_letters
from cusdesk.importing.tables import Table, find_tables
from cusdesk.importing.workbook import Workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.importing.workbook import CellValue

DICTIONARY = "import_services"
_MOSTLY = 0.6
_NOTHING = {"", "brak", "x", "nd", "n d", "nie dotyczy"}
_PLAIN_TEXTS = ("place", "funding", "addressees")


def guess_maps(workbook: Workbook) -> list[ColumnMap]:
    """Return the guessed column maps of the tables of services and of providers."""
    return list({columns.signature: columns for _, columns in _tables(workbook, ())}.values())


def read_services(workbook: Workbook, column_maps: Iterable[ColumnMap] = ()) -> ServicesFile:
    """Read every service and provider of a workbook.

    Args:
        workbook: as `read_workbook` gives it.
        column_maps: maps corrected by a person, used for tables of their signature.
    """
    result = ServicesFile()
    used: set[str] = set()
    of_cards = _read_cards(workbook, result, used)
    for table, columns in _tables(workbook, column_maps):
        if table.sheet.name in of_cards:
            continue
        if all(columns.signature != known.signature for known in result.maps):
            result.maps.append(columns)
        used.add(table.sheet.name)
        if columns.column_of("name") is not None:
            result.services += _Reader(table, columns).services()
        else:
            result.providers += _Reader(table, columns).providers()
    result.skipped_sheets = [s.name for s in workbook.sheets if s.rows and s.name not in used]
    _add_named_providers(result)
    _mark_doubles(result)
    return result


def _read_cards(workbook: Workbook, result: ServicesFile, used: set[str]) -> set[str]:
    """Read the sheets that hold cards of services; return their names."""
    found: set[str] = set()
    for sheet in workbook.sheets:
        cards = None if sheet.hidden else turned(sheet, lexicon(DICTIONARY), ("name",))
        if cards is None:
            continue
        found.add(sheet.name)
        for table, columns in _tables(Workbook("", [cards.table]), ()):
            for service in _Reader(table, columns).services():
                service.sources = [(name, cards.row_of(row)) for name, row in service.sources]
                service.problems = [cards.placed(problem) for problem in service.problems]
                result.services.append(service)
    used |= found
    return found


def _tables(workbook: Workbook, column_maps: Iterable[ColumnMap]) -> list[tuple[Table, ColumnMap]]:
    corrected = {columns.signature: columns for columns in column_maps}
    found = []
    for sheet in workbook.sheets:
        for table in [] if sheet.hidden else find_tables(sheet, lexicon(DICTIONARY)):
            columns = guess_columns(table, DICTIONARY, look_inside=False)
            columns = corrected.get(columns.signature, _with_price(table, columns))
            if {"name", "provider"} & {guess.field for guess in columns.guesses}:
                found.append((table, columns))
    return found


def _with_price(table: Table, columns: ColumnMap) -> ColumnMap:
    """Return the map with the column of amounts as the price, where no heading says it is one."""
    if any(columns.column_of(field) for field in ("price", "rate", "free", "paid")):
        return columns
    fitting = []
    for guess in columns.guesses:
        cells = (table.sheet.cell(row, guess.column) for row in table.rows)
        texts = [str(value) for value in cells if value is not None and str(value).strip()]
        amounts = sum(values.names_price(text) for text in texts)
        if guess.field == "kept" and texts and amounts >= _MOSTLY * len(texts):
            fitting.append(guess)
    if len(fitting) != 1:
        return columns
    unsure = replace(fitting[0], field="price", confidence=0.5, source="contents")
    return replace(
        columns, guesses=tuple(unsure if g is fitting[0] else g for g in columns.guesses)
    )


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, columns: ColumnMap) -> None:
        self._table = table
        self._sheet = table.sheet
        self._columns = columns
        self._first: dict[str, int] = {}
        for guess in columns.guesses:
            self._first.setdefault(guess.field, guess.column)
        self._merged: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in self._sheet.merged:
            if bottom > top and left == right:
                self._merged.update({(row, left): (top, left) for row in range(top, bottom + 1)})
        self._struck = self._meaning_of_struck()
        self._area_above: CellValue = None

    def _meaning_of_struck(self) -> ServiceStatus | None:
        for skipped in self._table.skipped:
            for piece in re.split(r"[;,.]", skipped.text):
                if "przekresl" in fold(piece) or "skreslon" in fold(piece):
                    rest = re.sub(r"(?:przekre|skre)\w*", " ", fold(piece))
                    return values.status_of(rest)
        return None

    def _at(self, row: int, key: str) -> CellValue:
        column = self._first.get(key)
        if column is None:
            return None
        value = self._sheet.cell(*self._merged.get((row, column), (row, column)))
        return None if isinstance(value, str) and not value.strip() else value

    def _text(self, row: int, key: str) -> str:
        value = self._at(row, key)
        text = "" if value is None else " ".join(str(value).split())
        return "" if plain(text) in _NOTHING and not re.search(r"\d", text) else text

    def _letters(self, key: str) -> str | None:
        column = self._first.get(key)
        return column_letters(column) if column else None

    def services(self) -> list[ServiceRow]:
        """Return a service for each named row; rows without a name add to the one above."""
        found: list[ServiceRow] = []
        for row in self._table.rows:
            name = self._text(row, "name")
            if name:
                found.append(self._service(row, name))
            elif found:
                self._add_rest(row, found[-1])
        return found

    def _service(self, row: int, name: str) -> ServiceRow:
        service = ServiceRow([(self._sheet.name, row)], name=name)
        self._area(row, service)
        aliases = self._text(row, "aliases")
        service.aliases = [part.strip() for part in re.split(r"[,;\n]", aliases) if part.strip()]
        for key in _PLAIN_TEXTS:
            setattr(service, key, self._text(row, key))
        if "unit" in self._first:
            values.read_unit(self._at(row, "unit"), service, self._letters("unit"))
        else:
            service.doubt("unit")
        if self._is_ticked(row, "free") and self._at(row, "price") is None:
            service.price_gr, service.price_text = 0, self._columns.heading_of(self._first["free"])
        elif "price" in self._first:
            values.read_price(self._at(row, "price"), service, self._letters("price"))
            if self._is_unsure("price"):
                service.doubt("price_gr")
                raw = self._text(row, "price")
                service.problem("price_with_note", self._letters("price"), "warning", raw=raw)
        values.read_rate(self._at(row, "rate"), service, self._letters("rate"))
        self._ages_and_groups(row, service)
        heading = self._columns.heading_of(self._first.get("limit", 0))
        values.read_limit(self._at(row, "limit"), service, self._letters("limit"), heading)
        self._provider_name(row, service)
        service.notes = self._text(row, "notes")
        self._kept(row, service)
        self._status(row, service)
        return service

    def _is_unsure(self, key: str) -> bool:
        """Return True for a column whose meaning only its cells tell."""
        return any(g.field == key and g.source == "contents" for g in self._columns.guesses)

    def _is_ticked(self, row: int, key: str) -> bool:
        return plain(self._at(row, key)) in dictionary("import_residents")["status_marks"]["yes"]

    def _area(self, row: int, service: ServiceRow) -> None:
        column = self._first.get("area")
        value = self._at(row, "area")
        if column and self._merged.get((row, column), (row, column)) != (row, column):
            service.problem("merged_cell", column_letters(column), "info")
        elif value is None and self._area_above is not None:
            value = self._area_above
            service.doubt("area")
            service.problem("area_from_above", self._letters("area"), "warning")
        if value is None:
            value = self._table.section_of(row) or None
        if value is None:
            return
        if column:
            self._area_above = value
        service.area_text = " ".join(str(value).split())
        service.area = values.area_of(service.area_text)
        if service.area is None:
            service.doubt("area")
            service.problem("area_unclear", self._letters("area"), "warning", raw=service.area_text)

    def _ages_and_groups(self, row: int, service: ServiceRow) -> None:
        values.read_age(self._at(row, "age"), service, self._letters("age"))
        if not service.age_text and values.names_ages(service.addressees):
            values.read_age(service.addressees, service, self._letters("addressees"))
        for key in ("age_from", "age_to", "group_min", "group_max"):
            number = self._at(row, key)
            match = re.search(r"\d{1,3}", str(number)) if number is not None else None
            if match:
                setattr(service, key, int(match[0]))
        if "group" in self._first:
            values.read_group(self._at(row, "group"), service, self._letters("group"))
        elif not self._first.keys() & {"mode", "group_max"}:
            service.doubt("mode")
        mode = self._at(row, "mode")
        if "group" not in self._first and re.search(r"\d", str(mode or "")):
            values.read_group(mode, service, self._letters("mode"))
        values.read_mode(mode, service, self._letters("mode"))

    def _provider_name(self, row: int, service: ServiceRow) -> None:
        name = self._text(row, "provider")
        service.provider = "" if name in {"?", "-", "–"} else name
        if "provider" in self._first and not service.provider:
            service.doubt("provider")
            service.problem("provider_missing", self._letters("provider"), "warning", raw=name)

    def _kept(self, row: int, service: ServiceRow | ProviderRow) -> None:
        for guess in self._columns.guesses:
            value = self._sheet.cell(row, guess.column)
            if guess.field == "kept" and value is not None and str(value).strip():
                heading = f"{guess.heading}: " if guess.heading else ""
                service.extra_notes.append(heading + " ".join(str(value).split()))
            comment = self._sheet.comments.get((row, guess.column))
            if comment:
                service.comments.append(comment)
                service.problem(
                    "comment_has_data", column_letters(guess.column), "info", raw=comment
                )

    def _status(self, row: int, service: ServiceRow) -> None:
        told = values.status_of_cell(self._text(row, "status")) if "status" in self._first else None
        remark = values.status_of(service.notes) if service.notes else None
        remark = remark if remark in {ServiceStatus.SUSPENDED, ServiceStatus.ENDED} else None
        if told is None and "status" in self._first and self._text(row, "status"):
            service.doubt("status")
            service.problem("status_unclear", self._letters("status"), "warning",
                            raw=self._text(row, "status"))  # fmt: skip
        if told is None and re.search(r"\bpilota", fold(f"{service.name} {service.notes}")):
            told = ServiceStatus.PILOT
            if not service.provider:
                service.doubt("status")
        if self._is_struck(row):
            service.problem("meaning_in_format", None, "info" if self._struck else "warning")
            if self._struck is None and remark is None:
                service.doubt("status")
            told = self._struck or remark or ServiceStatus.ENDED
        elif remark is not None and told is None:
            told = remark
            service.doubt("status")
        service.status = told or ServiceStatus.REGULAR

    def _is_struck(self, row: int) -> bool:
        column = self._first["name"]
        style = self._sheet.styles.get((row, column))
        return style is not None and style.struck_out

    def _add_rest(self, row: int, service: ServiceRow) -> None:
        """A row without a name goes on with the service above."""
        service.sources.append((self._sheet.name, row))
        service.problem("continuation_row", None, "warning")
        for guess in self._columns.guesses:
            value = self._sheet.cell(row, guess.column)
            if value is not None and guess.field != "row_number":
                service.extra_notes.append(f"{guess.heading}: {value}")

    def providers(self) -> list[ProviderRow]:
        """Return a provider for each row that names one."""
        found = []
        for row in self._table.rows:
            name = self._text(row, "provider")
            if not name:
                continue
            provider = ProviderRow([(self._sheet.name, row)], name=name)
            providers.set_kind(provider, self._text(row, "provider_kind"))
            providers.read_nip(self._at(row, "nip"), provider, self._letters("nip"))
            provider.regon = re.sub(r"\D", "", self._text(row, "regon"))
            provider.krs = re.sub(r"\D", "", self._text(row, "krs"))
            for key in ("email", "phone", "contact"):
                providers.read_contact(self._at(row, key), provider)
            provider.address = self._text(row, "address")
            providers.read_procurement(self._at(row, "procurement"), provider)
            if notes := self._text(row, "notes"):
                provider.extra_notes.append(notes)
            self._kept(row, provider)
            found.append(provider)
        return found


def _add_named_providers(result: ServicesFile) -> None:
    """Add providers that only the catalogue names."""
    known = {plain(provider.name) for provider in result.providers}
    for service in result.services:
        key = plain(service.provider)
        if key and key not in known:
            known.add(key)
            provider = ProviderRow([service.sources[0]], name=service.provider)
            providers.set_kind(provider)
            result.providers.append(provider)


def _mark_doubles(result: ServicesFile) -> None:
    """Mark services named twice: prices or providers may differ, so both stay."""
    seen: dict[str, ServiceRow] = {}
    for service in result.services:
        first = seen.setdefault(plain(service.name), service)
        if first is not service:
            for row, twin in ((first, service), (service, first)):
                row.doubt("duplicate")
                row.problem("duplicate_probable", None, "warning", row=twin.sources[0][1])


__all__ = ["guess_maps", "read_services"]
