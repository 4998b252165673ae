"""What a person may not do is shown grey, with the reason: never left out without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain import access
from cusdesk.ui.common.tips import tip

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from cusdesk.services.office import Office

_SAID = "said_why_not"


def why_not_may(office: Office, *rights: str) -> str:
    """Return which roles do what this account may not, "" where it may."""
    for right in rights:
        if not office.may(right):
            names = ", ".join(access.role_name(role) for role in access.roles_with(right))
            return tr("common.cannot_change", roles=names)
    return ""


def why_not_change(office: Office, feature: str) -> str:
    """Return why records of a feature (or an operation on them) are not changed here, or ""."""
    if office.read_only:
        return tr("common.read_only")
    return why_not_may(office, access.right_of_operation(feature))


def permit(widget: QWidget | QAction, why: str, *, when: bool = True) -> None:
    """Enable something, or grey it and say why; `when` False greys it without a reason.

    The reason is shown by the mouse and read by a screen reader.
    """
    widget.setEnabled(when and not why)
    if why or widget.property(_SAID):
        widget.setToolTip(tip(why))
        widget.setProperty(_SAID, bool(why))
        if hasattr(widget, "setAccessibleDescription"):
            widget.setAccessibleDescription(why)


def choice_needed(chosen: object | None, *, fits: bool = True) -> str:
    """Return why a command on the chosen row of a list waits, "" where it can be given.

    Args:
        chosen: the row, None where none is chosen.
        fits: whether the command makes sense for that row.
    """
    if chosen is None:
        return tr("common.choose_row")
    return "" if fits else tr("common.not_this_row")


def needs_something(found: object) -> str:
    """Return why a command on everything that is shown waits, "" where there is something."""
    return "" if found else tr("common.nothing_to_show")
