"""Palettes are readable, sizes follow the text, Qt speaks Polish."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QTableView

from cusdesk.core.paths import resource_dir
from cusdesk.ui.common.theme import icon
from cusdesk.ui.common.theme.colours import PALETTES, contrast

WORDS = [
    (word, ground)
    for word in ("text", "muted", "error", "warning", "success", "accent")
    for ground in ("window", "surface")
]
WORDS += [
    ("text", "raised"),
    ("text", "accent_soft"),
    ("muted", "raised"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("text", "error_soft"),
    ("text", "warning_soft"),
    ("text", "success_soft"),
    ("error", "error_soft"),
    ("warning", "warning_soft"),
    ("success", "success_soft"),
]
# a tone stays itself in a selected row; what cannot be used now is read all the same
WORDS += [(word, "accent_soft") for word in ("muted", "accent", "error", "warning", "success")]
WORDS += [("muted", f"{tone}_soft") for tone in ("error", "warning", "success")]
WORDS += [("error", "raised"), ("warning", "raised"), ("success", "raised")]
WORDS += [("disabled", "window"), ("disabled", "surface")]
EDGES = [(edge, ground) for edge in ("border", "accent") for ground in ("window", "surface")]
EDGES += [(edge, ground) for edge in ("border", "accent") for ground in ("raised", "accent_soft")]
EDGES += [("error", "surface"), ("warning", "surface"), ("disabled", "raised")]
EDGES += [("ring", "accent"), ("ring", "window"), ("ring", "surface")]
# buttons stand on the strips of messages too, and icons with words beside them
SOFT = ("error_soft", "warning_soft", "success_soft")
EDGES += [(edge, ground) for edge in ("border", "accent", "text") for ground in SOFT]


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize(("word", "ground"), WORDS)
def test_words_are_readable(name, word, ground):
    colours = PALETTES[name]

    assert contrast(getattr(colours, word), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_rings_are_seen(name, edge, ground):
    colours = PALETTES[name]

    assert contrast(getattr(colours, edge), getattr(colours, ground)) >= 3


def test_contrast_theme_is_stronger_than_the_law_asks():
    colours = PALETTES["contrast"]

    assert contrast(colours.text, colours.surface) >= 15
    assert min(contrast(getattr(colours, w), getattr(colours, g)) for w, g in WORDS) >= 4.9


@pytest.mark.parametrize("name", PALETTES)
def test_every_ring_of_the_sheet_is_wide_and_of_a_measured_colour(theme, name):
    theme.apply(name, 100)
    sheet = QApplication.instance().styleSheet()
    theme.apply("light", 100)
    rules = re.findall(r"([^{}]+:focus[^{}]*)\{([^{}]*)\}", sheet)
    colours = PALETTES[name]
    measured = {colours.accent, colours.ring, colours.error, colours.warning}

    assert len(rules) > 10
    for _, rule in rules:
        widths = [int(width) for width in re.findall(r"border[^:]*: (\d)px", rule)]
        assert all(width >= 2 for width in widths)
        assert set(re.findall(r"#[0-9a-f]{6}", rule)) <= measured


class _System:
    """Stands for what the system asks for."""

    def __init__(self, scheme=Qt.ColorScheme.Light, wish=Qt.ContrastPreference.NoPreference):
        self._scheme, self._wish = scheme, wish

    def styleHints(self):
        return self

    def accessibility(self):
        return self

    def colorScheme(self):
        return self._scheme

    def contrastPreference(self):
        return self._wish

    def __getattr__(self, name):
        return getattr(QApplication.instance(), name)


DARK = _System(Qt.ColorScheme.Dark)
HIGH = _System(wish=Qt.ContrastPreference.HighContrast)


@pytest.mark.parametrize(
    ("chosen", "system", "seen"),
    [
        ("auto", DARK, "dark"),
        ("auto", HIGH, "contrast"),
        ("light", DARK, "light"),
        ("contrast", DARK, "contrast"),
    ],
)
def test_system_is_followed_while_running(theme, monkeypatch, chosen, system, seen):
    theme.apply(chosen, 100)
    monkeypatch.setattr(theme, "_application", system)

    QApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)

    shown = theme.colours
    monkeypatch.undo()
    theme.apply("light", 100)
    assert shown is PALETTES[seen]


def test_sizes_grow_with_the_text(theme):
    before = (theme.line, theme.row_height, theme.chars(10), theme.icon_size)

    theme.apply("light", 200)

    after = (theme.line, theme.row_height, theme.chars(10), theme.icon_size)
    theme.apply("light", 100)
    assert all(1.8 < new / old < 2.2 for old, new in zip(before, after, strict=True))


def test_text_size_reaches_every_widget(theme, qapp):
    theme.apply("light", 150)

    points = QApplication.font().pointSizeF()

    theme.apply("light", 100)
    assert points == pytest.approx(theme.text_points * 1.5)


ICONS = sorted(p for p in resource_dir("icons").glob("*.svg") if p.stem != "app")


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_icons_have_one_style(path):
    text = path.read_text(encoding="utf-8")

    assert 'viewBox="0 0 24 24"' in text
    assert re.search(r'stroke-linecap="round"', text)
    assert path.stem.startswith(("arrow_", "tick_")) or "currentColor" in text


def test_icon_takes_the_colour_of_the_theme(theme):
    drawn = icon("add", "error", 24).pixmap(24).toImage()

    middle = drawn.pixelColor(drawn.width() // 2, drawn.height() // 2)
    assert middle.name() == theme.colours.error


def test_fonts_a_system_keeps_for_menus_and_tables_follow_the_text(theme):
    small = QApplication.font()
    small.setPointSizeF(7)
    for kind in ("QMenu", "QAbstractItemView", "QTipLabel"):
        QApplication.setFont(small, kind)
    theme.apply("light", 150)
    points = [QApplication.font(kind).pointSizeF() for kind in ("QMenu", "QAbstractItemView")]
    found = [*points, QMenu().font().pointSizeF(), QTableView().font().pointSizeF()]
    theme.apply("light", 100)

    assert found == pytest.approx([theme.text_points * 1.5] * 4)
    assert QApplication.font("QTipLabel").pointSizeF() == pytest.approx(theme.text_points)
