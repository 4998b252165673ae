"""The bus of AT-SPI as a screen reader sees it: what is shown, what has the keyboard, what is said.

For the system's own Python, which has the library of AT-SPI; keys go in through the same bus.
"""

from __future__ import annotations

import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 (the version is chosen first)

_DEEPEST = 40
_PATIENCE_S = 60
_KEYCODES = {"Ctrl": 37, "Shift": 50, "Alt": 64}
_PLAIN = {
    "a": 38,
    "k": 45,
    "n": 57,
    "z": 52,
    **{n: 10 + "1234567890".index(n) for n in "1234567890"},
}
"""Keycodes of a keyboard under X: with Alt held, a symbol would let go of it first."""
_KEYSYMS = {
    "Tab": 0xFF09, "Return": 0xFF0D, "Escape": 0xFF1B, "Down": 0xFF54, "Right": 0xFF53,
    "F2": 0xFFBF, "F6": 0xFFC3, "Delete": 0xFFFF, "Home": 0xFF50,
}  # fmt: skip
_FOCUS = "object:state-changed:focused"
_EVENTS = (_FOCUS, "object:announcement", "object:property-change:accessible-description")


class Bus:
    """One program on the bus."""

    def __init__(self, name):
        Atspi.init()
        self._said, self._came_to = [], None
        self._listener = Atspi.EventListener.new(self._on_event)
        for kind in _EVENTS:
            self._listener.register(kind)
        self.root = self.wait(lambda: self._program(name), f"nothing called {name} on the bus")

    def _on_event(self, event):
        if event.type == _FOCUS:
            self._came_to = event.source if event.detail1 else self._came_to
            return
        words = event.any_data if isinstance(event.any_data, str) else ""
        self._said.append(words or (event.source.get_description() or ""))

    @staticmethod
    def _program(name):
        desktop = Atspi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            found = desktop.get_child_at_index(number)
            if found is not None and name in (found.get_name() or "").lower():
                return found
        return None

    def settle(self, seconds=0.4):
        """Let the program work, and take what it says meanwhile."""
        end = time.monotonic() + seconds
        context = GLib.MainContext.default()
        while time.monotonic() < end:
            while context.pending():
                context.iteration(False)
            time.sleep(0.02)

    def wait(self, ask, why):
        """Ask until there is an answer."""
        end = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end:
            found = ask()
            if found:
                return found
            self.settle()
        sys.exit(why)

    def said(self):
        """Return what was said since this was asked last."""
        self.settle()
        words, self._said = [one for one in self._said if one], []
        return words

    # --- what is there

    def shown(self, top=None):
        """Yield every node that is shown, from the top down."""
        yield from self._below(top or self.root, 0)

    def _below(self, node, depth):
        if depth > _DEEPEST:
            return
        for number in range(min(node.get_child_count(), 400)):
            child = node.get_child_at_index(number)
            if child is None:
                continue
            if depth == 0 or has(child, "SHOWING"):
                yield child
                yield from self._below(child, depth + 1)

    def find(self, role, name=""):
        """Return the first shown node of a role whose name begins so, else None."""
        for node in self.shown():
            if node.get_role_name() == role and words(node).startswith(name):
                return node
        return None

    def focused(self):
        """Return what is reported to have the keyboard: by the last event, else in the tree.

        Fields in the heading of a list are no part of the tree Qt gives of a list.
        """
        if self._came_to is not None and has(self._came_to, "FOCUSED"):
            return self._came_to
        nodes = [node for node in self.shown() if has(node, "FOCUSED") and not _is_idle(node)]
        return nodes[-1] if nodes else None

    # --- keys

    def press(self, keys):
        """Press keys such as `Alt+1`, and wait until they are worked off."""
        *held, key = keys.split("+")
        for one in held:
            Atspi.generate_keyboard_event(_KEYCODES[one], None, Atspi.KeySynthType.PRESS)
        if key in _PLAIN:
            Atspi.generate_keyboard_event(_PLAIN[key], None, Atspi.KeySynthType.PRESSRELEASE)
        else:
            Atspi.generate_keyboard_event(_KEYSYMS[key], None, Atspi.KeySynthType.SYM)
        for one in reversed(held):
            Atspi.generate_keyboard_event(_KEYCODES[one], None, Atspi.KeySynthType.RELEASE)
        self.settle()

    def type(self, text):
        """Type letters without diacritics."""
        for letter in text:
            Atspi.generate_keyboard_event(0, letter, Atspi.KeySynthType.STRING)
            self.settle(0.05)
        self.settle()


def has(node, state):
    """Return whether a node has a state."""
    return node.get_state_set().contains(getattr(Atspi.StateType, state))


def _is_idle(node):
    """Whether it is current in a list or among tabs without the keyboard: Qt reports that too."""
    is_part = node.get_role_name() in {"table cell", "page tab", "list item", "tree item"}
    return is_part and not has(node.get_parent(), "FOCUSED")


def words(node):
    """Return the name of a node in one line."""
    return " ".join((node.get_name() or "").split())
