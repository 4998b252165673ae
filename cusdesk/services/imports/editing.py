"""A doubtful resident of the queue as a form edits it: out of the row, and back into it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from cusdesk.core.ids import text_id
from cusdesk.domain.phones import format_phone, normalise_phone
from cusdesk.domain.residents import (
    DisabilityDegree,
    PhoneDraft,
    ResidentDraft,
    ResidentStatus,
    Sex,
    check_resident,
)
from cusdesk.services.imports.model import date_of
from cusdesk.services.imports.residents.fields import DATES, FIELDS
from cusdesk.services.residents.mapping import tidied

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.core.errors import Problem
    from cusdesk.services.imports.issues import Issue

_ENUMS: dict[str, Any] = {"status": ResidentStatus, "disability": DisabilityDegree, "sex": Sex}


@dataclass(slots=True)
class RowDraft(ResidentDraft):
    """A resident as a workbook tells it.

    Attributes:
        numbers: telephones in one line, with commas between them.
        contact: whom to call, as written.
        note: what has no field on the card and goes to its notes.
    """

    numbers: str = ""
    contact: str = ""
    note: str = ""


def draft_key(issue_id: bytes) -> str:
    """Return the key by which the corrections of a row are kept, see `services.drafts`."""
    return text_id(issue_id)


def row_draft(issue: Issue) -> RowDraft:
    """Return a waiting row of residents as a form edits it."""
    values: dict[str, Any] = dict(issue.payload["values"])
    for name in DATES:
        values[name] = date_of(values[name])
    for name, kind in _ENUMS.items():
        values[name] = kind(values[name]) if values[name] else None
    known = {field.name for field in fields(RowDraft)}
    draft = RowDraft(**{name: value for name, value in values.items() if name in known})
    draft.numbers = ", ".join(format_phone(phone["number"]) for phone in issue.payload["phones"])
    draft.contact, draft.note = issue.payload["contact"], issue.payload["note"]
    return draft


def check_row(draft: RowDraft, today: dt.date) -> list[Problem]:
    """Return what is wrong with a row, by the very checks of the card."""
    problems = check_resident(_with_phones(draft), today)
    return [
        replace(problem, field="numbers") if problem.field.startswith("phones.") else problem
        for problem in problems
    ]


def edited_payload(payload: dict[str, Any], draft: RowDraft) -> dict[str, Any]:
    """Return what a row would write after a person corrected it; labels of telephones stay."""
    clean = tidied(_with_phones(draft))
    values = {name: getattr(clean, name) for name in FIELDS}
    values |= {name: str(values[name].value) for name in ("status", "disability")}
    values["sex"] = clean.sex.value if clean.sex else ""
    known = {_plain(phone["number"]): phone for phone in payload["phones"]}
    phones = [known.get(p.number, {"number": p.number, "label": ""}) for p in clean.phones]
    return {
        **payload,
        "values": values,
        "phones": phones,
        "contact": draft.contact.strip(),
        "note": draft.note.strip(),
        "doubts": [],
    }


def edited_fields(before: dict[str, Any], after: dict[str, Any]) -> frozenset[str]:
    """Return the fields of the card a person gave another value."""
    old, new = before["values"], after["values"]
    return frozenset(
        name for name in FIELDS if (_text(old[name]) or "") != (_text(new[name]) or "")
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _with_phones(draft: RowDraft) -> RowDraft:
    parts = [part.strip() for part in draft.numbers.replace(";", ",").split(",")]
    return replace(draft, phones=[PhoneDraft(_plain(part)) for part in parts if part])


def _plain(number: str) -> str:
    return normalise_phone(number) or number
