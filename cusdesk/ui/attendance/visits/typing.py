"""The card in which hours are typed: service, worker, the line, what is doubtful and left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from cusdesk.core.messages import describe, tr
from cusdesk.domain.dates import format_date
from cusdesk.services.attendance import (
    VisitDraft,
    VisitRow,
    VisitWarnings,
    add_visits,
    change_visit,
    visit_warnings,
)
from cusdesk.ui.attendance.visits.heads import VisitHeads
from cusdesk.ui.attendance.visits.line import VisitLine
from cusdesk.ui.attendance.visits.lines import (
    LineReading,
    LineTexts,
    clash_words,
    limit_words,
    meeting_words,
    texts_of,
)
from cusdesk.ui.common.notices import Notice
from cusdesk.ui.common.pool_line import PoolLine
from cusdesk.ui.common.widgets import card, column, label, set_look

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.core.errors import CusdeskError
    from cusdesk.ui.common.context import ScreenContext


class VisitTyping(QWidget):
    """Writes lines, or changes the entry that was taken back into the line.

    Signals:
        given_up: Escape; an entry that was being changed stays as it was.
    """

    given_up = Signal()

    def __init__(self, context: ScreenContext, month: dt.date) -> None:
        super().__init__()
        self._context = context
        self.changed: VisitRow | None = None
        self.heads = VisitHeads()
        self.line = VisitLine(context, month)
        self.pools = PoolLine(context)
        self.words = label("", "problem", wrap=True)
        frame, inside = card()
        for widget in (self.heads, self.line, self.words, self.pools):
            inside.addWidget(widget)
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column(self).addWidget(frame)
        self.line.entered.connect(self._write)
        self.line.reading_changed.connect(self._on_reading)
        self.line.given_up.connect(self._give_up)

    # --- an earlier entry in the line

    def take(self, visit: VisitRow) -> None:
        """Take an entry back into the line."""
        self.changed = visit
        self.heads.choose(visit.service_id, visit.worker)
        self.line.enter_button.setText(tr("attendance.visits.write"))
        self.line.show_texts(texts_of(visit))
        self.line.go_to("start")

    def put_back(self, texts: LineTexts, changed: VisitRow | None) -> None:
        """Show a line that was left, of a new entry or an earlier one."""
        self.changed = changed
        self.line.show_texts(texts)
        if changed is not None:
            self.line.enter_button.setText(tr("attendance.visits.write"))

    def _give_up(self) -> None:
        if self.changed is not None:
            self.changed = None
            self.line.enter_button.setText(tr("attendance.visits.add"))
            self.line.clear()
        self.given_up.emit()

    # --- what the line means

    def _draft(self, reading: LineReading) -> VisitDraft:
        draft = reading.draft
        draft.service_id = self.heads.service_id
        draft.worker = self.heads.worker_name
        return draft

    def _on_reading(self, reading: LineReading) -> None:
        sentences = [*reading.problems.values(), *reading.hints]
        self._say(sentences, bool(reading.problems))
        draft = self._draft(reading)
        self.pools.setVisible(draft.service_id is not None)
        self.pools.ask(draft.service_id, draft.resident_id, draft.date)
        if draft.minutes is None or draft.date is None or reading.problems:
            return
        if draft.resident_id or draft.worker:
            exclude = self.changed.id if self.changed is not None else None
            office = self._context.office
            operation = self._context.ops.read(visit_warnings, office, draft, exclude)
            operation.replacing(f"clashes-{id(self)}")
            operation.on_success(partial(self._on_warnings, draft, sentences)).run()

    def _on_warnings(self, draft: VisitDraft, sentences: list[str], found: VisitWarnings) -> None:
        more = [*clash_words(found.clashes, draft), *meeting_words(found, draft)]
        more += limit_words(found, draft)
        self._say([*sentences, *more], blocking=False)

    def _say(self, sentences: list[str], blocking: bool) -> None:
        lines = sentences
        if self.changed is not None:
            date = format_date(self.changed.date)
            lines = [tr("attendance.visits.changing", date=date), *sentences]
        self.words.setText("\n".join(lines) or tr("attendance.visits.keys"))
        look = "problem" if blocking else "warning" if sentences else "hint"
        set_look(self.words, "look", look)

    # --- writing

    def _write(self, reading: LineReading) -> None:
        draft = self._draft(reading)
        if draft.service_id is None:
            self._say([tr("attendance.problem.visit_service_id_missing")], blocking=True)
            self.heads.service.setFocus()
            return
        kept = self.line.texts()
        office, changed = self._context.office, self.changed
        if changed is None:
            operation = self._context.ops.write(add_visits, office, [draft])
        else:
            operation = self._context.ops.write(
                change_visit, office, changed.id, draft, changed.version
            )
        self.changed = None
        self.line.enter_button.setText(tr("attendance.visits.add"))
        self.line.next_line(reading)
        operation.on_error(partial(self._on_refused, kept, changed)).run()

    def _on_refused(self, kept: LineTexts, changed: VisitRow | None, error: CusdeskError) -> None:
        words = tr("attendance.visits.not_written", date=kept.date, name=kept.resident_name)
        self._context.notifier.post(
            Notice(
                "error",
                f"{words} {describe(error)}",
                tr("attendance.visits.back_to_line"),
                partial(self._back_to_line, kept, changed),
            )
        )

    def _back_to_line(self, kept: LineTexts, changed: VisitRow | None) -> None:
        self.put_back(kept, changed)
        self.line.go_to("date")
