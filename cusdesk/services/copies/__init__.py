"""Safe copies of the office: made, listed, thinned, tried out, restored."""

from __future__ import annotations

from cusdesk.services.copies.keeping import keep_days, set_keep_days
from cusdesk.services.copies.make import (
    CopyMade,
    FileChecked,
    check_file,
    make_copy,
    make_copy_in,
    make_if_due,
)

__all__ = [
    "CopyMade",
    "FileChecked",
    "check_file",
    "keep_days",
    "make_copy",
    "make_copy_in",
    "make_if_due",
    "set_keep_days",
]
