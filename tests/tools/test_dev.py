"""The developer's one command: what it refuses, asks for and says."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from tools import demo, dev, environment, system_libraries, verbs


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 9)])
def test_supported_pythons_pass(version):
    assert dev.refusal(version) is None


@pytest.mark.parametrize("version", [(3, 10, 12), (3, 15, 0), (2, 7, 18)])
def test_other_pythons_hear_a_sentence(version):
    assert "needs Python 3.11 to 3.14" in dev.refusal(version)


def test_the_first_file_is_readable_by_old_pythons():
    source = (dev.ROOT / "tools" / "dev.py").read_text(encoding="utf-8")

    compile(source, "dev.py", "exec", dont_inherit=True)
    assert "match " not in source
    assert ":=" not in source


def test_help_names_every_verb():
    done = subprocess.run(
        [sys.executable, "tools/dev.py", "--help"],
        cwd=dev.ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert all(f"  {verb} " in done.stdout for verb in verbs.VERBS)


def test_an_unknown_verb_is_wrong_usage(capsys):
    assert verbs.run(["polish"]) == 2
    assert "No such verb: polish" in capsys.readouterr().err


def test_an_unknown_measurement_is_wrong_usage(capsys):
    assert verbs.run(["bench", "nothing"]) == 2
    assert "typeahead" in capsys.readouterr().err


@pytest.fixture
def bare_linux(monkeypatch):
    monkeypatch.setattr(system_libraries, "is_linux", lambda: True)
    monkeypatch.setattr(system_libraries, "_loads", lambda _library: False)
    monkeypatch.setattr(system_libraries, "can_install", lambda: False)


@pytest.mark.usefixtures("bare_linux")
def test_without_root_the_one_apt_line_is_named():
    with pytest.raises(environment.SetupError) as caught:
        environment._ensure_system(["python3-venv"], screen=False)

    line = str(caught.value).splitlines()[-1]
    assert line.strip().startswith("sudo apt-get install")
    assert {"python3-venv", "libgl1", "libegl1", "fonts-dejavu-core"} <= set(line.split())
    assert "libxcb-cursor0" not in line


@pytest.mark.usefixtures("bare_linux")
def test_a_screen_needs_more_libraries():
    assert "libxcb-cursor0" in system_libraries.missing_packages(screen=True)


def test_nothing_is_missing_here():
    assert system_libraries.missing_packages(screen=False) == []


@pytest.fixture
def no_strace(monkeypatch):
    monkeypatch.setattr(system_libraries, "is_linux", lambda: True)
    monkeypatch.setattr(system_libraries.shutil, "which", lambda _name: None)
    asked = []
    monkeypatch.setattr(system_libraries, "install", lambda names: asked.append(names) or True)
    return asked


def test_strace_is_installed_for_the_tests_where_it_may_be(no_strace, monkeypatch, capsys):
    monkeypatch.setattr(system_libraries, "can_install", lambda: True)
    environment.want_test_programs()

    assert no_strace == [["strace", "nsis"]]
    assert "Without strace" not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("may", "reason"), [(False, "may not install"), (True, "could not install")]
)
def test_without_strace_the_tests_go_on_and_say_so(no_strace, monkeypatch, capsys, may, reason):
    monkeypatch.setattr(system_libraries, "can_install", lambda: may)
    monkeypatch.setattr(system_libraries, "install", lambda _names: False)
    environment.want_test_programs()

    said = "".join(capsys.readouterr())
    assert reason in said
    assert "sudo apt-get install --no-install-recommends strace nsis" in said


def test_the_demo_does_not_ask_for_strace(no_strace):
    assert "strace" not in system_libraries.missing_packages(screen=True)


def test_a_moved_environment_is_made_anew(tmp_path, monkeypatch):
    stamp = tmp_path / "stamp"
    stamp.write_text("elsewhere/cusdesk\n0123", encoding="utf-8")
    monkeypatch.setattr(environment, "STAMP", stamp)

    assert not environment._usable()


def _checkout(folder, monkeypatch):
    """Let the environment module believe that `folder` is its checkout."""
    folder.mkdir()
    monkeypatch.setattr(environment, "ROOT", folder)
    monkeypatch.setattr(environment, "VENV", folder / ".venv")
    monkeypatch.setattr(environment, "STAMP", folder / ".venv" / "cusdesk-setup")
    return folder


def test_a_linked_environment_is_refused_and_left_alone(tmp_path, monkeypatch):
    owned = tmp_path / "first" / ".venv"
    owned.mkdir(parents=True)
    (owned / "cusdesk-setup").write_text(f"{owned.parent}\n0123", encoding="utf-8")
    checkout = _checkout(tmp_path / "second", monkeypatch)
    (checkout / ".venv").symlink_to(owned, target_is_directory=True)

    with pytest.raises(environment.SetupError, match="nothing was changed there"):
        environment.ensure()

    assert (owned / "cusdesk-setup").exists()


def test_a_dangling_link_is_refused_too(tmp_path, monkeypatch):
    checkout = _checkout(tmp_path / "checkout", monkeypatch)
    (checkout / ".venv").symlink_to(tmp_path / "gone", target_is_directory=True)

    with pytest.raises(environment.SetupError, match="Remove the link"):
        environment.ensure()


def test_an_environment_two_checkouts_share_is_refused(tmp_path, monkeypatch):
    first = tmp_path / "first"
    (first / ".venv").mkdir(parents=True)
    (first / ".venv" / "cusdesk-setup").write_text(f"{first}\n0123", encoding="utf-8")
    (tmp_path / "second").symlink_to(first, target_is_directory=True)  # as a mount would show it
    monkeypatch.setattr(environment, "ROOT", tmp_path / "second")
    monkeypatch.setattr(environment, "VENV", first / ".venv")
    monkeypatch.setattr(environment, "STAMP", first / ".venv" / "cusdesk-setup")

    with pytest.raises(environment.SetupError, match="another place"):
        environment._refuse_foreign()


def test_a_place_without_environment_or_with_its_own_passes(tmp_path, monkeypatch):
    checkout = _checkout(tmp_path / "checkout", monkeypatch)
    environment._refuse_foreign()

    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "cusdesk-setup").write_text("/gone/checkout\n0123", encoding="utf-8")
    environment._refuse_foreign()


def test_last_month_of_january_is_december():
    assert demo._last_month(dt.date(2026, 1, 31)) == "2025-12"
    assert demo._last_month(dt.date(2026, 3, 1)) == "2026-02"


def test_labelled_lines_are_read_with_their_colons():
    said = demo._labelled("office: C:/demo/a.cusdesk\nnothing\npassword: a: b\n")

    assert said == {"office": "C:/demo/a.cusdesk", "password": "a: b"}
