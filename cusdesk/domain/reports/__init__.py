"""Frozen dataclasses that documents are made of.

`services` fill them from the database, `export` turns them into paper and workbooks; neither knows
the other. Values are typed (dates, whole minutes, whole grosze), texts are ready to show.
"""

from __future__ import annotations

from cusdesk.domain.reports.amounts import Hours, Money
from cusdesk.domain.reports.common import OfficeHeader, ServiceUnit
from cusdesk.domain.reports.month import (
    CountedBy,
    DayMark,
    HeadGroup,
    LegendEntry,
    MarkKind,
    MonthDay,
    MonthlySheet,
    MonthMeeting,
    PersonMonth,
    ServiceMonth,
)
from cusdesk.domain.reports.paper import RecoverySheet, SignInList, SignInPerson
from cusdesk.domain.reports.plan import (
    GoalTerm,
    Period,
    PlanAction,
    PlanDecision,
    PlanDocument,
    PlanDuty,
    PlanGoal,
    PlanHeader,
    PlanNeed,
    PlanPerson,
    PlanRepresentative,
    PlanReview,
    PlanService,
    PlanSignature,
    ServiceAmount,
    ServiceFee,
)
from cusdesk.domain.reports.tables import (
    BehindFigure,
    Column,
    ColumnKind,
    FigureSheet,
    RawCell,
    RejectedRow,
    RejectedRows,
    TableCell,
    TableDocument,
)
from cusdesk.domain.reports.work_card import WorkCard, WorkCardLine

__all__ = [
    "BehindFigure",
    "Column",
    "ColumnKind",
    "CountedBy",
    "DayMark",
    "FigureSheet",
    "GoalTerm",
    "HeadGroup",
    "Hours",
    "LegendEntry",
    "MarkKind",
    "Money",
    "MonthDay",
    "MonthMeeting",
    "MonthlySheet",
    "OfficeHeader",
    "Period",
    "PersonMonth",
    "PlanAction",
    "PlanDecision",
    "PlanDocument",
    "PlanDuty",
    "PlanGoal",
    "PlanHeader",
    "PlanNeed",
    "PlanPerson",
    "PlanRepresentative",
    "PlanReview",
    "PlanService",
    "PlanSignature",
    "RawCell",
    "RecoverySheet",
    "RejectedRow",
    "RejectedRows",
    "ServiceAmount",
    "ServiceFee",
    "ServiceMonth",
    "ServiceUnit",
    "SignInList",
    "SignInPerson",
    "TableCell",
    "TableDocument",
    "WorkCard",
    "WorkCardLine",
]
