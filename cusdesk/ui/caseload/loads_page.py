"""„Obciążenie”: what every coordinator and programme carries, against the director's limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.caseload import Load
from cusdesk.services import caseload
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, keep_from_writing, label, row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cusdesk.services.caseload import LoadRow
    from cusdesk.ui.common.context import ScreenContext

_TONES = {Load.FREE: "", Load.FULL: "warning", Load.OVER: "error"}


def _person(found: LoadRow) -> str:
    if not found.name:
        return tr("caseload.nobody")
    return found.name if found.has_account else f"{found.name} ({tr('caseload.no_account')})"


def _programme(found: LoadRow) -> str:
    return found.name or tr("caseload.no_programme")


def load_words(found: LoadRow) -> str:
    """Return how many plans of how many, "" without a limit."""
    if found.limit is None:
        return tr("caseload.load.none")
    return tr(f"caseload.load.{found.load}", plans=found.plans, limit=found.limit)


def _late(found: LoadRow) -> str:
    return "error" if found.late else ""


_COUNTS = (
    ColumnSpec("plans", "caseload.column.plans", "number", 9),
    ColumnSpec("drafts", "caseload.column.drafts", "number", 14),
    ColumnSpec("waiting", "caseload.column.waiting", "number", 16),
    ColumnSpec("late", "caseload.column.late", "number", 12, tone=_late),
    ColumnSpec("ending", "caseload.column.ending", "number", 17),
    ColumnSpec("given", "caseload.column.given", "number", 19),
    ColumnSpec("minutes", "caseload.column.minutes", "minutes", 18),
)
PEOPLE = (
    ColumnSpec("name", "caseload.column.coordinator", width=34, getter=_person),
    ColumnSpec(
        "load", "caseload.column.load", width=26, getter=load_words, tone=lambda r: _TONES[r.load]
    ),
    *_COUNTS,
)
PROGRAMMES = (
    ColumnSpec("name", "caseload.column.programme", width=34, getter=_programme),
    *(spec for spec in _COUNTS if spec.key != "waiting"),
)


class LoadsPage(QWidget):
    """Two lists and the limit.

    Signals:
        coordinator_opened: (name) whose people are wanted.
    """

    coordinator_opened = Signal(str)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._names: dict[bytes, str] = {}
        layout = column(self, gap=1.5)
        layout.addWidget(label(tr("caseload.text"), "hint", wrap=True))
        layout.addWidget(self._limit_bar())
        self.people = self._panel("caseload.loads", PEOPLE, self._read_people)
        self.programmes = self._panel("caseload.programmes", PROGRAMMES, self._read_programmes)
        self.people.record_opened.connect(self._open)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        for panel, title in (
            (self.people, "caseload.loads.people"),
            (self.programmes, "caseload.loads.programmes"),
        ):
            parts.addWidget(self._part(panel, tr(title)))
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        layout.addWidget(parts, 1)

    def _limit_bar(self) -> QWidget:
        bar = QWidget()
        line = row(bar, gap=1)
        words = label(tr("caseload.limit.label"))
        self.limit = QLineEdit()
        self.limit.setPlaceholderText(tr("caseload.limit.none"))
        self.limit.setAccessibleName(tr("caseload.limit.label"))
        self.limit.setFixedWidth(current().chars(14))
        words.setBuddy(self.limit)
        self.set_limit = button(tr("caseload.limit.set"), self._set_limit, icon_name="check")
        self.limit.returnPressed.connect(self._set_limit)
        for made in (words, self.limit, self.set_limit):
            line.addWidget(made)
        line.addStretch()
        keep_from_writing(self._context, "office", self.limit, self.set_limit)
        return bar

    def _panel(
        self, name: str, columns: Sequence[ColumnSpec], read: Callable[[], Iterable[object]]
    ) -> TablePanel:
        source = MemorySource(read, columns)
        empty = EmptyState("residents", tr("caseload.loads_empty"))
        spec = TableSpec(
            name,
            columns,
            source.list_ids,
            source.rows_for,
            refresh_on=("plans", "applications", "clocks", "people", "office"),
            empty=empty,
        )
        return TablePanel(self._context, spec)

    def _part(self, panel: TablePanel, title: str) -> QWidget:
        holder = QWidget()
        inside = column(holder, gap=1)
        head = row(gap=2)
        head.addWidget(label(title, "heading"))
        head.addStretch()
        output = OutputButton(self._context, panel, f"{tr('caseload.tab.loads')} – {title}")
        if panel is self.programmes:
            output.setShortcut("")  # Ctrl+P prints the first list of a page
        head.addWidget(output)
        inside.addLayout(head)
        inside.addWidget(panel, 1)
        return holder

    def load(self) -> None:
        """Read everything anew."""
        read = self._context.ops.read(caseload.get_limit, self._context.office)
        read.on_success(lambda limit: self.limit.setText(str(limit or ""))).run()
        self.people.load()
        self.programmes.load()

    def _read_people(self) -> Iterable[LoadRow]:
        found = caseload.loads(self._context.office)
        self._names = {each.id: each.name for each in found}
        return found

    def _read_programmes(self) -> Iterable[LoadRow]:
        return caseload.loads_by_programme(self._context.office)

    def _open(self, record_id: bytes) -> None:
        if record_id in self._names:
            self.coordinator_opened.emit(self._names[record_id])

    def _set_limit(self) -> None:
        typed = self.limit.text().strip()
        limit = None if not typed else int(typed) if typed.isdecimal() else -1
        write = self._context.ops.write(caseload.set_limit, self._context.office, limit)
        write.on_success(self._on_written).run()

    def _on_written(self, _changes: object) -> None:
        self.load()
