"""Whether a computer is fit for the office: plain rules over what was asked of the system.

Every rule returns one `Finding`; its words are messages `computer.<id>.<case>.said`, and, where not
all is well, `.means` and `.do`. Nothing is asked of the system here.
"""

from __future__ import annotations

from cusdesk.domain.computer.clock import (
    ClockFacts,
    judge_clock,
    polish_offset,
)
from cusdesk.domain.computer.copies import (
    CopyFacts,
    judge_copy,
    judge_file,
    judge_outside,
)
from cusdesk.domain.computer.devices import (
    Printers,
    judge_bugs,
    judge_memory,
    judge_printers,
    judge_screen,
    judge_sheets,
)
from cusdesk.domain.computer.findings import (
    GB,
    LEVELS,
    MB,
    ORDER,
    Finding,
    Level,
    in_order,
    size_words,
)
from cusdesk.domain.computer.folders import (
    Trial,
    judge_disk,
    judge_folders,
    judge_place,
    judge_trial,
)

__all__ = [
    "GB",
    "LEVELS",
    "MB",
    "ORDER",
    "ClockFacts",
    "CopyFacts",
    "Finding",
    "Level",
    "Printers",
    "Trial",
    "in_order",
    "judge_bugs",
    "judge_clock",
    "judge_copy",
    "judge_disk",
    "judge_file",
    "judge_folders",
    "judge_memory",
    "judge_outside",
    "judge_place",
    "judge_printers",
    "judge_screen",
    "judge_sheets",
    "judge_trial",
    "polish_offset",
    "size_words",
]
