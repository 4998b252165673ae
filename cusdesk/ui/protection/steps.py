"""From a person to the window of their erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.services.protection import erasure
from cusdesk.ui.protection.erase_dialog import EraseDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cusdesk.services.protection.erasure import ErasurePreview
    from cusdesk.ui.common.context import ScreenContext


def erase_from(
    parent: QWidget,
    context: ScreenContext,
    resident_id: bytes,
    plan_id: bytes | None = None,
    then: Callable[[], None] | None = None,
) -> None:
    """Read what an erasure would do and show it.

    After it was done `then` is called, or `parent.load`.
    """

    def show(preview: ErasurePreview) -> None:
        """Open the dialog, unless nothing is left to erase."""
        if preview.is_erased:
            context.notifier.info(tr("protection.erase.already"))
            return
        dialog = EraseDialog(context, preview, parent)
        parent.dialog = dialog  # type: ignore[attr-defined]  # each page has one
        dialog.accepted.connect(then or parent.load)  # type: ignore[attr-defined]  # and this
        dialog.open()

    operation = context.ops.read(erasure.preview, context.office, resident_id, plan_id)
    operation.with_waiting("protection.erase.looking").on_success(show).run()
