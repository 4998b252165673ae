"""What a person's profile keeps of one office file: copies, keys, wrong passwords, head of the log.

All of it is named by the file's salt, so that it says nothing of whose office it is.
"""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from cusdesk.core.paths import user_data_dir
from cusdesk.db.raw_file import file_salt

if TYPE_CHECKING:
    from pathlib import Path


def profile_traces(office: Path) -> list[Path]:
    """Return the files and folders the profile keeps of an office file, which must be there.

    Raises:
        OSError: the file cannot be read.
    """
    return sorted(user_data_dir().glob(f"*/{file_salt(office)}*"))


def remove_traces(traces: list[Path]) -> None:
    """Delete what `profile_traces` found; what another program holds stays."""
    for trace in traces:
        with contextlib.suppress(OSError):
            shutil.rmtree(trace) if trace.is_dir() else trace.unlink()
