"""The only owner of the engine, the key, the transactions and the office file."""

from __future__ import annotations
