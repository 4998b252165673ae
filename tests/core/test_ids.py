"""Identifiers: ordered, versioned, and fixed where offices must agree."""

from __future__ import annotations

import uuid

import pytest

from cusdesk.core import ids


def test_new_ids_are_uuid7_and_increase() -> None:
    made = [ids.new_id() for _ in range(10_000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {uuid.UUID(bytes=raw).version for raw in made} == {7}
    assert {uuid.UUID(bytes=raw).variant for raw in made} == {uuid.RFC_4122}


def test_starter_ids_are_the_same_everywhere() -> None:
    assert ids.text_id(ids.starter_id("setting", "office.name")) == (
        ids.text_id(ids.starter_id("setting", "office.name"))
    )
    assert ids.starter_id("a", "b") != ids.starter_id("a", "c")
    assert uuid.UUID(bytes=ids.starter_id("a", "b")).version == 5


def test_text_and_back() -> None:
    raw = ids.new_id()
    assert ids.parse_id(ids.text_id(raw)) == raw
    with pytest.raises(ValueError, match="badly formed"):
        ids.parse_id("nie identyfikator")
