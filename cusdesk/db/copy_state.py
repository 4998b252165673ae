"""What is remembered about the copies of one office on this computer: one small JSON beside them.

Nothing of it is needed to restore a copy; a file that cannot be read is an empty one.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from cusdesk.core.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "state.json"


@dataclass(frozen=True, slots=True)
class CopyState:
    """What a folder of copies remembers; moments are local time, ISO, "" for never.

    Attributes:
        outside_moment: of the last checked copy that left this computer's disk.
        outside_folder: where copies to a stick go; proposed the next time.
        drill_moment: of the last restore drill.
        drill_copy: name of the copy it restored.
        drill_problem: message key of what went wrong; "" when all was well.
        drill_residents: how many it found.
        suspect_since: when the office was found damaged; while set, nothing is thinned.
        failed_moment: of the last copy that could not be made by itself, "" once one was made.
        failed_reason: message key of why.
        office: path of the office file, for the day on which it is gone.
    """

    outside_moment: str = ""
    outside_folder: str = ""
    drill_moment: str = ""
    drill_copy: str = ""
    drill_problem: str = ""
    drill_residents: int = 0
    suspect_since: str = ""
    failed_moment: str = ""
    failed_reason: str = ""
    office: str = ""


def read_state(folder: Path) -> CopyState:
    """Return what the folder remembers."""
    try:
        found = json.loads((folder / FILE_NAME).read_bytes())
        known = {key: found[key] for key in CopyState.__slots__ if key in found}
        state = CopyState(**known)
        for moment in (state.outside_moment, state.drill_moment):
            moment_of(moment)
    except (OSError, ValueError, TypeError):
        return CopyState()
    return state


def remember(folder: Path, **changed: Any) -> CopyState:  # noqa: ANN401 (as the fields are)
    """Change what the folder remembers; return all of it.

    Raises:
        OSError: it could not be written; what was remembered before stands.
    """
    state = replace(read_state(folder), **changed)
    write_whole(folder / FILE_NAME, json.dumps(asdict(state), indent=1).encode())
    return state


def moment_of(text: str) -> dt.datetime | None:
    """Return a remembered moment, None for never.

    Raises:
        ValueError: it is no moment.
    """
    return dt.datetime.fromisoformat(text) if text else None
