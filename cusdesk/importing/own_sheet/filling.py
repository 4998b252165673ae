"""Opening the office's own workbook and filling cells of it."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cusdesk.core.errors import ImportProblemError
from cusdesk.importing.own_sheet.cells import box_of, column_letters, read_spans, split_place
from cusdesk.importing.own_sheet.formulas import Recalculation
from cusdesk.importing.own_sheet.splicing import counted_on_load, edited, formula_edit, new_cells
from cusdesk.importing.own_sheet.values import CellFormats, Figure, cell_xml
from cusdesk.importing.reading.limits import open_zip, part
from cusdesk.importing.reading.xlsx_tree import children, local, tree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from xml.etree.ElementTree import Element

    from cusdesk.importing.own_sheet.cells import CellSpan, SheetSpans
    from cusdesk.importing.own_sheet.formulas import Content
    from cusdesk.importing.own_sheet.stale import Place

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

CellValues = dict[tuple[str, str], Figure]
"""(sheet, `D8`) → what goes into the cell."""


@dataclass(frozen=True, slots=True)
class HeldCell:
    """What a cell holds: a text as people see it, a number as stored; whether a formula made it."""

    text: str
    is_formula: bool
    is_number: bool = False
    is_clock: bool = False
    """Its format shows days or hours of the clock."""


class OwnSheet:
    """An office's own workbook, opened to be looked at and filled."""

    def __init__(self, file_name: str, data: bytes) -> None:
        """Open a workbook.

        Raises:
            ImportProblemError: it is damaged, too big, protected by a password, or no xlsx.
        """
        self.file_name = file_name
        self._data = data
        self._archive = open_zip(file_name, data)
        root = tree(file_name, self._archive, _WORKBOOK)
        relations = tree(file_name, self._archive, _RELATIONS)
        if root is None or relations is None:
            raise ImportProblemError("own_sheets.file.not_xlsx", file=file_name)
        targets = {item.get("Id", ""): item.get("Target", "") for item in relations}
        self._parts = {
            item.get("name", ""): _path(
                targets.get(item.get(_ID) or item.get(_STRICT_ID) or "", "")
            )
            for item in children(root, "sheets")
        }
        self.names = {
            item.get("name", ""): item.text or ""
            for item in children(root, "definedNames")
            if item.get("localSheetId") is None
        }
        options = next((item for item in root if local(item) == "workbookPr"), None)
        mac = options.get("date1904", "") if options is not None else ""
        styles = tree(file_name, self._archive, "xl/styles.xml")
        self.formats = CellFormats(styles, counts_from_1904=mac in ("1", "true"))

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """The names of its sheets, in order; sheets of charts are left out."""
        return tuple(name for name, path in self._parts.items() if path in self._archive.NameToInfo)

    @cached_property
    def spans(self) -> dict[str, SheetSpans]:
        """Where everything stands in every sheet.

        Raises:
            ImportProblemError: a sheet is damaged or declares entities.
        """
        return {name: read_spans(self.file_name, self.xml(name)) for name in self.sheet_names}

    def xml(self, sheet: str) -> bytes:
        """Return the XML of a sheet."""
        return part(self.file_name, self._archive, self._parts[sheet])

    @cached_property
    def _shared_texts(self) -> list[str]:
        root = tree(self.file_name, self._archive, "xl/sharedStrings.xml")
        return [_text_of(item) for item in root] if root is not None else []

    def text(self, sheet: str, place: str) -> str:
        """Return what a person sees at a place, numbers as they are stored; empty for nothing."""
        cell = self.spans[sheet].cell(place) if sheet in self.spans else None
        return self.text_of(cell) if cell is not None else ""

    def text_of(self, cell: CellSpan) -> str:
        """Return the text of a cell of this workbook."""
        if cell.kind == "inlineStr":
            return cell.inline
        if cell.kind == "s" and cell.value and int(cell.value) < len(self._shared_texts):
            return self._shared_texts[int(cell.value)]
        return cell.value or ""

    def held(self, sheet: str, place: str) -> HeldCell:
        """Return what stands at a place; an empty text where nothing does."""
        cell = self.spans[sheet].cell(place) if sheet in self.spans else None
        if cell is None:
            return HeldCell("", is_formula=False)
        is_clock = self.formats.is_time(cell.style)
        is_number = cell.kind in ("", "n") and bool(cell.value)
        return HeldCell(self.text_of(cell), cell.formula is not None, is_number, is_clock)

    def first_of_merged(self, sheet: str, place: str) -> str:
        """Return the cell that shows what a merged range holds; any other place is itself."""
        column, row = split_place(place)
        for merged in self.spans[sheet].merged:
            left, top, right, bottom = box_of(merged)
            if left <= column <= right and top <= row <= bottom:
                return f"{column_letters(left)}{top}"
        return place

    def filled(self, values: CellValues) -> bytes:
        """Return the workbook with these cells filled and all else as it was.

        Raises:
            ImportProblemError: `own_sheets.cell.formula`: a formula is never written over;
                `own_sheets.cell.no_sheet`.
        """
        contents = {place: self._content(place, value) for place, value in values.items()}
        filled: dict[Place, Content] = {
            (sheet, *split_place(place)): content for (sheet, place), content in contents.items()
        }
        formulas = Recalculation(self.spans, self.names, filled).changed()
        changed = {
            self._parts[name]: self._new_xml(name, contents, formulas)
            for name in {place[0] for place in (*filled, *formulas)}
        }
        changed[_WORKBOOK] = counted_on_load(part(self.file_name, self._archive, _WORKBOOK))
        return self._packed(changed)

    def _content(self, place: tuple[str, str], value: Figure) -> Content:
        sheet, address = place
        if sheet not in self.spans:
            raise ImportProblemError("own_sheets.cell.no_sheet", sheet=sheet, file=self.file_name)
        cell = self.spans[sheet].cell(address)
        if cell is not None and cell.formula is not None:
            raise ImportProblemError("own_sheets.cell.formula", cell=address, sheet=sheet)
        return self.formats.content(value, cell.style if cell else "")

    def _new_xml(
        self,
        sheet: str,
        contents: Mapping[tuple[str, str], Content],
        formulas: Mapping[Place, Decimal | None],
    ) -> bytes:
        spans, xml = self.spans[sheet], self.xml(sheet)
        edits = [
            formula_edit(spans, xml, spans.rows[row].cells[column], value)
            for (name, column, row), value in formulas.items()
            if name == sheet
        ]
        missing: dict[int, dict[int, str]] = {}
        for (name, place), content in contents.items():
            if name != sheet:
                continue
            cell = spans.cell(place)
            if cell is not None:
                new = cell_xml(spans.prefix, place, cell.style, content)
                edits.append((cell.start, cell.end, new.encode()))
            elif content is not None:
                column, row = split_place(place)
                new = cell_xml(spans.prefix, place, "", content)
                missing.setdefault(row, {})[column] = new
        edits += new_cells(spans, missing)
        return edited(xml, edits)

    def _packed(self, changed: Mapping[str, bytes]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for item in self._archive.infolist():
                data = changed.get(item.filename)
                target.writestr(item, self._archive.read(item) if data is None else data)
        return out.getvalue()


def open_sheet(file_name: str, data: bytes) -> OwnSheet:
    """Open an office's own xlsx; see `OwnSheet`."""
    return OwnSheet(file_name, data)


def fill_sheet(file_name: str, data: bytes, values: CellValues) -> bytes:
    """Return an own xlsx with cells filled; see `OwnSheet.filled`."""
    return OwnSheet(file_name, data).filled(values)


def _text_of(item: Element) -> str:
    """Return a shared text without what only tells how it is pronounced."""
    if local(item) == "rPh":
        return ""
    own = item.text or "" if local(item) == "t" else ""
    return own + "".join(_text_of(child) for child in item)


def _path(target: str) -> str:
    """Return the path of a part inside the archive, as its relation names it."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join("xl", target))
