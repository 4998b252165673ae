from __future__ import annotations

import pytest

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import tr
from cusdesk.domain.passwords import FULL, advise, check_password


@pytest.mark.parametrize(
    ("password", "level"),
    [
        ("", "short"),
        ("Kot1!", "short"),
        ("123456789012", "weak"),
        ("ababababababab", "weak"),
        ("Qwertyuiop123", "weak"),
        ("haslo-haslo-haslo", "weak"),
        ("ZmianaHasła2026!", "weak"),
        ("spokojny kot", "fair"),
        ("rower stoi pod lasem", "good"),
    ],
)
def test_what_is_thought_of_a_password(password: str, level: str) -> None:
    advice = advise(password)
    assert advice.level == level
    assert 0 <= advice.strength <= FULL
    assert tr(advice.key, n=len(password), word=advice.word)


def test_names_a_stranger_knows_do_not_count() -> None:
    assert advise("Dolinka-Kowalska1").level == "good"
    advice = advise("Dolinka-Kowalska1", "CUS Dolinka", "Anna Kowalska")
    assert (advice.level, advice.word) == ("weak", "Kowalska")
    assert advise("Kowalska lubi zielone rowery", "Anna Kowalska").level == "fair"


def test_longer_is_never_weaker() -> None:
    strengths = [advise("rower stoi pod lasem"[:n]).strength for n in range(1, 21)]
    assert strengths == sorted(strengths)


def test_only_the_length_is_ever_forbidden() -> None:
    check_password("123456789012")
    with pytest.raises(RuleError, match="too_short"):
        check_password("12345678901")


def test_the_guessable_part_is_named_as_it_was_typed():
    assert advise("Żółty-Łukasz-2", "Łukasz Żółtowski").word == "Łukasz"
