"""The way from an office that does not open to one that does: find copies, restore, pack, enter."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from cusdesk.core.clock import SystemClock
from cusdesk.core.messages import tr
from cusdesk.ui.shell.start import offices

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.office import Office
    from cusdesk.ui.common.operations import Operations
    from cusdesk.ui.shell.start.damage import DamagePage
    from cusdesk.ui.shell.start.flow import StartFlow


class Mending(QObject):
    """Belongs to the start pages; knows the office that does not open, and what was typed."""

    def __init__(self, flow: StartFlow, ops: Operations) -> None:
        super().__init__(flow)
        self._flow, self._ops = flow, ops
        self._path = Path()
        self._error: Any = None
        self._office: Office | None = None
        self._key = offices.Key("", "")

    @cached_property
    def page(self) -> DamagePage:
        """The page with the ways on."""
        from cusdesk.ui.shell.start.damage import DamagePage

        page = DamagePage()
        page.restore_requested.connect(self._restore)
        page.support_requested.connect(self._pack)
        page.back_requested.connect(self._on_back)
        return page

    def begin(self, path: Path, error: CusdeskError, key: offices.Key) -> None:
        """Look for copies of an office that was refused; without any, the refusal stays."""
        self._path, self._error, self._office, self._key = path, error, None, key
        operation = self._ops.read(offices.find_copies, path)
        operation.on_success(self._show).run()

    def begin_open(self, office: Office, error: CusdeskError, _sound: object = None) -> None:
        """The same for an office that opened and was found damaged afterwards."""
        self._path, self._error, self._office = office.path, error, office
        operation = self._ops.read(offices.find_copies, office.path)
        operation.on_success(self._show).run()

    def forget(self) -> None:
        """Let go of a damaged office and of what was typed."""
        office, self._office = self._office, None
        self._key = offices.Key("", "")
        if office is not None:
            office.close()

    def _show(self, copies: list[Any]) -> None:
        if self._error.key != offices.DAMAGED and not copies:
            self._flow.unlock.refuse(self._error)
            return
        from cusdesk.ui.shell.start.damage import moments_in_words

        self._flow.show_page(self.page)
        words = moments_in_words(copies, SystemClock().now())
        self.page.show_damage(self._path, self._error, copies, words)

    def _restore(self, copy: Path) -> None:
        if self._office is not None:
            operation = self._ops.write(offices.restore_open, self._office, copy)
        else:
            operation = self._ops.write(offices.restore_closed, self._path, copy, self._key)
        operation.with_waiting("copies.restore.running")
        operation.on_success(self._on_restored).on_error(self.page.refuse).run()

    def _on_restored(self, office: Office) -> None:
        self._office = None
        self._key = offices.Key("", "")
        self._flow.on_opened(office)

    def _pack(self, target: Path) -> None:
        operation = self._ops.files(offices.pack_for_support, self._error.params["aside"], target)
        operation.on_success(partial(self._on_packed, target)).on_error(self.page.refuse).run()

    def _on_packed(self, target: Path, _nothing: object) -> None:
        self.page.kept.setText(tr("copies.damage.packed", path=str(target)))
        self.page.kept.show()

    def _on_back(self) -> None:
        self.forget()
        self._flow.show_doors()
