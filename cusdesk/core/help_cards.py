"""The one-page cards of the help, to print and put beside the keyboard."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from cusdesk.core.help_words import resolve
from cusdesk.core.paths import resource_dir


@dataclass(frozen=True, slots=True)
class HelpCard:
    """One card.

    Attributes:
        name: its English name, that of its file.
        lead: one sentence on what it is for.
        steps: what to do, in order; each stands beside its number.
        trouble: what to do when it does not go so.
    """

    name: str
    title: str
    lead: str
    steps: tuple[str, ...]
    trouble: str


@cache
def help_cards() -> tuple[HelpCard, ...]:
    """Return every card in the order of the list."""
    found: list[tuple[int, HelpCard]] = []
    for path in sorted((resource_dir("help") / "pl" / "cards").glob("*.toml")):
        with path.open("rb") as file:
            data = tomllib.load(file)
        card = HelpCard(
            path.stem,
            resolve(data["title"]),
            resolve(data["lead"]),
            tuple(resolve(step) for step in data["steps"]),
            resolve(data["trouble"]),
        )
        found.append((data["order"], card))
    return tuple(card for _order, card in sorted(found, key=lambda pair: pair[0]))


def help_card(name: str) -> HelpCard:
    """Return a card by its name.

    Raises:
        KeyError: no such card; a bug.
    """
    return {card.name: card for card in help_cards()}[name]
