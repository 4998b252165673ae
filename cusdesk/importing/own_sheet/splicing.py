"""Changes of single cells in the bytes of a part; all other bytes stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cusdesk.importing.own_sheet.values import number_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from cusdesk.importing.own_sheet.cells import CellSpan, SheetSpans

_CALC = re.compile(rb"<((?:\w+:)?)calcPr\b([^>]*?)(/?)>")
_FULL = re.compile(rb"\s+fullCalcOnLoad=\"[^\"]*\"")
_BEFORE_CALC = ("definedNames", "externalReferences", "functionGroups", "sheets")
_KIND = re.compile(rb"\st=\"[^\"]*\"")

Edit = tuple[int, int, bytes]
"""Half-open range of bytes, and what stands there instead."""


def formula_edit(spans: SheetSpans, xml: bytes, cell: CellSpan, value: Decimal | None) -> Edit:
    """Return the cell with its formula and the new value, or with none."""
    element = xml[cell.start : cell.end]
    if cell.value_end:
        at, until = cell.value_start - cell.start, cell.value_end - cell.start
    else:
        at = until = element.rindex(b"</")
    prefix = spans.prefix
    new = "" if value is None else f"<{prefix}v>{number_text(value)}</{prefix}v>"
    head_end = element.index(b">") + 1
    head = _KIND.sub(b"", element[:head_end])
    return cell.start, cell.end, head + element[head_end:at] + new.encode() + element[until:]


def new_cells(spans: SheetSpans, missing: Mapping[int, Mapping[int, str]]) -> list[Edit]:
    """Return the edits that put cells where the sheet holds none, in order of row and column."""
    edits: list[Edit] = []
    whole_rows: dict[int, str] = {}
    for number, cells in sorted(missing.items()):
        row = spans.rows.get(number)
        ordered = sorted(cells.items())
        if row is None:
            inside = "".join(xml for _, xml in ordered)
            whole_rows[number] = f'<{spans.prefix}row r="{number}">{inside}</{spans.prefix}row>'
        elif row.is_lone:
            inside = "".join(xml for _, xml in ordered)
            opened = f">{inside}</{spans.prefix}row>".encode()
            edits.append((row.open_end - 2, row.end, opened))
        else:
            edits += [
                (at, at, xml.encode()) for at, xml in _placed(row.end, row.cells, ordered, spans)
            ]
    if whole_rows and spans.is_lone:
        inside = "".join(xml for _, xml in sorted(whole_rows.items()))
        opened = f">{inside}</{spans.prefix}sheetData>".encode()
        edits.append((spans.data_open_end - 2, spans.data_end, opened))
    elif whole_rows:
        for number, xml in sorted(whole_rows.items()):
            after = [row.start for row in spans.rows.values() if row.number > number]
            closing = spans.data_end - len(f"</{spans.prefix}sheetData>")
            at = min(after, default=closing)
            edits.append((at, at, xml.encode()))
    return edits


def _placed(
    row_end: int, cells: Mapping[int, CellSpan], ordered: list[tuple[int, str]], spans: SheetSpans
) -> list[tuple[int, str]]:
    closing = row_end - len(f"</{spans.prefix}row>")
    return [
        (min((c.start for c in cells.values() if c.column > column), default=closing), xml)
        for column, xml in ordered
    ]


def edited(xml: bytes, edits: list[Edit]) -> bytes:
    """Return the bytes with every range replaced; edits of one place keep their order."""
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        pieces += [xml[at:start], new]
        at = end
    return b"".join([*pieces, xml[at:]])


def counted_on_load(workbook: bytes) -> bytes:
    """Return the part `workbook` with the wish that formulas be counted when it is opened."""
    if found := _CALC.search(workbook):
        prefix, rest, lone = found.groups()
        rest = _FULL.sub(b"", rest)
        new = b"<" + prefix + b"calcPr" + rest + b' fullCalcOnLoad="1"' + lone + b">"
        return workbook[: found.start()] + new + workbook[found.end() :]
    for name in _BEFORE_CALC:
        closing = re.search(rb"</((?:\w+:)?)" + name.encode() + rb"\s*>", workbook)
        if closing:
            new = b"<" + closing[1] + b'calcPr fullCalcOnLoad="1"/>'
            return workbook[: closing.end()] + new + workbook[closing.end() :]
    return workbook
