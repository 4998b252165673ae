"""A person at the keyboard of a prefix: looks at the window, waits until it rests, types."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from tests.windows.patience import busy_threads
from tests.windows.wine import Prefix

QUIET_LOOKS = 8
LOOK_EVERY_S = 0.4


class Hands:
    """What a person does; after everything done the program may finish its work."""

    def __init__(self, pc: Prefix, pictures: Path) -> None:
        self._pc, self._pictures = pc, pictures

    def sees(self, title: str) -> None:
        """Wait for a window and for the end of what it does at first, and turn to it.

        No manager of windows gives the keyboard to the window of a program that others started.
        """
        if self._pc.window(title) is None:
            picture = self.photographs("not-seen")
            raise AssertionError(f"no window {title!r}; see {picture}")
        self._rest()
        self._tell("windowfocus", self._pc.windows(title)[-1])
        self._rest()

    def sees_no(self, title: str) -> None:
        """Wait until a window has gone."""
        assert self._pc.until(lambda: not self._pc.windows(title)), f"still a window {title!r}"
        self._rest()

    def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        for key in keys:
            self._tell("key", "--clearmodifiers", key)
            self._rest()

    def types(self, words: str) -> None:
        """Type, quicker than any person."""
        self._tell("type", "--clearmodifiers", "--delay", "60", words)
        self._rest()

    def photographs(self, name: str) -> Path:
        """Keep a picture of the screen for whoever looks at the run."""
        target = self._pictures / f"{name}.png"
        shot = ["import", "-window", "root", str(target)]
        subprocess.run(shot, env=self._pc.variables, check=True, capture_output=True)
        return target

    def _tell(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._pc.variables, check=True)

    def _rest(self) -> None:
        """Wait until no thread of the prefix has anything to do, several looks in a row."""
        quiet = 0

        def is_quiet() -> bool:
            nonlocal quiet
            quiet = 0 if busy_threads(self._pc.folder) else quiet + 1
            time.sleep(LOOK_EVERY_S)
            return quiet >= QUIET_LOOKS

        assert self._pc.until(is_quiet), "it does not come to rest"
