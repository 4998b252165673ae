"""Counting people at a meeting without their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.needs_talks.unmet import age_groups
from cusdesk.services.attendance.heads import HeadLine, write_heads
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.ui.common.context import ScreenContext


@dataclass(slots=True)
class HeadsDraft:
    """The lines of one meeting."""

    lines: tuple[HeadLine, ...] = ()


def heads_dialog(
    context: ScreenContext,
    meeting_id: bytes,
    day: str,
    lines: list[HeadLine],
    localities: list[str],
    parent: QWidget,
) -> FormDialog[HeadsDraft]:
    """Return the window with the count of one meeting."""
    ages = [Choice(code, name) for code, name in age_groups()]
    places = [Choice(name, name) for name in localities]
    fields = [
        FieldSpec("age_group", "fields.head_counts.age_group", "choice", choices=ages, width=22),
        FieldSpec("locality", "fields.head_counts.locality", "suggest", choices=places, width=22),
        FieldSpec("heads", "fields.head_counts.heads", "number", width=12),
    ]
    rows = FieldSpec(
        "lines",
        "attendance.heads.lines",
        "rows",
        row_type=HeadLine,
        row_fields=fields,
        add_label="attendance.heads.add",
    )
    return FormDialog(
        context,
        tr("attendance.heads.title"),
        FormSpec([Section("", [rows])]),
        HeadsDraft(tuple(lines) or (HeadLine(),)),
        lambda draft: context.ops.write(write_heads, context.office, meeting_id, draft.lines),
        tr("attendance.heads.write"),
        parent,
        tr("attendance.heads.intro", day=day),
    )
