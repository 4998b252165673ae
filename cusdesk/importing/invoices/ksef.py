"""An invoice out of an XML file of KSeF, by a field map that is data (and provisional)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

from cusdesk.core.errors import ImportProblemError
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.invoices import is_ksef_number
from cusdesk.domain.money import to_grosze
from cusdesk.domain.quantities import MILLI
from cusdesk.importing.invoices.rows import ReadInvoice, ReadLine
from cusdesk.importing.invoices.values import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_MOST_BYTES = 5 * 1024 * 1024
_MOST_LINES = 5_000
_WHOLE = 100
_KSEF_LENGTHS = (35, 36)


def read_ksef(path: Path) -> ReadInvoice:
    """Read one invoice; whatever the file holds, its entities and DTDs are refused.

    Raises:
        ImportProblemError: the file cannot be read, is too big, unsafe, or no invoice of KSeF.
    """
    return invoice_of(path.name, read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        ImportProblemError: it is not there, cannot be read, or is too big for an invoice.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise ImportProblemError("imports.file.missing", file=path.name) from error
    except OSError as error:
        raise ImportProblemError("imports.file.unreadable", file=path.name) from error
    if len(data) > _MOST_BYTES:
        raise ImportProblemError("imports.ksef.too_big", file=path.name)
    return data


def invoice_of(file_name: str, data: bytes) -> ReadInvoice:
    """Return the invoice a file's bytes hold.

    Raises:
        ImportProblemError: they are no XML, unsafe, or no invoice of KSeF.
    """
    root = _root(file_name, data)
    known = dictionary("ksef_fields")
    found = {name: _first(root, paths) for name, paths in known["fields"].items()}
    if _local(root) != known["root"] or not found["number"]:
        raise ImportProblemError("imports.ksef.not_an_invoice", file=file_name)
    period = _period(found["period_from"], found["period_to"])
    lines = list(_lines(root, period))
    gross = _money(found["gross"])
    if len(lines) == 1 and gross is not None:
        lines[0].amount_gr = gross if lines[0].amount_gr is None else lines[0].amount_gr
    kinds = known["kinds"]["correction"]
    return ReadInvoice(
        sheet=file_name,
        row=1,
        number=found["number"],
        kind="correction" if found["kind"] in kinds else "invoice",
        provider=found["seller_name"],
        nip=_digits(found["seller_nip"]),
        issued_on=_date(found["issued_on"]),
        received_on=None,
        due_on=_date(found["due_on"]),
        paid_on=_date(found["paid_on"]),
        is_paid=found["is_paid"] == "1",
        ksef_number=_number_in(file_name),
        contract=found["contract"],
        notes="",
        lines=lines,
        buyer_nip=_digits(found["buyer_nip"]),
        stated_gr=gross,
    )


def _root(file_name: str, data: bytes) -> Element:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise ImportProblemError("imports.ksef.unsafe", file=file_name) from None
    except (ParseError, ValueError, LookupError, RecursionError):
        raise ImportProblemError("imports.ksef.not_xml", file=file_name) from None
    return root


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _at(element: Element, path: str) -> Iterator[Element]:
    """Yield the elements at a path of names without namespaces."""
    name, _, rest = path.partition("/")
    for child in element:
        if _local(child) == name:
            if rest:
                yield from _at(child, rest)
            else:
                yield child


def _first(element: Element, paths: Sequence[str]) -> str:
    for path in paths:
        for found in _at(element, path):
            text = " ".join((found.text or "").split())
            if text:
                return text
    return ""


def _lines(root: Element, period: tuple[dt.date, dt.date] | None) -> Iterator[ReadLine]:
    names = dictionary("ksef_fields")["lines"]
    for number, element in enumerate(_at(root, names["path"]), 1):
        if number > _MOST_LINES:
            return
        said = {name: _first(element, [path]) for name, path in names.items() if name != "path"}
        quantity = _decimal(said["quantity"])
        day = _date(said["day"])
        yield ReadLine(
            number,
            said["name"],
            period or ((day, day) if day else None),
            None if quantity is None else int((quantity * MILLI).to_integral_value()),
            unit_of(said["unit"]),
            _with_vat(said["gross_rate"], said["net_rate"], said["vat"]),
            _with_vat(said["gross"], said["net"], said["vat"]),
        )


def _with_vat(gross: str, net: str, vat: str) -> int | None:
    """Return a gross amount in grosze: as stated, else the net one with its VAT, half up."""
    stated = _money(gross)
    if stated is not None:
        return stated
    amount, rate = _decimal(net), _decimal(vat)
    if amount is None:
        return None
    if vat in dictionary("ksef_fields")["vat"]["none"] or rate is None:
        return to_grosze(amount) if vat in dictionary("ksef_fields")["vat"]["none"] else None
    return to_grosze(amount * (_WHOLE + rate) / _WHOLE)


def _period(first: str, last: str) -> tuple[dt.date, dt.date] | None:
    start, end = _date(first), _date(last)
    return (start, end) if start is not None and end is not None and start <= end else None


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() and abs(value) < 10**10 else None


def _money(text: str) -> int | None:
    value = _decimal(text)
    return None if value is None else to_grosze(value)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _number_in(file_name: str) -> str:
    """Return the KSeF number when the file is named by it, as the files of KSeF are."""
    stem = file_name.rpartition(".")[0]
    for length in _KSEF_LENGTHS:
        if is_ksef_number(stem[:length]):
            return stem[:length].upper()
    return ""
