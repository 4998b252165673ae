"""The works that are interrupted.

A workflow says `acknowledge(word)` whenever the program would have told the person "saved". What
was acknowledged must be there afterwards, and nothing may be there by half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.data_work import Erasing, Importing, Saving
from tests.faults.file_work import ChangingPassword, Copying, Creating, Migrating, Restoring

if TYPE_CHECKING:
    from tests.faults.common import Workflow

WORKFLOWS: dict[str, Workflow] = {
    "saving": Saving(),
    "importing": Importing(),
    "erasing": Erasing(),
    "creating": Creating(),
    "copying": Copying(),
    "restoring": Restoring(),
    "migrating": Migrating(),
    "changing_password": ChangingPassword(),
}
