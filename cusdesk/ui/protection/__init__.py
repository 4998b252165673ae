"""The screen „Ochrona danych”: what is kept, what goes, what a person and an office are given."""

from __future__ import annotations
