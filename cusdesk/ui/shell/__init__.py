"""The frame of the window: navigation, first start, search, actions."""

from __future__ import annotations
