"""Documents read back by other libraries, as plain data for golden files."""

from __future__ import annotations

import io
import re

import openpyxl
import pypdf


def pdf_dump(data: bytes) -> dict[str, object]:
    """What a reader library finds in a PDF: metadata, fonts, text by page."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    info = reader.metadata
    return {
        "title": info.title,
        "author": info.author,
        "language": reader.root_object["/Lang"],
        "fonts": sorted({name for page in reader.pages for name in _fonts(page)}),
        "pages": [_lines(page.extract_text()) for page in reader.pages],
    }


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _fonts(page) -> list[str]:
    fonts = page["/Resources"]["/Font"]
    found = []
    for reference in fonts.values():
        font = reference.get_object()
        descriptor = font.get("/FontDescriptor")
        embedded = descriptor is not None and "/FontFile2" in descriptor.get_object()
        name = re.sub(r"^/[A-Z]{6}\+", "", font["/BaseFont"])
        found.append(f"{name} {'embedded' if embedded else 'NOT EMBEDDED'}")
    return found


def xlsx_dump(data: bytes) -> dict[str, object]:
    """What openpyxl finds in a workbook: every sheet with its cells and page set-up."""
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    properties = formulas.properties
    return {
        "title": properties.title,
        "author": properties.creator,
        "created": properties.created,
        "sheets": {s.title: _sheet(s, values[s.title]) for s in formulas.worksheets},
    }


def _sheet(sheet, values) -> dict[str, object]:
    setup = sheet.page_setup
    return {
        "dimensions": sheet.dimensions,
        "freeze": sheet.freeze_panes,
        "print_area": sheet.print_area,
        "print_titles": sheet.print_titles,
        "page": [setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight],
        "filter": sheet.auto_filter.ref,
        "merged": sorted(str(cells) for cells in sheet.merged_cells.ranges),
        "widths": {
            f"{letter}{dim.min}-{dim.max}": round(dim.width, 2)
            for letter, dim in sorted(sheet.column_dimensions.items())
        },
        "cells": [
            _cell(cell, values[cell.coordinate].value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ],
    }


def _cell(cell, value) -> str:
    kind = type(value).__name__
    shown = round(value, 9) if isinstance(value, float) else value
    formula = f" {cell.value}" if cell.data_type == "f" else ""
    return f"{cell.coordinate} {kind} {shown!r} [{cell.number_format}]{formula}"
