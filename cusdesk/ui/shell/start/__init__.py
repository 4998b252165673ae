"""Before an office is open: three doors, the password, a new office with its recovery sheet."""

from __future__ import annotations
