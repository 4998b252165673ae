"""Recruitment in the window: editions, candidates with their points, the list, freed seats."""

from __future__ import annotations
