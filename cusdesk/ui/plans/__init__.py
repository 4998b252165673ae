"""Plans (IPUS) on the screen: the list, and one plan in the order of the paper."""

from __future__ import annotations
