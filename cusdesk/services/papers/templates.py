"""The office's own templates: checked before they are taken, filled, issued as docx."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 (dataclass fields are inspected at run time)
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import DocumentError, NotFoundError, Problem, ValidationError
from cusdesk.core.messages import tr
from cusdesk.db.blobs import put_blob, read_blob
from cusdesk.domain.access import needs
from cusdesk.domain.paper_fields import field_named, nearest_field, template_fields
from cusdesk.domain.papers import paper_number
from cusdesk.domain.polish_text import one_line, storable
from cusdesk.domain.reports import Column, TableDocument
from cusdesk.domain.reports.forms import is_empty, value_of
from cusdesk.export.values import value_text
from cusdesk.importing.docx_template import MOST_BYTES, fill_template, read_template
from cusdesk.models.papers import PaperTemplate
from cusdesk.services.papers.drafting import PaperDraft, PaperGap, draft_paper, with_case_sign
from cusdesk.services.papers.issuing import IssuedPaper, freeze, next_sequence, with_sign
from cusdesk.services.papers.template_values import application_values, plan_values

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

FORM, DOCX = "own_template", "docx"
_NUMBER, _SIGN = "paper.number", "paper.case_sign"


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template as it is listed."""

    id: bytes
    name: str
    file_name: str


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """Something wrong with a template.

    Attributes:
        words: what and what to do, for people.
        nearest: the field that was most likely meant, "" for none.
    """

    words: str
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class TemplateCheck:
    """What was found in a template before it is taken.

    Attributes:
        fields: names of the fields it uses, each once.
        joined: how many fields Word had cut into pieces; they are put together by themselves.
    """

    file_name: str
    content: bytes
    fields: tuple[str, ...]
    problems: tuple[TemplateProblem, ...]
    joined: int = 0


@dataclass(frozen=True, slots=True)
class TemplateDraft:
    """A template filled for somebody.

    Attributes:
        draft: with the gaps and the recipient.
        content: of the template.
        text: the words of the filled template, without its look.
        values: (field, what will stand in its place), in the order of the template; "" is missing.
    """

    name: str
    file_name: str
    draft: PaperDraft
    content: bytes
    text: str
    values: tuple[tuple[str, str], ...] = ()


@needs("office.see")
def check_file(office: Office, path: Path) -> TemplateCheck:
    """Read a docx and look its fields through.

    Raises:
        DocumentError: it cannot be read, or is no docx.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DocumentError("papers.problem.unreadable", name=path.name) from error
    return _checked(path.name, content)


def _checked(file_name: str, content: bytes) -> TemplateCheck:
    found = read_template(file_name, content)
    names = tuple(dict.fromkeys(field.name for field in found.fields))
    problems = [_unknown(name) for name in names if field_named(name) is None]
    problems += [
        TemplateProblem(tr("papers.template.loose", text=text[:80])) for text in found.loose
    ]
    if not names:
        problems.append(TemplateProblem(tr("papers.template.no_fields")))
    joined = sum(field.is_split for field in found.fields)
    return TemplateCheck(file_name, content, names, tuple(problems), joined)


def _unknown(name: str) -> TemplateProblem:
    nearest = nearest_field(name)
    if nearest is None:
        return TemplateProblem(tr("papers.template.unknown", name=name))
    words = tr("papers.template.misspelt", name=name, nearest=nearest.name)
    return TemplateProblem(words, nearest.name)


@needs("office.settings")
def add_template(office: Office, name: str, checked: TemplateCheck) -> Changes:
    """Take a template that was looked through.

    Raises:
        ValidationError: it has no name, or something is wrong with its fields.
    """
    title = one_line(name)
    problems = [] if title else [Problem("name", "papers.problem.template_name")]
    if checked.problems:
        problems.append(
            Problem("file", "papers.problem.template_fields", {"n": len(checked.problems)})
        )
    if problems:
        raise ValidationError(problems)
    with office.write("papers.template") as work:
        digest = put_blob(work.session, checked.content)
        work.session.add(
            PaperTemplate(
                kind=DOCX,
                name=title,
                file_name=one_line(checked.file_name),
                sha256=digest,
                size=len(checked.content),
            )
        )
    return work.changes


@needs("office.settings")
def retire_template(office: Office, template_id: bytes) -> Changes:
    """Put a template into the bin; papers issued on it stay.

    Raises:
        NotFoundError: it is there already.
    """
    with office.write("papers.drop_template", record=("papers", template_id)) as work:
        work.retire(work.get(PaperTemplate, template_id))
    return work.changes


@needs("office.see")
def list_templates(office: Office) -> list[TemplateRow]:
    """Return the templates by name."""
    query = select(PaperTemplate.id, PaperTemplate.name, PaperTemplate.file_name).where(
        PaperTemplate.kind == DOCX, PaperTemplate.retired_at.is_(None)
    )
    with office.read() as session:
        rows = [TemplateRow(*row) for row in session.execute(query)]
    return sorted(rows, key=lambda row: row.name.casefold())


@needs("office.see")
def template_bytes(office: Office, template_id: bytes) -> bytes:
    """Return a template as it was taken, to be changed in Word.

    Raises:
        NotFoundError: no such template.
    """
    with office.read() as session:
        return read_blob(session, _template(session, template_id).sha256)


def _template(session: Session, template_id: bytes) -> PaperTemplate:
    row = session.get(PaperTemplate, template_id)
    if row is None or row.retired_at is not None or row.kind != DOCX:
        raise NotFoundError("storage.not_found")
    return row


@needs("plans.see")
def template_draft(office: Office, template_id: bytes, resident_id: bytes) -> TemplateDraft:
    """Return a template filled for a resident, with what it would lack.

    Raises:
        NotFoundError: no such template or resident.
        RuleError: `access.denied`.
    """
    with office.read() as session:
        row = _template(session, template_id)
        name, file_name = row.name, row.file_name
        content = read_blob(session, row.sha256)
        values = plan_values(session, resident_id) | application_values(session, resident_id)
    draft = draft_paper(office, FORM, values, resident_id=resident_id)
    form = replace(draft.form, title=name)
    draft = replace(draft, document=replace(draft.document, form=form))
    return _filled(TemplateDraft(name, file_name, draft, content, ""))


@needs("plans.see")
def sign_template(office: Office, filled: TemplateDraft, sign: str) -> TemplateDraft:
    """Return the filled template with the case sign somebody typed."""
    return _filled(replace(filled, draft=with_case_sign(office, filled.draft, sign)))


def _filled(filled: TemplateDraft) -> TemplateDraft:
    """Return the template with its words, and with what it lacks."""
    checked = _checked(filled.file_name, filled.content)
    words = _words(filled.draft, tr("papers.template.later"))
    known = [field for name in checked.fields if (field := field_named(name))]
    gaps = [PaperGap("", problem.words) for problem in checked.problems]
    gaps += [PaperGap(field.path, field.name) for field in known if not words[field.path]]
    content = fill_template(filled.file_name, filled.content, _Filler(words))
    return replace(
        filled,
        draft=replace(filled.draft, gaps=tuple(gaps)),
        text="\n".join(read_template(filled.file_name, content).paragraphs),
        values=tuple((field.name, words[field.path]) for field in known),
    )


@needs("plans.see")
def issue_template(office: Office, filled: TemplateDraft) -> IssuedPaper:
    """Issue a filled template: the docx is frozen in the register; not undoable.

    Raises:
        RuleError: `access.denied`.
    """
    office.require(filled.draft.form.right)
    year = office.clock.today().year
    with office.write("papers.issue", undoable=False) as work:
        sequence = next_sequence(work.session, FORM, year)
        number = paper_number(filled.draft.form.prefix, sequence, year)
        draft = with_sign(work.session, filled.draft)
        fill = _Filler(_words(draft, number))
        content = fill_template(filled.file_name, filled.content, fill)
        paper = freeze(office, work, draft, content, number, sequence, media=DOCX)
    return replace(paper, changes=work.changes)


@needs("office.see")
def field_list(office: Office) -> TableDocument:
    """Return the list of fields for the wall beside the desk."""
    rows = tuple((f.group, f"{{{{{f.name}}}}}", f.about) for f in template_fields())
    columns = tuple(Column(tr(f"papers.template.column_{n}")) for n in ("group", "name", "about"))
    title = tr("papers.template.list_title")
    return TableDocument(title, columns, rows, office.clock.today(), office=office.name)


@dataclass(frozen=True, slots=True)
class _Filler:
    """Gives the word for a field; what is missing is said in its place."""

    words: Mapping[str, str]

    def __call__(self, name: str) -> str:
        field = field_named(name)
        if field is None:
            return f"[{tr('export.gap', what=name)}]"
        return self.words[field.path] or f"[{tr('export.gap', what=field.name)}]"


def _words(draft: PaperDraft, number: str) -> dict[str, str]:
    """Return the words of every field; an empty one is missing."""
    values = draft.document.values
    own = {_NUMBER: number, _SIGN: draft.document.case_sign}
    words = {}
    for field in template_fields():
        value = own.get(field.path, value_of(values, field.path))
        words[field.path] = "" if is_empty(value) else storable(value_text(value))
    return words
