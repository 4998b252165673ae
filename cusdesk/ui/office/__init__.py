"""The screen of the centre itself: its settings and its safe copies."""

from __future__ import annotations
