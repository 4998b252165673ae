"""The third door, and the commune again on the days after."""

from __future__ import annotations

from pathlib import Path

import pytest

from cusdesk.core.errors import StorageError
from cusdesk.core.messages import describe, tr
from cusdesk.core.settings import LAST_OFFICE, RECENT_OFFICES
from cusdesk.domain.demo import DEMO_FILE, DEMO_PASSWORD
from cusdesk.services.demo import build_demo
from cusdesk.ui.shell.start import offices


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("gmina")
    build_demo(made, residents=1, years=0)
    return made


@pytest.fixture
def door(window, folder, monkeypatch):
    monkeypatch.setattr(offices, "demo_folder", lambda: folder)
    return window.start.demo


def test_the_commune_opens_without_a_password_and_never_by_itself(window, door, folder, settings):
    door.make()
    assert window.office.path == folder / DEMO_FILE
    assert window.workspace.is_fictional
    assert settings.get(RECENT_OFFICES) == [str(folder / DEMO_FILE)]
    assert settings.get(LAST_OFFICE) == ""

    window.close_office()
    door.open_recent(str(folder / DEMO_FILE))
    assert window.office.path == folder / DEMO_FILE
    window.close_office()


def test_a_lock_says_the_password_of_the_commune_and_of_no_other(window, folder):
    hint = window.start.unlock._hint
    window.start.ask_again(folder / DEMO_FILE, "Gmina", "", "")
    assert hint.text() == tr("shell.unlock.demo", password=DEMO_PASSWORD)
    assert not hint.isHidden()

    window.start.ask_password(Path("biuro.cusdesk"))
    assert hint.isHidden()


@pytest.mark.parametrize(
    ("key", "asks"), [("storage.wrong_password", True), ("demo.other_office", False)]
)
def test_a_commune_that_does_not_open_says_why(window, door, monkeypatch, key, asks):
    error = StorageError(key, place="gmina")

    def refuse(*_args, **_named):
        raise error

    monkeypatch.setattr(offices, "open_demo", refuse)
    window.start.show_doors()
    door.make()

    start = window.start
    assert (start.currentWidget() is start.unlock) == asks
    assert start.welcome.problem.text == ("" if asks else describe(error))
