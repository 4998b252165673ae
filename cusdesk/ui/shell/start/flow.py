"""The pages before an office is open, and the way through them."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from cusdesk.core.clock import SystemClock
from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.core.settings import LAST_USERS, RECENT_OFFICES
from cusdesk.ui.shell.start import offices
from cusdesk.ui.shell.start.adopting import Adopting
from cusdesk.ui.shell.start.demo_door import DemoDoor
from cusdesk.ui.shell.start.mending import Mending

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.core.errors import CusdeskError
    from cusdesk.core.settings import Settings
    from cusdesk.services.office import Office
    from cusdesk.ui.common.operations import Operations
    from cusdesk.ui.shell.start.first_password import FirstPasswordPage
    from cusdesk.ui.shell.start.new_office import NewOffice, NewOfficePage
    from cusdesk.ui.shell.start.recovery import RecoveryPage
    from cusdesk.ui.shell.start.unlock import UnlockPage
    from cusdesk.ui.shell.start.welcome import WelcomePage


class StartFlow(QStackedWidget):
    """Signals: office_ready (the open office)."""

    office_ready = Signal(object)

    def __init__(self, ops: Operations, settings: Settings) -> None:
        super().__init__()
        self._ops = ops
        self._settings = settings
        self._path = Path()
        self._created: Any = None
        self._has_warned = False
        self._opened: Any = None
        self._typed = ""
        self._way = offices.Key("", "")
        self.mending = Mending(self, ops)
        self.adopting = Adopting(self, ops)
        self.demo = DemoDoor(self, ops)

    @cached_property
    def welcome(self) -> WelcomePage:
        """The three doors."""
        from cusdesk.ui.shell.start.welcome import WelcomePage

        page = WelcomePage()
        page.new_requested.connect(self.ask_new)
        page.open_requested.connect(self.choose_office)
        page.demo_requested.connect(self.demo.make)
        page.recent_chosen.connect(self.demo.open_recent)
        return page

    @cached_property
    def unlock(self) -> UnlockPage:
        """The password."""
        from cusdesk.ui.shell.start.unlock import UnlockPage

        page = UnlockPage()
        page.unlock_requested.connect(self._on_unlock)
        page.back_requested.connect(self.show_doors)
        return page

    @cached_property
    def new(self) -> NewOfficePage:
        """A new office."""
        from cusdesk.ui.shell.start.new_office import NewOfficePage

        page = NewOfficePage()
        page.create_requested.connect(self._on_create)
        page.back_requested.connect(self.show_doors)
        return page

    @cached_property
    def first_password(self) -> FirstPasswordPage:
        """A new password before work begins."""
        from cusdesk.ui.shell.start.first_password import FirstPasswordPage

        page = FirstPasswordPage()
        page.password_chosen.connect(self._on_password_chosen)
        page.back_requested.connect(self._on_first_password_left)
        return page

    @cached_property
    def recovery(self) -> RecoveryPage:
        """The recovery sheet."""
        from cusdesk.ui.shell.start.recovery import RecoveryPage

        page = RecoveryPage()
        page.print_requested.connect(self._show_sheet)
        page.confirmed.connect(self._on_confirmed)
        page.postponed.connect(self._on_postponed)
        return page

    @property
    def holds_new_office(self) -> bool:
        """Whether a new office waits for its recovery code to be confirmed."""
        return self._created is not None

    def show_doors(self) -> None:
        """Show the three doors."""
        recent: list[str] = self._settings.get(RECENT_OFFICES)
        self.welcome.show_recent(recent)
        self.show_page(self.welcome)
        self.welcome.begin()

    def ask_new(self) -> None:
        """Begin a new office."""
        self.show_page(self.new)  # first: a page outside the window loses the keyboard
        self.new.begin()

    def ask_password(self, path: str | Path) -> None:
        """Ask for the password of one office."""
        self._path = Path(path)
        self.show_page(self.unlock)  # first: a page outside the window loses the keyboard
        names = offices.names_at_login(self._path)
        last: dict[str, str] = self._settings.get(LAST_USERS)
        self.unlock.ask(self._path, names, last.get(str(self._path), ""))

    def ask_again(self, path: Path, office_name: str, user_name: str, words: str) -> None:
        """Ask for the password of an office that was locked; `words` say since when."""
        self._path = path
        self.show_page(self.unlock)
        names = offices.names_at_login(path)
        self.unlock.ask_again(office_name, names, user_name, words)
        self.unlock.hint_for(path)

    def choose_office(self, then: Callable[[str], object] | None = None) -> None:
        """Let the person choose an office file; ask for its password, or do something else."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("shell.welcome.open"), str(documents_dir()), tr("shell.file_filter")
        )
        if chosen:
            (then or self.adopting.open_file)(chosen)

    def may_close(self) -> bool:
        """Return False once, with a warning, while a recovery code is not confirmed."""
        if self._created is None or self._has_warned:
            return True
        self._has_warned = True
        self.recovery.problem.say(tr("shell.recovery.leaving"))
        return False

    def draw_anew(self) -> None:
        """Make the three doors again in the present colours and text size."""
        if self.currentWidget() is not self.__dict__.get("welcome"):
            return
        before = self.welcome
        del self.welcome
        self.show_doors()
        self.removeWidget(before)
        before.deleteLater()

    def close_unconfirmed(self) -> None:
        """Close a new office whose code was never confirmed: the program is ending."""
        if self._created is not None:
            self._created.office.close()
            self._created = None
        if self._opened is not None:
            self._opened.close()
            self._opened = None
        self.mending.forget()

    def show_page(self, page: QWidget) -> None:
        """Show one of the pages."""
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)

    def refuse_door(self, error: CusdeskError) -> None:
        """Say under the three doors why one of them did not open."""
        from cusdesk.core.messages import describe

        self.welcome.problem.say(describe(error))

    def _on_unlock(self, name: str, password: str, code: str, read_only: bool) -> None:
        self._typed = password
        self._way = offices.Key(password, code, name)
        way = self._way
        operation = self._ops.write(offices.open_existing, self._path, way, read_only=read_only)
        operation.on_finish(partial(self.unlock.set_busy, busy=False))  # after a bug too
        operation.on_success(self.on_opened).on_error(self._on_refused).run()

    def _on_refused(self, error: CusdeskError) -> None:
        """Say why the office did not open; where a copy may take its place, lead there."""
        if offices.is_recoverable(error):
            self.mending.begin(self._path, error, self._way)
        else:
            self.unlock.refuse(error)

    def on_opened(self, office: Office) -> None:
        """Enter, or ask for a new password first."""
        asks = office.opened_by_code or office.must_change_password
        if office.read_only or not asks:
            self._enter(office)
            return
        self._opened = office
        self.show_page(self.first_password)
        if office.opened_by_code:
            self.first_password.ask_for(office.name, offices.people_of(office))
        else:
            self.first_password.ask_own(office.name, office.user_name)

    def _enter(self, office: Office) -> None:
        self._opened, self._typed, self._way = None, "", offices.Key("", "")
        self.unlock.field.clear()
        if not office.opened_by_code:
            names: dict[str, str] = dict(self._settings.get(LAST_USERS).items())
            self._settings.set(LAST_USERS, {**names, str(office.path): office.user_name})
        self.office_ready.emit(office)

    def _on_password_chosen(self, person_id: bytes, password: str) -> None:
        if self._opened.opened_by_code:
            write = self._ops.write(offices.set_first_password, self._opened, person_id, password)
        else:
            write = self._ops.write(offices.replace_temporary, self._opened, self._typed, password)
        write.on_success(self._enter).on_error(self.first_password.refuse).run()

    def _on_first_password_left(self) -> None:
        self.close_unconfirmed()
        self.show_doors()

    def _on_create(self, wanted: NewOffice) -> None:
        operation = self._ops.write(offices.create_new, wanted)
        operation.on_success(self._on_created).on_error(self.new.refuse).run()

    def _on_created(self, created: Any) -> None:  # noqa: ANN401 (services.office.CreatedOffice)
        self._created = created
        self.show_page(self.recovery)
        self.recovery.show_code(created.recovery_code)

    def _on_confirmed(self) -> None:
        created, self._created = self._created, None
        self.recovery.proof.forget()
        self.office_ready.emit(created.office)

    def _on_postponed(self) -> None:
        created, self._created = self._created, None
        self.recovery.proof.forget()
        operation = self._ops.write(offices.postpone_recovery, created.office)
        operation.on_success(self.office_ready.emit).run()

    def _show_sheet(self) -> None:
        from cusdesk.ui.common.recovery_sheet import recovery_pdf

        office = self._created.office
        today = SystemClock().today()
        operation = self._ops.files(
            recovery_pdf, office.name, self.recovery.proof.code, office.path.name, today
        )
        operation.on_success(self._preview_sheet).run()

    def _preview_sheet(self, pdf: bytes) -> None:
        from cusdesk.ui.common.pdf_preview import PdfPreview

        title = tr("shell.recovery.title")
        PdfPreview(self, title, pdf, tr("shell.recovery.file_name"), self._ops).open()
