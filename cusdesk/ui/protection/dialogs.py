"""The small windows: keep longer, data of a case, a class of records."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.protection.retention import Category, RecordClassDraft
from cusdesk.services.protection import classes, retention
from cusdesk.services.protection.retention import CaseMarks
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.protection.parts import enum_choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cusdesk.services.protection.cases import CaseTerm
    from cusdesk.services.protection.classes import ClassRow
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation


@dataclass(slots=True)
class KeepDraft:
    """How long something is kept past its term, and why."""

    keep_until: dt.date | None = None
    keep_reason: str = ""


def keep_dialog(
    context: ScreenContext,
    resident_id: bytes,
    plan_id: bytes | None,
    name: str,
    parent: QWidget,
) -> FormDialog[KeepDraft]:
    """Return the window that keeps a case longer."""
    spec = FormSpec(
        [
            Section(
                "",
                [
                    FieldSpec("keep_until", "protection.keep.until", "date", required=True),
                    FieldSpec(
                        "keep_reason", "protection.keep.reason", "multiline", required=True, lines=3
                    ),
                ],
            )
        ]
    )

    def write(draft: KeepDraft) -> Operation[Saved]:
        """Keep the case until the chosen day, today when none is given."""
        until = draft.keep_until or context.office.clock.today()
        return context.ops.write(
            retention.keep_longer, context.office, resident_id, plan_id, until, draft.keep_reason
        )

    title = tr("protection.keep.title", name=name)
    do = tr("protection.keep.do")
    return FormDialog(context, title, spec, KeepDraft(), write, do, parent)


def case_dialog(
    context: ScreenContext, case: CaseTerm, known: Sequence[ClassRow], parent: QWidget
) -> FormDialog[CaseMarks]:
    """Return the window for the class, the sign and the EU project of one case."""
    shown = [Choice(row.id, f"{row.symbol} ({row.category_text})") for row in known]
    spec = FormSpec(
        [
            Section(
                "",
                [
                    FieldSpec(
                        "record_class_id",
                        "protection.case.class",
                        "choice",
                        choices=shown,
                        hint="protection.case.class_hint",
                    ),
                    FieldSpec(
                        "case_sign", "protection.case.sign", hint="protection.case.sign_hint"
                    ),
                    FieldSpec("eu_project", "protection.case.eu_project"),
                    FieldSpec(
                        "eu_until",
                        "protection.case.eu_until",
                        "date",
                        hint="protection.case.eu_hint",
                    ),
                ],
            )
        ]
    )
    is_own = case.class_id is not None and not any(
        row.id == case.class_id and case.kind.value in row.default_of for row in known
    )
    draft = CaseMarks(
        case.class_id if is_own else None, case.own_sign, case.eu_project, case.eu_until
    )
    plan_id = case.record_id if case.record_id != case.subject_id else None

    def write(typed: CaseMarks) -> Operation[Saved]:
        """Mark the case, or the person when the case has no plan."""
        return context.ops.write(
            retention.mark_case, context.office, case.subject_id, plan_id, typed
        )

    title = tr("protection.case.title")
    return FormDialog(context, title, spec, draft, write, tr("protection.case.do"), parent)


def class_dialog(
    context: ScreenContext, row: ClassRow | None, parent: QWidget
) -> FormDialog[RecordClassDraft]:
    """Return the window for one class of the list, a new one for None."""
    spec = FormSpec(
        [
            Section(
                "",
                [
                    FieldSpec("symbol", "fields.record_classes.symbol", required=True, width=24),
                    FieldSpec("title", "fields.record_classes.title", required=True),
                    (
                        FieldSpec(
                            "category",
                            "fields.record_classes.category",
                            "choice",
                            width=34,
                            choices=enum_choices(Category, "protection.category"),
                            offers_nothing=False,
                        ),
                        FieldSpec("years", "fields.record_classes.years", "number"),
                    ),
                ],
            )
        ]
    )
    draft = row.draft() if row is not None else RecordClassDraft()
    save = partial(
        context.ops.write, classes.save_class, context.office, row.id if row is not None else None
    )

    def write(typed: RecordClassDraft) -> Operation[Saved]:
        """Store the class; a changed one with the version that was shown."""
        return save(typed, row.version if row is not None else None)

    title = tr("protection.class.change" if row is not None else "protection.class.new")
    text = tr("protection.class.text")
    do = tr("protection.class.do")
    return FormDialog(context, title, spec, draft, write, do, parent, text)
