"""One talk on one screen, in the order of the paper; every field is kept when it is left."""

from __future__ import annotations

import contextlib
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from cusdesk.core.errors import CusdeskError
from cusdesk.core.messages import tr
from cusdesk.domain.needs_talks import scheme_on
from cusdesk.services import plans
from cusdesk.services.programmes import visible_fields
from cusdesk.ui.common.attachments import AttachmentsPanel
from cusdesk.ui.common.form import Choice, Form
from cusdesk.ui.common.growing import Growing
from cusdesk.ui.common.least_rows import keep_rows
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import card, column, label
from cusdesk.ui.needs_talks.dimension_list import DimensionList
from cusdesk.ui.needs_talks.forms import talk_forms
from cusdesk.ui.needs_talks.parts import Parts
from cusdesk.ui.needs_talks.steps import TalkSteps
from cusdesk.ui.needs_talks.talk_head import TalkHead
from cusdesk.ui.needs_talks.unmet_box import UnmetBox
from cusdesk.ui.needs_talks.viewmodel import TalkModel
from cusdesk.ui.needs_talks.waiting import note_unwritten, put_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from cusdesk.core.errors import Problem
    from cusdesk.domain.needs_talks import Dimension, Scheme, TalkDraft
    from cusdesk.ui.common.context import ScreenContext

PARTS = ("head", "told", "used", "sense", "fees", "dimensions", "unmet", "end")
_WIDEST_CHARS = 120


class TalkPage(QWidget):
    """Head, the four parts of the act, dimensions, needs without a service, what was settled.

    Attributes:
        forms: part -> its fields.
        dimensions: the boxes of the dimensions.

    Signals:
        left_page: go back to where the person came from.
    """

    left_page = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.model = TalkModel(context, self)
        self.forms: dict[str, Form[TalkDraft]] = {}
        self._coordinators: tuple[str, ...] = ()
        self.steps = TalkSteps(context, self.model, self)
        self.steps.flush = self.flush
        self.top = TalkHead(self.steps)
        self._notice = label("", "warning", wrap=True)
        content = Parts()
        self._parts: QVBoxLayout = column(content, gap=2)
        self.dimensions = DimensionList(context.office.clock)
        self.unmet = UnmetBox(context.office.clock.today())
        for part in PARTS:
            self._add_part(part)
        self.files = AttachmentsPanel(context)
        self._parts.addWidget(self.files)
        self._parts.addStretch()
        self._content = content
        self._area = scrolled(content)
        keep_rows(self._area)
        layout = column(self, gap=1)
        layout.addWidget(self._notice)
        layout.addWidget(self._area, 1)
        self._connect()

    # --- building

    def _add_part(self, part: str) -> None:
        frame, inside = card(margin=2, gap=1.5)
        heading = tr(f"needs_talks.part.{part}")
        inside.addWidget(label(heading, "heading"))
        prompt = tr(f"needs_talks.prompt.{part}")
        inside.addWidget(label(prompt, "hint", wrap=True))
        frame.setAccessibleName(heading)
        if part == "dimensions":
            inside.addWidget(self.dimensions)
        elif part == "unmet":
            inside.addWidget(self.unmet)
        else:
            inside.addWidget(self._form(part))
        self._parts.addWidget(frame)

    def _form(self, part: str) -> Form[TalkDraft]:
        spec = talk_forms(self._known_coordinators)[part]
        form: Form[TalkDraft] = Form(spec, self._context.office.clock)
        form.setMaximumWidth(current().chars(_WIDEST_CHARS))
        form.field_left.connect(partial(self._on_left, part))
        for editor in form.findChildren(QPlainTextEdit):
            Growing(editor)
        self.forms[part] = form
        return form

    def _known_coordinators(self) -> Sequence[Choice]:
        return [Choice(name, name) for name in self._coordinators]

    def _connect(self) -> None:
        self.top.card_wanted.connect(self._open_card)
        self.dimensions.left.connect(self._on_answer_left)
        self.model.opened.connect(self._on_opened)
        self.model.refreshed.connect(self._on_refreshed)
        self.model.refused.connect(self._on_refused)
        self.model.gone.connect(self._on_gone)
        self.model.waiting.found.connect(self._on_waiting)
        self.model.left_refused.connect(self._say_what_waits)
        self.steps.gap_chosen.connect(self.go_to)
        self.steps.retired.connect(self.left_page)
        self.unmet.added.connect(self.model.add_unmet)
        self.unmet.retire_requested.connect(self.model.retire_unmet)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the parts the width there is: wrapped words need no room for a narrower page."""
        super().resizeEvent(event)
        widest = current().chars(_WIDEST_CHARS) + space(6)
        self._content.setFixedWidth(min(widest, max(space(40), self._area.width() - space(4))))

    # --- from outside

    def open(self, talk_id: bytes) -> None:
        """Show a talk."""
        self.flush()
        read = self._context.ops.read(plans.coordinators, self._context.office)
        read.on_success(self._on_coordinators).run()
        self._area.verticalScrollBar().setValue(0)
        self.model.open(talk_id)

    def close_talk(self) -> None:
        """Keep what is being typed and let go of the talk; say what could not be written."""
        self.flush()
        talk_id = self.model.talk_id
        if talk_id is not None and self.model.waiting.count(talk_id):
            self._say_what_waits(talk_id)
        self.model.close()

    def flush(self) -> None:
        """Keep the field being typed."""
        if self.model.details is not None:
            for form in self.forms.values():
                form.flush()
            for box in self.dimensions.boxes.values():
                box.form.flush()
            if self.model.can_write:
                note_unwritten(self.model.waiting, self.model.details.id, self._all_forms())

    def _all_forms(self) -> list[tuple[str, Form[Any]]]:
        """Return (dimension, or "" for the talk itself; form), from top to bottom."""
        forms: list[tuple[str, Form[Any]]] = [("", form) for form in self.forms.values()]
        return [*forms, *((code, box.form) for code, box in self.dimensions.boxes.items())]

    def _on_waiting(self, talk_id: bytes, values: dict[str, dict[str, object]]) -> None:
        """Put what was left unwritten back into its fields, said to be so."""
        if talk_id == self.model.talk_id and self.model.can_write:
            put_back(self._all_forms(), values)
            count = self.model.waiting.count(talk_id)
            self._notice.setText(tr("needs_talks.page.waiting", n=count))
            self._notice.show()

    def _say_what_waits(self, talk_id: bytes) -> None:
        words = tr("needs_talks.page.left_waiting", n=self.model.waiting.count(talk_id))
        self._context.notifier.warning(words)

    def _on_coordinators(self, names: list[str]) -> None:
        self._coordinators = tuple(names)

    # --- showing

    def _on_opened(self) -> None:
        details = self.model.details
        if details is None:
            return
        self._draw(details.scheme, details.dimensions)
        for form in self.forms.values():
            form.load(details.draft)
            form.setEnabled(self.model.can_write)
        self._show(anew=True)
        self.forms["head"].show_problems(list(details.warnings))
        self.model.waiting.look(details.id)
        if self.model.can_write and not details.draft.needs_told:
            self.forms["told"].focus("needs_told")
        else:  # whoever only reads must not overwrite words by a stray key
            self._area.setFocus()

    def _on_refreshed(self) -> None:
        details = self.model.details
        if details is None:
            return
        is_anew = self._draw(details.scheme, details.dimensions)
        for form in self.forms.values():
            form.accept(details.draft)
        self._show(anew=is_anew)

    def _show(self, *, anew: bool) -> None:
        details = self.model.details
        if details is None:
            return
        can_write = self.model.can_write
        self.dimensions.show_talk(details, anew=anew, can_write=can_write)
        self.files.show_record(
            ("needs_talks", details.id), can_write=can_write, dimensions=details.dimensions
        )
        self.unmet.show_needs(self.model.unmet, can_write=can_write)
        self.top.show_talk(details, self._context.office, can_write=can_write)
        key = "in_bin" if details.is_retired else "died" if details.has_died else ""
        self._notice.setText(tr(f"needs_talks.page.{key}") if key else "")
        self._notice.setVisible(bool(key))

    def prepare(self) -> None:
        """Draw the dimensions of today, so that the first talk opened waits for nothing."""
        if self.dimensions.is_drawn:
            return
        scheme = scheme_on(self._context.office.clock.today())
        with contextlib.suppress(CusdeskError):  # the office was closed meanwhile
            visible = visible_fields(self._context.office)
            shown = [d for d in scheme.dimensions if d.special is None or d.special in visible]
            self._draw(scheme, tuple(shown))

    def _draw(self, scheme: Scheme, dimensions: tuple[Dimension, ...]) -> bool:
        is_anew = self.dimensions.draw(scheme, dimensions)
        if is_anew:
            self._order_tabs()
        return is_anew

    def _order_tabs(self) -> None:
        """Let Tab follow the paper: boxes are made after the fields under them."""
        stops: list[QWidget] = []
        for part in PARTS:
            if part == "dimensions":
                forms: list[Form[Any]] = [box.form for box in self.dimensions.boxes.values()]
            elif part == "unmet":
                stops += [self.unmet.need, self.unmet.area, self.unmet.do]
                continue
            else:
                forms = [self.forms[part]]
            for form in forms:
                for spec in form.spec.fields():
                    stops += form.field(spec.name).tab_stops()
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _on_refused(self, part: str, problems: list[Problem]) -> None:
        if part in self.dimensions.boxes:
            self.dimensions.boxes[part].form.show_problems(problems)
        elif part == "unmet":
            self.unmet.show_problem(tr(problems[0].key, **problems[0].params))
        else:
            for form in self.forms.values():
                form.show_problems(problems)

    def _on_gone(self) -> None:
        self._context.notifier.warning(tr("needs_talks.page.gone"))
        self.left_page.emit()

    # --- what the person does

    def _on_left(self, part: str, name: str) -> None:
        form = self.forms[part]
        self.model.write(name, form.value(name), form.payload()[name])

    def _on_answer_left(self, code: str, name: str) -> None:
        form = self.dimensions.boxes[code].form
        self.model.write_answer(code, name, form.value(name), form.payload()[name])

    def _open_card(self) -> None:
        if self.model.details is not None:
            self._context.open_record("residents", self.model.details.resident_id)

    def go_to(self, key: str) -> None:
        """Put the keyboard into the field a paper lacks."""
        name = key.rpartition(".")[2]
        for form in self.forms.values():
            if any(spec.name == name for spec in form.spec.fields()):
                form.focus(name)
