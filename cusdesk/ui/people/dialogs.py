"""Adding and changing somebody, and setting passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.access import Role, all_roles, role_name
from cusdesk.domain.people import PersonDraft
from cusdesk.services import people
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.new_password import CapsLockHint, NewPasswordFields, password_field
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import column, label, resize_within_screen

if TYPE_CHECKING:
    from cusdesk.services.people import Person
    from cusdesk.ui.common.context import ScreenContext


class _Dialog(CommandDialog):
    """A command about somebody, with single fields under their labels."""

    def fit(self, chars: int, height: int = 0) -> None:
        """Take the room the contents want, within the screen."""
        width = current().chars(chars)
        wanted = height or self.sizeHint().height() + self.body.heightForWidth(width)
        resize_within_screen(self, width, wanted)

    def field(self, key: str, text: str = "") -> QLineEdit:
        """Add one line of text."""
        made = QLineEdit(text)
        made.setAccessibleName(tr(key))
        self.titled(key, made)
        return made

    def titled(self, key: str, widget: QWidget) -> None:
        """Add a widget under its label."""
        holder = column(gap=0.5)
        title = label(tr(key), "label")
        title.setBuddy(widget)
        holder.addWidget(title)
        holder.addWidget(widget)
        self.body.addLayout(holder)


class PersonDialog(_Dialog):
    """Name, post and roles; for somebody new also the first password."""

    def __init__(self, context: ScreenContext, person: Person | None, parent: QWidget) -> None:
        title = tr("people.person.change" if person else "people.person.new")
        do = tr("people.person.save" if person else "people.person.add")
        super().__init__(context, title, do, parent)
        self._person = person
        self.name = self.field("fields.users.name", person.name if person else "")
        self.post = self.field("fields.users.post", person.post if person else "")
        self.roles: dict[Role, QCheckBox] = {}
        self._build_roles(person.roles if person else ())
        self.passwords: NewPasswordFields | None = None
        if person is None:
            self.passwords = NewPasswordFields()
            self.passwords.avoid(context.office.name)
            self.passwords.submitted.connect(self.confirm)
            self.body.addWidget(label(tr("people.person.first_password"), "hint", wrap=True))
            self.body.addWidget(self.passwords)
        self.body.addStretch()
        self.fit(76, self.sizeHint().height() + current().line * 26)
        self.name.setFocus()

    def draft(self) -> PersonDraft:
        """Return what was typed."""
        chosen = tuple(role for role, box in self.roles.items() if box.isChecked())
        return PersonDraft(self.name.text(), self.post.text(), chosen)

    def confirm(self) -> None:
        """Write the person."""
        ops, office = self._context.ops, self._context.office
        if self._person is not None:
            write = ops.write(
                people.change_person, office, self._person.id, self.draft(), self._person.version
            )
            self.start(write, self._on_saved)
            return
        words = self.passwords.problem() if self.passwords else ""
        if words:
            self.say(words)
        elif self.passwords is not None:
            typed = self.passwords.text()
            self.start(ops.write(people.add_person, office, self.draft(), typed), self._on_saved)

    def _on_saved(self, _saved: object) -> None:
        self.accept()

    def _build_roles(self, held: tuple[Role, ...]) -> None:
        holder = QWidget()
        layout = column(holder, gap=0.25)
        for role in all_roles():
            box = QCheckBox(role_name(role))
            box.setToolTip(tr(f"people.role.{role.value}"))
            box.setAccessibleDescription(tr(f"people.role.{role.value}"))
            box.setChecked(role in held)
            layout.addWidget(box)
            hint = label(tr(f"people.role.{role.value}"), "hint", wrap=True)
            hint.setIndent(current().space(3.5))
            layout.addWidget(hint)
            self.roles[role] = box
        self.titled("fields.users.roles", holder)


class SetPasswordDialog(_Dialog):
    """A new password for a colleague, also for one who comes back."""

    def __init__(self, context: ScreenContext, person: Person, parent: QWidget) -> None:
        title = tr("people.set_password.title", name=person.name)
        super().__init__(context, title, tr("people.set_password.do"), parent)
        self._person = person
        key = "people.set_password.text" if person.is_on else "people.set_password.back"
        self.body.addWidget(label(tr(key, name=person.name), wrap=True))
        self.passwords = NewPasswordFields(is_change=True)
        self.passwords.avoid(context.office.name, person.name)
        self.passwords.submitted.connect(self.confirm)
        self.body.addWidget(self.passwords)
        self.body.addStretch()
        self.fit(76)
        self.passwords.password.setFocus()

    def confirm(self) -> None:
        """Set the password."""
        words = self.passwords.problem()
        if words:
            self.say(words)
            return
        command = people.set_password if self._person.is_on else people.switch_on
        typed = self.passwords.text()
        write = self._context.ops.write(command, self._context.office, self._person.id, typed)
        self.start(write, self._on_set)

    def _on_set(self, _done: object) -> None:
        self._context.notifier.success(tr("people.set_password.done", name=self._person.name))
        self.accept()


class RecoveryDialog(_Dialog):
    """The whole recovery code, typed from its sheet: so the sheet is there, and right."""

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(context, tr("people.recovery.title"), tr("people.recovery.do"), parent)
        self.body.addWidget(label(tr("people.recovery.text"), wrap=True))
        self.code = self.field("people.recovery.code")
        self.body.addStretch()
        self.fit(76)

    def confirm(self) -> None:
        """Prove the code."""
        write = self._context.ops.write(
            people.confirm_recovery_code, self._context.office, self.code.text()
        )
        self.start(write, self._on_proved)

    def _on_proved(self, _changes: object) -> None:
        self._context.notifier.success(tr("people.recovery.done"))
        self.accept()


class OwnPasswordDialog(_Dialog):
    """One's own password: the old one, and the new one twice."""

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(context, tr("people.own.title"), tr("people.own.do"), parent)
        self.body.addWidget(label(tr("people.own.text"), "hint", wrap=True))
        self.old = password_field(tr("people.own.old"))
        self.titled("people.own.old", self.old)
        self.caps = CapsLockHint(self.old)
        self.body.addWidget(self.caps.words)
        self.passwords = NewPasswordFields(is_change=True)
        self.passwords.avoid(context.office.name, context.office.user_name)
        self.passwords.submitted.connect(self.confirm)
        self.body.addWidget(self.passwords)
        self.body.addStretch()
        self.fit(76)
        self.old.setFocus()

    def confirm(self) -> None:
        """Change the password."""
        words = self.passwords.problem()
        if words:
            self.say(words)
            return
        write = self._context.ops.write(
            people.change_own_password,
            self._context.office,
            self.old.text(),
            self.passwords.text(),
        )
        self.start(write, self._on_changed)

    def _on_changed(self, _done: object) -> None:
        self._context.notifier.success(tr("people.own.done"))
        self.accept()
