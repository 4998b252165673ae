"""The names by which an office's own template asks for values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold

_CLOSE_ENOUGH = 60
"""Per cent of likeness from which a field is proposed in the place of a misspelt one."""


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A field with the path of its value in a paper."""

    group: str
    name: str
    path: str
    about: str


@cache
def template_fields() -> tuple[TemplateField, ...]:
    """Return all fields in the order of the printed list."""
    return tuple(
        TemplateField(group["title"], **field)
        for group in dictionary("paper_fields")["group"]
        for field in group["fields"]
    )


def field_named(name: str) -> TemplateField | None:
    """Return a field by its name; capitals, Polish signs and blanks do not matter."""
    return _by_folded().get(_folded(name))


def nearest_field(name: str) -> TemplateField | None:
    """Return the field somebody most likely meant by a misspelt name, None for a wild one."""
    from rapidfuzz import fuzz, process

    known = _by_folded()
    likely = process.extract(
        _folded(name), known.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH, limit=1
    )
    return known[likely[0][0]] if likely else None


@cache
def _by_folded() -> dict[str, TemplateField]:
    return {_folded(field.name): field for field in template_fields()}


def _folded(name: str) -> str:
    return " ".join(fold(name).replace("_", " ").split())
