"""One register: its list, what can be done with an entry, its paper and workbook."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.law import breach_hours, request_months
from cusdesk.services.protection import protocols, registers
from cusdesk.services.protection.registers import papers
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.noting import note_output, note_view, watch_preview
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.record.history import show_history
from cusdesk.ui.common.table import EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.theme import icon
from cusdesk.ui.common.widgets import button, column, keep_from_writing, label
from cusdesk.ui.protection.parts import ask_save
from cusdesk.ui.protection.registers.dialog import EntryDialog, FormNeeds, form_needs
from cusdesk.ui.protection.registers.spec import columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QVBoxLayout

    from cusdesk.domain.protection.registers import RegisterSpec
    from cusdesk.domain.reports import TableDocument
    from cusdesk.services.protection.registers import RegisterRow
    from cusdesk.ui.common.context import ScreenContext


class RegisterPanel(QWidget):
    """The list of a register with its buttons.

    Signals:
        person_wanted: (resident's id) show the page of the person an entry is about.
        changed: an entry was written or went to the bin.
    """

    person_wanted = Signal(bytes)
    changed = Signal()

    def __init__(self, context: ScreenContext, spec: RegisterSpec) -> None:
        super().__init__()
        self._context, self.spec = context, spec
        self._rows: dict[bytes, RegisterRow] = {}
        self._wanted: bytes | None = None
        self.dialog: QDialog | None = None
        layout = column(self, gap=1)
        name = f"protection.registers.{spec.name}"
        self.setAccessibleName(tr(f"{name}.title"))
        layout.addWidget(label(tr(f"{name}.title"), "heading", wrap=True))
        hint, law = tr(f"{name}.hint", **_figures(context)), tr(f"{name}.source")
        words = tr("protection.registers.hint", hint=hint, source=law)
        layout.addWidget(label(words, "hint", wrap=True))
        self._build_buttons(layout)
        made = columns(spec)
        source = MemorySource(self._read, made)
        empty = EmptyState("info", tr("protection.registers.empty"), self._how_to_begin())
        listed = TableSpec(
            f"protection.{spec.name}", made, source.list_ids, source.rows_for, empty=empty
        )
        self.panel = TablePanel(context, listed)
        self.panel.current_record_changed.connect(self._on_current)
        self.panel.record_opened.connect(lambda _id: self.open_entry())
        self.panel.counted.connect(self._on_counted)
        layout.addWidget(self.panel, 1)
        self._on_current(None)

    def _how_to_begin(self) -> str:
        can_write = self._context.office.can_change("protection")
        return tr("protection.registers.empty_text") if can_write else ""

    def _build_buttons(self, layout: QVBoxLayout) -> None:
        self.add = button(tr("protection.registers.add"), icon_name="add")
        self.add.clicked.connect(lambda _checked=False: self.add_entry())
        self.open = button(tr("protection.registers.open"), self.open_entry, icon_name="edit")
        self.more = button(tr("protection.registers.more"))
        menu = QMenu(self.more)
        self.entry_print = self._action(menu, "print", "print", self._print_entry)
        self.history = self._action(menu, "history", "history", self._show_history)
        self.person = self._action(menu, "person_page", "person", self._show_person)
        self.person.setVisible(self.spec.about != "no")
        menu.addSeparator()
        self.retire = self._action(menu, "retire", "delete", self._retire)
        self.more.setMenu(menu)
        self.output = button(tr("protection.registers.output"), icon_name="print")
        self.output.setMenu(self._output_menu())
        layout.addWidget(flow(self.add, self.open, self.more, self.output))

    @staticmethod
    def _action(menu: QMenu, key: str, icon_name: str, run: Callable[[], object]) -> QAction:
        action = menu.addAction(icon(icon_name), tr(f"protection.registers.{key}"))
        action.triggered.connect(lambda _checked=False: run())
        return action

    def _output_menu(self) -> QMenu:
        menu = QMenu(self.output)
        for key, icon_name, run in (
            ("listing.preview", "print", partial(self._print, large=False)),
            ("listing.preview_large", "text_size", partial(self._print, large=True)),
            ("listing.excel", "excel", self._save_table),
        ):
            action = menu.addAction(icon(icon_name), tr(key))
            action.triggered.connect(lambda _checked=False, run=run: run())
        return menu

    # --- the list

    def load(self) -> None:
        """Read the register anew."""
        self.panel.load()

    def _read(self) -> Iterable[RegisterRow]:
        found = registers.list_entries(self._context.office, self.spec.name)
        self._rows = {entry.id: entry for entry in found}
        return found

    def _on_counted(self, _count: int) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted in self._rows:
            self.panel.view.select_record(wanted)
            self._open(self._rows[wanted])

    def _current(self) -> RegisterRow | None:
        record_id = self.panel.view.current_id()
        return self._rows.get(record_id) if record_id is not None else None

    def _on_current(self, record_id: bytes | None) -> None:
        entry = self._rows.get(record_id) if record_id is not None else None
        for made in (self.open, self.more):
            made.setEnabled(entry is not None)
        self.history.setEnabled(entry is not None and bool(entry.version))
        self.person.setEnabled(entry is not None and entry.resident_id is not None)
        self.retire.setEnabled(not keep_from_writing(self._context, "protection", self.add))

    # --- one entry

    def show_entry(self, entry_id: bytes) -> None:
        """Open an entry another screen leads to."""
        self._wanted = entry_id
        self.load()

    def add_entry(self, resident_id: bytes | None = None) -> None:
        """Begin a new entry, perhaps about somebody another screen leads from."""
        if self._context.office.can_change("protection"):
            self._open(None, resident_id)

    def open_entry(self) -> None:
        """Show the chosen entry in its form."""
        entry = self._current()
        if entry is not None:
            self._open(entry)

    def _open(self, entry: RegisterRow | None, resident_id: bytes | None = None) -> None:
        read = self._context.ops.read(form_needs, self._context.office, self.spec.name)
        read.on_success(partial(self._show_form, entry, resident_id)).run()
        if entry is not None and entry.resident_id is not None:
            note_view(self._context, "protection", entry.id, entry.resident_id)

    def _show_form(
        self, entry: RegisterRow | None, resident_id: bytes | None, needs: FormNeeds
    ) -> None:
        dialog = EntryDialog(self._context, self.spec, entry, needs.known, self)
        dialog.accepted.connect(self.changed)
        if resident_id is not None:
            self._name_person(dialog, resident_id)
        if dialog.restore(needs.kept, resident_id):
            self._context.notifier.info(tr("protection.entry.restored"))
        self.dialog = dialog
        dialog.open()

    def _name_person(self, dialog: EntryDialog, resident_id: bytes) -> None:
        from cusdesk.services import residents

        def show(details: residents.ResidentDetails) -> None:
            """Put the name found into the dialog that asked."""
            draft = details.draft
            dialog.take_person(resident_id, f"{draft.surname} {draft.given_name}".strip())

        read = self._context.ops.read(residents.get_resident, self._context.office, resident_id)
        read.on_success(show).run()

    def _retire(self) -> None:
        entry = self._current()
        if entry is not None:
            office = self._context.office
            write = self._context.ops.write(
                registers.retire_entry, office, self.spec.name, entry.id
            )
            write.on_success(self._on_retired).run()

    def _on_retired(self, _changes: object) -> None:
        self._context.notifier.info(tr("protection.registers.retired"))
        self.changed.emit()

    def _show_history(self) -> None:
        entry = self._current()
        if entry is None:
            return
        what = tr(f"protection.registers.{self.spec.name}.entry")
        show_history(self._context, ("protection", entry.id), what, self)

    def _show_person(self) -> None:
        entry = self._current()
        if entry is not None and entry.resident_id is not None:
            self.person_wanted.emit(entry.resident_id)

    # --- paper and workbook

    def _print(self, *, large: bool) -> None:
        read = self._context.ops.read(papers.printed, self._context.office, self.spec.name)
        read.on_success(partial(self._render, large)).run()

    def _print_entry(self) -> None:
        entry = self._current()
        if entry is not None:
            office = self._context.office
            read = self._context.ops.read(papers.entry_paper, office, self.spec.name, entry.id)
            read.on_success(partial(self._render, False)).run()

    def _render(self, large: bool, paper: Any) -> None:  # noqa: ANN401 (two kinds)
        operation = self._context.ops.files(papers.as_pdf, paper, large=large)
        operation.with_waiting("listing.rendering")
        operation.on_success(partial(self._show_pages, paper.title)).run()

    def _show_pages(self, title: str, pdf: bytes) -> None:
        preview = PdfPreview(self.window(), title, pdf, f"{title}.pdf", self._context.ops)
        watch_preview(self._context, preview, detail=title)
        preview.open()

    def _save_table(self) -> None:
        title = tr(f"protection.registers.{self.spec.name}.title")
        path = ask_save(self, title, f"{title}.xlsx", ("xlsx",))
        if path is not None:
            office = self._context.office
            read = self._context.ops.read(papers.register_table, office, self.spec.name)
            read.on_success(partial(self._write_table, path)).run()

    def _write_table(self, path: Path, document: TableDocument) -> None:
        operation = self._context.ops.files(protocols.save_list, document, path)
        operation.on_success(partial(self._on_saved, path, document)).run()

    def _on_saved(self, path: Path, document: TableDocument, _result: object) -> None:
        note_output(self._context, "list", detail=document.title, count=len(document.rows))
        self._context.notifier.success(tr("protection.saved", place=path))


def _figures(context: ScreenContext) -> dict[str, int]:
    """Return the figures of the law that hints name."""
    today = context.office.clock.today()
    months, more = request_months(today)
    return {"hours": breach_hours(today), "months": months, "more": more}
