"""The paragraphs of the help: plain text in `resources/help`, read without a network."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from cusdesk.core.help_words import resolve, words_of
from cusdesk.core.paths import resource_dir

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class HelpPart:
    """A heading and what stands under it.

    Attributes:
        places: the parts of the window it is about: names of modules of the window below
            `cusdesk.ui`, such as `plans.packages`; what lies below a name belongs to it.
        fields: message keys of the labels of fields it is about, or how they begin.
    """

    heading: str
    text: str
    places: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One topic.

    Attributes:
        topic: its English name, that of its file.
        screens: the screens on which F1 opens it.
        fields: a sentence about a field, by the message key of its label.
    """

    topic: str
    title: str
    screens: tuple[str, ...]
    parts: tuple[HelpPart, ...]
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HelpPlace:
    """Where F1 leads.

    Attributes:
        topic: of the page, "" when there is none.
        part: number of the paragraph on it, -1 for its beginning.
        field_text: the sentence about the very field, "" when there is none.
    """

    topic: str = ""
    part: int = -1
    field_text: str = ""


@cache
def help_pages() -> tuple[HelpPage, ...]:
    """Return every topic in the order of the list."""
    found: list[tuple[int, HelpPage]] = []
    for path in sorted((resource_dir("help") / "pl").glob("*.toml")):
        with path.open("rb") as file:
            data = tomllib.load(file)
        parts = tuple(_part(part) for part in data["parts"])
        fields = {key: resolve(text) for key, text in data.get("fields", {}).items()}
        page = HelpPage(path.stem, resolve(data["title"]), tuple(data["screens"]), parts, fields)
        found.append((data["order"], page))
    return tuple(page for _order, page in sorted(found, key=lambda pair: pair[0]))


def topic_of(screen_id: str) -> str:
    """Return the topic F1 opens on a screen, "" when it has none of its own."""
    return next((page.topic for page in help_pages() if screen_id in page.screens), "")


def place_of(fields: Sequence[str], places: Sequence[str], screen_id: str) -> HelpPlace:
    """Return the paragraph nearest to where a person is.

    Args:
        fields: message keys of the label of the field with the keyboard; after it those of the
            fields around it. Empty where the keyboard is on no field.
        places: names of the parts of the window around the keyboard, the nearest first.
        screen_id: the screen that is shown, "" before an office is open.
    """
    said = _said_of(fields[0]) if fields else HelpPlace()
    text = said.field_text
    for key in fields:
        found = _claimed(key, "fields")
        if found is not None:
            return HelpPlace(*found, text)
    for name in places:
        found = _claimed(name, "places")
        if found is not None:
            return HelpPlace(*found, text)
    return said if text else HelpPlace(topic_of(screen_id))


def text_called(topic: str, words: str) -> str:
    """Return the sentence of a page about what is called so on the screen, "" when it has none."""
    fields = next((page.fields for page in help_pages() if page.topic == topic), {})
    return next((text for key, text in fields.items() if words_of(key) == words), "")


def _part(data: dict[str, object]) -> HelpPart:
    def _names(what: str) -> tuple[str, ...]:
        given = data.get(what, [])
        return tuple(given) if isinstance(given, list) else ()

    return HelpPart(
        resolve(str(data["heading"])),
        resolve(str(data["text"])),
        _names("places"),
        _names("fields"),
    )


def _said_of(key: str) -> HelpPlace:
    """Return the sentence about a field and where it stands: after the paragraphs of its page."""
    for page in help_pages():
        if key in page.fields:
            part = len(page.parts) + list(page.fields).index(key)
            return HelpPlace(page.topic, part, page.fields[key])
    return HelpPlace()


def _claimed(name: str, by: str) -> tuple[str, int] | None:
    """Return topic and number of the paragraph that claims a name most closely."""
    found = [
        (len(claim), page.topic, number)
        for page in help_pages()
        for number, part in enumerate(page.parts)
        for claim in getattr(part, by)
        if name == claim or name.startswith(f"{claim}.")
    ]
    return max(found)[1:] if found else None
