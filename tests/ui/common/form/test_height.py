"""A form on a page wider than it may be has room for its hints."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QWidget

from cusdesk.ui.common.form import FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.widgets import column

HINT = "fees.pay.debt_hint"


@dataclass
class Words:
    """What the form edits."""

    name: str = ""


@pytest.mark.parametrize("width", [500, 700, 900])
def test_no_hint_lies_over_its_field(theme, qtbot, width):
    fields = [FieldSpec("name", "fees.pay.cash_desk", hint=HINT)]
    form = Form(FormSpec([Section("", fields), Section("", fields, hint=HINT)]))
    page = QWidget()
    column(page).addWidget(form)
    area = scrolled(page)
    qtbot.addWidget(area)
    area.resize(width, 40)
    area.show()
    form.load(Words())
    qtbot.wait(20)
    assert form.height() >= form.layout().totalMinimumHeightForWidth(form.width())
