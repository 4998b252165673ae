"""The cards of the help on paper: one page each, in both sizes of print."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from cusdesk.core.help_cards import help_card, help_cards
from cusdesk.export.pdf.cards import render_card, render_keys
from cusdesk.export.render import PdfPages

DAY = dt.date(2026, 6, 15)
A4 = (595, 842)


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("name", [card.name for card in help_cards()])
def test_a_card_is_one_a4_page(name, large):
    out = io.BytesIO()
    assert render_card(help_card(name), DAY, out, large=large) == 1
    pages = PdfPages(out.getvalue())
    assert len(pages) == 1
    assert tuple(round(side) for side in pages.size(0)) == A4
    pages.close()


def test_the_same_card_gives_the_same_bytes():
    first, second = io.BytesIO(), io.BytesIO()
    render_card(help_card("backup"), DAY, first)
    render_card(help_card("backup"), DAY, second)
    assert first.getvalue() == second.getvalue()


def test_keys_come_in_both_sizes():
    sections = [("Wszędzie", [("Ctrl+K", "Szukaj wszędzie"), ("F1", "Pomoc")])]
    assert render_keys(sections, DAY, io.BytesIO()) == 1
    assert render_keys(sections * 40, DAY, io.BytesIO(), large=True) > 1
