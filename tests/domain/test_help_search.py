"""Searching the help as a person types."""

from __future__ import annotations

import pytest

from cusdesk.core.help_pages import help_pages
from cusdesk.core.help_words import words_of
from cusdesk.domain.help_search import search_help


def test_diacritics_capitals_and_ends_of_words_do_not_matter():
    plain, typed = search_help("obecnosc"), search_help("OBECNOŚĆ")
    assert plain == typed
    assert plain[0].topic == "attendance"


def test_every_word_has_to_be_there():
    assert search_help("kopia pendrive")
    assert not search_help("kopia hipopotam")
    assert search_help("   ") == []


def test_a_heading_stands_before_a_text():
    found = search_help("kosz")
    assert found[0].heading == "Kosz"


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("haslo zapomn", "recovery"),
        ("drugi komputer", "copies"),
        ("pesel", "residents"),
        ("faktura", "invoices"),
        ("duzy druk", "printing"),
        ("rezygnacja", "plans"),
    ],
)
def test_what_a_clerk_looks_for_is_among_the_first(typed, topic):
    assert topic in [found.topic for found in search_help(typed)[:4]]


def test_a_hit_leads_to_its_paragraph_or_field():
    pages = {page.topic: page for page in help_pages()}
    for found in search_help("wpisz"):
        page = pages[found.topic]
        names = [part.heading for part in page.parts] + [words_of(key) for key in page.fields]
        assert names[found.part] == found.heading


def test_the_snippet_holds_the_word():
    found = next(f for f in search_help("upomnienie") if f.topic == "fees")
    assert "upomnienie" in found.snippet
    assert len(found.snippet) < 100
