"""Keeps one record on a form: writes at every field exit, and keeps a new one as a draft.

An existing record has no save button: a field that was left is written at once, one field at a
time, so that two people's work on different fields never stands in each other's way. A new record
lies in the drafts until it is created.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from cusdesk.core.errors import CusdeskError, NotFoundError, Problem, ValidationError
from cusdesk.core.messages import tr
from cusdesk.services import drafts

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.domain.changes import Changes
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.form import Form

D = TypeVar("D")
_NEW = "new"


class Saved(Protocol):
    """What a service returns after writing a record."""

    @property
    def id(self) -> bytes:
        """The record."""
        ...

    @property
    def changes(self) -> Changes:
        """For the screens."""
        ...


@dataclass(frozen=True)
class RecordCalls(Generic[D]):
    """The services of a feature, with the office bound; all but `fresh` run on its thread.

    Attributes:
        feature: the feature word; also the kind of its drafts.
        fresh: returns the empty draft of a new record.
        read: id -> what the screen shows of a record.
        draft_of: what `read` returned -> the draft for the form.
        create: draft -> saved.
        change: (id, draft, name of the field that was left) -> saved.
        check: (draft, id or None) -> everything worth saying about the draft.
        refresh_on: feature words whose changes by others make the form read again.
    """

    feature: str
    fresh: Callable[[], D]
    read: Callable[[bytes], Any]
    draft_of: Callable[[Any], D]
    create: Callable[[D], Saved]
    change: Callable[[bytes, D, str], Saved]
    check: Callable[[D, bytes | None], list[Problem]]
    refresh_on: tuple[str, ...]


class RecordEditor(QObject, Generic[D]):
    """The conversation between a form and the services of its feature.

    Attributes:
        record_id: the record on the form; None for a new one.
        is_open: whether the form is shown.
        feature: the feature word.

    Signals:
        shown: (what `read` returned, or None for a new record) after every reading.
        checked: (problems) after the draft was looked at.
        created: (id) a new record was made.
        gone: the record is not there any more.
        draft_found: an unfinished new record was put back on the form.
    """

    shown = Signal(object)
    checked = Signal(object)
    created = Signal(bytes)
    gone = Signal()
    draft_found = Signal()

    def __init__(
        self,
        context: ScreenContext,
        form: Form[D],
        calls: RecordCalls[D],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.record_id: bytes | None = None
        self.is_open = False
        self._context, self._form, self._calls = context, form, calls
        self.feature = calls.feature
        self._kind = f"{calls.feature}.new"
        form.field_left.connect(self._on_left)
        context.bus.changed.connect(self._on_changes)

    # --- which record

    def open(self, record_id: bytes) -> None:
        """Put an existing record on the form."""
        self.record_id, self.is_open = record_id, True
        self._read(anew=True)

    def start_new(self) -> None:
        """Put a new record on the form, with what was left unfinished the last time."""
        self.record_id, self.is_open = None, True
        self._form.load(self._calls.fresh())
        self.shown.emit(None)
        operation = self._context.ops.read(drafts.drafts, self._context.office, self._kind)
        operation.on_success(self._on_drafts).run()

    def start_over(self) -> None:
        """Forget the unfinished new record."""
        self._context.ops.write(drafts.discard, self._context.office, self._kind, _NEW).run()
        self._form.load(self._calls.fresh())

    def leave(self) -> None:
        """Keep what is being typed; the form is not shown any more."""
        self.flush()
        self.is_open = False

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.is_open:
            self._form.flush()

    # --- writing

    def create(self) -> None:
        """Make the new record, or say what is missing."""
        if self._form.show_value_problems():
            operation = self._context.ops.write(self._calls.create, self._form.draft())
            operation.by(self).on_success(self._on_created).on_error(self._on_refused).run()

    def write(self, name: str) -> None:
        """Write one field as it stands, as if it had been left."""
        self._on_left(name)

    def _on_left(self, name: str) -> None:
        ops, office = self._context.ops, self._context.office
        if not self.is_open:
            return
        if self.record_id is None:
            payload = self._form.payload()
            ops.write(drafts.keep, office, self._kind, _NEW, payload).run()
            self._check()
            return
        operation = ops.write(self._calls.change, self.record_id, self._form.draft(), name)
        operation.by(self).on_success(self._on_saved).on_error(self._on_refused).run()

    def _on_saved(self, saved: Saved) -> None:
        if saved.id == self.record_id:
            self._read(anew=False)

    def _on_created(self, saved: Saved) -> None:
        self._context.ops.write(drafts.discard, self._context.office, self._kind, _NEW).run()
        self.created.emit(saved.id)

    def _on_refused(self, error: CusdeskError) -> None:
        if not isinstance(error, ValidationError):
            self._context.ops.show_error(error)
            if isinstance(error, NotFoundError):
                self._leave_gone()
            return
        without_field = self._form.show_problems([_of_field(p) for p in error.problems])
        words = [tr(p.key, **p.params) for p in without_field]
        if words:
            self._context.notifier.error(" ".join(words))
        shown = [p.field for p in error.problems if p not in without_field]
        if shown and self.record_id is None:
            self._form.focus(shown[0].partition(".")[0])

    # --- reading

    def _read(self, *, anew: bool) -> None:
        operation = self._context.ops.read(self._calls.read, self.record_id)
        operation.replacing(f"{self._calls.feature}-record-{anew}")
        operation.on_success(self._on_read_anew if anew else self._on_read)
        operation.on_error(self._on_unreadable).run()

    def _on_read_anew(self, details: Any) -> None:  # noqa: ANN401 (what the feature reads)
        if self._is_shown(details):
            self._form.load(self._calls.draft_of(details))
            self._tell(details)

    def _on_read(self, details: Any) -> None:  # noqa: ANN401 (what the feature reads)
        if self._is_shown(details):
            self._form.accept(self._calls.draft_of(details))
            self._tell(details)

    def _is_shown(self, details: Any) -> bool:  # noqa: ANN401 (what the feature reads)
        return self.is_open and bool(details.id == self.record_id)

    def _tell(self, details: Any) -> None:  # noqa: ANN401 (what the feature reads)
        self.shown.emit(details)
        self._check()

    def _on_unreadable(self, error: CusdeskError) -> None:
        if not isinstance(error, NotFoundError):
            self._context.ops.show_error(error)
        self._leave_gone()

    def _leave_gone(self) -> None:
        self.is_open = False
        self.gone.emit()

    def _on_drafts(self, kept: list[drafts.KeptDraft]) -> None:
        if kept and self.is_open and self.record_id is None:
            self._form.restore(kept[0].payload)
            self.draft_found.emit()
            self._check()

    def _check(self) -> None:
        operation = self._context.ops.read(self._calls.check, self._form.draft(), self.record_id)
        operation.replacing(f"{self._calls.feature}-check").on_success(self._on_checked).run()

    def _on_checked(self, problems: list[Problem]) -> None:
        if not self.is_open:
            return
        if self.record_id is None:  # what is missing in a new record is said at the end
            problems = [p for p in problems if not p.blocking]
        self._form.show_problems([_of_field(p) for p in problems])
        self.checked.emit(problems)

    def _on_changes(self, changes: Changes, initiator: object) -> None:
        """Read again what another screen, an undo or a redo changed."""
        if initiator is self or not self.is_open or self.record_id is None:
            return
        if changes.touches(*self._calls.refresh_on):
            self._read(anew=True)


def _of_field(problem: Problem) -> Problem:
    """Return the problem of an entry of a short list as one of the whole field."""
    name = problem.field.partition(".")[0]
    return Problem(name, problem.key, problem.params, problem.blocking)
