"""Protection of data: erasure, terms of keeping, access of the person, the exit export."""

from __future__ import annotations
