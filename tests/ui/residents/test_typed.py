"""What was typed to find a person becomes the beginning of a card."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.pesel import Sex
from cusdesk.domain.residents import PhoneDraft, ResidentDraft
from cusdesk.ui.residents.typed import draft_from_search

TODAY = dt.date(2026, 6, 15)


@pytest.mark.parametrize(
    ("typed", "draft"),
    [
        ("kowalska anna", ResidentDraft("Kowalska", "Anna")),
        ("Anna Kowalska", ResidentDraft("Kowalska", "Anna")),
        ("Kowalska", ResidentDraft("Kowalska")),
        (
            "lis jan 14.05.1944",
            ResidentDraft("Lis", "Jan", birth_date=dt.date(1944, 5, 14)),
        ),
        (
            "44051401359",
            ResidentDraft(pesel="44051401359", birth_date=dt.date(1944, 5, 14), sex=Sex.M),
        ),
        ("lis jan 600 123 456", ResidentDraft("Lis", "Jan", phones=[PhoneDraft("600123456")])),
        ("lis jan +48600123456", ResidentDraft("Lis", "Jan", phones=[PhoneDraft("600123456")])),
        (
            "kowalska anna wola nad wisla 12",
            ResidentDraft("Kowalska", "Anna", locality="Wola nad Wisłą"),
        ),
        ("", ResidentDraft()),
        ("?!", ResidentDraft()),
    ],
)
def test_words_go_to_their_fields(typed, draft):
    assert draft_from_search(typed, TODAY, ["Wola nad Wisłą"]) == draft


def test_wrong_pesel_is_taken_over_without_a_date():
    draft = draft_from_search("44051401358", TODAY)

    assert (draft.pesel, draft.birth_date, draft.sex) == ("44051401358", None, None)


def test_doubtful_date_is_left_to_the_person():
    assert draft_from_search("lis jan 31.02.1944", TODAY).birth_date is None
    assert draft_from_search("lis jan 1.2.44", TODAY).birth_date is None
