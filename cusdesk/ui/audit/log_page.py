"""The log as a list, with its proof, its export and how long it is kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.services import audit
from cusdesk.ui.audit.filters import FilterBar
from cusdesk.ui.audit.keeping_dialog import KeepingDialog
from cusdesk.ui.audit.proof_box import ProofBox
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.hand_on import hand_on
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.theme import current, icon
from cusdesk.ui.common.widgets import button, column, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.audit import AuditLine, Verification
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import TableQuery

_LEAST_LINES = 6
_HEAD_CHARS = 32
_SUFFIXES = ("txt", "xlsx", "csv")


def _moment(line: AuditLine) -> str:
    return f"{line.moment:%d.%m.%Y %H:%M}"


COLUMNS = (
    ColumnSpec(
        "moment", "audit.column.moment", width=21, getter=_moment, can_sort=False, can_filter=False
    ),
    ColumnSpec("user_name", "audit.column.user", width=22, can_sort=False, can_filter=False),
    ColumnSpec("what", "audit.column.what", width=38, can_sort=False, can_filter=False),
    ColumnSpec("person", "audit.column.person", width=26, can_sort=False, can_filter=False),
    ColumnSpec("detail", "audit.column.detail", width=30, can_sort=False, can_filter=False),
    ColumnSpec(
        "seq", "audit.column.seq", "number", width=9, can_sort=False, can_filter=False,
        is_summed=False, is_visible=False,
    ),
)  # fmt: skip


class LogPage(QWidget):
    """Filters, the list, and under it what can be done with the log.

    Attributes:
        menu: the kinds of files of the export.
    """

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.filters = FilterBar(context)
        self.filters.changed.connect(self._ask)
        self.proof = ProofBox()
        self.panel = TablePanel(
            context,
            TableSpec(
                "audit.log",
                COLUMNS,
                partial(_ids, context.office, audit.AuditFilter()),
                partial(audit.lines_for, context.office),
                empty=EmptyState("history", tr("audit.empty")),
                actions=self._actions,
            ),
        )
        self.panel.record_opened.connect(self._open)
        self._check = button(tr("audit.check"), self.check, icon_name="check")
        self.printed = QLineEdit()
        self.printed.setPlaceholderText(tr("audit.printed_example"))
        self.printed.setAccessibleName(tr("audit.printed"))
        self.printed.setFixedWidth(current().chars(_HEAD_CHARS))
        self.printed.returnPressed.connect(self.check)
        self._save = button(tr("audit.save"), icon_name="save")
        self.menu = QMenu(self)
        for suffix in _SUFFIXES:
            action = self.menu.addAction(icon("export"), tr(f"audit.save_as.{suffix}"))
            action.triggered.connect(partial(self._ask_place, suffix))
        self._save.setMenu(self.menu)
        self.panel.view.setMinimumHeight(current().row_height * _LEAST_LINES)
        inside = QWidget()
        column(self).addWidget(scrolled(inside, gap=0))  # large letters need more than the window
        layout = column(inside, margin=1, gap=1)
        layout.addWidget(self.filters)
        layout.addWidget(self.proof)
        layout.addWidget(self.panel, 1)
        keeping = button(
            tr("audit.keeping.button"), self.show_keeping, look="quiet", icon_name="hours"
        )
        layout.addWidget(flow(self._save, keeping, self._printed_line(), self._check))
        hand_on(self, self.panel)

    def _printed_line(self) -> QWidget:
        holder = QWidget()
        line = row(holder, gap=1)
        words = label(tr("audit.printed"), "hint")
        words.setBuddy(self.printed)
        line.addWidget(words)
        line.addWidget(self.printed)
        return holder

    def load(self) -> None:
        """Read the log and who ever worked here."""
        self._context.ops.read(audit.people_of_log, self._context.office).on_success(
            self.filters.offer_people
        ).run()
        self._ask()

    def show_resident(self, resident_id: bytes) -> None:
        """Show who looked at anything of a resident."""
        operation = self._context.ops.read(_name_of, self._context.office, resident_id)
        operation.on_success(partial(self.filters.show_resident, resident_id)).run()

    def check(self) -> None:
        """Prove the log."""
        self._check.setEnabled(False)
        operation = self._context.ops.read(
            audit.verify, self._context.office, printed=self.printed.text()
        )
        operation.with_progress("audit.checking").on_success(self._on_checked)
        operation.on_finish(partial(self._check.setEnabled, True)).run()

    def save_as(self, path: Path) -> None:
        """Write what is asked for into a file."""
        wanted = self.filters.wanted()
        operation = self._context.ops.write(audit.save_log, self._context.office, path, wanted)
        operation.with_waiting("audit.saving").on_success(partial(self._on_saved, path)).run()

    def show_keeping(self) -> None:
        """Show how long the log is kept."""
        dialog = KeepingDialog(self._context, self.window())
        dialog.finished.connect(self._ask)
        dialog.open()

    def _ask(self, _result: int = 0) -> None:
        office = self._context.office
        self.panel.set_source(partial(_ids, office, self.filters.wanted()))

    def _ask_place(self, suffix: str, _checked: bool = False) -> None:
        name = tr("audit.file_name", day=f"{self._context.office.clock.today():%Y-%m-%d}")
        proposed = documents_dir() / f"{name}.{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("audit.save"), str(proposed), tr(f"audit.save_filter.{suffix}")
        )
        if chosen:
            path = Path(chosen)
            same = path.suffix.lower() == f".{suffix}"
            self.save_as(path if same else Path(f"{chosen}.{suffix}"))

    def _on_saved(self, path: Path, count: int) -> None:
        self._context.notifier.success(tr("audit.saved", n=count, place=str(path)))
        self._ask()

    def _on_checked(self, found: Verification) -> None:
        self.proof.show_result(found)

    def _line(self, line_id: bytes) -> AuditLine | None:
        place = self.panel.model.row_of(line_id)
        found: AuditLine | None = None if place is None else self.panel.model.row_at(place)
        return found

    def _actions(self, line_id: bytes) -> list[tuple[str, Callable[[], object]]]:
        line = self._line(line_id)
        if line is None or not self._can_open(line):
            return []
        return [(tr("audit.open"), partial(self._open, line_id))]

    def _can_open(self, line: AuditLine) -> bool:
        return line.record_id is not None and self._context.can_open(line.feature)

    def _open(self, line_id: bytes) -> None:
        line = self._line(line_id)
        if line is not None and self._can_open(line):
            self._context.open_record(line.feature, line.record_id)


def _ids(office: Office, wanted: audit.AuditFilter, _query: TableQuery) -> list[bytes]:
    return audit.list_entries(office, wanted)


def _name_of(office: Office, resident_id: bytes) -> str:
    from cusdesk.services import residents

    draft = residents.get_resident(office, resident_id).draft
    return f"{draft.surname} {draft.given_name}".strip()
