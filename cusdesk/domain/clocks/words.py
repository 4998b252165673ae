"""Terms in Polish words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.clocks.terms import TermUnit

if TYPE_CHECKING:
    from cusdesk.domain.clocks.terms import Pace, Term, TermGroup, TermKind


def term_name(key: str) -> str:
    """Return what a term is about."""
    return tr(f"clocks.term.{key}")


def group_name(group: TermGroup) -> str:
    """Return where a term belongs."""
    return tr(f"clocks.group.{group}")


def kind_name(kind: TermKind) -> str:
    """Return what makes a term begin."""
    return tr(f"clocks.kind.{kind}")


def pace_name(pace: Pace) -> str:
    """Return how pressing a clock is."""
    return tr(f"clocks.pace.{pace}")


def unit_name(unit: TermUnit) -> str:
    """Return in what a term is counted."""
    return tr(f"clocks.unit.{unit}")


def length_words(term: Term) -> str:
    """Return how long a term is, and whether a day off moves its end."""
    if term.unit is TermUnit.NEXT_MONTH:
        words = tr("clocks.length_of.next_month", n=term.amount)
    elif term.unit is TermUnit.QUARTER_DAY:
        words = tr("clocks.length_of.quarter_day", n=term.amount)
    elif term.unit is TermUnit.DATE:
        words = tr("clocks.length_of.date", date=f"{term.day:02d}.{term.month:02d}")
    elif term.unit is TermUnit.SET:
        words = tr("clocks.length_of.set")
    else:
        words = tr(f"clocks.length.{term.unit}", n=term.amount)
    return tr("clocks.length_of.moves", words=words) if term.moves else words
