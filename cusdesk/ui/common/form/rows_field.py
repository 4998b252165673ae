"""A short list inside a form, such as phones: each entry a line, a button to add, one to remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from cusdesk.core.messages import tr
from cusdesk.ui.common.form.fields import Field, pixel_width
from cusdesk.ui.common.formats import Typed
from cusdesk.ui.common.theme import current, icon, space
from cusdesk.ui.common.tips import HELP_KEY
from cusdesk.ui.common.widgets import button, column, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent

    from cusdesk.ui.common.form.spec import FieldSpec

    MakeField = Callable[[FieldSpec], Field]

_LEAST_CHARS = 16
_PART_OF_SCREEN = 0.55
"""An entry takes no more of the screen's width: large letters begin another line."""


class _Line(QWidget):
    """One entry."""

    def __init__(self, owner: RowsField, make: MakeField, original: object | None) -> None:
        super().__init__()
        self.original = original
        self.fields = {spec.name: make(spec) for spec in owner.spec.row_fields}
        outer = row(self)
        lines = column(gap=0.5)
        outer.addLayout(lines, 1)
        layout: QHBoxLayout = row()
        lines.addLayout(layout)
        is_wide, taken = False, 0
        room = round(owner.widget.screen().availableSize().width() * _PART_OF_SCREEN)
        for field in self.fields.values():
            width = _prepared(field)
            needed = width or current().chars(_LEAST_CHARS)
            if field.spec.starts_line or (taken and taken + needed > room):
                self._begin_left(layout, is_wide=is_wide)
                layout, is_wide, taken = row(), False, 0
                lines.addLayout(layout)
            taken += needed
            field.edited.connect(owner.edited)
            field.left.connect(owner.left)
            layout.addWidget(field.widget, 0 if width else 1)
            is_wide = is_wide or not width
        self._begin_left(layout, is_wide=is_wide)
        remove = QToolButton()
        remove.setProperty("look", "quiet")
        remove.setIcon(icon("close", "muted"))
        remove.setToolTip(tr("common.button.remove"))
        remove.clicked.connect(self._on_remove)
        self._remove = remove
        outer.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        if owner.spec.read_only:  # never show what has no parent: it would be a window
            remove.hide()
        self._owner = owner

    @staticmethod
    def _begin_left(layout: QHBoxLayout, *, is_wide: bool) -> None:
        """Keep fields of fixed width together where nothing else takes the room of the line."""
        if not is_wide:
            layout.addStretch()

    def number_it(self, number: int) -> None:
        """Name the fields by their list and their place in it, from 1."""
        place = tr("common.form.row", rows=tr(self._owner.spec.label), number=number)
        for field in self.fields.values():
            field.widget.setAccessibleName(f"{place}: {tr(field.spec.label)}")
        self._remove.setAccessibleName(f"{tr('common.button.remove')}: {place}")

    def tab_stops(self) -> list[QWidget]:
        """Return the fields and the remove button."""
        return [*(field.widget for field in self.fields.values()), self._remove]

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return all(field.typed().value in {None, "", False} for field in self.fields.values())

    def _on_remove(self) -> None:
        self._owner.remove(self)


class _Holder(QWidget):
    """Where the lines stand; asked to take the keyboard it hands it on.

    A focus proxy would not do: Tab takes a widget with one for a stop, and what stands behind the
    list in the order of Tab would lead back into it.
    """

    to: QWidget

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.to.setFocus(event.reason())


class RowsField(Field):
    """A tuple of small frozen dataclasses; what the dataclass holds beside the fields is kept.

    Signals:
        relaid: an entry was added or removed; the order of Tab has to follow.
    """

    relaid = Signal()

    def __init__(self, spec: FieldSpec, make: MakeField) -> None:
        holder = self._holder = _Holder()
        super().__init__(spec, holder)
        self._make = make
        self._lines: list[_Line] = []
        self._layout = column(holder, gap=0.5)
        self._add = button(tr(spec.add_label), self._on_add, look="link", icon_name="add")
        bottom = row()
        bottom.addWidget(self._add)
        if spec.read_only:
            self._add.hide()
        bottom.addStretch()
        self._layout.addLayout(bottom)
        holder.to = self._add

    def typed(self) -> Typed:
        """Return the entries in which something stands; the first problem of any of them."""
        values, first = [], Typed(None)
        for line in self._lines:
            if line.is_empty():
                continue
            typed = {name: field.typed() for name, field in line.fields.items()}
            first = first if first.problem else _worst(list(typed.values()))
            values.append(self._entry(line, {name: t.value for name, t in typed.items()}))
        return Typed(tuple(values), first.problem, first.params, first.blocking)

    def set_value(self, value: object) -> None:
        """Show the entries."""
        entries = value if isinstance(value, tuple | list) else ()
        for line in list(self._lines):
            self._drop(line)
        for entry in entries:
            self._append(entry)

    def raw(self) -> object:
        """Return what stands in every line."""
        return [{n: f.raw() for n, f in line.fields.items()} for line in self._lines]

    def set_raw(self, raw: object) -> None:
        """Show what `raw` returned."""
        self.set_value(())
        for kept in raw if isinstance(raw, list) else []:
            line = self._append(None)
            for name, field in line.fields.items():
                field.set_raw(kept.get(name, ""))

    def has_focus(self) -> bool:
        """Whether the person is typing in any line."""
        return any(field.has_focus() for line in self._lines for field in line.fields.values())

    def tidy(self) -> None:
        """Nothing of its own: every field of a line tidies itself."""

    def tab_stops(self) -> list[QWidget]:
        """Return the fields of every entry with its remove button, then the add button."""
        stops = [stop for line in self._lines for stop in line.tab_stops()]
        return [*stops, self._add]

    def remove(self, line: _Line) -> None:
        """Take an entry away."""
        self._drop(line)
        self._add.setFocus()
        self.edited.emit()
        self.left.emit()

    def _entry(self, line: _Line, values: dict[str, Any]) -> object:
        import dataclasses

        if line.original is not None and dataclasses.is_dataclass(line.original):
            return dataclasses.replace(line.original, **values)  # type: ignore[type-var]  # asked
        if self.spec.row_type is None:
            raise TypeError(self.spec.name)
        return self.spec.row_type(**values)

    def _append(self, entry: object | None) -> _Line:
        line = _Line(self, self._make, entry)
        if entry is not None:
            for name, field in line.fields.items():
                field.set_value(getattr(entry, name))
        self._lines.append(line)
        self._layout.insertWidget(len(self._lines) - 1, line)
        line.number_it(len(self._lines))
        self._holder.to = self.tab_stops()[0]
        line.show()  # at once: Tab passes by what the layout has not shown yet
        self.relaid.emit()
        return line

    def _drop(self, line: _Line) -> None:
        self._lines.remove(line)
        self._layout.removeWidget(line)
        for number, other in enumerate(self._lines, start=1):
            other.number_it(number)
        self._holder.to = self.tab_stops()[0]
        line.hide()
        line.deleteLater()

    def _on_add(self) -> None:
        line = self._append(None)
        first = next(iter(line.fields.values()))
        first.widget.setFocus()


def _prepared(field: Field) -> int:
    """Give a field its words; return its fixed width, 0 where it takes what there is."""
    widget, spec = field.widget, field.spec
    widget.setProperty(HELP_KEY, spec.label)
    if isinstance(widget, QLineEdit | QComboBox | QPlainTextEdit):
        widget.setPlaceholderText(tr(spec.label))
    width = pixel_width(spec)
    if width:
        widget.ensurePolished()  # the look decides how much room stands round the words
        width = max(width, _width_of_words(widget))
        widget.setFixedWidth(width)
    elif isinstance(widget, QComboBox):
        widget.setMinimumWidth(current().chars(_LEAST_CHARS))
    return width


def _width_of_words(widget: QWidget) -> int:
    """Return what the words in an empty field need: they are its only label."""
    if isinstance(widget, QComboBox | QCheckBox):
        return widget.sizeHint().width()
    words = widget.placeholderText() if isinstance(widget, QLineEdit) else ""
    return widget.fontMetrics().horizontalAdvance(words) + space(4) if words else 0


def _worst(found: list[Typed]) -> Typed:
    blocking = next((typed for typed in found if typed.blocking), None)
    return blocking or next((typed for typed in found if typed.problem), Typed(None))
