"""Every table about people says what an erasure leaves of it."""

from __future__ import annotations

import sqlite3

import pytest

from cusdesk.core.messages import all_messages
from cusdesk.db.backup import count_residents
from cusdesk.db.capture import captured_tables
from cusdesk.db.erase import personal_tables, policy_of
from cusdesk.models import Base

OWN_WAYS = {"changes", "erasures", "audit_entries", "audit_parts"}
"""Tables with a subject that have code of their own: history, register and log."""
COMMON = {"id", "subject_id", "row_version", "retired_at"}


def test_every_personal_table_has_a_policy():
    personal = [
        table.name
        for table in Base.metadata.sorted_tables
        if {"subject_id", "resident_id"} & set(table.columns.keys())
        and table.name not in OWN_WAYS | {"resident_index"}
    ]
    assert len(personal) > 10
    assert [name for name in personal if "erasure" not in Base.metadata.tables[name].info] == []


@pytest.mark.parametrize("table", personal_tables(), ids=lambda table: table.name)
def test_a_policy_names_every_column(table):
    policy = policy_of(table)
    if policy.deletes:
        return
    named = set(policy.blank) | set(policy.keep)
    assert named | COMMON == set(table.columns.keys())
    assert not set(policy.blank) & set(policy.keep)


@pytest.mark.parametrize("table", personal_tables(), ids=lambda table: table.name)
def test_texts_that_stay_are_words_of_the_office(table):
    policy = policy_of(table)
    stays = {name for name in policy.keep if str(table.c[name].type) == "TEXT"}
    of_the_office = {
        "applicant_kind", "channel", "reported_channel",
        "sex", "status", "mark", "worker", "number", "programme", "coordinator", "approved_by",
        "approved_post", "form", "unit", "amount_per", "funding",
        "kind", "area", "age_group", "source",
        "issued_by", "layout", "media", "record_feature", "cancelled_by",
        "submitted_by", "update_reason", "regime", "author", "given_by", "days",
    }  # fmt: skip
    assert stays <= of_the_office


@pytest.mark.parametrize("table", captured_tables(), ids=lambda table: table.name)
def test_every_table_has_a_name_for_people(table):
    assert f"protection.table.{table.name}" in all_messages()


def test_an_erased_person_is_not_counted_among_the_residents(tmp_path):
    file = sqlite3.connect(tmp_path / "office")
    file.execute("CREATE TABLE residents (id BLOB)")
    file.executemany("INSERT INTO residents VALUES (?)", [(b"a",), (b"b",)])
    assert count_residents(file) == 2  # a file of the first schema has no register
    file.execute("CREATE TABLE erasures (record_id BLOB)")
    file.execute("INSERT INTO erasures VALUES (?)", (b"b",))
    assert count_residents(file) == 1
    file.close()
