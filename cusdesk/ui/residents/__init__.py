"""Screens about residents: list, search before create, card, bin."""

from __future__ import annotations
