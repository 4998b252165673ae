"""The pages of „Ochrona danych”. A further register is one more entry here, and nowhere else.

A page is a widget made from the context; it reads in its `load`, called whenever it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cusdesk.ui.common.context import ScreenContext


class Page(Protocol):
    """What the screen asks of a page besides being a widget."""

    def load(self) -> None:
        """Read what is shown."""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One tab.

    Attributes:
        id: used by commands: `protection.<id>`.
        title: message key of the tab.
        factory: makes the page when it is first shown.
        needs: the rights without which the tab is not there.
    """

    id: str
    title: str
    factory: Callable[[ScreenContext], QWidget]
    needs: tuple[str, ...] = ("protection.see",)


def lazy(module: str, name: str) -> Callable[[ScreenContext], QWidget]:
    """Return a factory that imports the page's module when it is first shown."""

    def make(context: ScreenContext) -> QWidget:
        """Import the module and build its page."""
        return cast("QWidget", getattr(import_module(module), name)(context))

    return make


PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "person",
        "protection.tab.person",
        lazy("cusdesk.ui.protection.person_page", "PersonPage"),
        needs=("protection.see", "residents.see"),
    ),
    PageSpec(
        "proposals",
        "protection.tab.proposals",
        lazy("cusdesk.ui.protection.proposals_page", "ProposalsPage"),
        needs=("protection.see", "residents.see"),
    ),
    PageSpec(
        "registers",
        "protection.tab.registers",
        lazy("cusdesk.ui.protection.registers.page", "RegistersPage"),
    ),
    PageSpec(
        "erased",
        "protection.tab.erased",
        lazy("cusdesk.ui.protection.register_page", "RegisterPage"),
    ),
    PageSpec(
        "classes",
        "protection.tab.classes",
        lazy("cusdesk.ui.protection.classes_page", "ClassesPage"),
    ),
    PageSpec(
        "export",
        "protection.tab.export",
        lazy("cusdesk.ui.protection.export_page", "ExportPage"),
        needs=("protection.export_all",),
    ),
)
