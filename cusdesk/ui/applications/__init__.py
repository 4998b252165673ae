"""Screens of the applications: the register, one application, its outcome."""

from __future__ import annotations
