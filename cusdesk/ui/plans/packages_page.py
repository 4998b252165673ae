"""The packages of services, and their bin: renamed, cut down, retired and restored."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from cusdesk.core.messages import tr
from cusdesk.services import history, plans
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.hand_on import hand_on
from cusdesk.ui.common.permits import choice_needed, permit
from cusdesk.ui.common.table import ColumnSpec, EmptyState, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, keep_from_writing, label
from cusdesk.ui.plans.dialogs import StepDialog
from cusdesk.ui.plans.packages import NewPackage, package_spec

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.plans import PackageRow
    from cusdesk.ui.common.context import ScreenContext

_MOST_ROWS = 8
COLUMNS = (
    ColumnSpec("name", "fields.plan_packages.name", width=30),
    ColumnSpec("services", "plans.packages.services", width=60, getter=lambda r: r.services_text),
    ColumnSpec("withdrawn", "plans.packages.withdrawn", "number", 12, is_summed=False),
    ColumnSpec("description", "fields.plan_packages.description", width=40),
)


class PackageDialog(StepDialog):
    """Name, description, and the services with a tick for what stays."""

    def __init__(self, parent: QWidget, context: ScreenContext, package: PackageRow) -> None:
        values = NewPackage(package.name, package.description)
        super().__init__(parent, context, "package_edit", package_spec(), values)
        self._package = package
        self.list = QListWidget()
        self.list.setAccessibleName(tr("plans.packages.kept"))
        for name in package.services:
            item = QListWidgetItem(name or tr("plans.packages.gone"))
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        rows = min(self.list.count(), _MOST_ROWS)
        self.list.setFixedHeight(current().row_height * rows + current().space(1))
        self._inside.addWidget(label(tr("plans.packages.kept"), "label"))
        self._inside.addWidget(self.list)
        self._fit()
        self.confirmed.connect(self._on_confirmed)

    def _on_confirmed(self, values: NewPackage) -> None:
        items = (self.list.item(place) for place in range(self.list.count()))
        kept = [n for n, i in enumerate(items) if i.checkState() == Qt.CheckState.Checked]
        self.run(
            plans.change_package,
            self._package.id,
            name=values.name,
            description=values.description,
            services=kept,
        )


class PackagesPage(QWidget):
    """The list of packages, or what lies in their bin."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._in_bin = False
        self.dialog: PackageDialog | None = None
        self._may_write = bool(context.office.can_change("plans"))
        source = MemorySource(self._read, COLUMNS)
        self.panel = TablePanel(
            context,
            TableSpec(
                "plans.packages",
                COLUMNS,
                source.list_ids,
                source.rows_for,
                refresh_on=("plans", "catalogue"),
                empty=EmptyState(
                    "catalogue", tr("plans.packages.empty"), tr("plans.packages.empty_text")
                ),
                actions=self._actions,
            ),
        )
        self.panel.record_opened.connect(self._on_opened)
        self.panel.current_record_changed.connect(self._on_current)
        self.panel.counted.connect(self._on_current)
        self.panel.view.selectionModel().selectionChanged.connect(self._on_current)
        self.edit = button(tr("plans.packages.edit"), self._edit_current, icon_name="edit")
        self.retire = button(tr("plans.packages.retire"), self._retire_current, icon_name="delete")
        self.back = button(tr("plans.packages.restore"), self._restore_current, icon_name="undo")
        self.bin = button("", self._change_side, look="link", icon_name="delete")
        layout = column(self, gap=2)
        layout.addWidget(label(tr("plans.packages.text"), "hint", wrap=True))
        layout.addWidget(flow(self.edit, self.retire, self.back, self.bin))
        layout.addWidget(self.panel, 1)
        hand_on(self, self.panel)
        self._show_side()

    def _read(self) -> list[PackageRow]:
        return plans.list_packages(self._context.office, retired=self._in_bin)

    def _change_side(self) -> None:
        self._in_bin = not self._in_bin
        self._show_side()
        self.panel.load()

    def _show_side(self) -> None:
        self.bin.setText(tr(f"plans.packages.{'show_all' if self._in_bin else 'show_bin'}"))
        for made, wanted in (
            (self.edit, not self._in_bin),
            (self.retire, not self._in_bin),
            (self.back, self._in_bin),
        ):
            made.setVisible(wanted)
        self._on_current()

    def _on_current(self, *_args: object) -> None:
        for made in (self.edit, self.retire, self.back):
            permit(made, choice_needed(self._current()))
        keep_from_writing(self._context, "plans", self.edit, self.retire, self.back)

    def _current(self) -> PackageRow | None:
        rows = self.panel.view.selected_rows()
        found: PackageRow | None = self.panel.model.row_at(rows[0]) if rows else None
        return found

    def _actions(self, package_id: bytes) -> list[tuple[str, Callable[[], object]]]:
        if not self._may_write:
            return []
        if self._in_bin:
            return [(tr("plans.packages.restore"), partial(self.restore, package_id))]
        return [
            (tr("plans.packages.edit"), partial(self._on_opened, package_id)),
            (tr("plans.packages.retire"), partial(self.retire_package, package_id)),
        ]

    def _on_opened(self, package_id: bytes) -> None:
        """Open a package; one in the bin is restored, as plans are."""
        if not self._may_write:
            return
        if self._in_bin:
            self.restore(package_id)
            return
        package = next((row for row in self._read() if row.id == package_id), None)
        if package is not None:
            self.dialog = PackageDialog(self.window(), self._context, package)
            self.dialog.finished.connect(self.dialog.deleteLater)
            self.dialog.open()

    def _edit_current(self) -> None:
        if (row := self._current()) is not None:
            self._on_opened(row.id)

    def _retire_current(self) -> None:
        if (row := self._current()) is not None:
            self.retire_package(row.id)

    def _restore_current(self) -> None:
        if (row := self._current()) is not None:
            self.restore(row.id)

    def retire_package(self, package_id: bytes) -> None:
        """Put a package into the bin."""
        operation = self._context.ops.write(plans.retire_package, self._context.office, package_id)
        operation.on_success(self._on_retired).run()

    def _on_retired(self, _changes: object) -> None:
        words = tr("plans.packages.retired")
        self._context.notifier.success(words, tr("common.button.undo"), self._undo)

    def _undo(self) -> None:
        self._context.ops.write(history.undo, self._context.office).run()

    def restore(self, package_id: bytes) -> None:
        """Take a package out of the bin."""
        operation = self._context.ops.write(plans.restore_package, self._context.office, package_id)
        operation.on_success(self._on_restored).run()

    def _on_restored(self, _changes: object) -> None:
        self._context.notifier.success(tr("plans.packages.restored"))
