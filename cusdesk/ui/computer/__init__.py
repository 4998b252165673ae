"""„Sprawdź komputer”: as a screen of an open office, and as a window before one is open."""

from __future__ import annotations
