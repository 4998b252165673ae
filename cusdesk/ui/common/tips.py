"""Words under the pointer that are never markup.

Qt takes a tool tip that looks like HTML for HTML, and would open the file or share an `<img>` in
somebody's name points to. There is no switch against it, so every tip that holds anything but a
fixed sentence goes through `tip`; a test reads the sources for those that do not.
"""

from __future__ import annotations

from PySide6.QtGui import Qt

HELP_KEY = "help_key"
"""Property of the widget of a field: the message key of its label, by which F1 finds the help."""
_LONG = 100


def tip(text: str) -> str:
    """Return a tool tip that shows the text letter by letter; a long one is broken into lines."""
    if len(text) <= _LONG and not Qt.mightBeRichText(text):
        return text
    from html import escape  # brings a table of entities that few tips need

    return f"<span>{escape(text)}</span>".replace("\n", "<br>")
