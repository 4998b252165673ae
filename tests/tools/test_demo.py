"""The demo asks the program for the right things and says where they are."""

from __future__ import annotations

import json

import pytest

from tools import demo
from tools.environment import SetupError

PLAN = {"id": "0197-1", "number": "1/2026"}


@pytest.fixture
def program(monkeypatch, tmp_path):
    """Stands in for the installed program; returns what it was asked."""
    asked = []
    answers = {
        "demo": f"office: {tmp_path / 'gmina.cusdesk'}\npassword: tajne\n",
        "list": json.dumps([PLAN]),
    }

    def answer(arguments, variables):
        asked.append((arguments, variables["CUSDESK_PASSWORD"]))
        return answers.get(arguments[0], "")

    monkeypatch.setattr(demo, "_cusdesk", answer)
    return asked, answers


def test_every_path_is_printed_on_a_line_of_its_own(program, tmp_path, capsys):
    assert demo.build(tmp_path, window=False, variables={}) == 0

    lines = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())
    assert list(lines) == ["office", "password", "plan", "month"]
    assert lines["password"] == "tajne"
    assert lines["plan"] == str(tmp_path / "ipus.pdf")
    assert lines["month"].endswith(".xlsx")


def test_the_program_is_asked_in_the_words_of_its_command_line(program, tmp_path):
    asked, _ = program

    demo.build(tmp_path, window=False, variables={})

    office = str(tmp_path / "gmina.cusdesk")
    words = [arguments for arguments, _ in asked]
    assert words[0] == ["demo", str(tmp_path)]
    assert words[1] == ["list", "plans", office, "--json"]
    assert words[2] == ["export", "plan", office, PLAN["id"], "--out", str(tmp_path / "ipus.pdf")]
    assert words[3][:3] == ["export", "month", office]
    assert [password for _, password in asked[1:]] == ["tajne"] * 3


def test_a_demo_without_plans_is_a_failure(program, tmp_path):
    program[1]["list"] = "[]"

    with pytest.raises(SetupError, match="no plan"):
        demo.build(tmp_path, window=False, variables={})
