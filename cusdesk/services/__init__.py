"""Use cases: commands and queries, one module a feature, DTOs out."""

from __future__ import annotations
