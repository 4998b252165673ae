"""The screen „Osoby i uprawnienia”: the people, and the table of who may do what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QFrame, QMessageBox, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.access import Role, role_name
from cusdesk.domain.dates import format_date
from cusdesk.services import people
from cusdesk.services.protection.registers import people_without_authorisation
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.record.history import show_history
from cusdesk.ui.common.screen import LARGE_TEXT, Screen, scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import (
    button,
    card,
    clear,
    column,
    label,
    message_box,
    picture,
    row,
    tab_widget,
)
from cusdesk.ui.people.dialogs import (
    OwnPasswordDialog,
    PersonDialog,
    RecoveryDialog,
    SetPasswordDialog,
)
from cusdesk.ui.people.sheet_dialog import SheetDialog
from cusdesk.ui.people.table import AccessPage

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cusdesk.domain.changes import Changes
    from cusdesk.services.people import Person
    from cusdesk.services.protection.registers import UnauthorisedUser
    from cusdesk.ui.common.context import ScreenContext


class PeopleScreen(Screen):
    """Everybody who works with the program; an administrator changes them here."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("people.title"))
        self.can_manage = context.office.can_change("people")
        self.dialog: QDialog | None = None
        self._unauthorised: set[bytes] = set()
        self.own = button(tr("people.own.action"), self.change_own_password, icon_name="key")
        self.own.setVisible(not context.office.read_only and not context.office.opened_by_code)
        self.header_row.addWidget(self.own)
        self.add = button(tr("people.add"), self.add_person, look="main", icon_name="add")
        self.add.setVisible(self.can_manage)
        self.header_row.addWidget(self.add)
        self.tabs = tab_widget()
        holder = QWidget()
        self._list = column(holder, margin=1, gap=1)
        self.access = AccessPage(context)
        self.tabs.addTab(scrolled(holder), tr("people.tab.people"))
        self.tabs.addTab(self.access, tr("people.tab.table"))
        self.body.addWidget(self._recovery_bar())
        self.body.addWidget(self.tabs, 1)
        self.body.addWidget(self._sheet_line())
        context.bus.changed.connect(self._on_changes)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the people anew whenever the screen is opened."""
        super().showEvent(event)
        if not event.spontaneous():
            self.load()

    def run_command(self, command_id: str) -> None:
        """Begin a change of one's own password."""
        if command_id == "people.own_password":
            self.change_own_password()

    def place(self) -> Any:  # noqa: ANN401 (the tab)
        """Return which tab is open."""
        return self.tabs.currentIndex()

    def return_to(self, place: Any) -> None:  # noqa: ANN401 (what `place` returned)
        """Open the same tab."""
        self.tabs.setCurrentIndex(place)

    def load(self) -> None:
        """Read everybody."""
        office, ops = self.context.office, self.context.ops
        if office.may("protection.see"):
            ops.read(people_without_authorisation, office).on_success(self._take_gaps).run()
        ops.read(people.list_people, office).on_success(self._show_people).run()
        ops.read(people.access_table, office).on_success(self.access.show_rows).run()

        self.bar.setVisible(self.can_manage and people.is_recovery_untested(office))

    def prove_recovery(self) -> None:
        """Ask for the recovery code from its sheet."""
        self._open(RecoveryDialog(self.context, self))

    def new_sheet(self) -> None:
        """Give out another sheet with a recovery code."""
        self._open(SheetDialog(self.context, self))

    def add_person(self) -> None:
        """Ask for somebody new."""
        self._open(PersonDialog(self.context, None, self))

    def change_own_password(self) -> None:
        """Ask for one's own new password."""
        self._open(OwnPasswordDialog(self.context, self))

    def change(self, person: Person) -> None:
        """Change somebody's name, post or roles."""
        self._open(PersonDialog(self.context, person, self))

    def set_password(self, person: Person) -> None:
        """Give somebody a new password; with it, who was switched off comes back."""
        self._open(SetPasswordDialog(self.context, person, self))

    def switch_off(self, person: Person) -> None:
        """End somebody's access after a question."""
        question = message_box(self)
        question.setWindowTitle(tr("people.switch_off.title"))
        question.setText(tr("people.switch_off.question", name=person.name))
        question.setInformativeText(tr("people.switch_off.text"))
        yes = question.addButton(tr("people.switch_off.do"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(tr("common.button.cancel"), QMessageBox.ButtonRole.RejectRole)
        question.accepted.connect(partial(self._switch_off, person))
        question.setDefaultButton(yes)
        self._open(question)

    def _switch_off(self, person: Person) -> None:
        office = self.context.office
        write = self.context.ops.write(people.switch_off, office, person.id, person.version)
        write.on_success(self._on_written).run()

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.accepted.connect(self.load)
        dialog.open()

    def _on_written(self, _changes: object) -> None:
        self.load()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and changes.touches("people", "protection"):
            self.load()

    def _take_gaps(self, found: list[UnauthorisedUser]) -> None:
        self._unauthorised = {user.id for user in found}

    def _show_people(self, found: list[Person]) -> None:
        clear(self._list)
        if not self.can_manage:
            admins = [p.name for p in found if p.is_on and Role.ADMINISTRATOR in p.roles]
            words = tr("people.managed_by", names=", ".join(admins))
            self._list.addWidget(label(words, "hint", wrap=True))
        for person in found:
            self._list.addWidget(self._card(person))
        self._list.addStretch()

    def _recovery_bar(self) -> QFrame:
        self.bar = QFrame()
        self.bar.setProperty("look", "bar_warning")
        line = row(self.bar, margin=1, gap=1.5)
        line.addWidget(picture("warning", "warning"))
        line.addWidget(label(tr("today.line.recovery"), wrap=True), 1)
        line.addWidget(button(tr("people.recovery.open"), self.prove_recovery))
        self.bar.hide()
        return self.bar

    def _sheet_line(self) -> QWidget:
        self.sheet = button(tr("people.sheet.action"), self.new_sheet, icon_name="key")
        holder = QWidget()
        line = row(holder, gap=1.5)
        line.addWidget(label(tr("people.sheet.hint"), "hint", wrap=True), 1)
        line.addWidget(self.sheet)
        holder.setVisible(self.can_manage)
        return holder

    def _card(self, person: Person) -> QFrame:
        frame, layout = card(margin=1.5, gap=0.5)
        across = row(gap=1.5)
        across.addWidget(picture("person", "accent" if person.is_on else "muted"))
        words = column(gap=0.25)
        name = tr("people.me", name=person.name) if person.is_me else person.name
        words.addWidget(label(name, "heading", wrap=True))
        roles = ", ".join(role_name(role) for role in person.roles)
        line = " · ".join(part for part in (person.post, roles) if part)
        words.addWidget(label(line, wrap=True))
        state, look = state_words(person)
        words.addWidget(label(state, look, wrap=True))
        if person.id in self._unauthorised:
            words.addWidget(label(tr("people.state.unauthorised"), "warning", wrap=True))
        across.addLayout(words, 1)
        layout.addLayout(across)
        if self.can_manage and current().percent > LARGE_TEXT:
            layout.addWidget(flow(*self._buttons(person)))  # beside them the words had no room
        elif self.can_manage:
            for made in self._buttons(person):
                across.addWidget(made)
        return frame

    def show_history_of(self, person: Person) -> None:
        """Show who changed what of an account."""
        show_history(self.context, ("people", person.id), person.name, self)

    def _buttons(self, person: Person) -> list[QWidget]:
        if not person.is_on:
            back = partial(self.set_password, person)
            return [button(tr("people.button.switch_on"), back)]
        made: list[QWidget] = [
            button(tr("people.button.change"), partial(self.change, person)),
            button(tr("record.history.button"), partial(self.show_history_of, person)),
        ]
        if not person.is_me:
            made += [
                button(tr("people.button.set_password"), partial(self.set_password, person)),
                button(
                    tr("people.button.switch_off"), partial(self.switch_off, person), look="danger"
                ),
            ]
        return made


def state_words(person: Person) -> tuple[str, str]:
    """Return how somebody's access stands, and the look of these words."""
    if not person.is_on:
        return tr("people.state.off"), "hint"
    if not person.has_password:
        return tr("people.state.no_password"), "warning"
    if person.is_temporary:
        return tr("people.state.temporary"), "warning"
    if person.changed_on is None:
        return tr("people.state.password"), "hint"
    return tr("people.state.changed", date=format_date(person.changed_on)), "hint"
