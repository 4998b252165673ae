"""Copying a selection so that Excel and LibreOffice take it as it is meant."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from cusdesk.core.messages import tr
from cusdesk.domain.polish_text import storable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.ui.common.table.view import TableView

_FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_TEXT_STYLE = "mso-number-format:'\\@'"


def _plain(text: str, *, is_text: bool) -> str:
    text = text.replace("\t", " ").replace("\n", " ")
    return f"'{text}" if is_text and text.startswith(_FORMULA_STARTS) else text


def as_mime(
    headers: Sequence[str], rows: Sequence[Sequence[str]], kinds: Sequence[str]
) -> QMimeData:
    """Return the rows as tab-separated text and as a table that keeps texts as texts.

    Text that looks like a formula is never handed over as one; PESEL keeps its leading zero.
    """
    rows = [[storable(cell) for cell in row] for row in rows]
    texts = [kind in {"text", "enum"} for kind in kinds]
    lines = ["\t".join(headers)] if headers else []
    lines += [
        "\t".join(_plain(cell, is_text=text) for cell, text in zip(row, texts, strict=True))
        for row in rows
    ]
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in headers)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td style="{_TEXT_STYLE}">{html.escape(cell)}</td>'
            if text
            else f"<td>{html.escape(cell)}</td>"
            for cell, text in zip(row, texts, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    mime = QMimeData()
    mime.setText("\n".join(lines) + "\n")
    mime.setHtml(f'<meta charset="utf-8"><table><tr>{head}</tr>{body}</table>')
    return mime


def copy_selection(view: TableView, *, with_headers: bool = True) -> int:
    """Put the selected cells on the clipboard; return the number of rows.

    The columns are those selected, in the order in which they are seen.
    """
    rows, columns = view.selected_rows(), view.selected_columns()
    if not rows or not columns:
        return 0
    model = view.source
    model.ensure(rows[0], rows[-1])
    cells = [[str(model.data(model.index(r, c)) or "") for c in columns] for r in rows]
    specs = [view.specs[n] for n in columns]
    titles = [tr(spec.header) for spec in specs] if with_headers else []
    QGuiApplication.clipboard().setMimeData(as_mime(titles, cells, [s.kind for s in specs]))
    return len(rows)
