"""The window in which a debt is parted: how much, in how many parts, when each is due."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cusdesk.core.errors import ValidationError
from cusdesk.core.messages import describe, tr
from cusdesk.domain.fees.instalments import InstalmentDraft, Part, even_parts
from cusdesk.services import fees
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.form import FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import label, resize_within_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.core.errors import CusdeskError
    from cusdesk.ui.common.context import ScreenContext

_PLAN = "fields.fee_instalment_plans."
_ROUND = 8
"""Edges and the scroll bar beside the form, in steps of the grid."""
_PARTED = {"amount_gr", "count", "first"}


@dataclass(slots=True)
class PartsFields:
    """A debt in parts while it is typed; see `InstalmentDraft`."""

    amount_gr: int | None = None
    count: int | None = None
    first: dt.date | None = None
    parts: tuple[Part, ...] = ()
    basis: str = ""
    reason: str = ""


_FORM = FormSpec([
    Section("", [
        (
            FieldSpec("amount_gr", "fees.parts.sum", "money", required=True),
            FieldSpec("count", "fees.parts.count", "number"),
            FieldSpec("first", "fees.parts.first", "date"),
        ),
        FieldSpec(
            "parts",
            "fees.parts.schedule",
            "rows",
            row_type=Part,
            row_fields=[
                FieldSpec("due_on", "fees.parts.due", "date", 14),
                FieldSpec("amount_gr", "fees.parts.amount", "money", 14),
            ],
            add_label="fees.parts.add",
        ),
        FieldSpec("basis", f"{_PLAN}basis", hint="fees.parts.basis_hint"),
        FieldSpec("reason", f"{_PLAN}reason", "multiline", required=True, lines=3),
    ]),
])  # fmt: skip


class PartsForm(CommandDialog):
    """A debt of one resident in parts; the schedule follows the sum, the number and the day."""

    def __init__(
        self, context: ScreenContext, draft: InstalmentDraft, name: str, parent: QWidget
    ) -> None:
        super().__init__(context, tr("fees.parts.new"), tr("fees.parts.new_do"), parent)
        self._draft = draft
        self.body.addWidget(label(f"{tr('fees.parts.new')}: {name}", "title", wrap=True))
        self.body.addWidget(label(tr("fees.parts.text"), "hint", wrap=True))
        self.form: Form[PartsFields] = Form(_FORM, clock=context.office.clock)
        first = draft.parts[0].due_on if draft.parts else None
        values = PartsFields(draft.amount_gr, len(draft.parts), first, draft.parts, draft.basis)
        self.form.load(values)
        self._divided = (values.amount_gr, values.count, values.first)
        self.form.field_left.connect(self._on_left)
        self.body.addWidget(self.form)
        width = self.inside.minimumSizeHint().width() + space(_ROUND)
        resize_within_screen(self, max(current().chars(80), width), current().row_height * 26)
        self.form.focus("amount_gr")

    def _on_left(self, name: str) -> None:
        """Part the sum anew when what it is parted by has changed."""
        typed = self.form.draft()
        wanted = (typed.amount_gr, typed.count, typed.first)
        if name not in _PARTED or wanted == self._divided:
            return
        self._divided = wanted
        if typed.amount_gr and typed.count and typed.first is not None:
            self.form.set_value("parts", even_parts(typed.amount_gr, typed.count, typed.first))

    def confirm(self) -> None:
        """Write the debt in parts down."""
        self.form.flush()
        if not self.form.show_value_problems():
            return
        typed = self.form.draft()
        draft = replace(
            self._draft,
            amount_gr=typed.amount_gr,
            parts=typed.parts,
            basis=typed.basis,
            reason=typed.reason,
        )
        self.start(self._context.ops.write(fees.agree_instalments, self._context.office, draft))

    def _on_refused(self, error: CusdeskError) -> None:
        self.do.setEnabled(True)
        problems = error.problems if isinstance(error, ValidationError) else []
        left = self.form.show_problems(problems)
        self.say(describe(error) if not problems or left else "")
