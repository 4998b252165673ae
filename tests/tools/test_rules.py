"""Every house rule turns red when it is broken, and stays quiet otherwise."""

from __future__ import annotations

import pytest

from tools import check_repo
from tools.rules import documents, people, sizes
from tools.rules.repository import Repository

MESSAGES = "resources/messages/pl/plans.toml"
CATALOGUE = """
title = "Plan {number}"
hint = "Bez liczb"
[rows]
one = "{n} wiersz"
few = "{n} wiersze"
many = "{n} wierszy"
"""
USES = 'tr("plans.title", number=1); tr("plans.hint"); tr("plans.rows", n=2)\n'


# words of the texts below that the rule reads; in two pieces: no test of this file is skipped
SKIP = "@pytest.mark." + "skip"
XFAIL = "@pytest.mark." + "xfail"
STOP = "pytest." + "skip"


def found(folder, files):
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return [finding.rule for finding in check_repo.findings(Repository(folder))]


BREACHES = [
    ("size", "cusdesk/a.py", "\n" * 501),
    ("size", "tools/a.py", "def _long():\n" + "    pass\n" * 60),
    ("size", "cusdesk/a.py", "class Fat:\n" + "    def _m(self): ...\n" * 31),
    ("polish-literal", "cusdesk/a.py", 'text = "Źle"'),
    ("polish-literal", "cusdesk/a.py", 'text = f"{1} zł"'),
    ("process-events", "cusdesk/a.py", "application.processEvents()"),
    ("print", "cusdesk/a.py", "print(1)"),
    ("clock", "cusdesk/a.py", "dt.datetime.now()"),
    ("clock", "cusdesk/a.py", "date.today()"),
    ("silenced", "cusdesk/a.py", "x = 1  # type: " + "ignore"),
    ("silenced", "cusdesk/a.py", "x = 1  # type: " + "ignore[assignment]"),
    ("silenced", "tests/a.py", "x = 1  # no" + "qa"),
    ("silenced", "tests/a.py", "x = 1  # no" + "qa: E731"),
    ("machine-path", "CHANGELOG.md", "/ho" + "me/anna/office"),
    ("machine-path", "tools/a.py", 'x = "C:' + '\\\\Users\\\\anna"'),
    ("skip", "tests/test_a.py", SKIP + "\ndef test_a(): ..."),
    ("skip", "tests/test_a.py", SKIP + '(reason="later")\ndef test_a(): ...'),
    ("skip", "tests/test_a.py", XFAIL + '(reason="not yet")\ndef test_a(): ...'),
    ("skip", "tests/test_a.py", SKIP + "if(windows)\ndef test_a(): ..."),
    ("docstring", "cusdesk/a.py", "def save(): ..."),
    ("docstring", "tools/a.py", "def _outer():\n    def write(): ..."),
    ("docstring", "cusdesk/a.py", "class _Line:\n    def width(self): ..."),
    ("pesel", "tests/a.py", 'x = "4405140' + '1359"'),
    ("reference", "CHANGELOG.md", "see [there](nowhere.txt)"),
    ("reference", "cusdesk/a.py", "# see docs/" + "nothing" + ".md"),
    ("reference", "README.md", "in `tools/" + "nothing.py`"),
    ("glossary", "docs/glossary.md", "| plan | service_plan | what | who |"),
    ("glossary", "docs/glossary.md", "| plan | `unknown_word` | what | who |"),
    ("message-key", "cusdesk/a.py", 'tr("plans.missing")'),
    ("message-key", "cusdesk/a.py", 'raise RuleError("plans.missing", n=1)'),
    ("message-key", "cusdesk/a.py", 'key = "plans.form.missing"'),
    ("message-placeholder", "cusdesk/a.py", 'tr("plans.title")'),
    ("message-placeholder", "cusdesk/a.py", 'Problem("name", "plans.title", {})'),
    ("message-placeholder", "cusdesk/a.py", 'tr("plans.hint", number=1)'),
    ("message-unused", "resources/messages/pl/other.toml", 'lonely = "Nikt"'),
    ("message-plural", "resources/messages/pl/plans.toml", 'rows = {one = "a", many = "b"}'),
    ("message-word", "resources/messages/pl/plans.toml", 'hint = "Dane klienta"'),
]


@pytest.mark.parametrize(("rule", "path", "text"), BREACHES)
def test_a_breach_is_found(tmp_path, rule, path, text):
    files = {MESSAGES: CATALOGUE, "cusdesk/use.py": USES}

    assert rule in found(tmp_path, files | {path: text})


FINE = [
    ("cusdesk/a.py", '"""Zażółć: documentation may quote the law."""'),
    ("cusdesk/a.py", 'letters = {"ł": "l"}'),
    ("cusdesk/a.py", 'x = "Źle"  # allowed: polish-literal (a list of letters)'),
    ("cusdesk/a.py", '# allowed: polish-literal (a pattern)\nx = "Źle"'),
    ("cusdesk/cli/care.py", "print(1)"),
    ("cusdesk/core/clock.py", "dt.datetime.now()"),
    ("tests/test_a.py", SKIP + '(reason="bug 7, since 2026-11-22")\ndef test_a(): ...'),
    ("tests/test_a.py", f'def test_a():\n    {STOP}("no LibreOffice here")'),
    ("cusdesk/a.py", 'class _Line:\n    def width(self):\n        """The room it takes."""'),
    ("tests/a.py", "x = 1  # no" + "qa: E731, S101 (three words)"),
    ("cusdesk/a.py", "def _outer():\n    def _write(): ..."),
    ("tests/a.py", "def test_a(): ..."),
    ("tests/a.py", 'x = "44914512345"'),
    ("cusdesk/a.py", 'tr(f"plans.{name}"); RuleError("plans.title", **values)'),
    ("cusdesk/a.py", 'Problem("name", "plans.title", {"number": 1})'),
]


@pytest.mark.parametrize(("path", "text"), FINE)
def test_what_is_meant_passes(tmp_path, path, text):
    files = {MESSAGES: CATALOGUE, "cusdesk/use.py": USES}

    assert found(tmp_path, files | {path: text}) == []


def exceptions(size):
    entry = f'place = "cusdesk/a.py::_long"\nsize = {size}\nreason = "one table"\n'
    return {
        sizes.TABLE: f"[[exception]]\n{entry}",
        "cusdesk/a.py": "def _long():\n" + "    pass\n" * 64,
    }


def test_an_exception_holds_exactly(tmp_path):
    assert found(tmp_path, exceptions(65)) == []


@pytest.mark.parametrize("size", [64, 66])
def test_an_exception_neither_grows_nor_stays_too_large(tmp_path, size):
    assert found(tmp_path, exceptions(size)) == ["size"]


def test_a_computed_key_counts_all_below_it_as_used(tmp_path):
    files = {
        "resources/messages/pl/enums.toml": '[status]\nopen = "otwarty"\ndone = "gotowy"\n',
        "cusdesk/a.py": 'tr(f"enums.status.{status}")',
    }

    assert found(tmp_path, files) == []


def test_a_finding_about_a_message_names_its_line(tmp_path):
    path = tmp_path / "resources/messages/pl/plans.toml"
    path.parent.mkdir(parents=True)
    path.write_text('title = "a"\n[form]\ntitle = "b"\n', encoding="utf-8")

    places = [
        (finding.line, finding.message) for finding in check_repo.findings(Repository(tmp_path))
    ]

    assert places == [
        (1, "`plans.title` is used nowhere"),
        (3, "`plans.form.title` is used nowhere"),
    ]


def test_a_pesel_of_another_century_is_nobody_s():
    assert people.may_be_somebody("44051401359")
    assert not people.may_be_somebody("44051401358")  # wrong check digit
    assert not people.may_be_somebody("44851401353")  # born in 1844


def test_the_glossary_of_this_repository_is_read():
    source = Repository(check_repo.ROOT).sources[documents.GLOSSARY]

    rows = [cells for _, cells in documents.glossary_rows(source)]

    assert len(rows) > 30
    assert all(len(cells) == documents.COLUMNS for cells in rows)
