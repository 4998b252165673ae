"""The tables of a plan: goals, services, actions and reviews, typed in like a spreadsheet."""

from __future__ import annotations
