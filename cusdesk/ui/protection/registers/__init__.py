"""„Rejestry”: one page for every register, made from its specification."""

from __future__ import annotations
