"""The screen of contracts with providers."""

from __future__ import annotations
