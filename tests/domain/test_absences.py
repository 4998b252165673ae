"""Reasons of absence, and absences in a row."""

from __future__ import annotations

import datetime as dt

from cusdesk.domain.absences import (
    days_for_call,
    in_a_row,
    misses_for_call,
    reason_name,
    reasons,
    reasons_for,
)
from cusdesk.domain.attendance import Mark
from cusdesk.domain.special_fields import SpecialField


def row(signs: str) -> list[int]:
    marks = {"x": Mark.PRESENT, "n": Mark.ABSENT, "u": Mark.EXCUSED, "o": Mark.CANCELLED}
    days = [(dt.date(2026, 6, n), marks[sign]) for n, sign in enumerate(signs, 1)]
    return [day.day for day in in_a_row(reversed(days))]


def test_absences_at_the_end_are_in_a_row() -> None:
    assert row("xnun") == [4, 3, 2]
    assert row("nnnx") == []
    assert row("xnonu") == [5, 4, 2]
    assert row("") == []
    assert (misses_for_call(), days_for_call()) == (3, 60)


def test_a_reason_says_what_it_counts_as() -> None:
    marks = {reason.code: reason.mark for reason in reasons()}

    assert marks["family"] is Mark.EXCUSED
    assert marks["unknown"] is Mark.ABSENT
    assert len(marks) == len(reasons())
    assert reason_name("travel") == "wyjazd"
    assert reason_name("gone") == "gone"


def test_reasons_of_health_need_the_field_to_be_on() -> None:
    without = {reason.code for reason in reasons_for(())}
    with_health = {reason.code for reason in reasons_for({SpecialField.HEALTH})}

    assert with_health - without == {"illness", "hospital"}
