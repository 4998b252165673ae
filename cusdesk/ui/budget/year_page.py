"""The budget of a year: every source of money with its figures; the plan is typed here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from cusdesk.core.messages import tr
from cusdesk.domain.money import format_money
from cusdesk.services import budget
from cusdesk.services.budget import BudgetYear, PlanDraft, SourceYear
from cusdesk.ui.common.figures import FigurePage, FigureWords
from cusdesk.ui.common.form import FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.permits import needs_something, permit
from cusdesk.ui.common.widgets import button, keep_from_writing
from cusdesk.ui.common.year_switch import YearSwitch

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cusdesk.domain.reports import BehindFigure, FigureSheet
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation

_SOURCES = ("budget", "contracts", "invoices", "attendance", "fees", "providers", "catalogue")
_WORDS = FigureWords(
    "budget.year.intro", "budget.year.table", "budget.year.empty", "budget.year.empty_text"
)


def plan_form() -> FormSpec:
    """Return the form of a year's plan."""
    fields = [
        FieldSpec("amount_gr", "fields.budget_plans.amount_gr", "money"),
        FieldSpec("note", "fields.budget_plans.note"),
    ]
    return FormSpec([Section("", fields)])


class YearPage(FigurePage):
    """A year of the budget."""

    def __init__(self, context: ScreenContext, to_sources: Callable[[], object]) -> None:
        self.switch = YearSwitch(context.office.clock.today().year)
        self._plan = button(tr("budget.year.set_plan"), self.ask_plan, icon_name="edit")
        self._income = button("", self._open_income, look="quiet", icon_name="fees")
        self._income.hide()
        super().__init__(
            context,
            _WORDS,
            _SOURCES,
            controls=(self.switch, self._plan, self._income),
            action=(tr("budget.year.to_sources"), to_sources),
        )
        keep_from_writing(context, "budget", self._plan)
        self.switch.changed.connect(self.load)

    def read(self) -> tuple[BudgetYear, FigureSheet]:
        """Return the year and its table."""
        found = budget.budget_year(self._context.office, self.switch.year)
        return found, budget.year_sheet(self._context.office, found)

    def behind(self, found: Any, key: str, figure: str) -> BehindFigure:  # noqa: ANN401 (what `read` returned)
        """Return the list behind a figure."""
        return budget.year_behind(self._context.office, found, key, figure)

    def on_shown(self, found: Any) -> None:  # noqa: ANN401 (what `read` returned)
        """Say what residents paid."""
        read_only = tr("common.read_only") if self._context.office.read_only else ""
        permit(self._plan, read_only or needs_something(found.sources))
        self._income.setVisible(found.income_gr is not None)
        amount = format_money(found.income_gr or 0)
        self._income.setText(tr("budget.year.income_button", amount=amount))

    def _open_income(self) -> None:
        read = self._context.ops.read(budget.income_behind, self._context.office, self.found)
        read.on_success(self.show_behind).run()

    def ask_plan(self) -> None:
        """Type the plan of the source the cursor is on."""
        key = self.model.key(self.table.currentIndex().row())
        found = self.found
        sources = found.sources if isinstance(found, BudgetYear) else ()
        source = next((each for each in sources if each.id and each.id.hex() == key), None)
        if source is None or source.id is None:
            self._context.notifier.info(tr("budget.year.choose_source"))
            return
        self.show_plan(source, source.id)

    def show_plan(self, source: SourceYear, source_id: bytes) -> PlanDialog:
        """Open the window with the plan of a source."""
        what = (source_id, source.name, self.switch.year)
        draft = PlanDraft(source.line.planned_gr, source.note)
        dialog = PlanDialog(self._context, what, draft, self)
        dialog.open()
        return dialog


class PlanDialog(FormDialog[PlanDraft]):
    """The window in which a year's plan is typed."""

    def __init__(
        self,
        context: ScreenContext,
        what: tuple[bytes, str, int],
        draft: PlanDraft,
        parent: QWidget,
    ) -> None:
        source_id, name, year = what
        write: Callable[[PlanDraft], Operation[Any]] = partial(
            context.ops.write, budget.set_plan, context.office, source_id, year
        )
        super().__init__(
            context,
            tr("budget.plan.title", year=year, name=name),
            plan_form(),
            draft,
            write,
            tr("budget.plan.save"),
            parent,
            tr("budget.plan.text"),
        )
