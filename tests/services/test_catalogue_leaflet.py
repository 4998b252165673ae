"""The sheet for residents says what is offered in the words of residents."""

from __future__ import annotations

from io import BytesIO

import pytest

from cusdesk.domain.catalogue import LimitScope, ServiceArea, ServiceDraft, ServiceStatus
from cusdesk.export.pdf.table import render_table
from cusdesk.services import catalogue
from cusdesk.services.catalogue.leaflet import age_words


def test_only_what_is_offered_in_words(office):
    offered = ServiceDraft(
        name="Joga",
        area=ServiceArea.HEALTH,
        addressees="osoby starsze",
        age_from=60,
        price_gr=550,
        limit_minutes=600,
        limit_scope=LimitScope.PERSON_MONTH,
        status=ServiceStatus.REGULAR,
    )
    catalogue.create(office, offered)
    catalogue.create(office, ServiceDraft(name="Pomysł", area=ServiceArea.HEALTH))

    document = catalogue.leaflet(office)
    [cells] = document.rows
    assert cells[:2] == ("Joga (indywidualnie)", "osoby starsze, od 60 lat")
    assert cells[3].replace("\u00a0", " ") == "5,50 zł za godzinę"
    assert cells[4] == "10 h na osobę w miesiącu"
    assert render_table(document, BytesIO()) == 1


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(None, None, ""), (0, 6, "wiek 0–6 lat"), (60, None, "od 60 lat"), (None, 18, "do 18 lat")],
)
def test_ages(low, high, words):
    assert age_words(low, high) == words
