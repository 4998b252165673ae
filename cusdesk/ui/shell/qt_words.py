"""Polish for the windows Qt draws itself, where its own translation has gaps."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

from cusdesk.domain.dictionaries import dictionary


class MissingWords(QTranslator):
    """The few words Qt's own translation leaves in English."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Return our word, or None for "not mine"."""
        found: str | None = dictionary("qt_words").get(context, {}).get(source)
        return found

    def isEmpty(self) -> bool:
        """Return False: Qt leaves empty translators out."""
        return False
