"""Dialogs are gone once they are closed: nothing keeps them alive."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from cusdesk.ui.common.grid.paste import PastedCell, PastePreview
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.shell.crash_dialog import CrashDialog
from cusdesk.ui.shell.palette import Palette
from tests.ui.common.test_pdf_preview import pdf

DIALOGS = {
    "crash": lambda parent, ops: CrashDialog(parent, "A1B2C3", "report"),
    "palette": lambda parent, ops: Palette(parent, ops, [], None),
    "paste": lambda parent, ops: PastePreview(parent, [PastedCell(0, 0, "x", "")], ["A"]),
    "preview": lambda parent, ops: PdfPreview(parent, "T", pdf(1), "t.pdf", ops),
}


@pytest.mark.parametrize("make", DIALOGS.values(), ids=DIALOGS)
def test_dialog_is_freed_when_closed(make, theme, ops, qtbot, qapp):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(800, 600)
    dialog = make(parent, ops)
    dialog.open()

    dialog.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert not shiboken6.isValid(dialog)
