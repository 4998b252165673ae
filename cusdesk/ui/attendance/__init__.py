"""Groups and their grid of presence, and individual hours."""

from __future__ import annotations
