from __future__ import annotations

import pytest

from cusdesk.domain.caseload import Load, load_of, named, person_key

KNOWN = ["Anna Żółć-Nowak", "Jan Kos"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Anna Żółć-Nowak", "Anna Żółć-Nowak"),
        ("żółć-nowak  anna", "Anna Żółć-Nowak"),
        ("ZOLC-NOWAK Anna", "Anna Żółć-Nowak"),
        ("A. Żółć-Nowak", "A. Żółć-Nowak"),
        ("Jan  Kosa", "Jan Kosa"),
        ("", ""),
    ],
)
def test_a_written_name_is_matched_and_never_guessed(written, meant):
    assert named(written, KNOWN) == meant


def test_the_order_of_words_does_not_matter():
    assert person_key("Kos Jan") == person_key("jan KOS")


@pytest.mark.parametrize(
    ("plans", "limit", "load"),
    [(5, None, Load.FREE), (4, 5, Load.FREE), (5, 5, Load.FULL), (6, 5, Load.OVER)],
)
def test_the_limit_of_the_director(plans, limit, load):
    assert load_of(plans, limit) is load
