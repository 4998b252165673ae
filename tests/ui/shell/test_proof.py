"""The window is drawn for the self-test, and an empty one would be told."""

from __future__ import annotations

from cusdesk.app import make_window, speak_polish
from cusdesk.ui.shell import proof


def test_the_window_is_whole(qapp, theme, tmp_path):
    speak_polish(qapp)

    assert proof.draw(make_window, tmp_path) == []
    assert (tmp_path / "okno.png").is_file()


def test_an_empty_picture_and_a_lost_printer_are_told(qapp, theme, tmp_path, monkeypatch):
    monkeypatch.setattr(proof, "_colours", lambda _picture: 1)
    monkeypatch.setattr(proof, "_printed", lambda *_: False)

    assert {"picture", "icons", "printing"} <= set(proof.draw(make_window, tmp_path))
