"""The bar of messages never widens the window."""

from __future__ import annotations

from cusdesk.ui.shell.message_bar import breakable


def test_long_paths_may_be_broken_and_words_stay():
    path = "/biuro/kopie/065127ad23179c263036d76e224dad04/2026-11-22_recznie.cusdesk"
    shown = breakable(f"Kopia jest gotowa. Leży w: {path}")
    assert shown.startswith("Kopia jest gotowa. Leży w: /\u200bbiuro/\u200b")
    assert shown.replace("\u200b", "").endswith(path)
    assert breakable("Cofnięto: zmiana danych.") == "Cofnięto: zmiana danych."
