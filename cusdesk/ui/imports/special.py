"""The question before an import that brings data of special categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.special_fields import SpecialField, field_names
from cusdesk.ui.common.widgets import message_box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def special_question(
    parent: QWidget, fields: Iterable[SpecialField], run: Callable[[], object]
) -> QMessageBox:
    """Return the question, not yet shown; `run` is called after yes. Enter and Escape mean no."""
    box = message_box(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("imports_ui.special.title"))
    box.setText(tr("imports_ui.special.question", fields=field_names(fields)))
    box.setInformativeText(tr("imports_ui.special.text"))
    yes = box.addButton(tr("imports_ui.special.yes"), QMessageBox.ButtonRole.AcceptRole)
    yes.clicked.connect(run)
    no = box.addButton(tr("imports_ui.special.no"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    return box
