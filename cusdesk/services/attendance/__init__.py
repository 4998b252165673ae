"""Groups and their meetings, the grid of a month, individual visits, the sums of a month."""

from __future__ import annotations

from cusdesk.services.attendance.behind import EntryRow, MeetingEntry, entries, meeting_entries
from cusdesk.services.attendance.board import Board, PersonFigures, attendance_board
from cusdesk.services.attendance.grid import (
    GridCell,
    MeetingColumn,
    MonthGrid,
    PersonLine,
    month_grid,
)
from cusdesk.services.attendance.groups import (
    GroupDraft,
    GroupRow,
    change_group,
    create_group,
    list_groups,
    retire_group,
)
from cusdesk.services.attendance.marks import MarkEntry, NewMeeting, write_marks
from cusdesk.services.attendance.meetings import (
    MeetingDraft,
    MeetingRow,
    add_meetings,
    change_meeting,
    list_meetings,
    retire_meetings,
)
from cusdesk.services.attendance.members import (
    MemberRow,
    add_members,
    end_membership,
    list_members,
    move_member,
    plan_for_member,
)
from cusdesk.services.attendance.month import (
    OfficeMonth,
    monthly_sheet,
    office_month,
    service_month,
)
from cusdesk.services.attendance.sign_in import sign_in_list
from cusdesk.services.attendance.visit_checks import (
    DayLimits,
    VisitWarnings,
    day_limits,
    set_day_limits,
    visit_clashes,
    visit_warnings,
)
from cusdesk.services.attendance.visits import (
    VisitDraft,
    VisitRow,
    add_visits,
    change_visit,
    list_visits,
    retire_visit,
    visit_workers,
)

__all__ = [
    "Board",
    "DayLimits",
    "EntryRow",
    "GridCell",
    "GroupDraft",
    "GroupRow",
    "MarkEntry",
    "MeetingColumn",
    "MeetingDraft",
    "MeetingEntry",
    "MeetingRow",
    "MemberRow",
    "MonthGrid",
    "NewMeeting",
    "OfficeMonth",
    "PersonFigures",
    "PersonLine",
    "VisitDraft",
    "VisitRow",
    "VisitWarnings",
    "add_meetings",
    "add_members",
    "add_visits",
    "attendance_board",
    "change_group",
    "change_meeting",
    "change_visit",
    "create_group",
    "day_limits",
    "end_membership",
    "entries",
    "list_groups",
    "list_meetings",
    "list_members",
    "list_visits",
    "meeting_entries",
    "month_grid",
    "monthly_sheet",
    "move_member",
    "office_month",
    "plan_for_member",
    "retire_group",
    "retire_meetings",
    "retire_visit",
    "service_month",
    "set_day_limits",
    "sign_in_list",
    "visit_clashes",
    "visit_warnings",
    "visit_workers",
    "write_marks",
]
