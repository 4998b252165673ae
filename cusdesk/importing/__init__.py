"""Workbook in, typed rows and problems out. No database, no Qt."""

from __future__ import annotations
