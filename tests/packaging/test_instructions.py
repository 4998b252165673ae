"""What the packaging page, the checklist and the workflow tell people to run does exist."""

from __future__ import annotations

import re

import pytest

from cusdesk import cli, selftest
from cusdesk.__main__ import SELF_TEST
from tools import verbs
from tools.environment import ROOT
from tools.windows import package, places

PACKAGING = (ROOT / "docs" / "packaging.md").read_text(encoding="utf-8")
CHECKLIST = (ROOT / "docs" / "windows_checklist.md").read_text(encoding="utf-8")
WORKFLOW = (ROOT / ".github" / "workflows" / "windows.yml").read_text(encoding="utf-8")
LIFE = (ROOT / "tests" / "windows" / "life.ps1").read_text(encoding="utf-8-sig")
SCRIPT = places.SCRIPT.read_text(encoding="utf-8")
TOLD = {"packaging": PACKAGING, "checklist": CHECKLIST, "workflow": WORKFLOW, "life": LIFE}
COMMAND = re.compile(r"tools/dev\.py ([a-z]+)((?: [^\s`#&|]+)*)")
OURS = r"(?:\.github|cusdesk|docs|requirements|resources|tests|tools)/[\w./-]*\w"


def told(pattern):
    """Return what the pattern finds, and in which text."""
    return {(name, it) for name, text in TOLD.items() for it in re.findall(pattern, text)}


def test_every_verb_and_option_exists():
    found = [
        (verb, words.split()) for text in TOLD.values() for verb, words in COMMAND.findall(text)
    ]
    known = set(re.findall(r"--[a-z-]+", package._parser().format_help()))
    options = {word for verb, words in found if verb == "package" for word in words}

    assert {verb for verb, _ in found} >= {"package", "wine", "lock", "setup", "test"}
    assert {verb for verb, _ in found} <= set(verbs.VERBS)
    assert {word for word in options if word.startswith("--")} <= known


def test_every_path_of_ours_exists():
    named = {path for _, path in told(OURS)}
    assert len(named) > 20
    assert {path for path in named if not (ROOT / path).exists()} == set()


def test_every_switch_of_the_installer_exists():
    known = set(re.findall(r'GetOptions\} \$\d "(/[A-Z]+)"', SCRIPT)) | {"/S", "/D"}
    assert {it for _, it in told(r"(?<![\w/])/[A-Z]{1,9}\b(?![\w/])")} <= known


@pytest.mark.parametrize("verb", sorted({it for _, it in told(r"`cusdesk\.cmd ([a-z]+)")}))
def test_every_verb_of_the_program_exists(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        cli._parser().parse_args([verb, "--help"])
    assert ended.value.code == 0


def test_the_life_asks_the_program_only_what_it_can():
    calls = [re.findall(r'"((?:[^"`]|`.)*)"', words)
             for words in re.findall(r'"-m", "cusdesk", ([^)]+)\)', LIFE)]  # fmt: skip
    for words in calls:
        if words[0] != SELF_TEST:
            cli._parser().parse_args(words)  # ends the test when there is no such thing
    levels = {words[1] for words in calls if words[0] == SELF_TEST}
    assert levels == {"short", "full"} <= set(selftest.DEPTHS)
    assert len(calls) >= 4
