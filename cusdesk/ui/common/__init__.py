"""Widgets and helpers shared by all screens."""

from __future__ import annotations
