"""The screen of the safe copies: their state, their list, and restoring one of them."""

from __future__ import annotations
