"""The list out of SQL says what the shown texts say, column by column."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.applications import (
    ApplicantKind,
    ApplicationChannel,
    ApplicationDraft,
    ApplicationStatus,
    AskedDocument,
    OutcomeDraft,
    Receipt,
    WishedService,
)
from cusdesk.domain.polish_text import fold
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import applications, residents
from cusdesk.ui.applications.table import COLUMNS, PARTS, list_ids
from cusdesk.ui.common.table import MemorySource, TableQuery

TODAY = dt.date(2026, 6, 15)


@pytest.fixture
def register(office):
    people = [("Łoś", "Żaneta"), ("Abacki", "Jan"), ("Ćma", "Ola")]
    ids = [
        residents.create_resident(office, ResidentDraft(surname=s, given_name=g)).id
        for s, g in people
    ]
    carer = ApplicationDraft(
        ApplicantKind.CARER, "Ewa Łoś", coordinator="Róża", programme="Seniorzy",
        services=(WishedService(words="obiady"), WishedService(words="spacery")),
        documents=(AskedDocument("orzeczenie", TODAY),),
    )  # fmt: skip
    plain = ApplicationDraft(coordinator="Adam", services=(WishedService(words="terapia"),))
    made = []
    for place in range(11):
        receipt = Receipt(TODAY, 400 + place, list(ApplicationChannel)[place % 3])
        draft = carer if place % 2 else plain
        made.append(applications.register(office, ids[place % 3], draft, receipt).id)
    applications.register(office, ids[0], is_contact=True)
    waits = OutcomeDraft(ApplicationStatus.WAITING, TODAY, reason="brak miejsc")
    applications.decide(office, made[0], waits)
    applications.decide(office, made[1], waits)
    applications.decide(office, made[2], OutcomeDraft(ApplicationStatus.QUALIFIED, TODAY))
    applications.reopen(office, made[1], "pomyłka w nazwisku")
    applications.start_plan(office, made[3])
    applications.correct_receipt(office, made[4], Receipt(TODAY, 390), "zła godzina")
    return MemorySource(lambda: applications.list_applications(office), COLUMNS)


def everything_shown(office, column):
    rows = applications.list_applications(office)
    return {w for row in rows for w in fold(column.text_of(row)).split() if len(w) > 1}


def test_a_filter_finds_what_is_shown(office, register):
    for column in COLUMNS:
        for word in [*sorted(everything_shown(office, column))[:6], "zzz"]:
            if word.strip(".,();:") != word or (column.key == "number" and "/" not in word):
                continue
            query = TableQuery({column.key: word})
            assert list_ids(office, "all", query) == register.list_ids(query), (column.key, word)


def test_the_order_is_that_of_the_shown_values(office, register):
    every = set(list_ids(office, "all", TableQuery()))
    for column in COLUMNS:
        found = list_ids(office, "all", TableQuery({}, column.key))
        back = list_ids(office, "all", TableQuery({}, column.key, descending=True))
        assert set(found) == set(back) == every
        values = [column.value_of(row) for row in applications.rows_for(office, found)]
        filled = [value for value in values if value not in (None, "")]
        assert values[: len(filled)] == filled, column.key  # what is empty stands last
        if column.kind in {"date", "number"}:
            assert filled == sorted(filled), column.key


def test_numbers_stand_as_numbers(office, register):
    found = list_ids(office, "all", TableQuery({}, "number"))
    numbers = [row.number for row in applications.rows_for(office, found)]
    assert numbers == [f"WN/{n}/2026" for n in range(1, 12)] + [""]


def test_every_application_stands_in_one_part(office, register):
    ids = [list_ids(office, part, TableQuery()) for part in PARTS[1:]]
    assert sorted(i for part in ids for i in part) == sorted(list_ids(office, "all", TableQuery()))
    assert [len(part) for part in ids] == [10, 1, 1, 0]
