"""A new office: its name, whose it is, where it lies, and its password."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit

from cusdesk.core.messages import describe, tr
from cusdesk.core.places import safe_documents_dir
from cusdesk.ui.common.new_password import NewPasswordFields
from cusdesk.ui.common.widgets import button, column, label, row, set_look
from cusdesk.ui.shell.start.page import StartPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from cusdesk.core.errors import CusdeskError

OFFICE_SUFFIX = ".cusdesk"
_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What the person chose; `repr` keeps the password to itself."""

    path: Path
    name: str
    user_name: str
    password: str

    def __repr__(self) -> str:
        return "NewOffice()"


def file_name(office_name: str) -> str:
    """Return the proposed name of the office file."""
    stem = " ".join(_NOT_IN_FILE_NAMES.sub(" ", office_name).split())[:_LONGEST_NAME].strip(". ")
    return (stem or tr("shell.new.file_stem")) + OFFICE_SUFFIX


class NewOfficePage(StartPage):
    """Signals: create_requested (NewOffice), back_requested."""

    create_requested = Signal(object)
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__("office", tr("shell.new.title"), tr("shell.new.text"))
        self._path: Path | None = None
        self.name = self._field("name", self.body)
        self.user = self._field("user", self.body)
        self.passwords = NewPasswordFields()
        self.password, self.again = self.passwords.password, self.passwords.again
        self.body.addWidget(self.passwords)
        self._build_place()  # last: Tab leads from the name to the password
        self.buttons.addWidget(
            button(tr("common.button.back"), self.back_requested.emit, look="quiet")
        )
        self.buttons.addStretch()
        self._create = button(tr("shell.new.create"), self._on_create, look="main")
        self.buttons.addWidget(self._create)
        self.name.textChanged.connect(self._show_place)
        for field in (self.name, self.user):
            field.textChanged.connect(self._avoid_names)
        self.passwords.submitted.connect(self._on_create)

    def begin(self) -> None:
        """Start with empty fields."""
        self._path = None
        for field in (self.name, self.user):
            field.clear()
        self.passwords.clear()
        self.problem.say("")
        self.set_busy(busy=False)
        self._show_place()
        self.name.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Grey the page while the office is being made."""
        self._create.setEnabled(not busy)
        self._create.setText(tr("shell.new.creating") if busy else tr("shell.new.create"))

    def refuse(self, error: CusdeskError) -> None:
        """Say why the office was not made."""
        self.set_busy(busy=False)
        self.problem.say(describe(error))

    def path(self) -> Path:
        """Return where the office will lie."""
        return self._path or safe_documents_dir() / file_name(self.name.text())

    def _field(self, name: str, layout: QVBoxLayout) -> QLineEdit:
        words = tr(f"shell.new.{name}")
        field = QLineEdit()
        field.setAccessibleName(words)
        title = label(words, "label")
        title.setBuddy(field)
        holder = column(gap=0.5)
        holder.addWidget(title)
        holder.addWidget(field)
        layout.addLayout(holder)
        return field

    def _build_place(self) -> None:
        line = row(gap=1)
        self._place = label("", "hint", wrap=True)
        line.addWidget(self._place, 1)
        line.addWidget(button(tr("shell.new.elsewhere"), self._choose_place, look="quiet"))
        self.body.addLayout(line)

    def _choose_place(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("shell.new.elsewhere"), str(self.path()), tr("shell.file_filter")
        )
        if chosen:
            path = Path(chosen)
            self._path = path if path.suffix == OFFICE_SUFFIX else Path(chosen + OFFICE_SUFFIX)
            self._show_place()

    def _show_place(self) -> None:
        self._place.setText(tr("shell.new.place", path=str(self.path())))

    def _avoid_names(self) -> None:
        self.passwords.avoid(self.name.text(), self.user.text())

    def _problem(self) -> str:
        """Mark the first thing that is missing and return it as a sentence, "" when all is well."""
        missing: QLineEdit | None = None
        for field in (self.user, self.name):
            if not field.text().strip():
                missing = field
        for field in (self.name, self.user):
            set_look(field, "state", "problem" if field is missing else "")
        if missing is None:
            return self.passwords.problem()
        missing.setFocus()
        return tr("shell.new.no_name" if missing is self.name else "shell.new.no_user")

    def _on_create(self) -> None:
        words = self._problem()
        self.problem.say(words)
        if words:
            return
        self.set_busy(busy=True)
        self.create_requested.emit(
            NewOffice(
                self.path(),
                self.name.text().strip(),
                self.user.text().strip(),
                self.password.text(),
            )
        )
