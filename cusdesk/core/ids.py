"""Identifiers: UUIDv7 for records, UUIDv5 for starter rows that must be equal in every office."""

from __future__ import annotations

import secrets
import threading
import time
import uuid

_STARTER_NAMESPACE = uuid.UUID("6f6d1c1e-7a59-5b4c-9d59-2f8c0e0c7d11")
_lock = threading.Lock()
_last = (0, 0)


def new_id() -> bytes:
    """Return a fresh UUIDv7 (RFC 9562) as 16 bytes, increasing within this process."""
    global _last  # noqa: PLW0603 (the counter that keeps ids of one millisecond in order)
    with _lock:
        ms = time.time_ns() // 1_000_000
        last_ms, counter = _last
        if ms <= last_ms:
            ms, counter = last_ms, counter + 1
            if counter >= 1 << 12:
                ms, counter = ms + 1, 0
        else:
            counter = secrets.randbelow(1 << 11)
        _last = (ms, counter)
    value = ms << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | secrets.randbits(62)
    return value.to_bytes(16, "big")


def starter_id(kind: str, code: str) -> bytes:
    """Return the fixed id of a starter or dictionary row, the same in every office."""
    return uuid.uuid5(_STARTER_NAMESPACE, f"{kind}/{code}").bytes


def new_writer_id() -> bytes:
    """Return a random 64-bit id for one program run (see docs/file_format.md)."""
    return secrets.token_bytes(8)


def text_id(raw: bytes) -> str:
    """Return the id as people and JSON see it: the usual UUID text."""
    return str(uuid.UUID(bytes=raw))


def parse_id(text: str) -> bytes:
    """Return the 16 bytes of a UUID text.

    Raises:
        ValueError: the text is not a UUID.
    """
    return uuid.UUID(text).bytes
