"""What a colour says, a sign or a word says too (WCAG 2.2, 1.4.1).

Colours come from the theme. Every place that gives one to a cell is listed here with what says the
same in grey; a new place is added together with its sign.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

import cusdesk.ui
from cusdesk.ui.common.grid.paste import PastedCell, _PreviewModel
from cusdesk.ui.common.theme.icons import pixmap

ROOT = Path(cusdesk.ui.__file__).parent
COLOURED = {
    "attendance/grid/headers.py": "a free day is underlined; the current one has the frame below",
    "attendance/grid/painting.py": "each mark is a letter; trouble has a corner; no place, lines",
    "attendance/grid/paste.py": "a sign in the cell, its reason in words above the table",
    "common/figures/table.py": "a minus before the figure",
    "common/grid/paste.py": "a sign in the cell, its reason in words above the table",
    "common/table/model.py": "the words of the cell say the state; the first tone has a sign",
    "imports/texts_table.py": "bold letters",
    "own_sheets/picture.py": "bold letters, and the name of the figure for those who hear it",
    "plans/table/editors.py": "the cursor in the cell",
    "plans/table/model.py": "a sign in a refused cell; slanted letters until something is typed",
    "recruitment/intake_dialog.py": "a column says the outcome in words",
    "recruitment/marks.py": "the mark is a word",
    "residents/finder.py": "words behind the name",
    "shell/proof.py": "no colour is seen: a page for the proof of printing",
}
GIVES_COLOUR = re.compile(r"BackgroundRole|ForegroundRole|set(Fore|Back)ground\(|fillRect\(")
OWN_COLOUR = re.compile(r"QColor\(\s*[\"'0-9]|Qt\.GlobalColor\.(?!transparent)|#[0-9a-fA-F]{6}\b")
OUTSIDE_THE_THEME = {"common/pdf_pages.py", "common/pdf_preview.py", "shell/proof.py"}
"""Paper is white in every theme."""


def _sources():
    for path in sorted(ROOT.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_every_coloured_cell_is_listed_with_its_sign():
    found = {name for name, text in _sources() if GIVES_COLOUR.search(text)}

    assert found - {"common/theme/icons.py"} == set(COLOURED)


def test_colours_and_styles_come_from_the_theme():
    others = {
        name
        for name, text in _sources()
        if not name.startswith("common/theme/")
        and (OWN_COLOUR.search(text) or "setStyleSheet(" in text)
    }

    assert others <= OUTSIDE_THE_THEME


def _modules_with_signs():
    for name, text in _sources():
        if re.search(r"^_?[A-Z_]*(SIGNS|LOOKS)[A-Z_]* ?(:.*)?= \{", text, re.MULTILINE):
            yield "cusdesk.ui." + name.removesuffix(".py").replace("/", ".")


@pytest.mark.parametrize("module", list(_modules_with_signs()))
def test_another_colour_has_another_sign(module, qapp):
    for name, value in vars(import_module(module)).items():
        if not re.fullmatch(r"_?[A-Z_]*(SIGNS|LOOKS)", name) or not isinstance(value, dict):
            continue
        pairs = {pair[:2] for pair in value.values() if isinstance(pair, tuple)}
        strong = {pair for pair in pairs if pair[1] != "muted"}
        assert len({sign for sign, _ in strong}) == len(strong), name


def _shape(name):
    picture = pixmap(name, "text", 24).toImage().convertToFormat(QImage.Format.Format_Alpha8)
    return bytes(picture.constBits())


def test_signs_of_states_differ_in_shape(theme):
    names = ("error", "warning", "success", "info", "hours", "check", "lock", "close", "edit")
    assert len({_shape(name) for name in names}) == len(names)


def test_pasted_cell_with_a_problem_has_a_sign(theme):
    bad, good = PastedCell(0, 0, "x", "to nie liczba"), PastedCell(0, 1, "1", "")
    model = _PreviewModel([bad, good], ["a", "b"])

    signs = [model.index(0, n).data(Qt.ItemDataRole.DecorationRole) for n in (0, 1)]
    assert signs[0] is not None
    assert signs[1] is None
