"""The paragraphs of the help: plain text in `resources/help`, read without a network."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from cusdesk.core.paths import resource_dir


@dataclass(frozen=True, slots=True)
class HelpPart:
    """A heading and what stands under it."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One topic.

    Attributes:
        topic: its English name, that of its file.
        screens: the screens on which F1 opens it.
    """

    topic: str
    title: str
    screens: tuple[str, ...]
    parts: tuple[HelpPart, ...]


@cache
def help_pages() -> tuple[HelpPage, ...]:
    """Return every topic in the order of the list."""
    found: list[tuple[int, HelpPage]] = []
    for path in sorted((resource_dir("help") / "pl").glob("*.toml")):
        with path.open("rb") as file:
            data = tomllib.load(file)
        parts = tuple(HelpPart(part["heading"], part["text"]) for part in data["parts"])
        page = HelpPage(path.stem, data["title"], tuple(data["screens"]), parts)
        found.append((data["order"], page))
    return tuple(page for _order, page in sorted(found, key=lambda pair: pair[0]))


def topic_of(screen_id: str) -> str:
    """Return the topic F1 opens on a screen, "" when it has none of its own."""
    return next((page.topic for page in help_pages() if screen_id in page.screens), "")
