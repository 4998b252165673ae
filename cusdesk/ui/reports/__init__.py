"""Reports: the month in figures, and what stands behind each of them."""

from __future__ import annotations
