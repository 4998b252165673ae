"""The list of licences is that of the locked libraries."""

from __future__ import annotations

import pytest

from tools import licences


def test_the_document_is_up_to_date():
    assert licences.TARGET.read_text(encoding="utf-8") == licences.document()


def test_an_unread_licence_stops_the_script(monkeypatch):
    monkeypatch.delitem(licences.READ_BY_HAND, "sqlcipher3")

    with pytest.raises(LookupError, match="sqlcipher3"):
        licences.document()
