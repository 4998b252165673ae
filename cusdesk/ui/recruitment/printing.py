"""The ranking outside the program: preview, large print, Excel; with names or with numbers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton

from cusdesk.core.messages import tr
from cusdesk.services import recruitment
from cusdesk.ui.common.table.list_out import ListOut
from cusdesk.ui.common.theme import icon

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cusdesk.domain.reports import TableDocument
    from cusdesk.ui.common.context import ScreenContext


class RankingOutput(QPushButton):
    """One button with everything that can be done with the list outside the screen."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(tr("listing.button"))
        self.setIcon(icon("print"))
        self._context = context
        self._edition: bytes | None = None
        self._out = ListOut(context, self)
        self._menu = QMenu(self)
        for with_names in (False, True):
            kind = "named" if with_names else "numbered"
            self._add(f"recruitment.print.{kind}", "print", self.preview, with_names)
            self._add(
                f"recruitment.print.{kind}_large", "text_size", self.preview, with_names, large=True
            )
            if context.office.may("reports.export"):
                self._add(f"recruitment.print.{kind}_excel", "excel", self.save, with_names)
        self.setMenu(self._menu)

    def show_edition(self, edition_id: bytes) -> None:
        """Print this edition from now on."""
        self._edition = edition_id

    def _add(
        self,
        key: str,
        icon_name: str,
        run: Callable[..., None],
        with_names: bool,
        **more: bool,
    ) -> None:
        action = self._menu.addAction(icon(icon_name), tr(key))
        call = partial(run, with_names, **more)
        action.triggered.connect(lambda _checked=False: call())

    def preview(self, with_names: bool, *, large: bool = False) -> None:
        """Show the ranking as pages."""
        if self._edition is not None:
            make, name = self._make(self._edition, with_names), tr("recruitment.print.file")
            self._out.preview(make, large=large, name=name)

    def save(self, with_names: bool) -> None:
        """Ask for a place and write the ranking there as a workbook."""
        if self._edition is not None:
            make = self._make(self._edition, with_names)
            self._out.ask(make, tr("recruitment.print.file"))

    def save_as(self, with_names: bool, path: Path) -> None:
        """Write the ranking as a workbook."""
        if self._edition is not None:
            self._out.write(self._make(self._edition, with_names), path)

    def _make(self, edition_id: bytes, with_names: bool) -> Callable[[], TableDocument]:
        office = self._context.office
        return partial(recruitment.ranking_document, office, edition_id, with_names=with_names)
