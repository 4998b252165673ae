"""One open plan: what was typed, what is stored, what was refused; without a widget.

Every edit is tried on a copy. When the rules allow it, it is stored at once (a burst is one step of
undo); when they do not, the typed text waits at its field with the sentence and is tried again as
soon as something else changes, so that two dates may be changed one after the other. One write is
under way at a time; what is typed meanwhile goes with the next.
"""

from __future__ import annotations

import copy
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cusdesk.core.errors import ConflictError, NotFoundError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.core.messages import describe, tr
from cusdesk.domain.plans import PlanDraft, PlanStatus, check_plan
from cusdesk.services import plans
from cusdesk.ui.plans.cells import Scene
from cusdesk.ui.plans.edits import (
    Edit,
    Place,
    Refused,
    has_row,
    place_of_key,
    rows_of,
    try_edits,
    with_new_row,
    without_rows,
)
from cusdesk.ui.plans.layouts import LAYOUTS, REVIEWS
from cusdesk.ui.plans.reading import PlanView, read_view
from cusdesk.ui.plans.waiting import WaitingTexts
from cusdesk.ui.plans.writing import PlanWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.core.errors import CusdeskError, Problem
    from cusdesk.domain.changes import Changes
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.plans.known import KnownWords

FEATURE = "plans"
_SHOWN_TOO = ("residents", "catalogue", "providers")


class PlanEditor(QObject):
    """The conversation between the screen of a plan and its services.

    Attributes:
        draft: what is stored or on its way there; always allowed by the rules.
        view: what was read last; None before.
        refused: what waits at its field.

    Signals:
        opened: another plan, or one changed from outside: show everything anew.
        changed: the draft or what was refused changed: refresh, leave what is being typed.
        refreshed: the plan was read again after a write of our own.
        gone: the plan is not there any more.
    """

    opened = Signal()
    changed = Signal()
    refreshed = Signal()
    gone = Signal()

    def __init__(
        self, context: ScreenContext, known: KnownWords, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._known = context, known
        self.plan_id: bytes | None = None
        self.view: PlanView | None = None
        self.draft = PlanDraft()
        self.refused: dict[Place, Refused] = {}
        self._writer = PlanWriter(context, self)
        self._waiting = WaitingTexts(context, self)
        self._waiting.found.connect(self._on_waiting)
        self.changed.connect(self._keep_waiting)
        self._last_part = ""
        self._writer.stored.connect(self._on_stored)
        self._writer.refused.connect(self._on_refused)
        context.bus.changed.connect(self._on_changes)
        known.changed.connect(self._on_known)

    # --- which plan

    def open(self, plan_id: bytes) -> None:
        """Show a plan."""
        self.plan_id, self.view = plan_id, None
        self.refused.clear()
        self._writer.start(plan_id)
        self._read(anew=True)

    def close(self) -> None:
        """Let go of the plan; what is on its way is still written."""
        self.plan_id = None

    @property
    def can_write(self) -> bool:
        """Whether the plan may be changed."""
        details = self.view.details if self.view else None
        may = bool(self._context.office.can_change("plans"))
        return may and details is not None and not details.is_fixed

    def may_write(self, part: str, name: str) -> bool:
        """Whether a field of a part may be typed in: reviews are recorded in approved plans too."""
        if self.can_write:
            return True
        is_running = self._context.office.can_change("plans") and self.status is PlanStatus.APPROVED
        return is_running and part == REVIEWS and name in plans.RECORDED

    @property
    def version(self) -> int:
        """Version of the plan for the next command."""
        return self._writer.version

    @property
    def status(self) -> PlanStatus:
        """Where the plan stands."""
        return self.view.details.status if self.view else PlanStatus.DRAFT

    @property
    def stage(self) -> PlanStatus:
        """Where the version being prepared stands."""
        return self.view.details.stage if self.view else PlanStatus.DRAFT

    @property
    def scene(self) -> Scene:
        """What cells are read and shown against."""
        known = self._known.now
        return Scene(self.draft, known, known.today)

    def problems(self) -> list[Problem]:
        """Return what the rules say of the draft as it stands."""
        return check_plan(self.draft, self._known.now.today)

    # --- editing

    def set_own(self, name: str, value: object, raw: object) -> None:
        """Take a field of the plan that was left."""
        self.take([Edit(Place("", None, name), value, raw)])

    def take(self, edits: Sequence[Edit]) -> None:
        """Take edits that belong together; those the rules refuse wait at their fields."""
        if not self.can_write:
            self._record([e for e in edits if self.may_write(e.place.part, e.place.name)])
            return
        if edits:
            self._note_part(edits[0].place.part)
        waiting = [r.edit for place, r in self.refused.items() if r.again and not _in(place, edits)]
        whole = try_edits(self.draft, [*waiting, *edits], self._known.now)
        if not whole.words:
            self._accept(whole.draft, [*waiting, *edits])
        else:
            for edit in edits:
                self._try_one(edit)
            for edit in waiting:
                self._try_one(edit)
        self.changed.emit()

    def _record(self, edits: Sequence[Edit]) -> None:
        """Write down reviews of a plan that is approved."""
        for edit in edits:
            trial = try_edits(self.draft, [edit], self._known.now)
            if trial.words or edit.place.row_id is None:
                self.refused[edit.place] = Refused(edit, trial.words)
                continue
            self.refused.pop(edit.place, None)
            self.draft = trial.draft
            row = next(r for r in self.draft.reviews if r.row_id == edit.place.row_id)
            operation = self._context.ops.write(
                plans.record_review,
                self._context.office,
                self.plan_id,
                edit.place.row_id,
                {edit.place.name: getattr(row, edit.place.name)},
            )
            operation.by(self).on_success(self._on_stored).on_error(self._on_refused).run()
        self.changed.emit()

    def _note_part(self, part: str) -> None:
        """Begin another step of undo when work goes on in another part of the plan."""
        if part != self._last_part:
            self._writer.begin_step()
        self._last_part = part

    def _try_one(self, edit: Edit) -> None:
        trial = try_edits(self.draft, [edit], self._known.now)
        if trial.words:
            self.refused[edit.place] = Refused(edit, trial.words)
        else:
            self._accept(trial.draft, [edit])

    def _accept(self, draft: PlanDraft, edits: Sequence[Edit]) -> None:
        self.draft = draft
        for edit in edits:
            self.refused.pop(edit.place, None)
        self._writer.write(draft, edits)

    def add_row(self, part: str, at: int | None = None) -> bytes:
        """Put an empty row into a part, at its end unless said otherwise; return its id."""
        row: Any = LAYOUTS[part].make()
        row.row_id = new_id()
        rows = rows_of(self.draft, part)
        self.replace(part, with_new_row(self.draft, part, row, len(rows) if at is None else at))
        row_id: bytes = row.row_id
        return row_id

    def remove_rows(self, part: str, numbers: list[int]) -> None:
        """Take rows out of a part."""
        rows = rows_of(self.draft, part)
        gone = {rows[number].row_id for number in numbers}
        self.refused = {p: r for p, r in self.refused.items() if p.row_id not in gone}
        self.replace(part, without_rows(self.draft, part, numbers))

    def replace(self, part: str, draft: PlanDraft) -> None:
        """Take a draft that differs in one part, as a step of its own when work goes on there."""
        self._note_part(part)
        if self.can_write and draft != self.draft:
            self._accept(draft, [])
            self.take([])

    # --- storing

    def _on_stored(self, _result: object = None) -> None:
        self._read(anew=False)

    def _on_refused(self, error: CusdeskError, kept: dict[Place, Edit] | None = None) -> None:
        """Keep what was typed at its fields and show the plan as it is stored."""
        is_conflict = isinstance(error, ConflictError)
        if isinstance(error, ValidationError | ConflictError):
            words = tr("plans.conflict.at_field") if is_conflict else describe(error)
            for place, edit in (kept or {}).items():
                self.refused[place] = Refused(edit, words, again=False)
        if is_conflict:
            self._context.notifier.warning(tr("plans.conflict.reloaded"))
        else:
            self._context.ops.show_error(error)
        self._read(anew=True)

    # --- reading

    def _read(self, *, anew: bool) -> None:
        if self.plan_id is None:
            return
        operation = self._context.ops.read(read_view, self._context.office, self.plan_id)
        operation.replacing("plan-view").on_success(partial(self._on_read, anew))
        operation.on_error(self._on_unreadable).run()

    def _on_read(self, anew: bool, view: PlanView) -> None:
        if view.details.id != self.plan_id or self._writer.is_busy:
            return
        is_first = self.view is None
        anew = anew or is_first
        self.view, self._writer.version = view, view.details.version
        if anew:
            self.draft = copy.deepcopy(view.details.draft)
            # undo or another person may have taken the row a refused text waited in
            self.refused = {p: r for p, r in self.refused.items() if has_row(self.draft, p)}
            self.opened.emit()
            if is_first and self._context.office.can_change("plans"):
                self._waiting.look(view.details.id)
        else:
            self.refreshed.emit()

    def _on_waiting(self, plan_id: bytes, edits: list[Edit]) -> None:
        """Try again what was refused before the plan was left the last time."""
        if plan_id == self.plan_id and self.can_write:
            for edit in edits:
                if has_row(self.draft, edit.place):
                    self.refused[edit.place] = Refused(edit, "")
            self.take([])
            self.opened.emit()

    def _keep_waiting(self) -> None:
        if self.plan_id is not None and self.view is not None and self.can_write:
            self._waiting.keep(self.plan_id, self.refused.values())

    def _on_unreadable(self, error: CusdeskError) -> None:
        if not isinstance(error, NotFoundError):
            self._context.ops.show_error(error)
        self.plan_id = None
        self.gone.emit()

    def _on_known(self) -> None:
        if self.view is not None:
            self.changed.emit()

    def _on_changes(self, changes: Changes, initiator: object) -> None:
        """Show what an undo, an import or another screen did to this plan or to what it names."""
        if initiator is self or self.plan_id is None:
            return
        ids = changes.rows.get(FEATURE)
        if ids is not None and (not ids or ids & {self.plan_id, self.draft.resident_id}):
            self._read(anew=True)
        elif changes.touches(*_SHOWN_TOO):
            self._read(anew=False)

    def place_of(self, key: str) -> Place:
        """Return the place a problem or a gap names."""
        return place_of_key(self.draft, key)


def _in(place: Place, edits: Sequence[Edit]) -> bool:
    return any(edit.place == place for edit in edits)
