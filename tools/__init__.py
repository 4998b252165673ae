"""What a developer runs; nothing here is part of the program. Start at `tools/dev.py`."""

from __future__ import annotations
