"""Yes-or-no questions: what stays for good is never done by pressing Enter once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from cusdesk.core.messages import tr
from cusdesk.ui.common.widgets import message_box

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


def question(  # noqa: PLR0913 (what a question is)
    parent: QWidget,
    text: str,
    do: str,
    run: Callable[[], object],
    *,
    more: str = "",
    title: str = "",
    stay: str = "",
    for_good: bool = True,
) -> QMessageBox:
    """Return a question, not yet shown; `run` is called after the button `do`.

    Args:
        parent: the question lies over its window.
        text: what is asked.
        do: words of the button that does it.
        run: what is done.
        more: smaller words under the question.
        title: of the window; "" takes the question.
        stay: words of the button that does nothing; "" is cancel.
        for_good: it cannot be taken back in one step: Enter leaves all as it is.
    """
    box = message_box(parent.window())
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title or text)
    box.setText(text)
    box.setInformativeText(more)
    yes = box.addButton(do, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(stay or tr("common.button.cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no if for_good else yes)
    box.setEscapeButton(no)
    yes.clicked.connect(run)
    box.finished.connect(box.deleteLater)
    return box
