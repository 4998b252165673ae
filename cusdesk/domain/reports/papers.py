"""A paper made of a form and values: a letter, a decision, an application, a blank to write on."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields are inspected at run time)
from collections.abc import Mapping  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass, field

from cusdesk.domain.reports.common import ClauseText, OfficeHeader  # noqa: TC001 (dataclass fields)
from cusdesk.domain.reports.forms import FormDefinition  # noqa: TC001 (dataclass fields)


@dataclass(frozen=True, slots=True)
class PaperDocument:
    """Everything one paper shows.

    Attributes:
        values: what the form's fields name; see `form_values.value_of`.
        drawn_on: the date at the head, and of the file.
        number: empty until the paper is issued.
        clauses: id -> wording.
        is_draft: „PROJEKT” stands at the head.
        is_blank: printed with room to write instead of gaps.
    """

    office: OfficeHeader
    form: FormDefinition
    values: Mapping[str, object]
    drawn_on: dt.date
    number: str = ""
    case_sign: str = ""
    clauses: Mapping[str, ClauseText] = field(default_factory=dict)
    is_draft: bool = True
    is_blank: bool = False
