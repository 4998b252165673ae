"""Invoices out of XML files of KSeF: the same plan as a list, one row a file."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from cusdesk.core.cancel import CancelToken
from cusdesk.core.errors import ImportProblemError
from cusdesk.core.messages import describe
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import name_key
from cusdesk.importing.invoices import InvoicesFile
from cusdesk.importing.invoices.ksef import invoice_of, read_bytes
from cusdesk.importing.problems import CellProblem
from cusdesk.services.catalogue import service_finder
from cusdesk.services.imports.invoices.plan import plan_invoices
from cusdesk.services.imports.model import ImportPlan
from cusdesk.services.imports.standing import last_operation

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from cusdesk.core.cancel import Progress
    from cusdesk.importing.invoices import ReadInvoice
    from cusdesk.services.office import Office

SUFFIX = ".xml"
MOST_FILES = 500
_MOST_BYTES = 100 * 1024 * 1024


def ksef_files(paths: Sequence[Path]) -> list[Path]:
    """Return the XML files among paths, and those that lie in the folders among them, by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.iterdir(), key=lambda each: each.name.casefold())
            found += [each for each in inside if each.suffix.lower() == SUFFIX and each.is_file()]
        elif path.suffix.lower() == SUFFIX:
            found.append(path)
    return list(dict.fromkeys(found))


@needs("imports.run", "invoices.change")
def plan_ksef(
    office: Office,
    paths: Sequence[Path],
    *,
    progress: Progress | None = None,
    cancel: CancelToken | None = None,
) -> ImportPlan:
    """Work out what invoices of KSeF would do, one row a file; nothing is written.

    A file that cannot be read does not stop the others: among several it is a problem of the plan
    under its name.

    Raises:
        ImportProblemError: the only file cannot be read, is unsafe, or no invoice of KSeF; there
            are none, too many, or they are too large together.
        OperationCancelledError: `cancel` was asked to stop.
    """
    _refuse_too_many(paths)
    reader = _Files(office.clock.today(), is_alone=len(paths) == 1)
    for number, path in enumerate(paths):
        (cancel or CancelToken()).check()
        if progress is not None:
            progress(number, len(paths), "imports_plan.step.read")
        reader.read(path)
    with office.read() as session:
        as_of = last_operation(session)
    finder = service_finder(office)
    with office.read() as session:
        rows = plan_invoices(session, InvoicesFile(reader.invoices), finder)
    for row, (name, data) in zip(rows, reader.contents, strict=True):
        row.payload["original"] = {"name": name, "data": base64.b64encode(data).decode("ascii")}
    name = paths[0].name if len(paths) == 1 else ""
    return ImportPlan("invoices", name, reader.digest(), rows, reader.problems, as_of=as_of)


def _refuse_too_many(paths: Sequence[Path]) -> None:
    if not paths:
        raise ImportProblemError("imports.ksef.none")
    if len(paths) > MOST_FILES:
        raise ImportProblemError("imports.ksef.too_many", n=len(paths), most=MOST_FILES)


class _Files:
    """Reads files one after another; remembers what was wrong with which."""

    def __init__(self, today: dt.date, *, is_alone: bool) -> None:
        self._today, self._is_alone = today, is_alone
        self._known: dict[tuple[str, str], ReadInvoice] = {}
        self._size = 0
        self._hashes: list[str] = []
        self.invoices: list[ReadInvoice] = []
        self.contents: list[tuple[str, bytes]] = []
        self.problems: list[CellProblem] = []

    def read(self, path: Path) -> None:
        """Read one file."""
        try:
            data = read_bytes(path)
            invoice = invoice_of(path.name, data)
        except ImportProblemError as error:
            if self._is_alone:
                raise
            said: dict[str, object] = {"said": describe(error)}
            self.problems.append(CellProblem("ksef_file", path.name, None, None, "error", said))
            return
        self._size += len(data)
        if self._size > _MOST_BYTES:
            raise ImportProblemError("imports.ksef.too_much")
        invoice.received_on = self._today
        self._hashes.append(hashlib.sha256(data).hexdigest())
        key = (invoice.nip or name_key(invoice.provider), name_key(invoice.number))
        invoice.repeats = self._known.get(key)
        self._known.setdefault(key, invoice)
        self.invoices.append(invoice)
        self.contents.append((path.name, data))

    def digest(self) -> str:
        """Return the hash of the one file, or of the hashes of all."""
        if len(self._hashes) == 1:
            return self._hashes[0]
        return hashlib.sha256("\n".join(sorted(self._hashes)).encode()).hexdigest()
