"""Terms on the screen: what runs, duties of the office, lengths of terms."""

from __future__ import annotations
