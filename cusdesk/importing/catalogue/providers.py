"""Providers: kind told from the name, tax number checked, contact taken apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stdnum.pl import nip as nip_rules

from cusdesk.domain.phones import parse_emails, parse_phones
from cusdesk.domain.providers import ProcurementMode, ProviderKind
from cusdesk.importing import given_names
from cusdesk.importing.catalogue.values import words
from cusdesk.importing.lexicon import plain

if TYPE_CHECKING:
    from cusdesk.importing.catalogue.rows import ProviderRow


def kind_of(name: str) -> tuple[ProviderKind, bool]:
    """Return the kind a provider's name tells of, and whether it is certain."""
    folded = f"{plain(name)} "
    found = [
        kind
        for kind, starts in words("provider_kinds").items()
        if any(re.search(rf"(?:^|\s){re.escape(start)}", folded) for start in starts)
    ]
    if found:
        return ProviderKind(found[0]), True
    parts = re.findall(r"[^\W\d_]+", name)
    if 2 <= len(parts) <= 3 and any(given_names.is_given(part) for part in parts):
        return ProviderKind.NATURAL_PERSON, False
    return ProviderKind.OTHER, False


def set_kind(row: ProviderRow, text: str = "") -> None:
    """Fill the kind from a column of kinds or from the name."""
    kind, certain = kind_of(text) if text else (ProviderKind.OTHER, False)
    if kind is ProviderKind.OTHER:
        kind, certain = kind_of(row.name)
    row.kind = kind
    if not certain:
        row.doubt("kind")
        row.problem("provider_kind_unclear", None, "warning", raw=row.name)


def read_nip(value: object, row: ProviderRow, column: str | None) -> None:
    """Take a tax number as ten digits; a wrong one is kept as written and marked."""
    text = re.sub(r"(?i)^\s*(?:nip:?)?\s*(?:PL)?", "", str(value or ""))
    digits = re.sub(r"[\s\-.]", "", text)
    if not digits:
        return
    row.nip = digits
    if not (digits.isdigit() and nip_rules.is_valid(digits)):
        row.doubt("nip")
        row.problem("nip_wrong", column, "warning", raw=str(value))


def read_contact(value: object, row: ProviderRow) -> None:
    """Take e-mail, telephone and name out of a crowded cell."""
    if value is None:
        return
    text = " ".join(str(value).split())
    emails = parse_emails(text)
    row.email = row.email or (emails.emails[0] if emails.emails else "")
    rest = text
    for email in emails.emails:
        rest = re.sub(re.escape(email), " ", rest, flags=re.IGNORECASE)
    phones = parse_phones(rest)
    if phones.phones and not row.phone:
        number = phones.phones[0].number
        row.phone = number if number.startswith("+") else f"+48{number}"
    name = re.sub(r"[+\d][\d\s\-()]{6,}\d", " ", rest)
    name = re.sub(r"(?i)\b(?:tel|e-?mail|kom|telefon)\b\.?:?", " ", name)
    name = " ".join(name.split()).strip(" ,;:-/")
    if name and not row.contact_name:
        row.contact_name = name
    if len(emails.emails) > 1 or len(phones.phones) > 1 or emails.problems or phones.problems:
        row.extra_notes.append(text)


def read_procurement(value: object, row: ProviderRow) -> None:
    """Take how the service was commissioned."""
    if value is None:
        return
    row.procurement_text = " ".join(str(value).split())
    folded = plain(row.procurement_text)
    order = ("below_threshold", "public_benefit", "procurement_law", "agreement", "mandate", "own")
    found = [
        code
        for code in order
        if any(
            re.search(rf"(?:^|\s){re.escape(word)}", folded) for word in words("procurement")[code]
        )
    ]
    row.procurement = ProcurementMode(found[0]) if found else ProcurementMode.OTHER
    if len(found) != 1 and folded and set(found) != {"below_threshold", "procurement_law"}:
        row.doubt("procurement")
