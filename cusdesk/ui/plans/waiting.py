"""Refused texts that outlive the screen: kept as a draft of the plan until they are mended."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cusdesk.services import drafts
from cusdesk.ui.common import formats
from cusdesk.ui.plans.edits import Edit, Place, Refused

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from cusdesk.services.drafts import KeptDraft
    from cusdesk.ui.common.context import ScreenContext

KIND = "plans.refused"
_DAYS = ("application_date", "drawn_on", "valid_from", "valid_to")


class WaitingTexts(QObject):
    """Keeps and gives back what the rules refused in one plan.

    Signals:
        found: (plan id, edits) texts that were left in the plan.
    """

    found = Signal(bytes, object)

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._kept: tuple[bytes, list[dict[str, object]]] | None = None

    def keep(self, plan_id: bytes, refused: Iterable[Refused]) -> None:
        """Keep what waits now; nothing waiting forgets what was kept."""
        entries = [_as_json(entry.edit) for entry in refused]
        if self._kept == (plan_id, entries) or (self._kept is None and not entries):
            return
        self._kept = (plan_id, entries) if entries else None
        ops, office = self._context.ops, self._context.office
        if entries:
            ops.write(drafts.keep, office, KIND, plan_id.hex(), {"edits": entries}).run()
        else:
            ops.write(drafts.discard, office, KIND, plan_id.hex()).run()

    def look(self, plan_id: bytes) -> None:
        """Look for what was left in a plan."""
        self._kept = None
        operation = self._context.ops.read(drafts.drafts, self._context.office, KIND)
        operation.replacing("plans-waiting").on_success(partial(self._on_drafts, plan_id)).run()

    def _on_drafts(self, plan_id: bytes, kept: list[KeptDraft]) -> None:
        for draft in kept:
            entries = draft.payload.get("edits")
            if draft.key == plan_id.hex() and isinstance(entries, list):
                self._kept = (plan_id, entries)
                today = self._context.office.clock.today()
                self.found.emit(plan_id, [_as_edit(entry, today) for entry in entries])


def _as_json(edit: Edit) -> dict[str, object]:
    place = edit.place
    row = place.row_id.hex() if place.row_id is not None else ""
    return {"part": place.part, "row": row, "name": place.name, "raw": str(edit.raw)}


def _as_edit(entry: dict[str, str], today: dt.date) -> Edit:
    row_id = bytes.fromhex(entry["row"]) if entry["row"] else None
    place, raw = Place(entry["part"], row_id, entry["name"]), entry["raw"]
    value: object = raw
    if not place.part and place.name in _DAYS:
        value = formats.read_date(raw, today).value
    return Edit(place, value, raw)
