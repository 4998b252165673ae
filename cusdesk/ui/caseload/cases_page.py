"""„Mieszkańcy”: whose turn it is, of one coordinator or of all; plans are passed on from here."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.caseload import Load, person_key
from cusdesk.domain.clocks import pace_name
from cusdesk.domain.labels import label as enum_label
from cusdesk.services import caseload, plans
from cusdesk.ui.common.clock_lines import tone_of
from cusdesk.ui.common.flow import FlowLayout
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.common.permits import choice_needed, permit
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, keep_from_writing, label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cusdesk.domain.changes import Changes
    from cusdesk.services.caseload import CaseRow, LoadRow
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation

_EVERYBODY = "*"


@dataclass(slots=True)
class HandDraft:
    """To whom plans are passed on, when and why."""

    to: str = ""
    on: dt.date | None = None
    reason: str = ""
    note: str = ""


def _tone(case: CaseRow) -> str:
    return tone_of(case.pace)


def _status(case: CaseRow) -> str:
    return enum_label(case.stage) if case.stage else tr("caseload.status.none")


COLUMNS = (
    ColumnSpec("resident_name", "caseload.column.resident", width=26),
    ColumnSpec("next_name", "caseload.column.next", width=28),
    ColumnSpec("due", "caseload.column.due", "date", 12, tone=_tone),
    ColumnSpec("days", "caseload.column.days", "number", 12, tone=_tone, is_summed=False),
    ColumnSpec(
        "pace", "caseload.column.pace", width=12, getter=lambda c: pace_name(c.pace), tone=_tone
    ),
    ColumnSpec("number", "caseload.column.number", width=14),
    ColumnSpec("status", "caseload.column.status", width=24, getter=_status),
    ColumnSpec("valid_to", "caseload.column.until", "date", 12),
    ColumnSpec("coordinator", "caseload.column.coordinator", width=20),
    ColumnSpec("programme", "caseload.column.programme", width=20),
    ColumnSpec("given_on", "caseload.column.given_on", "date", 12),
    ColumnSpec("given_by", "caseload.column.given_by", width=18),
    ColumnSpec("minutes", "caseload.column.minutes", "minutes", 12),
)


class CasesPage(QWidget):
    """The list of cases."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._rows: dict[bytes, CaseRow] = {}
        self.dialog: FormDialog[HandDraft] | None = None
        own = "" if caseload.sees_all_first(context.office) else context.office.user_name
        self._wanted = own or _EVERYBODY
        self._which = "all"
        self.person, self.which = QComboBox(), QComboBox()
        layout = column(self, gap=1.5)
        layout.addWidget(self._filters())
        source = MemorySource(self._read, COLUMNS)
        empty = EmptyState("residents", tr("caseload.empty"), tr("caseload.empty_text"))
        spec = TableSpec(
            "caseload.cases",
            COLUMNS,
            source.list_ids,
            source.rows_for,
            refresh_on=("plans", "applications", "clocks", "residents", "people"),
            empty=empty,
        )
        self.panel = TablePanel(context, spec)
        self.panel.record_opened.connect(self._open)
        self.panel.current_record_changed.connect(self._on_current)
        self.panel.counted.connect(self._on_counted)
        self.panel.view.selectionModel().selectionChanged.connect(self._on_current)
        layout.addWidget(self._buttons())
        layout.addWidget(self.panel, 1)
        self._on_current()

    def _filters(self) -> QWidget:
        bar = QWidget()
        layout = FlowLayout(bar)
        for name in ("all", "late", "recent", "waiting"):
            self.which.addItem(tr(f"caseload.filter.{name}"), name)
        self._offer_people([])
        for name, box, chars in (("person", self.person, 34), ("which", self.which, 38)):
            holder = QWidget()
            inside = column(holder, gap=0.25)
            words = label(tr(f"caseload.filter.{name}"), "label")
            words.setBuddy(box)
            box.setAccessibleName(tr(f"caseload.filter.{name}"))
            box.setFixedWidth(current().chars(chars))
            box.activated.connect(self._on_filter)
            inside.addWidget(words)
            inside.addWidget(box)
            layout.addWidget(holder)
        return bar

    def _buttons(self) -> QWidget:
        bar = QWidget()
        line = FlowLayout(bar)
        self.open = button(tr("caseload.button.open"), self._open_current, look="main")
        self.card = button(tr("caseload.button.card"), self._open_card, icon_name="person")
        self.hand = button(tr("caseload.button.hand_over"), self.hand_over, icon_name="next")
        self.output = OutputButton(self._context, self.panel, tr("caseload.title"))
        for made in (self.open, self.card, self.hand, self.output):
            line.addWidget(made)
        return bar

    def load(self) -> None:
        """Read everybody anew."""
        self.panel.load()

    def show_coordinator(self, name: str) -> None:
        """Show the people of one coordinator."""
        self._wanted = name
        self.load()

    def _read(self) -> Iterable[CaseRow]:
        office = self._context.office
        today, key = office.clock.today(), person_key(self._wanted)
        found = caseload.list_cases(office)
        self._rows = {case.id: case for case in found}
        kinds: dict[str, Callable[[CaseRow], bool]] = {
            "all": lambda _case: True,
            "late": lambda case: case.is_late,
            "recent": lambda case: caseload.is_recent(case, today),
            "waiting": lambda case: case.feature == "applications",
        }
        fits = kinds[self._which]
        return [
            case
            for case in found
            if (self._wanted == _EVERYBODY or person_key(case.coordinator) == key) and fits(case)
        ]

    def _on_filter(self, _index: int) -> None:
        self._wanted, self._which = self.person.currentData(), self.which.currentData()
        self.load()

    def _on_counted(self, _count: int) -> None:
        self._offer_people(list(self._rows.values()))
        words = [tr("caseload.printed.person", name=self.person.currentText())]
        if self.which.currentIndex() > 0:
            words.append(self.which.currentText())
        self.output.chosen = "; ".join(words)
        self._on_current()

    def _offer_people(self, cases: list[CaseRow]) -> None:
        """Offer everybody who carries something and oneself; the choice stays."""
        me = self._context.office.user_name
        names = {case.coordinator for case in cases} | {me, self._wanted} - {_EVERYBODY}
        self.person.clear()
        self.person.addItem(tr("caseload.filter.everybody"), _EVERYBODY)
        for name in sorted(names, key=lambda name: (name != me, name)):
            self.person.addItem(name or tr("caseload.nobody"), name)
        self.person.setCurrentIndex(max(0, self.person.findData(self._wanted)))

    def _chosen(self) -> list[CaseRow]:
        rows = (self.panel.model.row_at(n) for n in self.panel.view.selected_rows())
        return [row for row in rows if row is not None]

    def _on_current(self, *_args: object) -> None:
        chosen = self._chosen()
        for made in (self.open, self.card):
            permit(made, choice_needed(chosen or None, fits=len(chosen) == 1))
        self.card.setVisible(self._context.can_open("residents"))
        permit(self.hand, choice_needed(chosen or None))
        keep_from_writing(self._context, "plans", self.hand)

    def _open(self, record_id: bytes) -> None:
        case = self._rows.get(record_id)
        if case is not None:
            self._context.open_record(case.feature, case.id)

    def _open_current(self) -> None:
        for case in self._chosen()[:1]:
            self._open(case.id)

    def _open_card(self) -> None:
        for case in self._chosen()[:1]:
            self._context.open_record("residents", case.resident_id)

    # --- passing on

    def hand_over(self) -> None:
        """Ask to whom the chosen plans, and applications without one, are passed on."""
        chosen = self._chosen()
        ids = [case.id for case in chosen if case.feature == "plans"]
        waiting = [case.id for case in chosen if case.feature == "applications"]
        if not chosen:
            return
        office = self._context.office
        names = [Choice(name, name) for name in plans.coordinators(office)]
        spec = FormSpec(
            [
                Section(
                    "",
                    [
                        FieldSpec(
                            "to", "caseload.hand.to", "suggest", choices=names, required=True
                        ),
                        FieldSpec("on", "caseload.hand.on", "date", required=True),
                        FieldSpec("reason", "caseload.hand.reason", required=True),
                        FieldSpec("note", "caseload.hand.note", "multiline", lines=2),
                    ],
                )
            ]
        )

        def write(draft: HandDraft) -> Operation[Changes]:
            """Hand the marked cases over on the chosen day, today when none is given."""
            day = draft.on or office.clock.today()
            return self._context.ops.write(
                plans.hand_over,
                office,
                ids,
                to=draft.to,
                on=day,
                reason=draft.reason,
                note=draft.note,
                applications=waiting,
            )

        title, text = tr("caseload.hand.title"), tr("caseload.hand.text", n=len(chosen))
        draft = HandDraft(on=office.clock.today())
        self.dialog = FormDialog(
            self._context, title, spec, draft, write, tr("caseload.hand.do"), self, text
        )
        self.dialog.accepted.connect(partial(self._show_sheet, ids, waiting))
        self.dialog.open()

    def _show_sheet(self, ids: Sequence[bytes], waiting: Sequence[bytes]) -> None:
        """Show the sheet that goes with the plans, to be issued and printed."""
        self.load()
        office = self._context.office
        if self.dialog is not None:
            read = self._context.ops.read(caseload.loads, office)
            read.on_success(partial(self._warn, self.dialog.form.draft().to)).run()
        if ids:  # applications alone have no sheet
            show_paper(self._context, partial(plans.handover_paper, office, ids, waiting), self)

    def _warn(self, name: str, rows: list[LoadRow]) -> None:
        """Say that somebody carries more than the limit now; it bars nothing."""
        for row in rows:
            if person_key(row.name) == person_key(name) and row.load is Load.OVER:
                words = tr("caseload.over", name=row.name, n=row.plans, limit=row.limit)
                self._context.notifier.warning(words)
