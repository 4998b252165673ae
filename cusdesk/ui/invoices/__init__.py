"""The screen of invoices."""

from __future__ import annotations
