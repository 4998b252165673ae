"""Whether an update file is ours and newer, and what it would bring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cusdesk
from cusdesk.core.errors import RuleError
from cusdesk.core.update_file import UpdateFile, read_update, version_number
from cusdesk.db.migrate import latest_version

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Offer:
    """An update file that was found to be ours and newer.

    Attributes:
        file: what it holds.
        installed: the version that runs now.
        changes_offices: the new program brings office files to a schema this one cannot read.
    """

    file: UpdateFile
    installed: str
    changes_offices: bool


def check_update(
    path: Path, keys: Mapping[str, bytes] | None = None, installed: str = cusdesk.__version__
) -> Offer:
    """Return what an update file offers; reads all of it.

    Raises:
        StorageError: it cannot be read, is not ours or was changed on the way.
        RuleError: `updates.problem.same` or `.older`.
    """
    found = read_update(path, keys)
    offered, here = version_number(found.version), version_number(installed)
    if offered == here:
        raise RuleError("updates.problem.same", version=installed)
    if offered < here or found.schema < latest_version():
        raise RuleError("updates.problem.older", version=found.version, installed=installed)
    return Offer(found, installed, found.schema > latest_version())
