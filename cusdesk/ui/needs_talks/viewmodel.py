"""What a talk on the screen knows and does, without a widget: reading, keeping field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cusdesk.core.errors import NotFoundError, ValidationError
from cusdesk.services import needs_talks
from cusdesk.ui.common.noting import note_view
from cusdesk.ui.needs_talks.waiting import WaitingValues

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.core.errors import CusdeskError, Problem
    from cusdesk.domain.changes import Changes
    from cusdesk.domain.needs_talks import UnmetDraft
    from cusdesk.services.needs_talks import TalkDetails, UnmetRow
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext

FEATURE = "needs_talks"
_AFFECTING = (FEATURE, "unmet_needs", "residents", "programmes")


class TalkModel(QObject):
    """One talk.

    Attributes:
        details: what was read last; None before the first reading.
        unmet: needs without a service that came out of it.

    Signals:
        opened: another talk, or one changed from outside: show it anew.
        refreshed: after a write of our own: fields being typed in stay.
        refused: (part, problems) a field was not written; the part is a dimension or "".
        left_refused: (talk id) a field was refused after its talk was left.
        gone: the talk is not there any more.
    """

    opened = Signal()
    refreshed = Signal()
    refused = Signal(str, object)
    left_refused = Signal(bytes)
    gone = Signal()

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.details: TalkDetails | None = None
        self.unmet: list[UnmetRow] = []
        self.waiting = WaitingValues(context, self)
        self._context = context
        self._id: bytes | None = None
        context.bus.changed.connect(self._on_changes)

    @property
    def talk_id(self) -> bytes | None:
        """The open talk, None while none is open."""
        return self._id

    @property
    def can_write(self) -> bool:
        """Whether the talk may be changed: not in the bin, office open for writing."""
        in_bin = self.details is None or self.details.is_retired
        return not in_bin and self._context.office.can_change(FEATURE)

    def open(self, talk_id: bytes) -> None:
        """Read a talk."""
        self._id = talk_id
        self._read(anew=True)

    def close(self) -> None:
        """Forget the talk; answers still under way are dropped."""
        self._id, self.details = None, None

    def write(self, name: str, value: object, raw: object) -> None:
        """Keep a field that was left; `raw` is what stands there, should it be refused."""
        if self._id is not None and self.can_write:
            self._keep("", {name: raw}, needs_talks.change_talk, self._id, {name: value})

    def write_answer(self, dimension: str, name: str, value: object, raw: object) -> None:
        """Keep what was found in a dimension, as `write` does."""
        if self._id is not None and self.can_write:
            change = needs_talks.change_answer
            self._keep(dimension, {name: raw}, change, self._id, dimension, {name: value})

    def add_unmet(self, draft: UnmetDraft) -> None:
        """Write down that no service answers a need."""
        if self.details is not None and self.can_write:
            resident_id = self.details.resident_id
            self._run("unmet", needs_talks.add_unmet_need, resident_id, draft, self._id)

    def retire_unmet(self, need_id: bytes) -> None:
        """Put a need into the bin."""
        self._run("unmet", needs_talks.retire_unmet_need, need_id)

    def _keep(
        self, part: str, raws: dict[str, object], call: Callable[..., object], *args: object
    ) -> None:
        """Write; a value that is refused waits in the talk also when the page is closed by then."""
        talk_id = self._id or b""

        def _refuse(error: CusdeskError) -> None:
            if isinstance(error, ValidationError):
                self.waiting.put(talk_id, part, raws)
            if talk_id == self._id:
                self._on_refused(part, error)
            elif isinstance(error, ValidationError):
                self.left_refused.emit(talk_id)

        def _mended(saved: object) -> None:
            self.waiting.drop(talk_id, part, raws)
            self._on_saved(saved)

        operation = self._context.ops.write(call, self._context.office, *args)
        operation.by(self).on_success(_mended).on_error(_refuse).run()

    def _run(self, part: str, call: Callable[..., object], *args: object) -> None:
        def refuse(error: CusdeskError) -> None:
            """Remember which part of the card the refusal belongs to."""
            self._on_refused(part, error)

        operation = self._context.ops.write(call, self._context.office, *args)
        operation.by(self).on_success(self._on_saved).on_error(refuse).run()

    def _read(self, *, anew: bool) -> None:
        if self._id is None:
            return
        operation = self._context.ops.read(_read_talk, self._context.office, self._id)
        operation.replacing("talk-anew" if anew else "talk-again")
        operation.on_success(self._on_read_anew if anew else self._on_read_again)
        operation.on_error(self._on_unreadable).run()

    def _on_read_anew(self, found: tuple[TalkDetails, list[UnmetRow]]) -> None:
        if self._take(found):
            self.opened.emit()
            note_view(self._context, FEATURE, found[0].id, found[0].resident_id)

    def _on_read_again(self, found: tuple[TalkDetails, list[UnmetRow]]) -> None:
        if self._take(found):
            self.refreshed.emit()

    def _take(self, found: tuple[TalkDetails, list[UnmetRow]]) -> bool:
        if found[0].id != self._id:
            return False
        self.details, self.unmet = found
        return True

    def _on_unreadable(self, error: CusdeskError) -> None:
        if not isinstance(error, NotFoundError):
            self._context.ops.show_error(error)
        self.gone.emit()

    def _on_saved(self, _saved: object) -> None:
        self._read(anew=False)

    def _on_refused(self, part: str, error: CusdeskError) -> None:
        if isinstance(error, ValidationError):
            problems: list[Problem] = error.problems
            self.refused.emit(part, problems)
        else:
            self._context.ops.show_error(error)
            self._read(anew=True)

    def _on_changes(self, changes: Changes, initiator: object) -> None:
        if self._id is None or initiator is self:
            return
        ids = changes.rows.get(FEATURE)
        is_own = ids is not None and (not ids or self._id in ids)
        if is_own:
            self._read(anew=True)
        elif any(changes.touches(name) for name in _AFFECTING):
            self._read(anew=False)


def _read_talk(office: Office, talk_id: bytes) -> tuple[TalkDetails, list[UnmetRow]]:
    details = needs_talks.get_talk(office, talk_id)
    return details, needs_talks.list_unmet_needs(office, talk_id=talk_id)
