"""Where a packed program, a portable one and a checkout keep the person's things."""

from __future__ import annotations

import sys

import pytest

from cusdesk.core import paths


@pytest.fixture(autouse=True)
def _profile_of_the_system(monkeypatch):
    monkeypatch.setattr(paths, "_profile", None)


@pytest.fixture
def packed(tmp_path, monkeypatch):
    """A packed program in a folder of its own; its modules would lie in app/cusdesk/core."""
    program = tmp_path / "program"
    (program / "app" / "cusdesk" / "core").mkdir(parents=True)
    (program / paths.MANIFEST).touch()
    monkeypatch.setattr(paths, "__file__", str(program / "app" / "cusdesk" / "core" / "paths.py"))
    paths.program_dir.cache_clear()
    yield program
    paths.program_dir.cache_clear()


def test_a_checkout_is_not_a_packed_program():
    assert paths.program_dir() is None
    assert paths.portable_dir() is None


def test_an_installed_program_keeps_things_in_the_profile(packed, home):
    assert paths.program_dir() == packed
    assert paths.portable_dir() is None
    assert home in paths.user_data_dir().parents or sys.platform == "win32"


def test_a_portable_program_keeps_everything_beside_itself(packed, home):
    (packed.parent / paths.PORTABLE_MARK).touch()

    beside = packed.parent / "dane"
    assert [paths.user_config_dir(), paths.user_data_dir(), paths.user_log_dir()] == [
        beside, beside, beside / "Logs",
    ]  # fmt: skip
    assert beside.joinpath("Logs").is_dir()
    assert not any(home.iterdir())


def test_the_self_test_takes_no_place_in_the_profile(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "_profile", None)  # put back afterwards
    paths.keep_everything_in(tmp_path / "elsewhere")

    assert paths.user_data_dir() == tmp_path / "elsewhere"
