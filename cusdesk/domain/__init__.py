"""Pure rules and values: no database, no Qt, no files."""

from __future__ import annotations
