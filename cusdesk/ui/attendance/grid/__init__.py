"""The grid of people by days: typed by keyboard alone, written in the background in order."""

from __future__ import annotations
