"""„Źródła finansowania”: money with its project and its place in the budget."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.budget import FundingKind, FundingSourceDraft, check_funding_source
from cusdesk.domain.labels import label as enum_label
from cusdesk.services import budget
from cusdesk.ui.common.form import Choice, FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.record import (
    RecordCalls,
    RecordEditor,
    RecordParts,
    RecordScreen,
    RecordWords,
)
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.widgets import button, card, column, label

if TYPE_CHECKING:
    from cusdesk.core.errors import Problem
    from cusdesk.services.budget import FundingSourceDetails
    from cusdesk.services.office import Office
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import TableQuery

WORDS = RecordWords(
    title="budget.title",
    new="budget.screen.new",
    new_title="budget.screen.new_title",
    create="budget.screen.create",
    draft_found="budget.screen.draft_found",
    created="budget.screen.created",
    retired="budget.screen.retired",
    retire="budget.screen.retire",
    restore="budget.screen.restore",
)
COLUMNS = (
    ColumnSpec("name", "fields.funding_sources.name", width=40),
    ColumnSpec(
        "kind",
        "fields.funding_sources.kind",
        "enum",
        width=30,
        enum_prefix="enums.funding_kind",
    ),
    ColumnSpec("codes", "budget.column.codes", width=18),
    ColumnSpec("project_number", "budget.column.project", width=28),
    ColumnSpec("valid_from", "fields.funding_sources.valid_from", "date", width=12),
    ColumnSpec("valid_to", "fields.funding_sources.valid_to", "date", width=12),
    ColumnSpec("contracts", "budget.column.contracts", "number", width=9),
)


def _field(name: str, kind: Any = "text", **more: Any) -> FieldSpec:  # noqa: ANN401 (any kind and options of a field)
    return FieldSpec(name, f"fields.funding_sources.{name}", kind, **more)


def source_form() -> FormSpec:
    """Return the form of a funding source."""
    kinds = [Choice(value, enum_label(value)) for value in FundingKind]
    return FormSpec(
        [
            Section(
                "budget.form.what",
                [
                    _field("name", required=True),
                    _field("kind", "choice", required=True, choices=kinds),
                    (_field("valid_from", "date"), _field("valid_to", "date")),
                ],
            ),
            Section(
                "budget.form.codes",
                [
                    (
                        _field("division", width=8),
                        _field("chapter", width=10),
                        _field("paragraph", width=10),
                    )
                ],
                "budget.form.codes_hint",
            ),
            Section(
                "budget.form.project",
                [
                    _field("project_number"),
                    (_field("task"), _field("cost_category")),
                    _field("share_percent", "number"),
                ],
            ),
            Section("budget.form.notes", [_field("notes", "multiline")]),
        ]
    )


class BudgetScreen(RecordScreen):
    """Everything about funding sources."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, WORDS)
        office = context.office
        self.form: Form[FundingSourceDraft] = Form(source_form(), clock=office.clock)
        self.side = QWidget()
        frame, inner = card()
        self._used = label("", wrap=True)
        inner.addWidget(label(tr("budget.side.used"), "label"))
        inner.addWidget(self._used)
        column(self.side).addWidget(frame)
        self.editor = RecordEditor(context, self.form, _calls(office), self)
        self.editor.shown.connect(self._on_record)
        self.panel = TablePanel(context, self._table())
        year = button(tr("budget.year.title"), self._open_year, icon_name="reports")
        year.setVisible(context.can_open("budget_year"))
        self.list_buttons.addWidget(year)
        self.list_buttons.addWidget(OutputButton(context, self.panel, tr("budget.title")))
        self.assemble(
            RecordParts(
                self.panel,
                self.form,
                self.editor,
                self.side,
                partial(budget.retire, office),
                partial(budget.restore, office),
                lambda details: details.draft.name,
            )
        )
        self.offer_bin("budget.screen.bin", partial(_list_ids, office))

    def _open_year(self) -> None:
        self.context.open_record("budget_year")

    def _table(self) -> TableSpec:
        office = self.context.office
        empty = EmptyState(
            "fees",
            tr("budget.screen.empty"),
            tr("budget.screen.empty_text"),
            (tr("budget.screen.new"), self.start_new),
        )
        return TableSpec(
            "budget.sources",
            COLUMNS,
            partial(_list_ids, office),
            partial(budget.rows_for, office),
            refresh_on=("budget", "contracts"),
            empty=empty,
        )

    def _on_record(self, details: FundingSourceDetails | None) -> None:
        count = details.contracts if details else 0
        self._used.setText(tr("budget.side.contracts", n=count))


def _list_ids(office: Office, query: TableQuery, *, retired: bool = False) -> list[bytes]:
    return budget.list_ids(
        office, filters=query.filters, sort=query.sort, descending=query.descending, retired=retired
    )


def _calls(office: Office) -> RecordCalls[FundingSourceDraft]:
    def change(source_id: bytes, typed: FundingSourceDraft, name: str) -> Saved:
        """Write one field."""
        return budget.change_fields(office, source_id, {name: getattr(typed, name)})

    def check(typed: FundingSourceDraft, _source_id: bytes | None) -> list[Problem]:
        """Return what is wrong with what stands on the form."""
        return check_funding_source(typed)

    return RecordCalls(
        "budget",
        FundingSourceDraft,
        partial(budget.get, office),
        lambda details: details.draft,
        partial(budget.create, office),
        change,
        check,
        refresh_on=("budget",),
    )
