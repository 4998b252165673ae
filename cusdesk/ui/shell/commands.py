"""The actions of the window itself; features add theirs through `features.SCREENS`."""

from __future__ import annotations

from functools import partial
from operator import methodcaller
from typing import TYPE_CHECKING

from cusdesk.core.settings import LARGEST_TEXT, SMALLEST_TEXT, TEXT_SIZE, THEME
from cusdesk.ui.shell import leaving
from cusdesk.ui.shell.actions import ActionSpec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.core.settings import Settings
    from cusdesk.ui.shell.features import ScreenSpec
    from cusdesk.ui.shell.main_window import MainWindow

_TEXT_STEP = 25
_ROW_OF_KEYS = "1234567890-="
"""The upper row of a keyboard, from left to right: one key a screen."""


def change_text_size(settings: Settings, step: int) -> None:
    """Make the text larger (1), smaller (-1) or normal (0)."""
    percent = settings.get(TEXT_SIZE) + step * _TEXT_STEP if step else SMALLEST_TEXT
    settings.set(TEXT_SIZE, max(SMALLEST_TEXT, min(percent, LARGEST_TEXT)))


def _occasional_screens(window: MainWindow, screens: Sequence[ScreenSpec]) -> list[ActionSpec]:
    """Return the screens that do not stand in the navigation, each with its commands."""
    found = []
    for spec in screens:
        if spec.is_daily:
            continue
        show = partial(window.open_screen, spec.id)
        found.append(
            ActionSpec(
                f"file.{spec.id}",
                spec.title,
                show,
                "file",
                spec.icon,
                starts_group=True,
                needs=spec.needs,
            )
        )
        found += _commands(window, spec, "file")
    return found


def _commands(window: MainWindow, spec: ScreenSpec, menu: str) -> list[ActionSpec]:
    """Return what can be begun on a screen from anywhere."""
    return [
        ActionSpec(
            command.id,
            command.text,
            partial(window.run_command, spec.id, command.id),
            menu,
            command.icon,
            command.shortcut,
            starts_group=place == 0 and menu == "edit",
            needs=command.needs or spec.needs,
        )
        for place, command in enumerate(spec.commands)
    ]


def _file_actions(window: MainWindow) -> list[ActionSpec]:
    """Return what is done with the office file as a whole."""
    make, elsewhere, check = (
        partial(window.care.on_copies, methodcaller(name))
        for name in ("make", "make_elsewhere", "check")
    )
    begin, other = partial(leaving.begin_new, window), partial(leaving.open_other, window)
    free = partial(ActionSpec, needs_office=False)
    return [
        free("file.new", "actions.file.new", begin, "file", "office"),
        free("file.open", "actions.file.open", other, "file", "folder", "Ctrl+O"),
        ActionSpec("file.backup", "actions.file.backup", make, "file", "backup", starts_group=True),
        ActionSpec("file.elsewhere", "actions.file.elsewhere", elsewhere, "file"),
        ActionSpec("file.check", "actions.file.check", check, "file", "check"),
    ]


def _begin_new(window: MainWindow) -> None:
    if window.workspace is not None:
        window.workspace.begin_new()


def _go_on(window: MainWindow, direction: int) -> None:
    from cusdesk.ui.shell import panes

    panes.step(window, direction)


def _part_actions(window: MainWindow) -> list[ActionSpec]:
    """Return the steps of the keyboard from one part of the window to another."""
    return [
        ActionSpec(f"go.{name}", f"actions.go.{name}", run, "go", "", keys, in_palette=False)
        for name, keys, run in (
            ("next_part", "F6", partial(_go_on, window, 1)),
            ("previous_part", "Shift+F6", partial(_go_on, window, -1)),
        )
    ]


def _view_actions(settings: Settings) -> list[ActionSpec]:
    """Return text sizes and colours."""
    free = partial(ActionSpec, needs_office=False)
    resize = partial(partial, change_text_size, settings)

    def colours(name: str, *, starts_group: bool = False) -> ActionSpec:
        """Return the command that chooses one set of colours."""
        return ActionSpec(
            f"view.{name}",
            f"actions.view.{name}",
            partial(settings.set, THEME, name),
            "view",
            needs_office=False,
            starts_group=starts_group,
            is_on=lambda: settings.get(THEME) == name,
        )

    return [
        free("view.larger", "actions.view.larger", resize(1), "view", "text_size", "Ctrl++"),
        free("view.smaller", "actions.view.smaller", resize(-1), "view", "", "Ctrl+-"),
        free("view.normal", "actions.view.normal", resize(0), "view", "", "Ctrl+0"),
        colours("auto", starts_group=True),
        colours("light"),
        colours("dark"),
        colours("contrast"),
    ]


def _guide_actions(window: MainWindow) -> list[ActionSpec]:
    """Return the ways back to the first steps and to the guided hour."""
    steps, hour, right = window.guide.show_first_steps, window.guide.show_hour, "office.settings"
    return [
        ActionSpec("help.first_steps", "actions.help.first_steps", steps, "help", needs=right),
        ActionSpec("help.hour", "actions.help.hour", hour, "help", "", "Shift+F1", needs=right),
    ]


def _help_actions(window: MainWindow) -> list[ActionSpec]:
    """Return the help, and what helps when something goes wrong."""
    show = window.helper.show
    free = partial(ActionSpec, needs_office=False)
    return [
        free("help.here", "actions.help.here", show, "help", "help", "F1"),
        free("help.keys", "actions.help.keys", partial(show, "keys"), "help"),
        free("help.cards", "shell.help.cards", partial(show, "cards"), "help", "print"),
        *_guide_actions(window),
        ActionSpec(
            "help.computer",
            "computer.title",
            window.care.show_computer,
            "help",
            "check",
            needs_office=False,
            starts_group=True,
            in_palette=False,  # the screen stands there under the same name
        ),
        free("help.update", "updates.action", window.care.show_update, "help", "down"),
        free("help.about", "actions.help.about", window.show_about, "help", "info"),
    ]


def _leaving_actions(window: MainWindow) -> list[ActionSpec]:
    """Return what locks the office, closes it, and ends the program."""
    lock = partial(ActionSpec, starts_group=True)
    close = partial(window.leave_for, window.start.show_doors)
    quit_it = partial(ActionSpec, needs_office=False)
    return [
        lock("file.lock", "actions.file.lock", window.locker.lock, "file", "lock", "Ctrl+L"),
        ActionSpec("file.close", "actions.file.close", close, "file", starts_group=True),
        quit_it("file.quit", "actions.file.quit", window.close, "file", "", "Ctrl+Q"),
    ]


def _edit_actions(window: MainWindow) -> list[ActionSpec]:
    """Return what takes back and repeats, and what begins something new on the shown screen."""
    return [
        ActionSpec("edit.undo", "actions.edit.undo", window.undo, "edit", "undo", "Ctrl+Z"),
        ActionSpec("edit.redo", "actions.edit.redo", window.redo, "edit", "redo", "Ctrl+Y"),
        ActionSpec(
            "edit.new_here",
            "actions.edit.new_here",
            partial(_begin_new, window),
            "edit",
            "add",
            "Ctrl+N",
            starts_group=True,
            in_palette=False,  # there every new thing stands under its own name
        ),
    ]


def window_actions(
    window: MainWindow, settings: Settings, screens: Sequence[ScreenSpec]
) -> list[ActionSpec]:
    """Return what every window offers."""
    return [
        *_file_actions(window),
        *_occasional_screens(window, screens),
        *_leaving_actions(window),
        *_edit_actions(window),
        ActionSpec(
            "go.search",
            "actions.go.search",
            window.show_palette,
            "go",
            "search",
            "Ctrl+K",
            in_palette=False,
        ),
        ActionSpec(
            "view.privacy",
            "actions.view.privacy",
            window.privacy.toggle,
            "view",
            shortcut="F8",
            is_on=lambda: window.privacy.is_on,
        ),
        *_part_actions(window),
        *_view_actions(settings),
        *_help_actions(window),
    ]


def screen_actions(window: MainWindow, screens: Sequence[ScreenSpec]) -> list[ActionSpec]:
    """Return one action for every screen, and the commands of each."""
    found = []
    for number, spec in enumerate((spec for spec in screens if spec.is_daily), start=1):
        shortcut = f"Alt+{_ROW_OF_KEYS[number - 1]}" if number <= len(_ROW_OF_KEYS) else ""
        found.append(
            ActionSpec(
                f"go.{spec.id}",
                spec.title,
                partial(window.open_screen, spec.id),
                "go",
                spec.icon,
                shortcut,
                starts_group=number == 1,
                needs=spec.needs,
            )
        )
        found += _commands(window, spec, "edit")
    return found
