"""Whether printer, workbooks, memory and screen serve the work, and how often it failed of late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.computer.findings import MB, Finding, size_words

if TYPE_CHECKING:
    from collections.abc import Collection

SMALL_MEMORY, BUSY_MEMORY = 3_500 * MB, 400 * MB
"""A computer sold with 4 GB has a little less for its programs."""
SMALL_WIDTH, SMALL_HEIGHT = 1280, 700


@dataclass(frozen=True, slots=True)
class Printers:
    """The printers of this person.

    Attributes:
        names: of all of them.
        default: the one a new paper is offered to, "" for none.
    """

    names: tuple[str, ...]
    default: str = ""


def judge_printers(found: Printers | None, virtual: Collection[str]) -> Finding:
    """Return whether paper can come out; `virtual` are beginnings of names that print to a file."""
    if found is None:
        return Finding("printer", "unknown", "unknown", fix="test_page")
    beginnings = tuple(name.lower() for name in virtual)
    real = [name for name in found.names if not name.lower().startswith(beginnings)]
    if not real:
        return Finding("printer", "none", "note", fix="set_printer")
    if not found.default:
        return Finding("printer", "no_default", "note", {"name": real[0]}, "set_printer")
    if found.default not in real:
        return Finding("printer", "virtual", "note", {"name": found.default}, "set_printer")
    return Finding("printer", "fine", "fine", {"name": found.default}, "test_page")


def judge_sheets(program: str | None) -> Finding:
    """Return whether a workbook opens by a double click; "" no program, None nobody could say."""
    if program is None:
        return Finding("sheets", "unknown", "unknown")
    if not program:
        return Finding("sheets", "none", "note", fix="set_programs")
    return Finding("sheets", "fine", "fine", {"name": program})


def judge_memory(total: int | None, available: int) -> Finding:
    """Return whether there is memory for the program beside the others; in bytes."""
    if total is None:
        return Finding("memory", "unknown", "unknown")
    shown: dict[str, object] = {"total": size_words(total), "free": size_words(available)}
    if available < BUSY_MEMORY:
        return Finding("memory", "busy", "note", shown)
    if total < SMALL_MEMORY:
        return Finding("memory", "small", "note", shown)
    return Finding("memory", "fine", "fine", shown)


def judge_screen(width: int, height: int, scale: int) -> Finding:
    """Return whether a form fits the screen; in points after scaling, `scale` in per cent."""
    shown: dict[str, object] = {"width": width, "height": height, "scale": scale}
    if width < SMALL_WIDTH or height < SMALL_HEIGHT:
        return Finding("screen", "small", "note", shown, "set_screen")
    return Finding("screen", "fine", "fine", shown)


def judge_bugs(count: int) -> Finding:
    """Return how often the program itself failed of late, by the reports that are kept."""
    if count:
        return Finding("bugs", "some", "note", {"n": count}, "save_report")
    return Finding("bugs", "none", "fine")
