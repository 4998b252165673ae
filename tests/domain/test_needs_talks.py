"""Needs talks without an office: checks, the sentence of change, ages, covered counts."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.messages import all_messages
from cusdesk.domain.needs_talks import (
    AnswerDraft,
    TalkDraft,
    UnmetDraft,
    age_group_of,
    change_words,
    check_answer,
    check_talk,
    check_unmet,
    masked_counts,
    proposals,
    scheme_on,
)
from cusdesk.domain.needs_talks.unmet import age_group_name, age_group_order, smallest_shown
from cusdesk.domain.special_fields import SpecialField

TODAY = dt.date(2026, 6, 15)
BORN, DIED = dt.date(1950, 2, 28), dt.date(2026, 5, 1)


def keys(draft: TalkDraft, died: dt.date | None = None) -> list[tuple[str, bool]]:
    return [(p.key.rpartition(".")[2], p.blocking) for p in check_talk(draft, TODAY, BORN, died)]


def test_a_talk_takes_place_within_a_life() -> None:
    assert keys(TalkDraft(held_on=TODAY)) == []
    assert keys(TalkDraft(held_on=dt.date(2026, 6, 16))) == [("future", True)]
    assert keys(TalkDraft(held_on=dt.date(1949, 1, 1))) == [("before_birth", True)]
    assert keys(TalkDraft(held_on=dt.date(2026, 5, 2)), DIED) == [("after_death", True)]
    assert keys(TalkDraft(held_on=DIED), DIED) == []
    assert keys(TalkDraft(), DIED) == [("no_date", False)]
    assert keys(TalkDraft(held_on=dt.date(2024, 2, 29))) == []


def test_a_level_off_the_scale_is_refused() -> None:
    assert check_answer(AnswerDraft(level=5), TODAY) == []
    assert [p.field for p in check_answer(AnswerDraft(level=6), TODAY)] == ["level"]
    assert [p.field for p in check_answer(AnswerDraft(level=0), TODAY)] == ["level"]


def test_one_sentence_says_the_change() -> None:
    first, second = (dt.date(2025, 6, 1), 2), (dt.date(2026, 1, 10), 4)
    assert change_words([], None) == ""
    assert change_words([], 3).startswith("Pierwsza")
    assert change_words([first], 3) == "Poprawa z 2 na 3 od 01.06.2025."
    assert change_words([first], 2) == "Bez zmiany od 01.06.2025: 2."
    assert change_words([first, second], 1) == (
        "Pogorszenie z 4 na 1 od 10.01.2026. Kolejne oceny: 2 → 4 → 1."
    )
    assert "jeszcze bez oceny" in change_words([first], None)


def test_the_scheme_is_whole() -> None:
    scheme = scheme_on(TODAY)
    groups = [group.code for group in scheme.groups]
    assert groups == ["individual", "circumstances", "environment"]
    assert {d.group for d in scheme.dimensions} == set(groups)
    assert len({d.code for d in scheme.dimensions}) == len(scheme.dimensions)
    assert [level for level, _ in scheme.levels] == [1, 2, 3, 4, 5]
    assert {d.special for d in scheme.dimensions} >= {SpecialField.HEALTH, SpecialField.ADDICTION}
    assert scheme_on(dt.date(1999, 1, 1)) == scheme


@pytest.mark.parametrize(
    ("born", "on", "group"),
    [
        (dt.date(2020, 6, 16), TODAY, "0-5"),
        (dt.date(2020, 6, 15), TODAY, "6-12"),
        (dt.date(2008, 2, 29), dt.date(2026, 2, 28), "13-17"),
        (dt.date(2008, 2, 29), dt.date(2026, 3, 1), "18-29"),
        (dt.date(1951, 6, 15), TODAY, "75+"),
        (None, TODAY, ""),
        (dt.date(2027, 1, 1), TODAY, ""),
    ],
)
def test_age_groups(born: dt.date | None, on: dt.date, group: str) -> None:
    assert age_group_of(born, on) == group
    assert age_group_name(group) == "" if not group else age_group_name(group)


def test_age_groups_come_in_order() -> None:
    codes = ["", "75+", "0-5", "18-29"]
    assert sorted(codes, key=age_group_order) == ["0-5", "18-29", "75+", ""]


def test_small_counts_never_leave_nor_can_be_reckoned() -> None:
    smallest = smallest_shown(TODAY)
    assert smallest == 5
    assert masked_counts([7, 4, 1, 0, 5], smallest) == ["7", "<5", "<5", "0", "5"]
    assert masked_counts([9, 4, 6], smallest) == ["9", "<5", "≥5"]
    assert masked_counts([4], smallest) == ["<5"]
    assert masked_counts([], smallest) == []


def test_a_need_says_something() -> None:
    assert check_unmet(UnmetDraft("Logopeda"), TODAY) == []
    assert [p.field for p in check_unmet(UnmetDraft("  "), TODAY)] == ["need"]
    late = UnmetDraft("Logopeda", recorded_on=dt.date(2026, 6, 16))
    assert [p.field for p in check_unmet(late, TODAY)] == ["recorded_on"]
    assert len({p.need for p in proposals(TODAY)}) == len(proposals(TODAY)) > 5


def test_every_problem_has_its_sentence() -> None:
    for draft in (TalkDraft(), TalkDraft(held_on=dt.date(2026, 6, 16))):
        assert {p.key for p in check_talk(draft, TODAY, None, None)} <= set(all_messages())
