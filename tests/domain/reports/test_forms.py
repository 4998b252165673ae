from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.reports import forms
from cusdesk.domain.reports.forms import is_empty, load_form, missing_values, value_of
from tests.export.samples import EMPTY_PLAN, USUAL_PLAN


def test_form_is_chosen_by_date():
    assert load_form("ipus", dt.date(2026, 1, 1)).valid_from == dt.date(2020, 1, 1)


def test_newer_version_takes_over_on_its_day(tmp_path, monkeypatch):
    old = forms.resource_dir("forms") / "ipus" / "2020-01-01.toml"
    folder = tmp_path / "ipus"
    folder.mkdir()
    text = old.read_text("utf-8")
    (folder / old.name).write_text(text, "utf-8")
    newer = text.replace("valid_from = 2020-01-01", "valid_from = 2027-01-01")
    (folder / "2027-01-01.toml").write_text(newer, "utf-8")
    monkeypatch.setattr(forms, "resource_dir", lambda _name: tmp_path)
    forms._versions.cache_clear()
    forms._read.cache_clear()

    found = [load_form("ipus", dt.date(y, 12, 31)).valid_from.year for y in (2019, 2026, 2027)]

    forms._versions.cache_clear()
    forms._read.cache_clear()
    assert found == [2020, 2020, 2027]


def test_unknown_form_is_a_bug():
    with pytest.raises(FileNotFoundError):
        load_form("none", dt.date(2026, 1, 1))


def test_every_name_of_the_form_is_there_in_the_document():
    form = load_form("ipus", dt.date(2026, 1, 1))

    for _, field in form.fields():
        value_of(USUAL_PLAN, field.name)
    for part in (part for section in form.sections for part in section.parts):
        for row in value_of(USUAL_PLAN, part.name) if part.kind == "table" else ():
            for field in (field for column in part.columns for field in column.fields):
                value_of(row, field.name)


def test_sections_follow_the_form():
    form = load_form("ipus", dt.date(2026, 1, 1))

    assert [section.id for section in form.sections] == [
        "header",
        "person",
        "needs",
        "goals",
        "services",
        "actions",
        "duties",
        "reviews",
        "fees",
        "agreement",
    ]


def test_missing_values_come_in_the_order_of_the_paper():
    form = load_form("ipus", dt.date(2026, 1, 1))

    sections = [gap.section_id for gap in missing_values(EMPTY_PLAN, form)]

    order = [section.id for section in form.sections]
    assert sections == sorted(sections, key=order.index)


@pytest.mark.parametrize("value", ["", "  ", None, ()])
def test_empty(value):
    assert is_empty(value)


@pytest.mark.parametrize("value", [0, False, "a", dt.date(2026, 1, 1), (1,)])
def test_not_empty(value):
    assert not is_empty(value)
