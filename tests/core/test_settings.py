"""Options of a person: defaults, memory, damaged files."""

from __future__ import annotations

import pytest

from cusdesk.core.settings import LAST_OFFICE, OPTIONS, RECENT_OFFICES, TEXT_SIZE, THEME, Settings


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "settings.json"


def test_defaults_without_a_file(path):
    settings = Settings(path)

    assert (settings.get(TEXT_SIZE), settings.get(THEME)) == (100, "auto")


def test_choices_survive(path):
    Settings(path).set(TEXT_SIZE, 150)

    assert Settings(path).get(TEXT_SIZE) == 150


@pytest.mark.expects_log_warnings
def test_damaged_file_gives_defaults(path):
    path.parent.mkdir()
    path.write_text("{", encoding="utf-8")

    assert Settings(path).get(TEXT_SIZE) == 100


def test_nonsense_value_gives_the_default(path):
    path.parent.mkdir()
    path.write_text('{"text_size_percent": 9000, "theme": "pink"}', encoding="utf-8")

    settings = Settings(path)

    assert (settings.get(TEXT_SIZE), settings.get(THEME)) == (100, "auto")


def test_listeners_hear_changes_only(path):
    settings, heard = Settings(path), []
    settings.subscribe(heard.append)

    settings.set(TEXT_SIZE, 100)
    settings.set(TEXT_SIZE, 125)

    assert heard == ["text_size_percent"]


def test_recent_offices_are_few_and_newest_first(path):
    settings = Settings(path)
    for number in range(8):
        settings.add_recent(f"/office{number}")
    settings.add_recent("/office5")

    assert settings.get(RECENT_OFFICES)[:2] == ["/office5", "/office7"]
    assert len(settings.get(RECENT_OFFICES)) == 6
    assert settings.get(LAST_OFFICE) == "/office5"


@pytest.mark.expects_log_warnings
def test_unwritable_folder_is_lived_with(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    settings = Settings(blocked / "settings.json")

    settings.set(TEXT_SIZE, 125)

    assert settings.get(TEXT_SIZE) == 125


def test_columns_of_a_list_are_remembered(path):
    Settings(path).set_table("residents.list", {"hidden": ["pesel"]})

    assert Settings(path).table("residents.list") == {"hidden": ["pesel"]}


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.key)
def test_every_default_is_valid(option):
    assert option.is_valid(option.default)
