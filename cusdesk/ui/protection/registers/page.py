"""„Rejestry”: the registers at the left, the chosen one at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from cusdesk.core.messages import tr
from cusdesk.domain.protection.registers import REGISTERS
from cusdesk.services.protection import registers
from cusdesk.services.protection.registers import papers
from cusdesk.ui.common.form import FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.stacks import Pages
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, keep_from_writing, label, row
from cusdesk.ui.protection.parts import warning_bar
from cusdesk.ui.protection.registers.panel import RegisterPanel

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.protection.registers import UnauthorisedUser
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation

_LIST_CHARS = 24
_NAME = Qt.ItemDataRole.UserRole


@dataclass(slots=True)
class OfficerDraft:
    """Who the data protection officer is, in words."""

    words: str = ""


class RegistersPage(QWidget):
    """Each register is made when it is first shown.

    Signals:
        person_wanted: (resident's id) show the page of one person.
    """

    person_wanted = Signal(bytes)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._panels: dict[str, RegisterPanel] = {}
        self.dialog: QDialog | None = None
        self._was_loaded = False
        self.names = QListWidget()
        self.names.setProperty("look", "choices")
        self.names.setAccessibleName(tr("protection.registers.list"))
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setFixedWidth(current().chars(_LIST_CHARS) + current().space(3))
        for name in registers.register_names(context.office):
            item = QListWidgetItem(tr(f"protection.registers.{name}.name"))
            item.setData(_NAME, name)
            self.names.addItem(item)
        self.names.currentRowChanged.connect(self._on_chosen)
        self._stack = Pages()
        across = row(self, gap=2)
        across.addWidget(self.names)
        right = column(gap=1)
        self._bar_holder = column()
        right.addLayout(self._bar_holder)
        right.addWidget(self._officer_line())
        right.addWidget(self._stack, 1)
        across.addLayout(right, 1)
        self.bar: QFrame | None = None
        self.names.setCurrentRow(0)

    def _officer_line(self) -> QWidget:
        holder = QWidget()
        line = row(holder, gap=1)
        self.officer = label("", "hint", wrap=True)
        line.addWidget(self.officer, 1)
        words = tr("protection.registers.change_officer")
        self.change_officer = button(words, self._change_officer, look="link")
        keep_from_writing(self._context, "protection", self.change_officer)
        line.addWidget(self.change_officer)
        self._officer_holder = holder
        holder.hide()
        return holder

    # --- from outside

    def load(self) -> None:
        """Read the register that is shown."""
        self._was_loaded = True
        panel = self.panel()
        if panel is not None:
            panel.load()
        office, ops = self._context.office, self._context.ops
        ops.read(registers.people_without_authorisation, office).on_success(self._show_bar).run()
        ops.read(papers.officer, office).on_success(self._show_officer).run()
        ops.read(registers.waiting_counts, office).on_success(self._show_counts).run()

    def show_place(self, place: str) -> None:
        """Show `<register>`, `<register>:<entry>` or `<register>:new:<resident>` (ids in hex)."""
        name, _, rest = place.partition(":")
        for index in range(self.names.count()):
            if self.names.item(index).data(_NAME) == name:
                self.names.setCurrentRow(index)
        panel = self.panel()
        if panel is None or panel.spec.name != name:
            return
        kind, _, person = rest.partition(":")
        if kind == "new":
            panel.add_entry(bytes.fromhex(person) if person else None)
        elif kind:
            panel.show_entry(bytes.fromhex(kind))

    def panel(self) -> RegisterPanel | None:
        """Return the register that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, RegisterPanel) else None

    # --- inside

    def _on_chosen(self, index: int) -> None:
        if index < 0:
            return
        name = str(self.names.item(index).data(_NAME))
        if name not in self._panels:
            panel = RegisterPanel(self._context, REGISTERS[name])
            panel.person_wanted.connect(self.person_wanted)
            panel.changed.connect(self.load)
            self._panels[name] = panel
            self._stack.addWidget(panel)
        self._stack.setCurrentWidget(self._panels[name])
        self._officer_holder.setVisible(name == "processing_activities")
        if self.bar is not None:
            self.bar.setVisible(name == "authorisations")
        if self._was_loaded:
            self._panels[name].load()

    def _show_counts(self, waiting: dict[str, int]) -> None:
        """Say beside each name how many entries wait for something."""
        for index in range(self.names.count()):
            item = self.names.item(index)
            register = str(item.data(_NAME))
            count = waiting.get(register, 0)
            words = tr(f"protection.registers.{register}.name")
            item.setText(f"{words} ({count})" if count else words)
            item.setToolTip(tr("protection.registers.attention", n=count) if count else "")

    def _show_bar(self, found: list[UnauthorisedUser]) -> None:
        if self.bar is not None:
            self.bar.hide()
            self.bar.deleteLater()
            self.bar = None
        if found:
            names = ", ".join(user.name for user in found)
            key = "protection.registers.without_authorisation"
            self.bar = warning_bar(tr(key, n=len(found), names=names))
            self._bar_holder.addWidget(self.bar)
            panel = self.panel()
            self.bar.setVisible(panel is not None and panel.spec.name == "authorisations")

    def _show_officer(self, words: str) -> None:
        key = "protection.registers.officer" if words else "protection.registers.no_officer"
        self.officer.setText(tr(key, who=words))
        self.officer.setProperty("words", words)

    def _change_officer(self) -> None:
        field = FieldSpec("words", "protection.registers.officer_field")
        spec = FormSpec([Section("", [field])])
        draft = OfficerDraft(str(self.officer.property("words") or ""))

        def write(typed: OfficerDraft) -> Operation[Changes]:
            """Store who the inspector of data protection is."""
            ops = self._context.ops
            return ops.write(papers.set_officer, self._context.office, typed.words)

        self.dialog = FormDialog(
            self._context,
            tr("protection.registers.officer_title"),
            spec,
            draft,
            write,
            tr("protection.entry.do"),
            self,
            tr("protection.registers.officer_text"),
        )
        self.dialog.accepted.connect(self.load)
        self.dialog.open()
