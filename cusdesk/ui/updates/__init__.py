"""A new version of the program out of a file, and the way back."""

from __future__ import annotations
