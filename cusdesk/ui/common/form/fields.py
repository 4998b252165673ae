"""One small class for each kind of field: a widget, what is typed in it, and when it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QWidget,
)

from cusdesk.core.messages import tr
from cusdesk.domain.polish_text import strip_controls
from cusdesk.ui.common import formats
from cusdesk.ui.common.form.enter import go_on
from cusdesk.ui.common.form.spec import Choice
from cusdesk.ui.common.formats import Typed
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.wheel import let_wheel_pass

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from cusdesk.ui.common.form.spec import FieldSpec

LONGEST_LINE = 1000
LONGEST_TEXT = 20_000
_SEARCHABLE_FROM = 12
_WIDTHS = {"date": 14, "money": 14, "minutes": 10, "number": 10, "quantity": 10, "pesel": 16}


class Field(QObject):
    """What a form knows of one field.

    Signals:
        edited: after every change by the person.
        left: the keyboard left the field, or a choice was made.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, spec: FieldSpec, widget: QWidget) -> None:
        super().__init__(widget)
        self.spec = spec
        self.widget = widget
        widget.installEventFilter(self)
        if widget.focusPolicy() == Qt.FocusPolicy.WheelFocus:
            widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # scrolling past is not a choice

    def typed(self) -> Typed:
        """Return what stands in the field."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show a value without saying `edited`."""
        raise NotImplementedError

    def raw(self) -> object:
        """Return what stands there in a form JSON can keep, even when it is unreadable."""
        raise NotImplementedError

    def set_raw(self, raw: object) -> None:
        """Show what `raw` returned."""
        raise NotImplementedError

    def tidy(self) -> None:
        """Show the value in its usual form, after the keyboard left."""

    def has_focus(self) -> bool:
        """Whether the person is typing here."""
        return self.widget.hasFocus()

    def tab_stops(self) -> list[QWidget]:
        """Return where Tab stops inside this field, in order."""
        return [self.widget]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the keyboard leaving; Enter goes to the next field, or gives the command."""
        if event.type() == QEvent.Type.FocusOut:
            if not shiboken6.isValid(self.widget):
                return False  # the widget loses the keyboard because it is being destroyed
            self.tidy()
            self.left.emit()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            go_on(self.widget)
            return True
        return False


class LineField(Field):
    """Text, suggestions, PESEL, dates and numbers: everything typed in one line."""

    def __init__(self, spec: FieldSpec, today: Callable[[], dt.date]) -> None:
        self.editor = QLineEdit()
        super().__init__(spec, self.editor)
        self._today = today
        self.editor.setMaxLength(LONGEST_LINE)
        self.editor.setReadOnly(spec.read_only)
        self.editor.textEdited.connect(self.edited)
        if spec.kind in {"money", "minutes", "number", "quantity"}:
            self.editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        if spec.kind == "date":
            self.editor.setPlaceholderText(tr("common.form.date_placeholder"))
        if spec.kind == "suggest":
            self._make_completer()

    def _make_completer(self) -> None:
        completer = QCompleter([c.text for c in self.spec.current_choices()], self.editor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self.edited)
        self.editor.setCompleter(completer)

    def typed(self) -> Typed:
        """Return the value, with what is doubtful about it."""
        text = self.editor.text()
        match self.spec.kind:
            case "text" | "suggest":
                clean = strip_controls(text).strip()
                return Typed(clean or (None if self.spec.none_when_empty else ""))
            case "pesel":
                return self._pesel(text)
            case kind:
                return formats.read(kind, text, self._today())

    def _pesel(self, text: str) -> Typed:
        from cusdesk.domain import pesel

        if not text.strip():
            return Typed(None if self.spec.none_when_empty else "")
        found = pesel.check(text)
        problem = "" if found.kind == "ok" else f"common.typed.pesel_{found.kind}"
        return Typed(found.normalised, problem)

    def set_value(self, value: object) -> None:
        """Show a value in its usual form."""
        self.editor.setText(formats.show(self.spec.kind, value))
        self.editor.setCursorPosition(0)
        if self.spec.kind == "suggest":
            self._make_completer()

    def raw(self) -> object:
        """Return the text."""
        return self.editor.text()

    def set_raw(self, raw: object) -> None:
        """Show the text."""
        self.editor.setText(str(raw))

    def tidy(self) -> None:
        """Write dates and amounts the usual way."""
        typed = self.typed()
        if typed.value not in {None, ""} and not typed.problem:  # a doubt stays to be seen
            shown = formats.show(self.spec.kind, typed.value)
            if shown != self.editor.text():
                self.editor.setText(shown)


class TextField(Field):
    """Several lines; Tab leaves the field."""

    def __init__(self, spec: FieldSpec) -> None:
        self.editor = QPlainTextEdit()
        super().__init__(spec, self.editor)
        self.editor.setTabChangesFocus(True)
        self.editor.setReadOnly(spec.read_only)
        self.editor.setFixedHeight(current().line * spec.lines + 2 * current().space(1.5))
        self._quiet = False
        self.editor.textChanged.connect(self._on_changed)

    def typed(self) -> Typed:
        """Return the text without invisible characters."""
        text = strip_controls(self.editor.toPlainText()[:LONGEST_TEXT], keep_lines=True).strip()
        return Typed(text or (None if self.spec.none_when_empty else ""))

    def set_value(self, value: object) -> None:
        """Show the text."""
        self._quiet = True
        self.editor.setPlainText("" if value is None else str(value))
        self._quiet = False

    def raw(self) -> object:
        """Return the text."""
        return self.editor.toPlainText()

    def set_raw(self, raw: object) -> None:
        """Show the text."""
        self.set_value(raw)

    def _on_changed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def _on_key(self, event: QKeyEvent) -> bool:
        return False


class ChoiceField(Field):
    """One of a list; long lists are searched by typing."""

    def __init__(self, spec: FieldSpec) -> None:
        self.combo = QComboBox()
        self.combo.setItemDelegate(QStyledItemDelegate(self.combo))  # heeds the style sheet
        super().__init__(spec, self.combo)
        self.combo.setEnabled(not spec.read_only)
        self.combo.activated.connect(self._on_activated)
        let_wheel_pass(self.combo)
        self._fill()

    def _fill(self) -> None:
        self._choices = list(self.spec.current_choices())
        self.combo.clear()
        may_be_empty = self.spec.offers_nothing and not self.spec.required
        if may_be_empty and all(c.value is not None for c in self._choices):
            self._choices.insert(0, _nothing())
        self.combo.addItems([choice.text for choice in self._choices])
        if len(self._choices) > _SEARCHABLE_FROM and not self.combo.isEditable():
            self.combo.setEditable(True)
            self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = QCompleter(self.combo.model(), self.combo)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.combo.setCompleter(completer)

    def typed(self) -> Typed:
        """Return the chosen value."""
        place = self.combo.currentIndex()
        if self.combo.isEditable():
            place = self.combo.findText(self.combo.currentText())
        return Typed(self._choices[place].value if 0 <= place < len(self._choices) else None)

    def set_value(self, value: object) -> None:
        """Show a value; one that is not offered (any more) shows nothing."""
        self._fill()
        values = [choice.value for choice in self._choices]
        self.combo.setCurrentIndex(values.index(value) if value in values else -1)

    def raw(self) -> object:
        """Return the words of the choice."""
        return self.combo.currentText()

    def set_raw(self, raw: object) -> None:
        """Choose by the words."""
        self.combo.setCurrentIndex(self.combo.findText(str(raw)))

    def tidy(self) -> None:
        """Take back half-typed searches."""
        if self.combo.isEditable() and self.combo.findText(self.combo.currentText()) < 0:
            self.combo.setEditText(self.combo.itemText(self.combo.currentIndex()))

    def has_focus(self) -> bool:
        """Whether the person is choosing."""
        editor = self.combo.lineEdit() if self.combo.isEditable() else None
        return self.combo.hasFocus() or (editor is not None and editor.hasFocus())

    def _on_activated(self) -> None:
        self.edited.emit()
        self.left.emit()


class CheckField(Field):
    """Yes or no."""

    def __init__(self, spec: FieldSpec) -> None:
        self.box = QCheckBox(tr(spec.label))
        super().__init__(spec, self.box)
        self.box.setEnabled(not spec.read_only)
        self.box.clicked.connect(self._on_clicked)

    def typed(self) -> Typed:
        """Return True or False."""
        return Typed(self.box.isChecked())

    def set_value(self, value: object) -> None:
        """Show it."""
        self.box.setChecked(bool(value))

    def raw(self) -> object:
        """Return True or False."""
        return self.box.isChecked()

    def set_raw(self, raw: object) -> None:
        """Show it."""
        self.box.setChecked(bool(raw))

    def _on_clicked(self) -> None:
        self.edited.emit()
        self.left.emit()


def _nothing() -> Choice:
    return Choice(None, tr("common.form.nothing"))


def pixel_width(spec: FieldSpec) -> int:
    """Return how wide the field wants to be; 0: all there is."""
    chars = spec.width or _WIDTHS.get(spec.kind, 0)
    return current().chars(chars) + current().space(3) if chars else 0
