"""A form and values become a draft: what the paper says, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import one_line
from cusdesk.domain.reports import PlanSignature
from cusdesk.domain.reports.forms import (
    FormDefinition,
    is_shown,
    load_form,
    missing_values,
    value_of,
)
from cusdesk.domain.reports.papers import PaperDocument
from cusdesk.services.office import office_header
from cusdesk.services.papers.case_signs import proposed_sign
from cusdesk.services.papers.clauses import clauses_of
from cusdesk.services.papers.people import person_values
from cusdesk.services.papers.settings import form_setting, with_logo

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cusdesk.domain.papers import FormSetting
    from cusdesk.domain.reports import OfficeHeader
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class PaperGap:
    """Something the paper lacks, for people.

    Attributes:
        key: path of the value in the form, `clause:<id>` for an unconfirmed wording.
        words: what is missing.
    """

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A paper that can be looked at, printed for a signature on trial, and issued.

    Attributes:
        document: what the renderer shows.
        gaps: what it lacks, in the order of the paper.
        recipient: for the register.
        is_sign_proposed: nobody typed the case sign; it is taken anew when the paper is issued.
        record: (feature, id) the paper belongs to.
    """

    document: PaperDocument
    gaps: tuple[PaperGap, ...]
    resident_id: bytes | None = None
    record: tuple[str, bytes] | None = None
    recipient: str = ""
    is_sign_proposed: bool = False

    @property
    def form(self) -> FormDefinition:
        """The form it is on."""
        return self.document.form

    @property
    def title(self) -> str:
        """The title of the paper."""
        return self.document.form.title


@needs("office.see")
def draft_paper(  # noqa: PLR0913 (what a paper is made of)
    office: Office,
    form: str,
    values: Mapping[str, object],
    *,
    resident_id: bytes | None = None,
    record: tuple[str, bytes] | None = None,
    on: dt.date | None = None,
    blank: bool = False,
) -> PaperDraft:
    """Return a draft of a paper on the form valid on a day.

    The office's name, the signatory of this form, the clauses and, for a resident, `person.*` and
    `representative.*` are filled in; `values` win over them. A table is a tuple of mappings.

    Args:
        office: the open office.
        form: folder in `resources/forms`.
        values: by path, either nested mappings or whole paths as keys.
        resident_id: the person it is about; None for a paper about nobody.
        record: (feature, id) of the application, plan… it belongs to.
        on: the date at its head; today without one.
        blank: printed with room to write instead of gaps.

    Raises:
        RuleError: `access.denied`: this person may not issue papers on this form.
        NotFoundError: no such resident.
    """
    day = on or office.clock.today()
    definition = load_form(form, day)
    office.require(definition.right)
    with office.read() as session:
        person = person_values(session, resident_id) if resident_id is not None else {}
        header = with_logo(session, office_header(session))
        chosen = form_setting(session, form)
        found = {**person, **_of_office(office, header, chosen, day), **values}
        given = value_of(found, "case_sign")
        sign = given or proposed_sign(session, chosen, record, day)
        clauses = clauses_of(session, definition, day)
    document = PaperDocument(
        header, definition, found, day, case_sign=str(sign), clauses=clauses, is_blank=blank
    )
    recipient = one_line(str(value_of(found, definition.recipient) or ""))
    return PaperDraft(
        document,
        _gaps(document),
        resident_id,
        record,
        recipient,
        is_sign_proposed=bool(sign and not given),
    )


def _of_office(
    office: Office, header: OfficeHeader, chosen: FormSetting, day: dt.date
) -> dict[str, object]:
    """Return what every paper may say of the office, the day and who signs."""
    return {
        "office.name": header.name,
        "office.address": ", ".join(header.address_lines),
        "office.contact": header.contact,
        "office.place": header.place,
        "today": day,
        "author": office.user_name,
        "signatory": PlanSignature(chosen.signatory, chosen.post),
    }


@needs("office.see")
def with_case_sign(office: Office, draft: PaperDraft, sign: str) -> PaperDraft:
    """Return the draft with the case sign somebody typed."""
    office.require(draft.form.right)
    typed = one_line(sign)
    if typed == draft.document.case_sign:
        return draft
    document = replace(draft.document, case_sign=typed)
    return replace(draft, document=document, is_sign_proposed=False)


def _gaps(document: PaperDocument) -> tuple[PaperGap, ...]:
    if document.is_blank:
        return ()
    found = [
        PaperGap(gap.field, _words(gap.label, gap.row, gap.section))
        for gap in missing_values(document.values, document.form)
    ]
    parts = [part for section in document.form.sections for part in section.parts]
    shown = {part.clause for part in parts if is_shown(document.values, part)}
    unconfirmed = [c for c in document.clauses.values() if c.clause in shown and not c.is_confirmed]
    found += [
        PaperGap(f"clause:{c.clause}", tr("papers.gap.clause", title=c.title)) for c in unconfirmed
    ]
    return tuple(found)


def _words(label: str, row: int, section: str) -> str:
    if row:
        return tr("papers.gap.row", what=label, n=row, where=section or tr("papers.gap.table"))
    return label
