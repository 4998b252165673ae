"""Numbered, frozen migrations of the office file. They import nothing of ours."""

from __future__ import annotations
