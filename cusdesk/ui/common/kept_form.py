"""What stands in the form of a window is kept at every field exit until its command was given."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.services import drafts
from cusdesk.ui.common.tab_order import come_first
from cusdesk.ui.common.widgets import button, column, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.drafts import KeptDraft
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.form_dialog import FormDialog

    Payload = dict[str, Any]


class FormKeeper(QObject):
    """Keeps the form of one window as a draft, and puts back what was left unfinished.

    Leaving the window or a crash loses at most the field being typed; giving the command or
    „zacznij od nowa” forgets the draft.

    Args:
        dialog: the window; its form is loaded already.
        kind, key: of the draft, see `services.drafts`.
        more: what stands in the window besides the form.
        take: shows what `more` returned; called with nothing to begin anew.
    """

    def __init__(
        self,
        context: ScreenContext,
        dialog: FormDialog[Any],
        place: tuple[str, str],
        more: Callable[[], Payload] = dict,
        take: Callable[[Payload], None] = lambda _more: None,
    ) -> None:
        super().__init__(dialog)
        self._context, self._dialog = context, dialog
        self._kind, self._key = place
        self._more, self._take = more, take
        self._fresh = self._payload()
        self._kept: Payload = self._fresh
        self.remark = QWidget()
        inside = column(self.remark, gap=0.5)
        self._words = label("", "warning", wrap=True)
        inside.addWidget(self._words)
        anew = button(tr("common.kept.anew"), self._start_over, look="link")
        inside.addWidget(anew)
        self.remark.hide()
        dialog.body.insertWidget(1, self.remark)
        come_first(dialog.inside, anew)
        dialog.form.field_left.connect(self.keep)
        dialog.accepted.connect(self.forget)
        dialog.rejected.connect(self._on_left)

    def begin(self) -> None:
        """Show what was left unfinished the last time."""
        read = self._context.ops.read(drafts.drafts, self._context.office, self._kind)
        read.on_success(self._on_drafts).run()

    def keep(self, *_field: object) -> None:
        """Keep what stands in the window; what is as it was at the beginning is forgotten."""
        stands = self._payload()
        if stands == self._kept:
            return
        self._kept = stands
        if stands == self._fresh:
            self.forget()
            return
        ops, office = self._context.ops, self._context.office
        ops.write(drafts.keep, office, self._kind, self._key, stands).run()

    def _payload(self) -> Payload:
        return {"form": self._dialog.form.payload(), "more": self._more()}

    def _on_left(self) -> None:
        self._dialog.form.flush()
        self.keep()

    def _on_drafts(self, found: list[KeptDraft]) -> None:
        kept = next((draft for draft in found if draft.key == self._key), None)
        if kept is None or self._payload() != self._fresh:
            return
        self._kept = dict(kept.payload)
        self._put(self._kept)
        moment = dt.datetime.fromtimestamp(kept.updated_at / 1000)  # noqa: DTZ006 (wall time)
        self._words.setText(tr("common.kept.found", date=f"{moment:%d.%m.%Y %H:%M}"))
        self.remark.show()

    def _put(self, stands: Payload) -> None:
        self._dialog.form.restore(stands["form"])
        self._take(stands["more"])

    def _start_over(self) -> None:
        self._put(self._fresh)
        self.remark.hide()
        self.forget()
        self._dialog.form.focus()

    def forget(self) -> None:
        """Keep nothing of what stands there: it goes on somewhere else, or begins anew."""
        self._kept = self._fresh
        ops, office = self._context.ops, self._context.office
        ops.write(drafts.discard, office, self._kind, self._key).run()
