"""„Wydane pisma”: the register of what was handed out."""

from __future__ import annotations
