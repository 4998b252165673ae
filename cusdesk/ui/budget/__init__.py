"""The screen of funding sources."""

from __future__ import annotations
