"""Opłaty: the month, money, decisions, rules."""

from __future__ import annotations
