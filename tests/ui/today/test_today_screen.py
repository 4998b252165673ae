"""The start screen: first steps, sections, links to records."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from cusdesk.domain.changes import Changes
from cusdesk.services.today import DayLine, DaySection, DaySheet, Urgency
from cusdesk.ui.common.widgets import LineLink
from cusdesk.ui.today.screen import TodayScreen

BACKUP = DayLine("kopia", "", Urgency.CALM, "office")


def sheet(*sections, steps=()):
    return DaySheet(dt.date(2026, 6, 15), tuple(steps), sections, BACKUP)


def section(count=2, more=0):
    lines = [
        DayLine(f"Łuczak Anna {n} – przegląd planu", "za 3 dni", Urgency.SOON, "plans", bytes([n]))
        for n in range(count)
    ]
    return DaySection("reviews", "Przeglądy planów", tuple(lines), more)


@pytest.fixture
def opened():
    return []


@pytest.fixture
def screen(context, office, opened, qtbot):
    whole = replace(
        context,
        office=office,
        open_record=lambda *where: opened.append(where),
        can_open=lambda feature: feature == "plans",
    )
    made = TodayScreen(whole)
    qtbot.addWidget(made)
    made.resize(900, 600)
    return made


def words(screen):
    return [label.text() for label in screen.findChildren(QLabel) if not label.isHidden()]


def links(screen):
    return [link for link in screen.findChildren(LineLink) if not link.isHidden()]


def test_title_is_the_day_in_words(screen):
    assert screen.title_label.text() == "Poniedziałek, 15 czerwca 2026 r."


def test_empty_office_is_told_where_to_begin(screen):
    screen.show()

    assert "Pierwsze kroki" in words(screen)
    assert any("skoroszyty" in text for text in words(screen))


def test_line_leads_to_its_record(screen, opened):
    screen._show_sheet(sheet(section()))

    links(screen)[1].click()

    assert opened == [("plans", bytes([1]))]


def test_line_of_a_screen_that_is_not_there_is_only_words(screen):
    line = DayLine("Faktura", "", Urgency.LATE, "invoices", b"1")
    screen._show_sheet(sheet(DaySection("invoices", "Faktury", (line,))))

    assert links(screen) == []
    assert "Faktura" in words(screen)


def test_first_step_already_made_is_ticked_not_offered(screen):
    done = DayLine("Napisz plan", "", Urgency.DONE, "plans")
    screen._show_sheet(sheet(steps=[done]))

    assert links(screen) == []


def test_left_out_lines_are_counted(screen):
    screen._show_sheet(sheet(section(2, more=5)))

    assert "7" in words(screen)


def test_quiet_day_says_so(screen):
    screen._show_sheet(sheet())

    assert "Na dziś nie ma nic pilnego." in words(screen)


def test_same_sheet_is_not_drawn_again(screen):
    screen._show_sheet(sheet(section()))
    before = links(screen)

    screen._show_sheet(sheet(section()))

    assert links(screen) == before


def test_changes_are_asked_for_only_while_seen(screen, bus, monkeypatch):
    asked = []
    monkeypatch.setattr(screen, "load", lambda: asked.append(1))

    bus.publish(Changes("plans.update", {"plans": frozenset({b"1"})}))

    assert asked == []


def test_first_import_begins_at_once(context, office, qtbot):
    ran = []
    whole = replace(
        context,
        office=office,
        run_command=lambda *what: ran.append(what),
        can_open=lambda feature: feature == "imports",
    )
    screen = TodayScreen(whole)
    qtbot.addWidget(screen)
    screen._show_sheet(sheet(steps=[DayLine("Wczytaj skoroszyty", "", Urgency.CALM, "imports")]))

    links(screen)[0].click()

    assert ran == [("imports", "imports.new")]


def test_one_section_has_the_whole_width(screen):
    screen.resize(1400, 600)

    screen._show_sheet(sheet(section()))
    assert screen._columns == 1

    screen._show_sheet(sheet(section(), section(3)))
    assert screen._columns == 2


def _keyboard(screen):
    now = screen.window().focusWidget()
    return now.accessibleName() if now is not None else ""


def test_the_keyboard_begins_at_the_first_line_and_stays_at_its_own(screen, qtbot):
    first, second = section(), replace(section(), key="approvals")
    other = replace(second.lines[1], text="Zięba Jan – plan do zatwierdzenia")
    second = replace(second, lines=(other,))
    screen.show()
    screen.begin()
    screen._show_sheet(sheet(first, second))
    qtbot.waitUntil(lambda: _keyboard(screen).startswith("Łuczak Anna 0"))

    screen.run_command("today.approvals")
    assert _keyboard(screen) == other.text
    screen._show_sheet(sheet(section(3), second))
    qtbot.waitUntil(lambda: _keyboard(screen) == other.text)
    screen.run_command("today.nothing_of_the_kind")
    assert _keyboard(screen).startswith("Łuczak Anna 0")
