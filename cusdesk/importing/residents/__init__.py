"""A list of residents, whatever its shape: typed rows, their doubts and their problems."""

from __future__ import annotations

from cusdesk.importing.residents.reader import guess_maps, read_residents
from cusdesk.importing.residents.rows import ImportedPhone, ResidentRow, ResidentsFile

__all__ = ["ImportedPhone", "ResidentRow", "ResidentsFile", "guess_maps", "read_residents"]
