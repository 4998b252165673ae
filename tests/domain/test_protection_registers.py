"""The clocks of the registers and what an entry needs, by the letter of the RODO."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

import pytest

from cusdesk.core.messages import all_messages
from cusdesk.domain.protection import register_drafts as drafts
from cusdesk.domain.protection.clocks import Look, breach_due, is_valid, request_due, standing_of
from cusdesk.domain.protection.registers import REGISTERS, check_entry

NOW = dt.datetime.fromisoformat("2026-06-15T10:00")


def test_a_breach_is_notified_within_72_hours_weekend_or_not():
    friday = dt.datetime.fromisoformat("2026-06-12T15:30")

    assert breach_due(friday) == dt.datetime.fromisoformat("2026-06-15T15:30")


@pytest.mark.parametrize(
    ("received", "extended", "due"),
    [
        (dt.date(2026, 6, 15), False, dt.date(2026, 7, 15)),
        (dt.date(2026, 1, 31), False, dt.date(2026, 3, 2)),  # 28 February is a Saturday
        (dt.date(2026, 4, 1), False, dt.date(2026, 5, 4)),  # 1 May, then a weekend
        (dt.date(2026, 6, 15), True, dt.date(2026, 9, 15)),
    ],
)
def test_a_request_has_a_month_and_two_more(received, extended, due):
    assert request_due(received, extended=extended) == due


@pytest.mark.parametrize(
    ("changes", "key", "look"),
    [
        ({}, "breach_running", Look.URGENT),
        ({"found_on": dt.date(2026, 6, 11)}, "breach_late", Look.LATE),
        ({"risk": drafts.BreachRisk.UNLIKELY}, "breach_not_needed", Look.DONE),
        ({"notified_on": dt.date(2026, 6, 15)}, "breach_notified", Look.DONE),
        ({"notified_on": dt.date(2026, 6, 18)}, "breach_notified_late", Look.DONE),
        (
            {"notified_on": dt.date(2026, 6, 15), "risk": drafts.BreachRisk.HIGH},
            "breach_inform",
            Look.URGENT,
        ),
    ],
)
def test_how_a_breach_stands(changes, key, look):
    draft = drafts.BreachDraft(found_on=dt.date(2026, 6, 14), found_time="9:00")
    for name, value in changes.items():
        setattr(draft, name, value)

    found = standing_of(draft, NOW)

    assert (found.key, found.look) == (key, look)


def test_the_clock_of_a_breach_counts_hours():
    draft = drafts.BreachDraft(found_on=dt.date(2026, 6, 14), found_time="9:00")

    found = standing_of(draft, NOW)

    assert (found.due, found.hours) == (dt.datetime.fromisoformat("2026-06-17T09:00"), 47)


@pytest.mark.parametrize(
    ("changes", "key", "look"),
    [
        ({"received_on": dt.date(2026, 6, 1)}, "request_running", Look.SOON),
        ({"received_on": dt.date(2026, 5, 20)}, "request_running", Look.URGENT),
        ({"received_on": dt.date(2026, 5, 11)}, "request_late", Look.LATE),
        (
            {"received_on": dt.date(2026, 5, 11), "extended_on": dt.date(2026, 6, 1)},
            "request_extended",
            Look.SOON,
        ),
        (
            {"received_on": dt.date(2026, 5, 11), "answered_on": dt.date(2026, 6, 11)},
            "request_answered",
            Look.DONE,
        ),
        (
            {"received_on": dt.date(2026, 5, 11), "answered_on": dt.date(2026, 6, 12)},
            "request_answered_late",
            Look.DONE,
        ),
    ],
)
def test_how_a_request_stands(changes, key, look):
    found = standing_of(drafts.DataRequestDraft(kind=drafts.RequestKind.ACCESS, **changes), NOW)

    assert (found.key, found.look) == (key, look)


def test_a_right_ends_on_its_last_day_and_is_withdrawn_on_the_day_itself():
    day = dt.date(2026, 6, 15)
    tomorrow = day + dt.timedelta(days=1)

    assert is_valid(day, day, None, day)
    assert not is_valid(None, day, None, tomorrow)
    assert not is_valid(None, None, day, day)
    assert is_valid(None, None, tomorrow, day)
    assert not is_valid(tomorrow, None, None, day)


@pytest.mark.parametrize("spec", REGISTERS.values(), ids=lambda spec: spec.name)
def test_every_field_has_its_words_and_its_place(spec):
    words = all_messages()

    assert {f.name for f in spec.fields} == {f.name for f in fields(spec.draft)}
    assert [f.name for f in spec.fields if f"fields.{spec.name}.{f.name}" not in words] == []
    for part in ("name", "title", "source", "hint", "entry"):
        assert f"protection.registers.{spec.name}.{part}" in words
    for deed in ("add", "change", "retire"):
        assert f"history.operation.protection.{spec.name}.{deed}" in words


@pytest.mark.parametrize("spec", REGISTERS.values(), ids=lambda spec: spec.name)
def test_an_empty_entry_is_refused_by_its_fields(spec):
    found = {p.field for p in check_entry(spec, spec.draft()) if p.blocking}

    assert {f.name for f in spec.fields if f.required} - {"status"} <= found


def test_dates_the_wrong_way_round_are_refused():
    draft = drafts.ConsentDraft(
        drafts.ConsentPurpose.IMAGE, "zdjęcia", dt.date(2026, 6, 1), dt.date(2026, 5, 1)
    )

    (problem,) = check_entry(REGISTERS["consents"], draft)

    assert (problem.field, problem.key) == ("valid_to", "protection.entry.problem.order")


def test_an_extension_needs_its_reason():
    draft = drafts.DataRequestDraft(
        "Jan Test",
        drafts.RequestKind.ACCESS,
        received_on=dt.date(2026, 5, 1),
        extended_on=dt.date(2026, 5, 20),
    )

    assert [p.field for p in check_entry(REGISTERS["data_requests"], draft)] == ["extension_reason"]
