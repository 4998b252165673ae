"""A register or a list of applications, whatever its shape: typed rows, doubts and problems."""

from __future__ import annotations

from cusdesk.importing.applications.reader import guess_maps, read_applications
from cusdesk.importing.applications.rows import ApplicationRow, ApplicationsFile

__all__ = ["ApplicationRow", "ApplicationsFile", "guess_maps", "read_applications"]
