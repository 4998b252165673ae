from __future__ import annotations

import datetime as dt
from dataclasses import fields

from cusdesk.domain.residents import ResidentDraft
from cusdesk.domain.special_fields import (
    ProgrammeDraft,
    SpecialField,
    check_programme,
    columns_of,
    columns_without,
    empty_value,
    field_names,
    fields_said,
    format_fields,
    parse_fields,
)


def test_every_field_has_columns_of_a_card_with_the_right_emptiness() -> None:
    empty = ResidentDraft()
    names = {field.name for field in fields(ResidentDraft)}
    for field in SpecialField:
        for column in columns_of(field):
            assert column in names
            assert empty_value(column) == getattr(empty, column)


def test_what_is_off_and_what_a_card_says() -> None:
    assert columns_without(SpecialField) == frozenset()
    assert "convictions" in columns_without([SpecialField.HEALTH])
    assert fields_said({"disability": "none", "disability_valid_to": None, "notes": "a"}) == set()
    assert fields_said({"disability_valid_to": dt.date(2026, 1, 1)}) == {SpecialField.DISABILITY}
    assert fields_said({"addiction": "x", "disability": "light"}) == {
        SpecialField.ADDICTION,
        SpecialField.DISABILITY,
    }


def test_stored_fields_come_back() -> None:
    kept = format_fields([SpecialField.HEALTH, SpecialField.DISABILITY])
    assert kept == "disability health"
    assert parse_fields("disability moon health") == set(parse_fields(kept))
    assert field_names(parse_fields(kept)) == "niepełnosprawność, zdrowie"


def test_a_programme_needs_a_name_and_days_in_order() -> None:
    draft = ProgrammeDraft(" ", "", dt.date(2026, 2, 1), dt.date(2026, 1, 1))
    assert {problem.field for problem in check_programme(draft)} == {"name", "valid_to"}
    assert check_programme(ProgrammeDraft("Program")) == []
