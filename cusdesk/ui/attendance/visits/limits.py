"""How long a day of a worker and of a resident may be before the program warns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.services.attendance import DayLimits, set_day_limits
from cusdesk.ui.common.form import FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.ui.common.context import ScreenContext


_FIELDS = [
    FieldSpec("worker", "attendance.limits.worker", "minutes", hint="attendance.limits.way"),
    FieldSpec("resident", "attendance.limits.resident", "minutes", hint="attendance.limits.none"),
]


def limits_dialog(
    context: ScreenContext, limits: DayLimits, parent: QWidget
) -> FormDialog[DayLimits]:
    """Return the window with the daily limits of the office."""
    return FormDialog(
        context,
        tr("attendance.limits.title"),
        FormSpec([Section("", _FIELDS)]),
        limits,
        lambda draft: context.ops.write(set_day_limits, context.office, draft),
        tr("attendance.limits.write"),
        parent,
        tr("attendance.limits.intro"),
    )
