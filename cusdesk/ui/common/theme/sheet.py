"""The one style sheet, built out of colours and the height of a line of text.

Widgets ask for a look by a dynamic property `look`: QLabel title, heading, label, hint, problem,
warning, number; QPushButton main, quiet, danger; QFrame card, panel, bar.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cusdesk.ui.common.theme.colours import Colours

_LARGE = 1.3
"""Above this share of the usual letters a menu needs the room of its gaps for its lines."""

_SHEET = Template("""
QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: ${xs}px; }
QMainWindow, QDialog { background: $window; }
QLabel { background: transparent; }
QLabel[look="display"] { font-size: ${pt_display}pt; font-weight: 600; }
QLabel[look="title"] { font-size: ${pt_title}pt; font-weight: 600; }
QLabel[look="heading"] { font-size: ${pt_heading}pt; font-weight: 600; }
QLabel[look="label"] { font-weight: 500; }
QLabel[look="hint"] { color: $muted; }
QLabel[look="caps"] { color: $muted; font-size: ${pt_small}pt; font-weight: 600; }
QLabel[look="problem"] { color: $error; }
QLabel[look="warning"] { color: $warning; }
QLabel[look="success"] { color: $success; }
QLabel[look="code"] { font-family: "Consolas", "DejaVu Sans Mono", monospace;
    font-size: ${pt_title}pt; letter-spacing: 2px; }

QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[look="panel"] { background: $surface; border: none; }
QFrame[look="line"] { background: $line; border: none; }
QFrame[look="bar_info"] { background: $accent_soft; border: none; border-radius: ${radius}px; }
QFrame[look="bar_success"] { background: $success_soft; border: none; border-radius: ${radius}px; }
QFrame[look="bar_warning"] { background: $warning_soft; border: none; border-radius: ${radius}px; }
QFrame[look="strip_warning"] { background: $warning_soft; border: none; }
QFrame[look="bar_error"] { background: $error_soft; border: none; border-radius: ${radius}px; }

QPushButton, QToolButton { background: $surface; color: $text; border: 1px solid $border;
    border-radius: ${radius}px; padding: ${xs}px ${m}px; min-height: ${button}px;
    icon-size: ${icon_size}px; }
QPushButton:hover, QToolButton:hover { background: $raised; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; }
QPushButton, QToolButton, QCheckBox, QRadioButton { outline: none; }
QPushButton:focus, QToolButton:focus { border: 3px solid $accent; padding: ${xs_r}px ${m_r}px; }
QPushButton:disabled, QToolButton:disabled { color: $disabled; border-color: $line; }
QPushButton[look="main"] { background: $accent; color: $on_accent; border-color: $accent;
    font-weight: 600; }
QPushButton[look="main"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[look="main"]:focus { border: 3px solid $ring; padding: ${xs_r}px ${m_r}px; }
QPushButton[look="main"]:disabled { background: $raised; color: $disabled;
    border-color: $raised; }
QPushButton[look="danger"] { color: $error; border-color: $error; }
QPushButton[look="danger"]:disabled { color: $disabled; border-color: $line; }
QPushButton[look="quiet"], QToolButton[look="quiet"] { background: transparent;
    border: 2px solid transparent; padding: ${xs_}px ${s}px; }
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover { background: $raised; }
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus { border: 2px solid $accent;
    padding: ${xs_}px ${s}px; }
QPushButton[look="link"] { background: transparent; border: 2px solid transparent; color: $accent;
    padding: 0; min-height: ${words}px; text-align: left; }
QPushButton[look="link"]:hover { color: $accent_strong; text-decoration: underline; }
QPushButton[look="link"]:focus { border: 2px solid $accent; padding: 0; }
QPushButton[look="link_words"] { background: transparent; border: 2px solid transparent;
  padding: 0; min-height: 0; }
QPushButton[look="link_words"]:hover { background: $raised; }
QPushButton[look="link_words"]:focus { border: 2px solid $accent; padding: 0; }
QFileDialog QToolButton { padding: 0; min-height: 0; }
QPushButton[look="door"] { padding: 0; }
QPushButton[look="door"]:focus { padding: 0; border: 3px solid $accent; }
QPushButton[look="search"] { text-align: left; color: $muted; }
QDialog[look="palette"] { background: $surface; border: 2px solid $border; }
QPushButton[look="nav"] { background: transparent; border: 2px solid transparent;
    padding: ${nav}px ${m_}px; text-align: left; font-weight: 500; }
QPushButton[look="nav"]:hover { background: $raised; }
QPushButton[look="nav"]:checked { background: $accent_soft; color: $text; font-weight: 600; }
QPushButton[look="nav"]:focus { border: 2px solid $accent; padding: ${nav}px ${m_}px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: $surface;
    color: $text; border: 1px solid $border; border-radius: ${radius}px;
    padding: ${xs}px ${s}px; selection-background-color: $accent;
    selection-color: $on_accent; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $muted; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${field}px; }
QLineEdit[state="problem"], QPlainTextEdit[state="problem"], QComboBox[state="problem"] {
    border: 2px solid $error; padding: ${xs_}px ${s_}px; }
QLineEdit[state="warning"], QPlainTextEdit[state="warning"], QComboBox[state="warning"] {
    border: 2px solid $warning; padding: ${xs_}px ${s_}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $window;
    color: $muted; border-color: $line; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $window; border-color: $line; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 3px solid $accent; padding: ${xs_r}px ${s_r}px; }
QLineEdit[state="problem"]:focus, QPlainTextEdit[state="problem"]:focus,
QComboBox[state="problem"]:focus { border: 4px solid $error; padding: ${xs_f}px ${s_f}px; }
QLineEdit[state="warning"]:focus, QPlainTextEdit[state="warning"]:focus,
QComboBox[state="warning"]:focus { border: 4px solid $warning; padding: ${xs_f}px ${s_f}px; }
QLineEdit[look="filter"] { border: 1px solid $line; border-radius: ${radius_s}px;
    padding: 0 ${xs}px; min-height: 0; }
QLineEdit[look="filter"]:focus { border: ${list_ring}px solid $accent; padding: 0 ${xs_r}px; }
QLineEdit[look="cell"] { border: 2px solid $accent; border-radius: 0; padding: 0 ${xs_}px;
    min-height: 0; }
QLineEdit QToolButton { border: none; padding: 0; min-height: 0; background: transparent; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: ${icon}px; }
QComboBox::down-arrow { image: url("$arrow"); width: ${arrow_size}px; height: ${arrow_size}px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $border; outline: none;
    selection-background-color: $accent; selection-color: $on_accent; }
QComboBox QAbstractItemView::item { min-height: ${field}px; padding: 0 ${xs}px; }
QCheckBox, QRadioButton { spacing: ${s}px; padding: ${xs}px; border: 2px solid transparent;
    border-radius: ${radius_s}px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
    width: ${box}px; height: ${box}px; background: $surface; border: 1px solid $border;
    border-radius: ${radius_s}px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: $accent;
    border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line;
    background: $window; }
QCheckBox::indicator:checked:disabled { background: $disabled; image: url("$tick"); }
QRadioButton::indicator { border-radius: ${box_half}px; }
QRadioButton::indicator:checked { border: ${dot}px solid $accent; width: ${hole}px;
    height: ${hole}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }

QTableView, QListView, QTreeView { background: $surface; color: $text; border: 1px solid $line;
    padding: ${list_gap}px; gridline-color: $line; outline: none;
    selection-background-color: $accent_soft; selection-color: $text; }
QTableView:focus, QListView:focus, QTreeView:focus { border: ${list_ring}px solid $accent;
    padding: 0; }
QTableView[look="list"]::item, QTableView[look="frozen"]::item { padding: 0 ${s}px; }
QTableView[look="frozen"] { border: none; border-right: 2px solid $line; padding: 0; }
QListView[look="choices"]::item { padding: ${xs}px ${s}px; }
QListView[look="plain"] { border: 2px solid transparent; padding: 0; background: transparent; }
QListView[look="plain"]:focus { border: 2px solid $accent; }
QScrollArea[look="pages"] { border: 2px solid transparent; }
QScrollArea[look="pages"]:focus { border: 2px solid $accent; }
QHeaderView { background: $raised; border: none; }
QHeaderView::section { background: $raised; color: $text; border: none;
    border-right: 1px solid $line; border-bottom: 1px solid $line; padding: 0 ${s}px;
    font-weight: 600; }
QHeaderView::section:hover { background: $accent_soft; }
QTableCornerButton::section { background: $raised; border: none; }

QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; }
QScrollBar::handle { background: $disabled; border-radius: ${bar_half}px; margin: 2px; }
QScrollBar::handle:vertical { min-height: ${l}px; }
QScrollBar::handle:horizontal { min-width: ${l}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenuBar { background: $window; color: $text; padding: 2px ${xs}px; }
QMenuBar::item { background: transparent; padding: ${xs_}px ${s_}px; border-radius: ${radius_s}px;
    border: 2px solid transparent; }
QMenuBar::item:selected { background: $raised; border-color: $accent; }
QMenu { background: $surface; color: $text; border: 1px solid $border; padding: ${tight}px 0;
    menu-scrollable: 1; }
QMenu::item { padding: ${tight_}px ${l}px; border: 2px solid transparent; }
QMenu::item:selected { background: $accent_soft; color: $text; border-color: $accent; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: ${tight}px 0; }
QMenu::icon { padding-left: ${s}px; }
QStatusBar { background: $window; color: $muted; }
QStatusBar::item { border: none; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab { background: transparent; color: $muted; padding: ${s_}px ${tab}px;
    border: 2px solid transparent; border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected:focus { border: 2px solid $accent; border-bottom: 3px solid $accent; }
QProgressBar { background: $raised; border: none; border-radius: ${xs}px; text-align: center;
    min-height: ${m}px; }
QProgressBar::chunk { background: $accent; border-radius: ${xs}px; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QGroupBox { border: none; font-weight: 600; margin-top: ${l}px; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
QCalendarWidget QWidget { alternate-background-color: $window; }
""")


def style_sheet(colours: Colours, line: int, points: float, pictures: Mapping[str, str]) -> str:
    """Return the style sheet for a palette and a line of text `line` pixels tall.

    `pictures` are the paths of the arrow of combo boxes and the tick of check boxes, in the colours
    of the palette (a style sheet cannot recolour a picture).
    """
    unit = line / 17
    sizes = {
        "xs": round(4 * unit),
        "nav": round(5 * unit),
        "tight": 4 if unit < _LARGE else 1,
        "tab": round((14 if unit < _LARGE else 7) * unit) - 1,
        "tight_": 2 if unit < _LARGE else 0,
        "s": round(8 * unit),
        "m": round(14 * unit),
        "l": round(24 * unit),
        "xs_r": max(0, round(4 * unit) - 2),
        "s_r": max(0, round(8 * unit) - 2),
        "m_r": max(0, round(14 * unit) - 2),
        "xs_f": max(0, round(4 * unit) - 3),
        "s_f": max(0, round(8 * unit) - 3),
        "list_ring": 3 if colours.line == colours.border else 2,
        "list_gap": 2 if colours.line == colours.border else 1,
        "xs_": max(0, round(4 * unit) - 1),
        "s_": max(0, round(8 * unit) - 1),
        "m_": max(0, round(14 * unit) - 1),
        "radius": round(6 * unit),
        "radius_s": round(4 * unit),
        "button": round(line * 1.25),
        "field": round(line * 1.2),
        "words": line,
        "icon_size": round(line * 1.15),
        "arrow_size": round(line * 0.9),
        "icon": round(line * 1.6),
        "box": round(line * 0.8),
        "box_half": round(line * 0.8) // 2,
        "hole": max(4, round(line * 0.8) + 2 - 2 * max(4, round(line * 0.26))),
        "dot": max(4, round(line * 0.26)),
        "bar": round(12 * unit),
        "bar_half": max(2, round(12 * unit) // 2 - 2),
        "pt_display": f"{points * 2.0:.1f}",
        "pt_title": f"{points * 1.5:.1f}",
        "pt_heading": f"{points * 1.15:.1f}",
        "pt_small": f"{points * 0.9:.1f}",
    }
    named = {name: getattr(colours, name) for name in colours.__slots__}
    return _SHEET.substitute(named | sizes | dict(pictures))
