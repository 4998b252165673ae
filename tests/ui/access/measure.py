"""Is every word whole, does nothing lie over anything, is everything within reach?"""

from __future__ import annotations

import re
from itertools import combinations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QTabWidget,
    QWidget,
)

from tests.ui.access.walk import shown

SLACK = 2
_MOMENT_MS, _MOMENTS = 500, 4
SCREEN = (1366, 768)
_INSIDE = (QComboBox, QAbstractSpinBox, QTabBar, QLineEdit)
_FREE = (QAbstractScrollArea, QSplitter, QTabBar, QTabWidget, *_INSIDE)
_GIVING_WAY = {"CutLabel", "LineLink"}
"""One line of somebody's words, the whole of it in the tip and for those who hear it."""


def describe(widget):
    """Return which widget this is, for the finding."""
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    words = (text or widget.accessibleName() or widget.objectName())[:40]
    return f"{type(widget).__name__} „{words}” in {type(widget.parentWidget()).__name__}"


def _cut(widget):
    if type(widget).__name__ in _GIVING_WAY and widget.text():
        whole = widget.accessibleName() or widget.toolTip()
        return "" if whole else "gives way and is nowhere whole"
    if isinstance(widget, QLabel):
        return _cut_label(widget)
    if isinstance(widget, QComboBox):
        return _cut_choice(widget)
    if isinstance(widget, QLineEdit):
        return _cut_line(widget)
    if isinstance(widget, QTabBar):
        names = [widget.tabRect(n).width() for n in range(widget.count())]
        return f"names {sum(names)} wide" if sum(names) > widget.width() + SLACK else ""
    if isinstance(widget, QHeaderView):
        return _cut_heading(widget)
    if isinstance(widget, QAbstractButton) and widget.layout() is None:
        return _cut_button(widget)
    return ""


def _cut_label(label):
    if not label.text() or not label.pixmap().isNull():
        return ""
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        words = re.split(r"[\s\-]+", label.text())
        widest = max(map(label.fontMetrics().horizontalAdvance, words))
        too_wide = widest > label.contentsRect().width() + SLACK
        return "words cut" if needed > label.height() + SLACK or too_wide else ""
    needed = label.sizeHint()
    fits = needed.width() <= label.width() + SLACK and needed.height() <= label.height() + SLACK
    return "" if fits else f"needs {needed.toTuple()}, has {label.size().toTuple()}"


def _cut_line(field):
    if field.fontMetrics().height() > field.height():
        return "cut in height"
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    inside = QStyle.SubElement.SE_LineEditContents
    margins = field.textMargins()
    room = field.style().subElementRect(inside, option, field).width()
    room -= margins.left() + margins.right() + 2 * 2  # Qt keeps two pixels free at both sides
    words = field.fontMetrics().horizontalAdvance(field.placeholderText())
    is_cut = not field.text() and words > room + SLACK
    return f"pale words „{field.placeholderText()}” {words} in {room}" if is_cut else ""


def _cut_button(button):
    if isinstance(button.parent(), QTabBar | QLineEdit):
        return ""
    needed = button.sizeHint()
    fits = needed.width() <= button.width() + SLACK
    tall = button.fontMetrics().height() <= button.height()
    return "" if fits and tall else f"needs {needed.toTuple()}, has {button.size().toTuple()}"


def _cut_choice(choice):
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    room = choice.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, choice
    )
    words = choice.fontMetrics().horizontalAdvance(choice.currentText())
    return f"choice {words} in {room.width()}" if words > room.width() + SLACK else ""


def _cut_heading(header):
    if header.orientation() == Qt.Orientation.Vertical or header.model() is None:
        return ""
    measure = header.fontMetrics().horizontalAdvance
    for number in range(header.count()):
        text = str(header.model().headerData(number, header.orientation()) or "")
        if text and not header.isSectionHidden(number):
            widest = max(map(measure, re.split(r"[\s\-]+", text)))
            if widest > header.sectionSize(number) + SLACK:
                return f"heading „{text}”"
    return ""


def _overlaps(root):
    for parent in (root, *shown(root, QWidget)):
        if isinstance(parent, _FREE):
            continue
        over = Qt.WidgetAttribute.WA_TransparentForMouseEvents
        parts = [
            part
            for part in parent.children()
            if isinstance(part, QWidget) and part.isVisible() and not part.isWindow()
        ]
        for one, other in combinations([p for p in parts if not p.testAttribute(over)], 2):
            common = one.geometry() & other.geometry()
            if common.width() > SLACK and common.height() > SLACK:
                yield f"{describe(one)} over {describe(other)}"


def _outside(root):
    for widget in shown(root, QWidget):
        parent = widget.parentWidget()
        area = parent.parentWidget()
        if isinstance(area, QScrollArea) and area.viewport() is parent:
            has_bar = area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            slack = 0 if has_bar else SLACK  # a pixel too many is a bar
            if widget.width() > parent.width() + slack:
                yield f"{describe(area)} scrolls sideways"
        elif _sticks_out(widget, parent, area):
            yield f"{describe(widget)} out of {describe(parent)}"


def _sticks_out(widget, parent, area):
    if isinstance(parent, _FREE) or isinstance(area, QAbstractScrollArea):
        return False
    room = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    is_seen = min(widget.width(), widget.height()) > SLACK
    return is_seen and not room.contains(widget.geometry())


def findings(root):
    """Return what is cut, covered or out of reach, in words.

    What arrives late, such as the cost of a plan, is laid out a moment later: nobody sees that.
    """
    found = _found(root)
    for _ in range(_MOMENTS if found else 0):
        QTest.qWait(_MOMENT_MS)
        found = _found(root)
        if not found:
            break
    return found


def _found(root):
    found = [
        f"{describe(widget)}: {what}" for widget in shown(root, QWidget) if (what := _cut(widget))
    ]
    found += [*_overlaps(root), *_outside(root)]
    size = root.window().size().toTuple()
    if isinstance(root, QDialog) and (size[0] > SCREEN[0] or size[1] > SCREEN[1]):
        found.append(f"{type(root).__name__} is {size}")
    return found
