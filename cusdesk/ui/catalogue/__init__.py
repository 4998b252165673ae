"""Screens of the catalogue of services."""

from __future__ import annotations
