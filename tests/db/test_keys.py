"""The recovery code, the key and its wrapping."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cusdesk.core.errors import StorageError
from cusdesk.db import keys
from tests.helpers.office import CHEAP


@given(st.binary(min_size=keys.CODE_BYTES, max_size=keys.CODE_BYTES))
@settings(max_examples=50)
def test_code_survives_paper(raw: bytes) -> None:
    text = keys.format_recovery_code(raw)

    assert len(text.split("-")) == 7
    assert not set(text) & set("01OI")
    assert keys.parse_recovery_code(text) == raw
    assert keys.parse_recovery_code(text.lower().replace("-", " ")) == raw


@given(st.binary(min_size=keys.KEY_BYTES, max_size=keys.KEY_BYTES))
@settings(max_examples=50)
def test_the_key_itself_survives_paper(key: bytes) -> None:
    text = keys.format_recovery_code(key)

    assert [len(group) for group in text.split("-")] == [5] * 11
    assert keys.derive_database_key(keys.parse_recovery_code(text.lower())) == key


def test_a_code_printed_years_ago_is_still_read() -> None:
    raw = bytes(range(keys.CODE_BYTES))
    assert keys.format_recovery_code(raw) == "222J6-2S62N-52G42-B3A7J-S5AG3-WA346-JMUKN"
    assert keys.derive_database_key(raw).hex()[:16] == "2cb92f7fce6b475e"


@pytest.mark.parametrize("size", [keys.CODE_BYTES, keys.KEY_BYTES])
def test_one_wrong_letter_is_noticed(size: int) -> None:
    code = keys.format_recovery_code(secrets.token_bytes(size))
    for place, letter in enumerate(code):
        other = "A" if letter != "A" else "B"
        if letter != "-":
            with pytest.raises(StorageError, match="recovery_code_typo"):
                keys.parse_recovery_code(code[:place] + other + code[place + 1 :])


def test_each_user_unwraps_the_same_key() -> None:
    key = keys.derive_database_key(b"x" * keys.CODE_BYTES)
    envelope = keys.Envelope(keys.key_check(key))
    envelope.wrap(key, keys.NewPassword("Zażółć gęślą", cost=CHEAP), user_id="1", name="Anna")
    envelope.wrap(key, keys.NewPassword("inne hasło", cost=CHEAP), user_id="2", name="Jan")
    stored = keys.load_envelope(envelope.dump())

    assert stored.unwrap("Zażółć gęślą")[0] == key
    assert stored.unwrap("inne hasło", "Jan")[1].name == "Jan"
    with pytest.raises(StorageError, match="wrong_password"):
        stored.unwrap("inne hasło", "Anna")
    with pytest.raises(StorageError, match="no_such_user"):
        stored.unwrap("inne hasło", "Ewa")


def test_letters_typed_apart_are_the_same_password() -> None:
    key = b"k" * keys.KEY_BYTES
    envelope = keys.Envelope(keys.key_check(key))
    envelope.wrap(key, keys.NewPassword("ż", cost=CHEAP), user_id="1", name="A")
    assert envelope.unwrap("z\u0307")[0] == key


@pytest.mark.parametrize("raw", [b"", b"{}", b"[1]", b'{"format": 1}', b"\xff\xfe"])
def test_damaged_envelope_is_told(raw: bytes) -> None:
    with pytest.raises(StorageError, match="keys_damaged"):
        keys.load_envelope(raw)


def test_newer_envelope_is_told() -> None:
    with pytest.raises(StorageError, match="newer"):
        keys.load_envelope(b'{"format": 99}')
