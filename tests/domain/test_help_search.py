"""Searching the help as a person types."""

from __future__ import annotations

import pytest

from cusdesk.core.help_pages import help_pages
from cusdesk.core.help_words import words_of
from cusdesk.domain.dictionaries import dictionary
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
        ("opłaty", "fees"),
        ("oplata", "fees"),
        ("kopii", "copies"),
        ("mieszkańców", "residents"),
        ("skasować mieszkańca", "residents"),
        ("wydruk", "printing"),
        ("hasło zapomniane", "recovery"),
        ("nie działa", "computer"),
        ("program się zawiesił", "computer"),
        ("import z excela", "imports"),
        ("nowy klient", "residents"),
        ("małe litery", "look"),
        ("backup", "copies"),
        ("skróty", "keys"),
        ("jak wydrukować listę obecności na jutro", "cards"),
    ],
)
def test_what_a_clerk_looks_for_is_among_the_first(typed, topic):
    assert topic in [found.topic for found in search_help(typed)[:4]]


def test_a_hit_leads_to_its_paragraph_or_field():
    pages = {page.topic: page for page in help_pages()}
    for found in (one for one in search_help("wpisz") if one.part >= 0):
        page = pages[found.topic]
        names = [part.heading for part in page.parts] + [words_of(key) for key in page.fields]
        assert names[found.part] == found.heading


def test_words_of_a_clerk_lead_somewhere():
    for entry in dictionary("help_words")["alike"]:
        for typed in entry["typed"]:
            assert search_help(typed), typed
        assert all(search_help(means) for means in entry["means"])


def test_the_beginning_of_such_a_word_is_not_the_word():
    assert {found.heading for found in search_help("kasa")} != {
        found.heading for found in search_help("kasować")
    }


def test_the_snippet_holds_the_word():
    found = next(f for f in search_help("upomnienie") if f.topic == "fees")
    assert "upomnienie" in found.snippet
    assert len(found.snippet) < 100
