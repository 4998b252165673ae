"""Corrections of doubtful rows, kept at every field exit and found again after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.services import drafts
from cusdesk.services.imports import DRAFT_KIND, draft_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.services.drafts import KeptDraft
    from cusdesk.ui.common.context import ScreenContext


class RowKeeper:
    """What was typed into each waiting row; read once, written behind the person's back."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context
        self._kept: dict[str, dict[str, object]] = {}

    def fill(self, found: Iterable[KeptDraft]) -> None:
        """Take what was kept, also by an earlier start of the program."""
        self._kept = {draft.key: draft.payload for draft in found}

    def kept(self, issue_id: bytes) -> dict[str, object] | None:
        """Return what was typed into a row; None when nothing was."""
        return self._kept.get(draft_key(issue_id))

    def keep(self, issue_id: bytes, payload: dict[str, object]) -> None:
        """Keep what stands in the form of a row."""
        key = draft_key(issue_id)
        self._kept[key] = payload
        self._context.ops.write(drafts.keep, self._context.office, DRAFT_KIND, key, payload).run()

    def forget(self, issue_id: bytes) -> None:
        """Forget what was typed into a row."""
        key = draft_key(issue_id)
        if self._kept.pop(key, None) is not None:
            self._context.ops.write(drafts.discard, self._context.office, DRAFT_KIND, key).run()
