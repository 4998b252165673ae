"""Individual hours: typed line after line."""

from __future__ import annotations
