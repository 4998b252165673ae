"""The printed work card says what the list on the screen says."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pypdf
import pytest

from cusdesk.export.pdf.work_card import render_work_card
from cusdesk.services.attendance import VisitDraft, add_visits, list_visits
from cusdesk.services.attendance.cards import work_card
from tests.db.test_capture import add_resident
from tests.services.attendance_office import JUNE, add_service

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@pytest.fixture
def services(office: Office) -> list[bytes]:
    """Forty visits of two workers in two services, one of them over midnight."""
    people = [add_resident(office, name) for name in ("Łuczak", "Bąk", "Żak")]
    services = [add_service(office, name) for name in ("Opieka w domu", "Terapia")]
    drafts = [
        VisitDraft(
            people[n % 3],
            services[n % 2],
            dt.date(2026, 6, 1 + n % 28),
            start_minute=1380 if n == 7 else 480,
            end_minute=1500 if n == 7 else 555,
            worker="Iwona Lis" if n % 4 else "Ewa Sowa",
            activities="zakupy",
            travel_minutes=n % 3 * 10,
        )
        for n in range(40)
    ]
    add_visits(office, drafts)
    return services


def text(card: object, *, large: bool) -> str:
    out = io.BytesIO()
    render_work_card(card, out, large_print=large)  # type: ignore[arg-type]  # kinds differ
    return " ".join(page.extract_text() for page in pypdf.PdfReader(out).pages)


@pytest.mark.parametrize("worker", ["", "Iwona Lis"])
def test_the_card_has_the_lines_and_sums_of_the_list(
    office: Office, services: list[bytes], worker: str
) -> None:
    rows = list_visits(office, JUNE, service_id=services[1], worker=worker or None)
    card = work_card(office, JUNE, service_id=services[1], worker=worker)

    assert [(x.date, x.minutes, x.resident) for x in card.lines] == [
        (row.date, row.minutes, row.resident_name.strip()) for row in rows
    ]
    assert card.minutes == sum(row.minutes for row in rows)
    assert card.travel_minutes == sum(row.travel_minutes for row in rows)
    assert (card.service, card.worker) == ("Terapia", worker)


@pytest.mark.parametrize("large", [False, True])
def test_paper_shows_every_line_and_the_sums(
    office: Office, services: list[bytes], large: bool
) -> None:
    card = work_card(office, JUNE)
    words = text(card, large=large)

    assert words.count("zakupy") == 40
    assert "40 wizyt" in words
    assert f"{card.minutes // 60}:{card.minutes % 60:02d}" in words
    assert "1:00" in words  # the end after midnight
    assert "Łuczak" in words
