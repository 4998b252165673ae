"""The window of an erasure: what goes, what stays, who else is named, the decision."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QDialog, QFrame, QWidget

from cusdesk.core.errors import ValidationError
from cusdesk.core.messages import describe, tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.protection.erasure import Basis, ErasureDecision
from cusdesk.domain.protection.retention import latest
from cusdesk.services.protection import erasure
from cusdesk.ui.common.dialog import command_line
from cusdesk.ui.common.form import FieldSpec, Form, FormSpec, Section
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.screen import LARGE_TEXT, scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import (
    LineLink,
    button,
    card,
    column,
    label,
    resize_within_screen,
    row,
)
from cusdesk.ui.protection.parts import enum_choices, warning_bar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.protection.erasure import Erased, ErasurePreview, Line
    from cusdesk.services.protection.traces import Mention
    from cusdesk.ui.common.context import ScreenContext

_OPENED = frozenset({"residents", "plans", "catalogue", "providers", "protection", "papers"})
"""Features whose screens show a record by its id."""
_SHOWN_MENTIONS = 60


class EraseDialog(QDialog):
    """Everything a person must know before, and the one button that cannot be taken back.

    Signals:
        erased: (Erased) it was done.
    """

    erased = Signal(object)

    def __init__(self, context: ScreenContext, preview: ErasurePreview, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        whole = preview.target.plan_id is None
        self.setWindowTitle(
            tr("protection.erase.title" if whole else "protection.erase.plan_title")
        )
        self._context = context
        self._preview = preview
        outer = column(self, margin=2, gap=1.5)
        name = label(preview.name, "title", wrap=True)
        mark_personal(name, "name")
        outer.addWidget(name)
        outer.addWidget(warning_bar(tr("protection.erase.warning"), "error"))
        what, decision = self._what(), self._decision()
        if current().percent > LARGE_TEXT:  # a small screen has no room for both side by side
            both = QWidget()
            sides: QBoxLayout = column(both, gap=2)
            outer.addWidget(scrolled(both), 1)
        else:
            sides = row(gap=2)
            what, decision = scrolled(what), scrolled(decision)
            outer.addLayout(sides, 1)
        sides.addWidget(what, 5)
        sides.addWidget(decision, 4)
        outer.addLayout(self._foot())
        self.understood.setFocus()  # what goes and what stays is read first, from its top
        resize_within_screen(self, current().chars(150), current().line * 46)

    # --- what goes and stays

    def _what(self) -> QWidget:
        inside = QWidget()
        layout = column(inside, gap=1.5)
        layout.addWidget(self._term())
        layout.addWidget(self._lines("protection.erase.goes", self._preview.goes))
        layout.addWidget(self._lines("protection.erase.stays", self._preview.stays))
        if self._preview.target.plan_id is None:
            layout.addWidget(self._mentions())
        layout.addStretch()
        return inside

    def _term(self) -> QWidget:
        term = latest(case.term for case in self._preview.cases)
        until = format_date(term.until) if term.until else ""
        if self._preview.has_ended:
            return warning_bar(tr("protection.erase.has_ended", until=until), "info")
        if term.is_forever:
            return warning_bar(tr("protection.erase.forever"))
        key = "protection.erase.not_ended" if until else "protection.erase.not_known"
        return warning_bar(tr(key, until=until) if until else tr(key))

    @staticmethod
    def _lines(title: str, lines: tuple[Line, ...]) -> QFrame:
        frame, layout = card(gap=0.5)
        layout.addWidget(label(tr(title), "heading"))
        for line in lines:
            if not line.count and not line.is_uncounted:
                continue
            words = line.what
            if line.count > 1:
                words = tr("protection.erase.counted", what=line.what, n=line.count)
            layout.addWidget(label(f"• {words}", wrap=True))
            if line.why:
                why = label(line.why, "hint", wrap=True)
                why.setIndent(current().space(2))
                layout.addWidget(why)
        return frame

    def _mentions(self) -> QFrame:
        frame, layout = card(gap=0.75)
        found = self._preview.mentions
        layout.addWidget(label(tr("protection.erase.mentions"), "heading", wrap=True))
        if not found:
            layout.addWidget(label(tr("protection.erase.no_mentions"), wrap=True))
            return frame
        layout.addWidget(label(tr("protection.erase.mentions_text"), "hint", wrap=True))
        for mention in found[:_SHOWN_MENTIONS]:
            layout.addWidget(self._mention(mention))
        return frame

    def _mention(self, mention: Mention) -> QWidget:
        sign = tr(f"protection.mention.sign.{mention.sign.value}")
        place = tr("protection.erase.mention", place=mention.place, sign=sign)
        holder = QWidget()
        layout = column(holder, gap=0.25)
        if mention.feature in _OPENED and self._context.can_open(mention.feature):
            go = partial(self._open_mention, mention.feature, mention.record_id)
            layout.addWidget(LineLink(place, go))
        else:
            layout.addWidget(label(place, "label", wrap=True))
        if mention.excerpt:
            text = label(mention.excerpt, wrap=True)
            mark_personal(text)
            layout.addWidget(text)
        return holder

    def _open_mention(self, feature: str, record_id: bytes) -> None:
        """Lead to a record to be mended; the person comes back here afterwards."""
        self.reject()
        self._context.open_record(feature, record_id)

    # --- the decision

    def _decision(self) -> QWidget:
        inside = QWidget()
        layout = column(inside, gap=1.5)
        layout.addWidget(label(tr("protection.erase.decision"), "heading"))
        layout.addWidget(label(tr("protection.erase.decision_text"), "hint", wrap=True))
        self.form: Form[ErasureDecision] = Form(_form(), clock=self._context.office.clock)
        basis = Basis.RETENTION if self._preview.has_ended else Basis.REQUEST
        self.form.load(ErasureDecision(basis, case_sign=self._preview.case_sign))
        layout.addWidget(self.form)
        layout.addStretch()
        return inside

    def _foot(self) -> QVBoxLayout:
        """Return what stays in sight: the confirmation, what was refused, the buttons."""
        foot = column(gap=1)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        foot.addWidget(self.problem)
        count = len(self._preview.mentions)
        if count:
            foot.addWidget(label(tr("protection.erase.look_first", n=count), "warning", wrap=True))
        self.understood = QCheckBox(tr("protection.erase.confirm"))
        self.understood.toggled.connect(self._on_understood)
        self.do = button(
            tr("protection.erase.button"), self.confirm, look="danger", icon_name="delete"
        )
        self.do.setEnabled(False)
        foot.addLayout(command_line(self, self.do, self.understood))
        return foot

    def _on_understood(self, checked: bool) -> None:
        self.do.setEnabled(checked)

    def confirm(self) -> None:
        """Erase for good."""
        self.form.flush()
        if not self.understood.isChecked() or not self.form.show_value_problems():
            return
        self.do.setEnabled(False)
        operation = self._context.ops.write(
            erasure.erase, self._context.office, self._preview.target, self.form.draft()
        )
        operation.with_waiting("protection.erase.running")
        operation.on_success(self._on_erased).on_error(self._on_refused).run()

    def _on_erased(self, done: Erased) -> None:
        notifier = self._context.notifier
        if not done.is_compacted:
            notifier.warning(tr("protection.erase.done_later"))
        elif done.unreached:
            folders = ", ".join(str(folder) for folder in done.unreached)
            notifier.warning(tr("protection.erase.unreached", folders=folders))
        else:
            notifier.success(tr("protection.erase.done"))
        self.erased.emit(done)
        self.accept()

    def _on_refused(self, error: CusdeskError) -> None:
        self.do.setEnabled(self.understood.isChecked())
        problems = error.problems if isinstance(error, ValidationError) else []
        left = self.form.show_problems(problems)
        if problems and not left:
            self.form.focus(problems[0].field)
        words = describe(error) if not problems or left else ""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))


def _form() -> FormSpec:
    def field(name: str, **more: Any) -> FieldSpec:  # noqa: ANN401 (handed on)
        """Return a field labelled by the texts of this dialog."""
        return FieldSpec(name, f"protection.erase.field.{name}", **more)

    return FormSpec(
        [
            Section(
                "",
                [
                    field(
                        "basis",
                        kind="choice",
                        choices=enum_choices(Basis, "protection.erase.basis"),
                        offers_nothing=False,
                    ),
                    field("legal_basis", hint="protection.erase.field.legal_basis_hint"),
                    field("reason", kind="multiline", lines=3),
                    field("protocol_number", required=True),
                    field("case_sign", hint="protection.erase.field.case_sign_hint"),
                ],
            )
        ]
    )
