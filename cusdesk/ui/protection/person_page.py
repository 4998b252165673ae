"""„Osoba”: until when one person's cases are kept, what is given to them, what is erased."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.services import residents
from cusdesk.services.protection import classes, retention, subject_access
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, clear, column, label, picture, row
from cusdesk.ui.protection.dialogs import case_dialog, keep_dialog
from cusdesk.ui.protection.parts import ask_save
from cusdesk.ui.protection.steps import erase_from

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from PySide6.QtWidgets import QDialog

    from cusdesk.services.protection.cases import CaseTerm
    from cusdesk.services.protection.classes import ClassRow
    from cusdesk.services.residents import ResidentDetails
    from cusdesk.ui.common.context import ScreenContext


class PersonPage(QWidget):
    """Find somebody; their cases stand below with what can be done."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._id: bytes | None = None
        self._name = ""
        self._classes: list[ClassRow] = []
        self.dialog: QDialog | None = None
        layout = column(self, gap=1.5)
        layout.addWidget(label(tr("protection.person.text"), "hint", wrap=True))
        self.who = PersonField(context)
        self.who.setMaximumWidth(current().chars(60))
        self.who.chosen.connect(self._on_chosen)
        layout.addWidget(self.who)
        inside = QWidget()
        self._below = column(inside, gap=1.5)
        layout.addWidget(scrolled(inside), 1)

    def load(self) -> None:
        """Read the person again."""
        office, ops = self._context.office, self._context.ops
        ops.read(classes.list_classes, office).on_success(self._on_classes).run()
        if self._id is None:
            self.who.setFocus()
            return
        ops.read(residents.get_resident, office, self._id).on_success(self._on_person).run()

    def show_person(self, resident_id: bytes) -> None:
        """Show somebody another screen leads to."""
        self._id = resident_id
        self.load()

    def _on_chosen(self, resident_id: bytes, _name: str) -> None:
        self.show_person(resident_id)

    def _on_classes(self, found: list[ClassRow]) -> None:
        self._classes = found

    def _on_person(self, details: ResidentDetails) -> None:
        if details.id != self._id:
            return
        draft = details.draft
        self._name = f"{draft.surname} {draft.given_name}".strip()
        self.who.show_person(self._id, self._name)
        read = self._context.ops.read(retention.person_cases, self._context.office, self._id)
        read.on_success(partial(self._show, details.id)).run()

    def _show(self, resident_id: bytes, cases: list[CaseTerm]) -> None:
        if resident_id != self._id:
            return
        clear(self._below)
        self._below.addWidget(self._access_card())
        frame, layout = card(gap=1.5)
        layout.addWidget(label(tr("protection.person.cases"), "heading"))
        for case in cases:
            layout.addWidget(self._case(case))
        self._below.addWidget(frame)
        self._below.addWidget(self._erase_card())
        self._below.addStretch()

    def _access_card(self) -> QFrame:
        frame, layout = card()
        layout.addWidget(label(tr("protection.person.access"), "heading"))
        layout.addWidget(label(tr("protection.person.access_text"), wrap=True))
        self.large = QCheckBox(tr("protection.person.large"))
        line = row(gap=2)
        self.save = button(
            tr("protection.button.access"), self._save_file, look="main", icon_name="pdf"
        )
        self.save.setEnabled(self._context.office.may("residents.see"))
        line.addWidget(self.save)
        line.addWidget(self.large)
        line.addStretch()
        layout.addLayout(line)
        return frame

    def _case(self, case: CaseTerm) -> QWidget:
        holder = QWidget()
        across = row(holder, gap=1.5)
        across.addWidget(picture("plans" if case.kind.value == "plans" else "person", "muted"))
        words = column(gap=0.25)
        title = label(case_title(case), "label", wrap=True)
        mark_personal(title)
        words.addWidget(title)
        words.addWidget(label(class_line(case), "hint", wrap=True))
        term, look = term_words(case, self._context.office.clock.today())
        words.addWidget(label(term, look, wrap=True))
        across.addLayout(words, 1)
        if self._context.office.can_change("protection"):
            plan_id = case.record_id if case.kind.value == "plans" else None
            across.addWidget(button(tr("protection.button.case"), partial(self._change, case)))
            across.addWidget(button(tr("protection.button.keep"), partial(self._keep, plan_id)))
        return holder

    def _erase_card(self) -> QFrame:
        frame, layout = card()
        layout.addWidget(label(tr("protection.person.erase"), "heading"))
        layout.addWidget(label(tr("protection.person.erase_text"), wrap=True))
        line = row()
        self.erase = button(
            tr("protection.button.erase"), self._erase, look="danger", icon_name="delete"
        )
        office = self._context.office
        self.erase.setEnabled(not office.read_only and office.may("protection.erase"))
        if not office.may("protection.erase"):
            layout.addWidget(label(tr("protection.person.no_right"), "hint", wrap=True))
        line.addWidget(self.erase)
        line.addStretch()
        layout.addLayout(line)
        return frame

    def _change(self, case: CaseTerm) -> None:
        self._open(case_dialog(self._context, case, self._classes, self))

    def _keep(self, plan_id: bytes | None) -> None:
        if self._id is not None:
            self._open(keep_dialog(self._context, self._id, plan_id, self._name, self))

    def _erase(self) -> None:
        if self._id is not None:
            erase_from(self, self._context, self._id, then=self._on_erased)

    def _on_erased(self) -> None:
        """Let go of who is not there any more; the protocol waits in the register."""
        self._id, self._name = None, ""
        self.who.show_person(None, "")
        clear(self._below)
        self._context.run_command("protection", "protection.erased")

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.accepted.connect(self.load)
        dialog.open()

    def _save_file(self) -> None:
        today = self._context.office.clock.today()
        name = tr("protection.access.file_name", date=today.isoformat())
        path = ask_save(self, tr("protection.person.access"), name, ("pdf",))
        if path is None or self._id is None:
            return
        operation = self._context.ops.write(
            subject_access.save_subject_file,
            self._context.office,
            self._id,
            path,
            large_print=self.large.isChecked(),
        )
        operation.with_waiting("protection.person.writing")
        operation.on_success(partial(self._on_saved, path)).run()

    def _on_saved(self, path: Path, pages: int) -> None:
        self._context.notifier.success(tr("protection.person.saved", place=path, n=pages))


def case_title(case: CaseTerm) -> str:
    """Return what the case is, with its sign."""
    kind = tr(f"protection.case_kind.{case.kind.value}")
    return f"{kind}: {case.sign}" if case.sign else kind


def class_line(case: CaseTerm) -> str:
    """Return class, category, end and EU project in one line."""
    parts = [f"{case.class_symbol} · {case.class_title} ({case.category})"]
    if case.class_id is None:
        parts = [tr("protection.person.no_class")]
    if case.case_end is not None:
        parts.append(tr("protection.person.ended", date=format_date(case.case_end)))
    if case.eu_until is not None:
        project = case.eu_project or tr("protection.person.project")
        parts.append(tr("protection.person.eu", name=project, date=format_date(case.eu_until)))
    return " · ".join(parts)


def term_words(case: CaseTerm, today: dt.date) -> tuple[str, str]:
    """Return until when the case is kept, and the look of these words."""
    if case.term.is_forever:
        return tr("protection.person.forever"), ""
    if case.term.until is None:
        key = "open" if case.class_id is not None else "unknown"
        return tr(f"protection.person.{key}"), ""
    until = format_date(case.term.until)
    if case.term.until < today:
        return tr("protection.person.over", date=until), "warning"
    if case.keep_until == case.term.until:
        return tr("protection.person.kept", date=until, reason=case.keep_reason), ""
    return tr("protection.person.until", date=until), ""
