"""Patterns of numbers and signs as people write them: `IPUS/{numer}/{rok}`."""

from __future__ import annotations

from cusdesk.core.messages import tr


def place_words() -> dict[str, str]:
    """Return every place of a pattern as it is kept, and as a person writes it."""
    return {
        "{class}": f"{{{tr('papers.settings.place_class')}}}",
        "{n}": f"{{{tr('office.pattern.number')}}}",
        "{year}": f"{{{tr('office.pattern.year')}}}",
    }


def shown_pattern(pattern: str) -> str:
    """Return a pattern as a person writes it."""
    for kept, shown in place_words().items():
        pattern = pattern.replace(kept, shown)
    return pattern


def kept_pattern(text: str) -> str:
    """Return a written pattern as it is kept."""
    for kept, shown in place_words().items():
        text = text.replace(shown, kept)
    return text.strip()
