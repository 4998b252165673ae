"""What is copied is text for a spreadsheet; what is pasted is text for us."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocument

from cusdesk.domain.polish_text import storable
from cusdesk.ui.common.grid.paste import split_clipboard
from cusdesk.ui.common.table.clipboard import as_mime
from tests.hostile import texts


@pytest.mark.parametrize("text", texts.ALL)
def test_copied_cells_are_one_text_each(qapp, canary, text):
    rows = [[text, texts.LOADS.format(canary=canary)]]
    mime = as_mime(["a", "b"], rows, ["text", "text"])
    plain = mime.text().splitlines()
    assert len(plain) == 2
    assert len(plain[1].split("\t")) == 2
    assert not plain[1].startswith(("=", "+", "-", "@", "\t"))
    assert mime.html().count("<td") == 2
    assert "<img" not in mime.html()
    document = QTextDocument()
    document.setHtml(mime.html())
    shown = "".join(document.toPlainText().split())
    assert "".join(storable(text).split())[:20] in shown.replace("\ufffc", "")


@pytest.mark.parametrize("text", [*texts.ALL, '"', '""a"', "a\t\x00b", "x" * 2_000_000])
def test_pasted_cells_are_texts(text):
    cells = split_clipboard(f"{text}\tb\nc\td")
    flat = [cell for row in cells for cell in row]
    assert all(cell == storable(cell) for cell in flat)
    assert flat[-1].endswith("d")


def test_pasted_markup_is_text_in_every_editor(qtbot, canary):
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QPlainTextEdit

    editor = QPlainTextEdit()
    qtbot.addWidget(editor)
    mime = QMimeData()
    mime.setHtml(texts.LOADS.format(canary=canary))
    mime.setText("<b>x</b>")
    editor.insertFromMimeData(mime)
    editor.show()
    assert editor.toPlainText() == "<b>x</b>"
