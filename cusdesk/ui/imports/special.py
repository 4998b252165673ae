"""The question before an import that brings data of special categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.special_fields import SpecialField, field_names
from cusdesk.ui.common.questions import question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QMessageBox, QWidget


def special_question(
    parent: QWidget, fields: Iterable[SpecialField], run: Callable[[], object]
) -> QMessageBox:
    """Return the question, not yet shown; `run` is called after yes. Enter and Escape mean no."""
    return question(
        parent,
        tr("imports_ui.special.question", fields=field_names(fields)),
        tr("imports_ui.special.yes"),
        run,
        more=tr("imports_ui.special.text"),
        title=tr("imports_ui.special.title"),
        stay=tr("imports_ui.special.no"),
    )
