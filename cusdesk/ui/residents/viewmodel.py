"""What the card knows and does, without a widget: reading, writing field by field, drafts."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cusdesk.core.errors import NotFoundError, Problem, ValidationError
from cusdesk.services import drafts, residents
from cusdesk.ui.common.noting import note_view

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.changes import Changes
    from cusdesk.domain.residents import ResidentDraft
    from cusdesk.services.office import Office
    from cusdesk.services.residents import DuplicateWarning, ResidentDetails, Saved
    from cusdesk.ui.common.context import ScreenContext

FEATURE = "residents"
DRAFT_KIND = "residents.new"
_TAKEN_BACK = {"undo", "redo"}
_IDENTITY = frozenset(
    ["surname", "given_name", "birth_surname", "pesel", "birth_date", "locality", "house"]
)
"""Fields by which a person may turn out to be on record already."""


def of_fields(problems: list[Problem]) -> list[Problem]:
    """Return problems of entries of short lists as problems of the whole field."""
    return [Problem(p.field.partition(".")[0], p.key, p.params, p.blocking) for p in problems]


class CardModel(QObject):
    """One resident on the card.

    Attributes:
        details: what was read last; None before the first reading.

    Signals:
        opened: (details) another card, or one changed from outside: show it anew.
        refreshed: (details) after a write of our own: fields being typed in stay.
        checked: (problems) what is worth saying about the fields.
        refused: (problems) a field was not written.
        duplicates_found: (warnings) people who may be the same.
        gone: the card is not there any more.
    """

    opened = Signal(object)
    refreshed = Signal(object)
    checked = Signal(object)
    refused = Signal(object)
    duplicates_found = Signal(object)
    gone = Signal()

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.details: ResidentDetails | None = None
        self._context = context
        self._id: bytes | None = None
        context.bus.changed.connect(self._on_changes)

    @property
    def resident_id(self) -> bytes | None:
        """The open card, None while none is open."""
        return self._id

    @property
    def can_write(self) -> bool:
        """Whether the card may be changed: not in the bin, office open for writing."""
        in_bin = self.details is None or self.details.retired_on is not None
        return not in_bin and self._context.office.can_change("residents")

    def open(self, resident_id: bytes) -> None:
        """Read a card."""
        self._id = resident_id
        self._read(anew=True)

    def close(self) -> None:
        """Forget the card; answers still under way are dropped."""
        self._id, self.details = None, None

    def write(self, values: dict[str, Any]) -> None:
        """Write fields that were left."""
        if self._id is None or not self.can_write:
            return
        operation = self._context.ops.write(
            residents.change_fields, self._context.office, self._id, values
        )
        operation.by(self).on_success(self._on_saved).on_error(self._on_refused).run()
        if _IDENTITY & values.keys():
            self.find_duplicates()

    def find_duplicates(self) -> None:
        """Look for people who may be the same, after what is being written."""
        if self._id is not None:
            operation = self._context.ops.read(self._duplicates, self._id)
            operation.replacing("card-duplicates").on_success(self._on_duplicates).run()

    def run(self, call: Any, *args: object) -> None:  # noqa: ANN401 (any use case of residents)
        """Run a use case about the open card (note, household, bin) and read the card again."""
        operation = self._context.ops.write(call, self._context.office, *args)
        operation.by(self).on_success(self._on_saved).on_error(self._on_refused).run()

    def _duplicates(self, resident_id: bytes) -> list[DuplicateWarning]:
        office = self._context.office
        details = residents.get_resident(office, resident_id)
        return residents.duplicates_of(office, details.draft, resident_id)

    def _on_duplicates(self, found: list[DuplicateWarning]) -> None:
        self.duplicates_found.emit(found)

    def _read(self, *, anew: bool) -> None:
        if self._id is None:
            return
        operation = self._context.ops.read(_card, self._context.office, self._id)
        operation.replacing("card-anew" if anew else "card-again")
        operation.on_success(self._on_read_anew if anew else self._on_read_again)
        operation.on_error(self._on_unreadable).run()

    def _on_read_anew(self, found: tuple[ResidentDetails, list[Problem]]) -> None:
        if self._take(found):
            self.opened.emit(found[0])
            self.checked.emit(of_fields(found[1]))
            note_view(self._context, FEATURE, found[0].id, found[0].id)

    def _on_read_again(self, found: tuple[ResidentDetails, list[Problem]]) -> None:
        if self._take(found):
            self.refreshed.emit(found[0])
            self.checked.emit(of_fields(found[1]))

    def _take(self, found: tuple[ResidentDetails, list[Problem]]) -> bool:
        if found[0].id != self._id:
            return False
        self.details = found[0]
        return True

    def _on_unreadable(self, error: CusdeskError) -> None:
        if not isinstance(error, NotFoundError):
            self._context.ops.show_error(error)
        self.gone.emit()

    def _on_saved(self, _saved: Saved) -> None:
        self._read(anew=False)

    def _on_refused(self, error: CusdeskError) -> None:
        if isinstance(error, ValidationError):
            self.refused.emit(of_fields(error.problems))
        else:
            self._context.ops.show_error(error)
            self._read(anew=True)

    def _on_changes(self, changes: Changes, initiator: object) -> None:
        """Show what another screen, an undo or a redo did to this card."""
        if self._id is None or initiator is self:
            return
        ids = changes.rows.get(FEATURE)
        of_others = any(changes.touches(name) for name in ("plans", "attendance"))
        if ids is not None and (not ids or self._id in ids):
            self._read(anew=changes.operation in _TAKEN_BACK)
        elif of_others:
            self._read(anew=False)


def _card(office: Office, resident_id: bytes) -> tuple[ResidentDetails, list[Problem]]:
    details = residents.get_resident(office, resident_id)
    return details, residents.check_draft(office, details.draft)


class DraftModel(QObject):
    """A new card before it is created.

    Attributes:
        key: under which it is kept.

    Signals:
        checked: (problems) doubts about the draft; what is missing is said at the end.
        refused: (problems) the card was not created.
        duplicates_found: (warnings) people who may be the same.
        created: (saved) the card was made.
        discarded: the draft was thrown away.
    """

    checked = Signal(object)
    refused = Signal(object)
    duplicates_found = Signal(object)
    created = Signal(object)
    discarded = Signal()

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.key = ""

    def begin(self, key: str = "") -> None:
        """Begin a new draft, or go on with the kept one of this key."""
        self.key = key or secrets.token_hex(8)

    def keep(self, payload: dict[str, object], draft: ResidentDraft) -> None:
        """Keep the form as it stands, and look at it."""
        ops, office = self._context.ops, self._context.office
        ops.write(drafts.keep, office, DRAFT_KIND, self.key, payload).run()
        check = ops.read(residents.check_draft, office, draft).replacing("draft-check")
        check.on_success(self._on_checked).run()
        doubles = ops.read(residents.duplicates_of, office, draft).replacing("draft-duplicates")
        doubles.on_success(self._on_duplicates).run()

    def create(self, draft: ResidentDraft) -> None:
        """Make the card."""
        operation = self._context.ops.write(residents.create_resident, self._context.office, draft)
        operation.by(self).on_success(self._on_created).on_error(self._on_refused).run()

    def discard(self) -> None:
        """Throw the draft away."""
        self._forget()
        self.discarded.emit()

    def _forget(self) -> None:
        office = self._context.office
        self._context.ops.write(drafts.discard, office, DRAFT_KIND, self.key).run()

    def _on_checked(self, problems: list[Problem]) -> None:
        self.checked.emit(of_fields([p for p in problems if not p.blocking]))

    def _on_duplicates(self, found: list[DuplicateWarning]) -> None:
        self.duplicates_found.emit(found)

    def _on_created(self, saved: Saved) -> None:
        self._forget()
        self.created.emit(saved)

    def _on_refused(self, error: CusdeskError) -> None:
        if isinstance(error, ValidationError):
            self.refused.emit(of_fields(error.problems))
        else:
            self._context.ops.show_error(error)
