"""Groups and their meetings, the grid of a month, individual visits, the sums of a month."""

from __future__ import annotations

from cusdesk.services.attendance.grid import MarkEntry, MonthGrid, month_grid, write_marks
from cusdesk.services.attendance.groups import (
    GroupDraft,
    GroupRow,
    add_meetings,
    add_members,
    change_group,
    create_group,
    end_membership,
    list_groups,
    move_member,
    retire_group,
    retire_meeting,
    suggest_dates,
)
from cusdesk.services.attendance.month import monthly_sheet, service_month
from cusdesk.services.attendance.visits import (
    VisitDraft,
    VisitRow,
    add_visits,
    change_visit,
    list_visits,
    retire_visit,
    visit_clashes,
)

__all__ = [
    "GroupDraft",
    "GroupRow",
    "MarkEntry",
    "MonthGrid",
    "VisitDraft",
    "VisitRow",
    "add_meetings",
    "add_members",
    "add_visits",
    "change_group",
    "change_visit",
    "create_group",
    "end_membership",
    "list_groups",
    "list_visits",
    "month_grid",
    "monthly_sheet",
    "move_member",
    "retire_group",
    "retire_meeting",
    "retire_visit",
    "service_month",
    "suggest_dates",
    "visit_clashes",
    "write_marks",
]
