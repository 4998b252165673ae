"""Invoices out of XML files of KSeF: the same plan as a list, one row a file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cusdesk.domain.access import needs
from cusdesk.importing.invoices import InvoicesFile
from cusdesk.importing.invoices.ksef import read_ksef
from cusdesk.services.catalogue import service_finder
from cusdesk.services.imports.invoices.plan import plan_invoices
from cusdesk.services.imports.model import ImportPlan
from cusdesk.services.imports.standing import last_operation

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.services.office import Office

SUFFIX = ".xml"


@needs("imports.run", "invoices.change")
def plan_ksef(office: Office, path: Path) -> ImportPlan:
    """Work out what an invoice of KSeF would do; nothing is written.

    Raises:
        ImportProblemError: the file cannot be read, is unsafe, or no invoice of KSeF.
    """
    invoice = read_ksef(path)
    invoice.received_on = office.clock.today()
    with office.read() as session:
        as_of = last_operation(session)
    finder = service_finder(office)
    with office.read() as session:
        rows = plan_invoices(session, InvoicesFile([invoice]), finder)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return ImportPlan("invoices", path.name, digest, rows, as_of=as_of)
