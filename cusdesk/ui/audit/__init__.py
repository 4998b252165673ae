"""The screen „Historia i dziennik”: the log, its proof, its export, and the bin."""

from __future__ import annotations
