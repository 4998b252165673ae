"""xlsx and xlsm: values by calamine, the look of cells by one scan over the sheet's bytes.

The scan looks for tags with regular expressions and never builds a tree: a sheet of a million cells
costs a third of reading its values. Inside XML a bare `<` cannot stand in text, so a found tag is a
tag. Positions are taken from the `r` attribute, which every office program writes.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from cusdesk.importing.reading import limits
from cusdesk.importing.reading.extent import column_number, extent
from cusdesk.importing.reading.values import open_values, rows_of, worksheet_names
from cusdesk.importing.reading.xlsx_styles import read_styles
from cusdesk.importing.reading.xlsx_tree import local, tree
from cusdesk.importing.workbook import CellStyle, Sheet, Workbook

if TYPE_CHECKING:
    import zipfile

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_NS = rb"<(?:\w+:)?"
_ANY_FORMULA = re.compile(_NS + rb"f[\s/>]")
_FORMULA = re.compile(
    _NS + rb'c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>\s*' + _NS + rb"f\b"
)
_MERGE = re.compile(_NS + rb'mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_COLUMN = re.compile(_NS + rb"col\s([^>]*)>")
_HIDDEN_ROW = re.compile(_NS + rb'row\s(?=[^>]*\shidden="(?:1|true)")[^>]*?\br="(\d{1,7})"')
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')


def read_xlsx(file_name: str, data: bytes, archive: zipfile.ZipFile) -> Workbook:
    """Read an xlsx or xlsm file whose archive has been checked.

    Raises:
        ImportProblemError: `damaged`, `unsafe`, `too_big`.
    """
    parts = _sheet_parts(file_name, archive)
    contents = {name: limits.part(file_name, archive, path) for name, path in parts.items()}
    for xml in contents.values():
        limits.check_block(file_name, *extent(file_name, xml))
    if "xl/sharedStrings.xml" in archive.NameToInfo:
        limits.part(file_name, archive, "xl/sharedStrings.xml")
    styles = read_styles(file_name, archive)
    book = open_values(file_name, data)
    sheets = []
    for name, hidden in worksheet_names(book):
        sheet = Sheet(name, rows_of(file_name, book, name), hidden=hidden)
        if name in parts:
            _scan(contents.pop(name), styles, sheet)
            sheet.comments = _comments(file_name, archive, parts[name])
        sheets.append(sheet)
    return Workbook(file_name, sheets)


def _relations(file_name: str, archive: zipfile.ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """Return id → (kind, full path) of the parts a part points to."""
    folder, name = posixpath.split(path)
    root = tree(file_name, archive, f"{folder}/_rels/{name}.rels")
    found = {}
    for item in root if root is not None else ():
        target = item.get("Target", "")
        full = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        kind = item.get("Type", "").rpartition("/")[2]
        found[item.get("Id", "")] = (kind, posixpath.normpath(full))
    return found


def _sheet_parts(file_name: str, archive: zipfile.ZipFile) -> dict[str, str]:
    root = tree(file_name, archive, "xl/workbook.xml")
    relations = _relations(file_name, archive, "xl/workbook.xml")
    parts = {}
    for item in root.iter() if root is not None else ():
        if local(item) != "sheet":
            continue
        kind, path = relations.get(item.get(_REL) or item.get(_REL_STRICT) or "", ("", ""))
        if kind == "worksheet" and path in archive.NameToInfo:
            parts[item.get("name", "")] = path
    return parts


def _scan(xml: bytes, styles: dict[int, CellStyle], sheet: Sheet) -> None:
    """Fill everything of the sheet but its values."""
    if styles:
        _scan_styles(xml, styles, sheet)
    if _ANY_FORMULA.search(xml):
        for match in _FORMULA.finditer(xml):
            sheet.formulas.add((int(match[2]), column_number(match[1])))
    if b"mergeCell " in xml:
        for match in _MERGE.finditer(xml):
            top, left = int(match[2]), column_number(match[1])
            sheet.merged.append((top, left, int(match[4]), column_number(match[3])))
    if b"hidden=" in xml:
        sheet.hidden_rows = {int(match[1]) for match in _HIDDEN_ROW.finditer(xml)}
    for match in _COLUMN.finditer(xml[: xml.find(b"sheetData")]):
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        if attributes.get(b"hidden") in {b"1", b"true"} or attributes.get(b"width") == b"0":
            first, last = int(attributes.get(b"min", b"0")), int(attributes.get(b"max", b"0"))
            sheet.hidden_columns.update(range(first, min(last, first + 500) + 1))


def _scan_styles(xml: bytes, styles: dict[int, CellStyle], sheet: Sheet) -> None:
    """Take the styles of the cells down to the last row that holds a value."""
    last_row = len(sheet.rows)
    wanted = b"|".join(b"%d" % number for number in styles)
    pattern = re.compile(
        _NS + rb'c\s(?=[^>]*\bs="(' + wanted + rb')")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"'
    )
    columns: dict[bytes, int] = {}
    for match in pattern.finditer(xml):
        row = int(match[3])
        if row > last_row:
            continue
        letters = match[2]
        column = columns.get(letters) or columns.setdefault(letters, column_number(letters))
        sheet.styles[row, column] = styles[int(match[1])]


def _comments(file_name: str, archive: zipfile.ZipFile, path: str) -> dict[tuple[int, int], str]:
    found = {}
    for kind, target in _relations(file_name, archive, path).values():
        root = tree(file_name, archive, target) if kind in {"comments", "threadedComment"} else None
        for item in root.iter() if root is not None else ():
            place = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", item.get("ref", ""))
            if place is None:
                continue
            text = "".join(node.text or "" for node in item.iter() if local(node) in {"t", "text"})
            if text.strip():
                found[int(place[2]), column_number(place[1])] = text.strip()
    return found
