"""Which fields the tables of a plan show, in the order of the paper."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 (a dataclass field)
from dataclasses import dataclass

from cusdesk.domain.plans import (
    ActionDraft,
    GoalDraft,
    NeedDraft,
    PlanServiceDraft,
    ReviewDraft,
)
from cusdesk.ui.plans.cells import FORM, PER, TERM, UNIT, Cell

NEEDS, GOALS, SERVICES = "need_rows", "goals", "services"
ACTIONS, REVIEWS = "actions", "reviews"


@dataclass(frozen=True)
class Column:
    """One column: what stands in each line of a part, and how wide it wants to be.

    Attributes:
        lines: one cell for each line of a part; a single cell takes all of them.
        chars: least width.
        share: of the room that is left; 0 keeps the least width.
    """

    lines: tuple[Cell, ...]
    chars: float
    share: int = 0


@dataclass(frozen=True)
class Layout:
    """A table of a plan.

    Attributes:
        part: attribute of `PlanDraft` that holds its rows.
        make: a new, empty row.
        lines: lines a part takes: two for services, whose paper columns hold two fields each.
        invite: message key of what the empty last row says.
        add, remove: message keys of the buttons.
    """

    part: str
    columns: tuple[Column, ...]
    make: Callable[[], object]
    invite: str
    add: str
    lines: int = 1

    def cell(self, line: int, column: int) -> Cell | None:
        """Return the cell of a line of a part; None under a cell that takes all lines."""
        cells = self.columns[column].lines
        if len(cells) == 1:
            return cells[0] if line == 0 else None
        return cells[line]

    def place_of(self, name: str) -> tuple[int, int]:
        """Return (line, column) of a field; the first cell for one that has no cell of its own."""
        for column, spec in enumerate(self.columns):
            for line, cell in enumerate(spec.lines):
                if cell.name == name:
                    return line, column
        return 0, 0


LAYOUTS = {
    layout.part: layout
    for layout in (
        Layout(
            NEEDS,
            (Column((Cell("text", "fields.plan_needs.text", "long"),), 40, 1),),
            NeedDraft,
            "plans.invite.needs",
            "plans.add.needs",
        ),
        Layout(
            GOALS,
            (
                Column((Cell("text", "fields.plan_goals.text", "long"),), 28, 5),
                Column((TERM,), 19),
                Column((Cell("measure", "plans.column.measure", "long"),), 20, 3),
                Column((Cell("criterion", "plans.column.criterion", "long"),), 20, 3),
                Column((Cell("due", "plans.column.due", "date"),), 12),
                Column((Cell("need_index", "plans.column.need", "need"),), 9),
            ),
            GoalDraft,
            "plans.invite.goals",
            "plans.add.goals",
        ),
        Layout(
            SERVICES,
            (
                Column(
                    (
                        Cell("service_id", "fields.plan_services.service_id", "service"),
                        Cell("provider_id", "fields.plan_services.provider_id", "provider"),
                    ),
                    24,
                    5,
                ),
                Column((FORM, Cell("place", "fields.plan_services.place")), 15, 2),
                Column((Cell("schedule", "fields.plan_services.schedule", "long"),), 17, 3),
                Column(
                    (
                        Cell("amount", "fields.plan_services.amount", "amount"),
                        Cell("total_amount", "plans.column.total", "total"),
                    ),
                    9,
                ),
                Column((UNIT, PER), 13, 1),
                Column(
                    (
                        Cell("valid_from", "plans.column.valid_from", "date"),
                        Cell("valid_to", "plans.column.valid_to", "date"),
                    ),
                    12,
                ),
                Column(
                    (
                        Cell("fee_gr", "fields.plan_services.fee_gr", "fee"),
                        Cell("funding", "fields.plan_services.funding", "funding"),
                    ),
                    14,
                    2,
                ),
                Column((Cell("goal_index", "plans.column.goal", "goal"),), 5),
            ),
            PlanServiceDraft,
            "plans.invite.services",
            "plans.add.services",
            lines=2,
        ),
        Layout(
            ACTIONS,
            (
                Column((Cell("what", "fields.plan_actions.what", "long"),), 30, 5),
                Column((Cell("who", "fields.plan_actions.who", "long"),), 20, 3),
                Column((Cell("when", "fields.plan_actions.when", "long"),), 16, 2),
            ),
            ActionDraft,
            "plans.invite.actions",
            "plans.add.actions",
        ),
        Layout(
            REVIEWS,
            (
                Column((Cell("due", "fields.plan_reviews.due", "date"),), 16),
                Column((Cell("note", "fields.plan_reviews.note", "long"),), 30, 1),
                Column((Cell("done", "fields.plan_reviews.done", "date"),), 18),
            ),
            ReviewDraft,
            "plans.invite.reviews",
            "plans.add.reviews",
        ),
    )
}


def cell_of(part: str, name: str) -> Cell | None:
    """Return the cell of a field, None when the table does not show it."""
    cells = (cell for column in LAYOUTS[part].columns for cell in column.lines)
    return next((cell for cell in cells if cell.name == name), None)
