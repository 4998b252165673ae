"""Where residents pay: asked once, printed on every notice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.services import fees
from cusdesk.ui.common.form import FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.domain.changes import Changes
    from cusdesk.services.fees import PaySettings
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation

_FORM = FormSpec([
    Section("", [
        FieldSpec("account", "fees.pay.account", hint="fees.pay.account_hint"),
        FieldSpec("cash_desk", "fees.pay.cash_desk", hint="fees.pay.cash_desk_hint"),
    ]),
    Section("fees.pay.debt", [
        FieldSpec("debt_basis_programme", "fees.pay.debt_basis_programme", "multiline", lines=2),
        FieldSpec("debt_basis_decision", "fees.pay.debt_basis_decision", "multiline", lines=2),
        FieldSpec("debt_law", "fees.pay.debt_law", "multiline", lines=3,
                  hint="fees.pay.debt_law_hint"),
    ], hint="fees.pay.debt_hint"),
])  # fmt: skip


def ask_pay_settings(context: ScreenContext, parent: QWidget) -> None:
    """Show the settings; the window is kept on `parent` as `pay_dialog`."""
    operation = context.ops.read(fees.pay_settings, context.office)
    operation.on_success(partial(_show, context, parent)).run()


def _show(context: ScreenContext, parent: QWidget, found: PaySettings) -> None:
    def write(typed: PaySettings) -> Operation[Changes]:
        """Keep what was typed."""
        return context.ops.write(fees.change_pay_settings, context.office, typed)

    dialog = FormDialog(
        context,
        tr("fees.pay.title"),
        _FORM,
        found,
        write,
        tr("fees.pay.do"),
        parent,
        tr("fees.pay.text"),
    )
    parent.pay_dialog = dialog  # type: ignore[attr-defined]  # lives as long as its screen
    dialog.open()
