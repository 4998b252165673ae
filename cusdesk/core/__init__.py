"""Bottom layer: errors, messages, clock, ids, paths, settings. Imports nothing of ours."""

from __future__ import annotations
