from __future__ import annotations

import contextlib
import random
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cusdesk.domain.polish_text import (
    collapse_spaces,
    fold,
    is_among,
    like_pattern,
    sort_key,
    strip_controls,
    title_name,
    title_place,
)

# As ICU with the Polish rules orders them.
ORDERED = [
    "Abacka", "Abacki", "ablewicz", "Ablewicz", "Adam", "Ądam", "Bąk", "Bela", "Ber", "Berek",
    "Cabaj", "Czaja", "Ćwik", "Dąb", "Ela", "Ęla", "Lach", "Lis", "Łach", "Łuczak", "Mazur",
    "Nowak", "Nowak Anna", "Nowak-Kowal", "Nowaka", "Ńowak", "Oset", "Ósma", "Quin", "Rak",
    "Sęk", "Szulc", "Ścibor", "Zając", "Zyga", "Źrebak", "Żak",
]  # fmt: skip


def test_order_is_that_of_the_polish_alphabet():
    shuffled = ORDERED[:]
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ORDERED


def test_order_is_the_same_for_bytes_in_sqlite():
    db = sqlite3.connect(":memory:")
    db.execute("create table t (name text, key text)")
    db.executemany("insert into t values (?, ?)", [(n, sort_key(n)) for n in reversed(ORDERED)])
    assert [row[0] for row in db.execute("select name from t order by key")] == ORDERED
    db.close()


def test_foreign_accents_only_break_ties():
    assert sorted(["Muller", "Müllera", "Müller", "Mullerb"], key=sort_key) == [
        "Muller", "Müller", "Müllera", "Mullerb"
    ]  # fmt: skip


def test_digits_come_before_letters_and_after_signs():
    assert sorted(["b", "2", "-", " a", "a"], key=sort_key) == ["-", "2", " a", "a", "b"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łuczak", "luczak"),
        ("ZAŻÓŁĆ  gęślą\u00a0jaźń", "zazolc gesla jazn"),
        ("Nowak–Kowalska", "nowak-kowalska"),
        ("Z\u0301rebak", "zrebak"),
        ("Strauß", "strauss"),
        ("O’Brien", "o'brien"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_fold_is_stable_and_key_never_fails(text):
    assert fold(fold(text)) == fold(text)
    assert sort_key(text) == sort_key(collapse_spaces(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KOWALSKA-NOWAK", "Kowalska-Nowak"),
        ("łucja  żak", "Łucja Żak"),
        ("ANA DE LA CRUZ", "Ana de la Cruz"),
        ("von thun", "von Thun"),
        ("o'connor", "O'Connor"),
        ("McDonald", "McDonald"),
        ("de", "De"),
        ("Maria van der Berg", "Maria van der Berg"),
    ],
)
def test_title_name(text, name):
    assert title_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("WOLA NAD WISŁĄ", "Wola nad Wisłą"),
        ("jana pawła II", "Jana Pawła II"),
        ("JANA PAWŁA II", "Jana Pawła II"),
        ("3 MAJA", "3 Maja"),
        ("nowa wieś", "Nowa Wieś"),
    ],
)
def test_title_place(text, name):
    assert title_place(text) == name


def test_invisible_characters_are_taken_out():
    assert strip_controls("An\u202ena\u200b\x00 No\u00adwak\tB") == "Anna Nowak B"
    assert strip_controls("a\u0301\r\nb\u2028c", keep_lines=True) == "á\nb\nc"


@pytest.mark.parametrize("word", ["laka", "zolw", "100%", "ksiezyc"])
def test_a_like_pattern_fits_what_holds_the_folded_word(word):
    texts = {"laka": "Na Łące i łąka", "zolw": "ŻÓŁW", "100%": "100% racji", "ksiezyc": "Księżyc"}
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        fits = connection.execute("SELECT ? LIKE ?", (texts[word], like_pattern(word))).fetchone()
        misses = connection.execute("SELECT 'Wrona' LIKE ?", (like_pattern(word),)).fetchone()
    assert (fits, misses) == ((1,), (0,))


def test_a_number_is_the_same_whatever_signs_and_letters_it_is_written_with():
    assert is_among("FV 1/05", ["2/05", "fv-1/05"])
    assert not is_among("FV 1/05", ["FV 11/05", "FV 105"])
    assert not is_among("–", ["", "/"])  # nothing is not the same as nothing
