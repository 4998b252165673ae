"""The start screen: what has to be looked at today."""

from __future__ import annotations
