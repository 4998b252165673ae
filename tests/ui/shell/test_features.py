"""The list of screens keeps its own rules."""

from __future__ import annotations

import pytest

from cusdesk.core.messages import tr
from cusdesk.core.paths import resource_dir
from cusdesk.ui.shell.actions import MENUS
from cusdesk.ui.shell.commands import screen_actions, window_actions
from cusdesk.ui.shell.features import SCREENS


def test_ids_are_unique():
    ids = [spec.id for spec in SCREENS] + [c.id for spec in SCREENS for c in spec.commands]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("spec", SCREENS, ids=lambda spec: spec.id)
def test_screen_has_words_and_a_picture(spec):
    assert tr(spec.title)
    assert all(tr(command.text) for command in spec.commands)
    for name in (spec.icon, *(command.icon for command in spec.commands)):
        assert (resource_dir("icons") / f"{name}.svg").is_file()


def test_actions_have_words_and_free_shortcuts(window, settings):
    actions = [*window_actions(window, settings, SCREENS), *screen_actions(window, SCREENS)]
    shortcuts = [action.shortcut for action in actions if action.shortcut]

    assert all(tr(action.text) and action.menu in MENUS for action in actions)
    assert len(shortcuts) == len(set(shortcuts))


def test_navigation_begins_with_today():
    assert SCREENS[0].id == "today"
