"""Caseload on the screen: one's own people, and what everybody carries."""

from __future__ import annotations
