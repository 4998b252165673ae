"""The list of screens. A feature becomes part of the window by one entry here, and nowhere else.

Only what exists stands here: there are no dead entries in the navigation. A factory imports its
screen when it is first opened, so that nothing of it is paid at start.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.screen import Screen


@dataclass(frozen=True, slots=True)
class ScreenCommand:
    """Something that can be begun from anywhere: the shell opens the screen and hands it on.

    Attributes:
        id: given to `Screen.run_command`; also the name of the action.
        text: message key, a verb first: "Dodaj mieszkańca".
        icon: name of the icon.
        shortcut: key sequence, or "".
        needs: right without which it is absent, or "".
    """

    id: str
    text: str
    icon: str = "add"
    shortcut: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class ScreenSpec:
    """One entry of the navigation.

    Attributes:
        id: the feature word.
        title: message key of the entry.
        icon: name of the icon.
        factory: makes the screen when it is first opened.
        commands: what can be begun from anywhere (menu, Ctrl+K).
        starts_group: a thin line stands above the entry.
        is_daily: stands in the navigation; otherwise it is opened from the menu „Plik”.
        needs: right without which the screen is absent.
    """

    id: str
    title: str
    icon: str
    factory: Callable[[ScreenContext], Screen]
    commands: Sequence[ScreenCommand] = ()
    starts_group: bool = False
    is_daily: bool = True
    needs: str = "office.see"


_MODULES: list[str] = []


def screen_modules() -> tuple[str, ...]:
    """Return the modules of the screens, in the order of the navigation."""
    return tuple(_MODULES)


def lazy(module: str, name: str) -> Callable[[ScreenContext], Screen]:
    """Return a factory that imports `module` when the screen is first opened."""
    _MODULES.append(module)

    def make(context: ScreenContext) -> Screen:
        """Import the module and build its screen."""
        screen: Screen = getattr(import_module(module), name)(context)
        return screen

    return make


SCREENS: tuple[ScreenSpec, ...] = (
    ScreenSpec(
        "today", "shell.screen.today", "today", lazy("cusdesk.ui.today.screen", "TodayScreen")
    ),
    ScreenSpec(
        "residents",
        "shell.screen.residents",
        "residents",
        lazy("cusdesk.ui.residents.screen", "ResidentsScreen"),
        commands=(
            ScreenCommand("residents.new", "residents.new", "add", needs="residents.change"),
        ),
        needs="residents.see",
    ),
    ScreenSpec(
        "applications",
        "shell.screen.applications",
        "applications",
        lazy("cusdesk.ui.applications.screen", "ApplicationsScreen"),
        (
            ScreenCommand(
                "applications.new", "applications.new.action", needs="applications.change"
            ),
        ),
        needs="applications.see",
    ),
    ScreenSpec(
        "needs_talks",
        "needs_talks.title",
        "edit",
        lazy("cusdesk.ui.needs_talks.screen", "NeedsTalksScreen"),
        (
            ScreenCommand("needs_talks.new", "needs_talks.new.action", needs="plans.change"),
            ScreenCommand("needs_talks.unmet", "needs_talks.register.new", needs="plans.change"),
        ),
        needs="plans.see",
    ),
    ScreenSpec(
        "plans",
        "shell.screen.plans",
        "plans",
        lazy("cusdesk.ui.plans.screen", "PlansScreen"),
        (
            ScreenCommand("plans.new", "plans.new.action", needs="plans.change"),
            ScreenCommand("plans.save_all", "plans.all.action", "pdf", needs="reports.export"),
        ),
        needs="plans.see",
    ),
    ScreenSpec(
        "caseload",
        "caseload.title",
        "person",
        lazy("cusdesk.ui.caseload.screen", "CaseloadScreen"),
        (ScreenCommand("caseload.loads", "caseload.command.loads", "reports"),),
        needs="plans.see",
    ),
    ScreenSpec(
        "clocks",
        "clocks.title",
        "hours",
        lazy("cusdesk.ui.clocks.screen", "ClocksScreen"),
        (
            ScreenCommand("clocks.new", "clocks.own.new", needs="clocks.change"),
            ScreenCommand("clocks.duties", "clocks.tab.duties", "check"),
            ScreenCommand("clocks.terms", "clocks.tab.terms", "settings"),
        ),
    ),
    ScreenSpec(
        "recruitment",
        "shell.screen.recruitment",
        "events",
        lazy("cusdesk.ui.recruitment.screen", "RecruitmentScreen"),
        (ScreenCommand("recruitment.new", "recruitment.new", needs="recruitment.change"),),
        needs="recruitment.see",
    ),
    ScreenSpec(
        "catalogue",
        "shell.screen.catalogue",
        "catalogue",
        lazy("cusdesk.ui.catalogue.screen", "CatalogueScreen"),
        (
            ScreenCommand("catalogue.new", "catalogue.screen.new", needs="catalogue.change"),
            ScreenCommand(
                "catalogue.starter",
                "catalogue.screen.starter",
                "catalogue",
                needs="catalogue.change",
            ),
        ),
    ),
    ScreenSpec(
        "providers",
        "shell.screen.providers",
        "providers",
        lazy("cusdesk.ui.providers.screen", "ProvidersScreen"),
        (ScreenCommand("providers.new", "providers.screen.new", needs="providers.change"),),
    ),
    ScreenSpec(
        "contracts",
        "contracts.title",
        "link",
        lazy("cusdesk.ui.contracts.screen", "ContractsScreen"),
        (ScreenCommand("contracts.new", "contracts.screen.new", needs="contracts.change"),),
        needs="contracts.see",
    ),
    ScreenSpec(
        "pools",
        "contracts.pools.title",
        "hours",
        lazy("cusdesk.ui.contracts.pools_screen", "PoolsScreen"),
        needs="attendance.see",
    ),
    ScreenSpec(
        "attendance",
        "shell.screen.attendance",
        "attendance",
        lazy("cusdesk.ui.attendance.screen", "AttendanceScreen"),
        (
            ScreenCommand(
                "attendance.new_group", "attendance.command.new_group", needs="attendance.change"
            ),
            ScreenCommand(
                "attendance.visits",
                "attendance.command.visits",
                "hours",
                needs="attendance.change",
            ),
        ),
        needs="attendance.see",
    ),
    ScreenSpec(
        "months",
        "months.nav",
        "lock",
        lazy("cusdesk.ui.months.screen", "MonthsScreen"),
        needs="attendance.see",
    ),
    ScreenSpec(
        "fees",
        "fees.screen.title",
        "fees",
        lazy("cusdesk.ui.fees.screen", "FeesScreen"),
        (
            ScreenCommand("fees.decision", "fees.decisions.new", needs="fees.change"),
            ScreenCommand("fees.statement", "fees.money.statement", "import", needs="fees.change"),
            ScreenCommand("fees.rules", "fees.rules.title", "fees"),
            ScreenCommand("fees.money", "fees.money.command", "fees"),
        ),
        needs="fees.see",
    ),
    ScreenSpec(
        "invoices",
        "invoices.title",
        "invoices",
        lazy("cusdesk.ui.invoices.screen", "InvoicesScreen"),
        (
            ScreenCommand("invoices.new", "invoices.screen.new", needs="invoices.change"),
            ScreenCommand(
                "invoices.import", "invoices.import.command", "import", needs="imports.run"
            ),
        ),
        needs="invoices.see",
    ),
    ScreenSpec(
        "reports",
        "shell.screen.reports",
        "reports",
        lazy("cusdesk.ui.reports.screen", "ReportsScreen"),
        needs="attendance.see",
    ),
    ScreenSpec(
        "own_sheets",
        "own_sheets.title",
        "excel",
        lazy("cusdesk.ui.own_sheets.screen", "OwnSheetsScreen"),
        is_daily=False,
        needs="reports.export",
    ),
    ScreenSpec(
        "imports",
        "imports_ui.title",
        "import",
        lazy("cusdesk.ui.imports.screen", "ImportsScreen"),
        (
            ScreenCommand("imports.new", "imports_ui.command.new", "import", "Ctrl+I"),
            ScreenCommand("imports.queue", "imports_ui.command.queue", "edit"),
        ),
        is_daily=False,
        needs="imports.run",
    ),
    ScreenSpec(
        "budget",
        "budget.title",
        "fees",
        lazy("cusdesk.ui.budget.screen", "BudgetScreen"),
        (ScreenCommand("budget.new", "budget.screen.new", needs="contracts.change"),),
        is_daily=False,
        needs="contracts.see",
    ),
    ScreenSpec(
        "budget_year",
        "budget.year.title",
        "reports",
        lazy("cusdesk.ui.budget.year_screen", "BudgetYearScreen"),
        is_daily=False,
        needs="invoices.see",
    ),
    ScreenSpec(
        "papers",
        "papers.title",
        "pdf",
        lazy("cusdesk.ui.papers.screen", "PapersScreen"),
        is_daily=False,
        needs="residents.see",
    ),
    ScreenSpec(
        "copies",
        "copies.title",
        "backup",
        lazy("cusdesk.ui.copies.screen", "CopiesScreen"),
        (
            ScreenCommand(
                "copies.restore", "copies.command.restore", "history", needs="copies.restore"
            ),
        ),
        is_daily=False,
    ),
    ScreenSpec(
        "computer",
        "computer.title",
        "check",
        lazy("cusdesk.ui.computer.screen", "ComputerScreen"),
        is_daily=False,
    ),
    ScreenSpec(
        "office",
        "office.title",
        "settings",
        lazy("cusdesk.ui.office.screen", "OfficeScreen"),
        is_daily=False,
        needs="office.settings",
    ),
    ScreenSpec(
        "people",
        "people.title",
        "residents",
        lazy("cusdesk.ui.people.screen", "PeopleScreen"),
        (ScreenCommand("people.own_password", "people.own.action", "key"),),
        is_daily=False,
    ),
    ScreenSpec(
        "protection",
        "protection.title",
        "lock",
        lazy("cusdesk.ui.protection.screen", "ProtectionScreen"),
        is_daily=False,
        needs="protection.see",
    ),
    ScreenSpec(
        "audit",
        "audit.title",
        "history",
        lazy("cusdesk.ui.audit.screen", "AuditScreen"),
        (
            ScreenCommand("audit.bin", "audit.command.bin", "delete"),
            ScreenCommand("audit.check", "audit.command.check", "check", needs="audit.see"),
        ),
        is_daily=False,
    ),
)
