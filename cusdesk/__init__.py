"""cusdesk: the desktop program of a small social-service centre (CUS)."""

from __future__ import annotations

__version__ = "0.1.0"
