"""Values of a talk that could not be written: kept as a draft of the talk until they are mended."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cusdesk.core.errors import Problem
from cusdesk.services import drafts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cusdesk.services.drafts import KeptDraft
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.form import Form

KIND = "needs_talks.refused"


class WaitingValues(QObject):
    """What waits in talks, as it stands in their fields; a refusal may come after the page closed.

    Signals:
        found: (talk id, {part: {field: raw}}) what was left in a talk; the part is a dimension,
            or "" for the fields of the talk itself.
    """

    found = Signal(bytes, object)

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._kept: dict[bytes, dict[str, dict[str, object]]] = {}

    def look(self, talk_id: bytes) -> None:
        """Look for what was left in a talk."""
        operation = self._context.ops.read(drafts.drafts, self._context.office, KIND)
        operation.replacing("talk-waiting").on_success(partial(self._on_drafts, talk_id)).run()

    def count(self, talk_id: bytes) -> int:
        """Return how many values wait in a talk."""
        return sum(len(raws) for raws in self._kept.get(talk_id, {}).values())

    def names(self, talk_id: bytes, part: str) -> set[str]:
        """Return the fields of a part in which something waits."""
        return set(self._kept.get(talk_id, {}).get(part, ()))

    def put(self, talk_id: bytes, part: str, raws: Mapping[str, object]) -> None:
        """Keep values that could not be written."""
        known = self._kept.setdefault(talk_id, {}).setdefault(part, {})
        if any(known.get(name) != raw for name, raw in raws.items()):
            known.update(raws)
            self._store(talk_id)

    def drop(self, talk_id: bytes, part: str, names: Iterable[str]) -> None:
        """Forget values that were mended or taken back."""
        known = self._kept.get(talk_id, {}).get(part, {})
        gone = [name for name in names if known.pop(name, None) is not None]
        if gone:
            self._store(talk_id)

    def _store(self, talk_id: bytes) -> None:
        ops, office, key = self._context.ops, self._context.office, talk_id.hex()
        if self.count(talk_id):
            ops.write(drafts.keep, office, KIND, key, {"parts": self._kept[talk_id]}).run()
        else:
            ops.write(drafts.discard, office, KIND, key).run()

    def _on_drafts(self, talk_id: bytes, kept: list[KeptDraft]) -> None:
        draft = next((draft for draft in kept if draft.key == talk_id.hex()), None)
        parts = draft.payload.get("parts") if draft is not None else None
        if isinstance(parts, dict):
            self._kept[talk_id] = {part: dict(raws) for part, raws in parts.items()}
            self.found.emit(talk_id, parts)


Forms = list[tuple[str, "Form[Any]"]]
"""(dimension, or "" for the talk itself; form)"""


def note_unwritten(waiting: WaitingValues, talk_id: bytes, forms: Forms) -> None:
    """Keep what cannot be read in the fields, and forget what was taken back there."""
    for part, form in forms:
        unreadable = {problem.field for problem in form.problems() if problem.blocking}
        differs = form.unwritten()
        own = {spec.name for spec in form.spec.fields()}
        waiting.put(talk_id, part, {name: differs[name] for name in unreadable})
        waiting.drop(talk_id, part, (waiting.names(talk_id, part) & own) - set(differs))


def put_back(forms: Forms, values: dict[str, dict[str, object]]) -> None:
    """Show what waits in its fields, each said not to be written."""
    for part, form in forms:
        own = {spec.name for spec in form.spec.fields()}
        raws = {name: raw for name, raw in values.get(part, {}).items() if name in own}
        if raws:
            form.restore(raws)
            form.show_problems([Problem(name, "needs_talks.page.unwritten") for name in raws])
