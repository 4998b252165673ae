"""Series of meetings: the fields, the days they give, changing, repeating, breaks."""

from __future__ import annotations
