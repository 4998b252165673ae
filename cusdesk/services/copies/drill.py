"""The restore drill: the newest copy is restored into a place of its own, tried and removed."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cusdesk.core.cancel import Progress, no_progress
from cusdesk.core.errors import StorageError
from cusdesk.core.messages import tr
from cusdesk.core.paths import user_data_dir
from cusdesk.db.backup import examine
from cusdesk.db.copy_files import CopyFile, write_certificate
from cusdesk.db.copy_state import moment_of, read_state, remember
from cusdesk.db.errors import from_os
from cusdesk.db.keys import envelope_path, key_check, load_envelope
from cusdesk.domain.access import needs
from cusdesk.domain.copies import DRILL_AFTER, is_due
from cusdesk.services.copies.keeping import checked_copies, look_anew
from cusdesk.services.copies.make import CHANGES
from cusdesk.services.office import copies_home

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_FOLDER = "proba-"


@needs("copies.make")
def run_drill_if_due(office: Office) -> Changes | None:
    """Try out the newest copy when the last drill is over thirty days old; None when it is not."""
    last = moment_of(read_state(copies_home(office)).drill_moment)
    if not is_due(last, office.clock.now(), DRILL_AFTER) or not checked_copies(office):
        return None
    return run_drill(office)


@needs("copies.make")
def run_drill(office: Office, progress: Progress = no_progress) -> Changes:
    """Restore the newest checked copy into a folder of its own, open it, compare it, remove it.

    What was found is remembered and told with the state of the copies; a copy that failed does not
    count as checked any more.

    Raises:
        StorageError: there is no copy to try, or what was found could not be remembered.
    """
    copies = checked_copies(office)
    if not copies:
        raise StorageError("copies.problem.nothing_to_try")
    copy = copies[0]
    progress(0, 0, "copies.progress.trying")
    problem = _problem_of(copy, office.database.key)
    if problem in {"storage.damaged", "copies.problem.differs"} and copy.certificate is not None:
        with contextlib.suppress(OSError):
            write_certificate(copy.path, replace(copy.certificate, is_healthy=False))
        look_anew(copy.path.parent)
    try:
        remember(
            copies_home(office),
            drill_moment=office.clock.now().isoformat(),
            drill_copy=copy.path.name,
            drill_problem=problem,
            drill_residents=copy.certificate.residents if copy.certificate else 0,
        )
    except OSError as error:
        raise from_os(error) from error
    return CHANGES


def _problem_of(copy: CopyFile, key: bytes) -> str:
    """Return the message key of what is wrong with a copy, "" when it can be restored."""
    for leftover in user_data_dir().glob(f"{_FOLDER}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=user_data_dir()))
    try:
        restored = folder / "biuro.cusdesk"
        shutil.copyfile(copy.path, restored)
        shutil.copyfile(envelope_path(copy.path), envelope_path(restored))
        if load_envelope(envelope_path(restored).read_bytes()).key_check != key_check(key):
            return "storage.copy_of_other"
        found = examine(restored, key)
    except StorageError as error:
        return error.key
    except OSError as error:
        return from_os(error).key
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    said = copy.certificate
    same = said is not None and (said.digest, said.rows) == (found.rows.digest, found.rows.rows)
    return "" if same else "copies.problem.differs"


def drill_words(problem: str, residents: int) -> str:
    """Return what a drill found, in words."""
    return problem or tr("copies.drill.fine", n=residents)
