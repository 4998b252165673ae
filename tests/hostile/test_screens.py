"""Every screen over a hostile office: what was typed is shown as typed, and nothing is fetched."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from cusdesk.ui.common.notices import Notice
from cusdesk.ui.shell.features import SCREENS
from cusdesk.ui.shell.palette import Palette
from tests.hostile import texts
from tests.hostile.office import records_by_screen
from tests.hostile.seen import show_tips, troubles


def test_every_screen_shows_text_as_text(window, hostile, qapp):
    records = records_by_screen(hostile)
    found = set()
    for spec in SCREENS:
        screen = window.workspace.open_screen(spec.id)
        qapp.processEvents()
        found.update(troubles(window))
        show_tips(window)
        for record in records.get(spec.id, []):
            screen.show_record(record)
            qapp.processEvents()
            found.update(troubles(screen))
        show_tips(window)
    assert sorted(found) == []


def test_palette_and_bar_show_text_as_text(window, qapp):
    window.show_palette()
    palette = window.findChild(Palette)
    for text in ("<b>", "img", "kowal", "100%", "_", "O'H", '"', "\\", "🧓", "\ud83d", "נועה"):
        palette.field.setText(text)
        palette._ask()
        qapp.processEvents()
        assert sorted(troubles(palette)) == []
    palette.close()
    for text in texts.ALL:
        window.message_bar.show_notice(Notice("info", text))
        qapp.processEvents()
        shown = [part for part in window.message_bar.findChildren(QLabel) if part.text()]
        assert sorted(troubles(window.message_bar)) == []
        assert len(shown) == 1
