"""The window of an edition: new, changed, or made out of last year's with its groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox

from cusdesk.core.messages import tr
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, resize_within_screen
from cusdesk.ui.recruitment.forms import EditionFields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.recruitment import NextGroup


_CHARS = 100


class EditionDialog(FormDialog[EditionFields]):
    """The window of an edition; a new one is shown as soon as it is there."""

    saved_as: Any = None
    _groups: tuple[tuple[QCheckBox, NextGroup], ...] = ()

    def make_room(self) -> None:
        """Be as wide as a criterion with its points, and let the fields use it."""
        self.form.setMaximumWidth(current().chars(_CHARS))
        resize_within_screen(self, current().chars(_CHARS), current().row_height * 22)

    def offer_groups(self, groups: Sequence[NextGroup]) -> None:
        """Show the groups that will be made too, empty; each can be left out."""
        if not groups:
            return
        self.body.addWidget(label(tr("recruitment.clone.groups"), "heading", wrap=True))
        made = []
        for group in groups:
            words = tr("recruitment.clone.group", name=group.name, next=group.next_name)
            box = QCheckBox(words)
            box.setChecked(True)
            self.body.addWidget(box)
            made.append((box, group))
        self._groups = tuple(made)

    @property
    def groups(self) -> list[tuple[bytes, str]]:
        """The groups to be made: (after which one, name)."""
        return [(group.group_id, group.next_name) for box, group in self._groups if box.isChecked()]

    def _on_done(self, result: Any) -> None:  # noqa: ANN401 (what the command returns)
        super()._on_done(result)
        if self.saved_as is not None:
            self.saved_as(result.id)
