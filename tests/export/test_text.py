from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from cusdesk.export.pdf.fonts import ALL_FONTS, NARROW, SANS_BOLD, use
from cusdesk.export.pdf.text import longest_word, shorten, text_width, wrap

POLISH = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–…’«»€§°×½"


@pytest.mark.parametrize("font", ALL_FONTS)
def test_fonts_have_every_polish_letter(font):
    glyphs = pdfmetrics.getFont(use(font)).face.charWidths
    assert {ord(char) for char in POLISH} <= set(glyphs)


@given(st.text(max_size=200), st.floats(30, 300))
def test_wrapping_loses_no_letter_and_keeps_the_width(text, width):
    lines = wrap(text, NARROW, 10, width)

    assert all(text_width(line, NARROW, 10) <= width + 0.01 for line in lines)
    kept = "".join("".join(lines).split())
    assert [c for c in text if c.isalnum()] == [c for c in kept if c.isalnum()]


def test_one_letter_word_does_not_end_a_line():
    lines = wrap("mieszka w domu i lubi spacery z psem " * 6, NARROW, 9, 120)

    assert not [line for line in lines if line.rsplit(" ")[-1] in {"w", "i", "z"}]


def test_number_stays_with_its_abbreviation():
    lines = wrap("ośrodek zdrowia, pok. 7 " * 8, NARROW, 9, 105)

    assert not [line for line in lines if line.endswith("pok.")]


def test_double_surname_is_parted_at_its_hyphen():
    assert wrap("Brzęczyszczykiewicz-Chrząszczewska", NARROW, 9, 100) == (
        "Brzęczyszczykiewicz-",
        "Chrząszczewska",
    )


def test_line_breaks_of_the_person_stay():
    assert wrap("a\r\n\nb", NARROW, 9, 100) == ("a", "", "b")


def test_hidden_characters_are_not_drawn():
    assert wrap("a\x00b\ud800c", NARROW, 9, 100) == ("abc",)


def test_long_line_is_shortened_with_an_ellipsis():
    short = shorten("Centrum Usług Społecznych " * 9, NARROW, 8, 100)

    assert short.endswith("…")
    assert text_width(short, NARROW, 8) <= 100


def test_longest_word_counts_what_may_not_be_parted():
    assert longest_word("w domu", NARROW, 10) == pytest.approx(text_width("w domu", NARROW, 10))


@pytest.mark.parametrize("size", [6.5, 7.0, 7.6, 8.2, 8.8])
def test_a_word_fits_a_column_measured_for_it(size):
    for word in ("Godzina", "Sprostowania", "Zostało", "rozstrzygnięcie"):
        width = text_width(word, use(SANS_BOLD), size)
        for pad in (3.1, 4.55, 6.7):  # what is added for the frame and taken off again
            assert wrap(word, SANS_BOLD, size, (width + 2 * pad) - 2 * pad) == (word,)
