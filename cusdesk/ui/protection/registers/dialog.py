"""The window of one entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import ValidationError
from cusdesk.core.messages import tr
from cusdesk.services import drafts
from cusdesk.services.protection import registers
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.tab_order import come_first
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, resize_within_screen
from cusdesk.ui.protection.registers.spec import form

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.protection.registers import RegisterSpec
    from cusdesk.services.office import Office
    from cusdesk.services.protection.registers import RegisterRow
    from cusdesk.services.protection.registers.rows import Choices
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation


_CHARS = 92
_NEW = "new"
_ROUND_FORM = 7
"""Lines of buttons and edges round the form."""


@dataclass(frozen=True, slots=True)
class FormNeeds:
    """What a form is opened with: the records to choose from, and unfinished entries."""

    known: Choices
    kept: dict[str, dict[str, Any]]


def form_needs(office: Office, register: str) -> FormNeeds:
    """Read what the forms of a register need, on the database thread."""
    kept = {d.key: dict(d.payload) for d in drafts.drafts(office, draft_kind(register))}
    return FormNeeds(registers.choices(office, register), kept)


def draft_kind(register: str) -> str:
    """Return the kind under which unfinished entries are kept."""
    return f"protection.{register}"


class EntryDialog(FormDialog[Any]):
    """A form over an entry; a new one about somebody begins with finding them."""

    def __init__(
        self,
        context: ScreenContext,
        spec: RegisterSpec,
        row: RegisterRow | None,
        known: Choices,
        parent: QWidget,
    ) -> None:
        self._context, self._register, self._row = context, spec, row
        self._key = _NEW
        what = tr(f"protection.registers.{spec.name}.entry")
        title = tr("protection.entry.new", what=what) if row is None else what
        draft = registers.new_draft(context.office, spec.name) if row is None else row.draft
        super().__init__(
            context,
            title,
            form(spec, known),
            draft,
            self._write,
            tr("protection.entry.do"),
            parent,
            _above(row),
        )
        self.who: PersonField | None = None
        if spec.about != "no":
            self._add_person()
        wanted = self.inside.sizeHint().height() + current().line * _ROUND_FORM
        resize_within_screen(self, current().chars(_CHARS), wanted)
        if not context.office.can_change("protection"):
            self.form.setEnabled(False)
            self.do.setVisible(False)

    def _add_person(self) -> None:
        place = self.body.indexOf(self.form)
        if self._row is not None:
            name = label(self._row.who, "heading", wrap=True)
            mark_personal(name)
            self.body.insertWidget(place, name)
            return
        optional = self._register.about == "perhaps"
        key = "protection.entry.who_optional" if optional else "protection.entry.who"
        self.who = PersonField(self._context)
        self.who.setMaximumWidth(current().chars(50))
        self.body.insertWidget(place, label(tr(key), "label"))
        self.body.insertWidget(place + 1, self.who)
        come_first(self.inside, self.who)
        self.who.setFocus()

    def take_person(self, resident_id: bytes, name: str) -> None:
        """Begin with somebody another screen leads from."""
        if self.who is not None:
            self.who.show_person(resident_id, name)
            self.form.focus()

    # --- nothing typed is lost

    def restore(self, kept: dict[str, dict[str, Any]], resident_id: bytes | None) -> bool:
        """Show what was left unfinished under the same key; return whether there was anything.

        From now on every field that is left is kept.
        """
        if self._row is not None:
            self._key = self._row.id.hex()
        elif resident_id is not None:
            self._key = f"{_NEW}:{resident_id.hex()}"
        found = kept.get(self._key)
        if found is not None:
            self.form.restore(found["form"])
            if self.who is not None and found.get("who"):
                self.who.show_person(bytes.fromhex(found["who"]), found["name"])
        self.form.field_left.connect(self._keep)
        self.finished.connect(self._forget)
        return found is not None

    def _keep(self, _field: str) -> None:
        payload: dict[str, object] = {"form": self.form.payload()}
        if self.who is not None and self.who.resident_id is not None:
            payload |= {"who": self.who.resident_id.hex(), "name": self.who.text()}
        kind = draft_kind(self._register.name)
        office, ops = self._context.office, self._context.ops
        ops.write(drafts.keep, office, kind, self._key, payload).run()

    def _forget(self, _result: int) -> None:
        kind = draft_kind(self._register.name)
        office, ops = self._context.office, self._context.ops
        if office.can_change("protection"):
            ops.write(drafts.discard, office, kind, self._key).run()

    def _write(self, draft: Any) -> Operation[Saved]:  # noqa: ANN401 (the draft of a register)
        row = self._row
        return self._context.ops.write(
            registers.save_entry,
            self._context.office,
            self._register.name,
            row.id if row is not None else None,
            draft,
            resident_id=self.who.resident_id if self.who is not None else None,
            version=row.version if row is not None else None,
        )

    def _on_refused(self, error: CusdeskError) -> None:
        super()._on_refused(error)
        problems = error.problems if isinstance(error, ValidationError) else []
        nobody = next((p for p in problems if p.field == "resident_id"), None)
        if nobody is not None:
            self.problem.setText(tr(nobody.key))
            self.problem.show()


def _above(row: RegisterRow | None) -> str:
    """Return the line under the title: how the entry stands."""
    if row is None:
        return ""
    if row.standing.key == "provisional":
        return tr("protection.entry.provisional")
    return row.state
