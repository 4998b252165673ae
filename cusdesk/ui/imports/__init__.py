"""Imports on the screen: the wizard, the queue of doubtful rows, the imports of the past."""

from __future__ import annotations
