"""The office's own docx with `{{fields}}`: what stands in it, and the same file filled.

Only the texts that hold a field are changed; every other byte of every part stays, so that what
Word knows and we do not (revisions, pictures, styles, its own namespaces) comes out as it went in.
Word cuts a word into runs wherever a spelling was checked; a field is put together again over the
runs of its paragraph.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from cusdesk.core.errors import DocumentError, ImportProblemError
from cusdesk.importing.reading.limits import open_zip, part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_BYTES = 10 * 1024 * 1024
_MAIN = "word/document.xml"
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TOKEN = re.compile(
    r"<w:p(?=[\s/>])[^>]*?(?P<lone>/)?>|(?P<end></w:p>)"
    r"|(?P<open><w:t(?:\s[^>]*)?>)(?P<text>[^<]*)</w:t>|(?P<gap><w:(?:tab|br|cr)\b[^>]*/>)"
)
_FIELD = re.compile(r"\{\{([^{}\n]*)\}\}")
_KEEP_SPACE = '<w:t xml:space="preserve">'
_BREAK = f"</w:t><w:br/>{_KEEP_SPACE}"


@dataclass(slots=True)
class _Text:
    """One `w:t` of a part: where its whole tag stands, what it says."""

    start: int
    end: int
    text: str
    is_changed: bool = False


@dataclass(slots=True)
class _Paragraph:
    texts: list[_Text] = field(default_factory=list)

    def whole(self) -> str:
        """Return the paragraph's text; Word may have cut it anywhere."""
        return "".join(text.text for text in self.texts)


@dataclass(frozen=True, slots=True)
class FoundField:
    """A field of the template.

    Attributes:
        name: as typed between the braces, without blanks at its ends.
        is_split: Word had cut it into pieces; it is put together.
    """

    name: str
    is_split: bool


@dataclass(frozen=True, slots=True)
class TemplateText:
    """What a template holds.

    Attributes:
        fields: in their order, each as often as it stands.
        loose: texts with braces that open or close nothing.
        paragraphs: its words.
    """

    fields: tuple[FoundField, ...]
    loose: tuple[str, ...]
    paragraphs: tuple[str, ...]


def read_template(file_name: str, data: bytes) -> TemplateText:
    """Return the fields and words of a docx.

    Raises:
        DocumentError: it is no docx, damaged, too big, or holds what no office program writes.
    """
    fields: list[FoundField] = []
    loose: list[str] = []
    words: list[str] = []
    for name, xml in _parts(file_name, data).items():
        for paragraph in _paragraphs(xml):
            whole = paragraph.whole()
            for match in _FIELD.finditer(whole):
                touched = list(_touched(paragraph, match.start(), match.end()))
                fields.append(FoundField(match[1].strip(), len(touched) > 1))
            rest = _FIELD.sub("", whole)
            if "{{" in rest or "}}" in rest:
                loose.append(" ".join(whole.split()))
            if name == _MAIN:
                words.append(whole)
    return TemplateText(tuple(fields), tuple(loose), tuple(words))


def fill_template(file_name: str, data: bytes, word_for: Callable[[str], str]) -> bytes:
    """Return the docx with every field replaced; `word_for` gets the name between the braces.

    Raises:
        DocumentError: see `read_template`.
    """
    changed = {
        name: _filled(xml, word_for).encode() for name, xml in _parts(file_name, data).items()
    }
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            target.writestr(member, changed.get(member.filename) or source.read(member.filename))
    return out.getvalue()


def _parts(file_name: str, data: bytes) -> dict[str, str]:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    if len(data) > MOST_BYTES:
        raise DocumentError("papers.template.too_big", name=file_name)
    try:
        archive = open_zip(file_name, data)
        names = [name for name in archive.namelist() if _PARTS.fullmatch(name)]
        if _MAIN not in names:
            raise DocumentError("papers.template.no_docx", name=file_name)
        found = {}
        for name in names:
            content = part(file_name, archive, name)
            fromstring(content, forbid_dtd=True)
            found[name] = content.decode("utf-8")
    except (ImportProblemError, ParseError, DefusedXmlException, UnicodeDecodeError) as error:
        raise DocumentError("papers.template.no_docx", name=file_name) from error
    return found


def _paragraphs(xml: str) -> Iterator[_Paragraph]:
    """Yield the paragraphs of a part; a text box inside one has paragraphs of its own."""
    open_ones: list[_Paragraph] = []
    for token in _TOKEN.finditer(xml):
        if token["text"] is not None:
            if open_ones:
                text = unescape(token["text"])
                open_ones[-1].texts.append(_Text(token.start(), token.end(), text))
        elif token["gap"]:
            if open_ones:  # a field does not go over the end of a line
                open_ones[-1].texts.append(_Text(token.start(), token.start(), "\n"))
        elif token["end"]:
            if open_ones:
                yield open_ones.pop()
        elif not token["lone"]:
            open_ones.append(_Paragraph())


def _touched(paragraph: _Paragraph, start: int, end: int) -> Iterator[tuple[_Text, int, int]]:
    """Yield the texts a span of the paragraph runs through, with the span inside each."""
    at = 0
    for text in paragraph.texts:
        begin, stop = max(start - at, 0), min(end - at, len(text.text))
        if begin < stop:
            yield text, begin, stop
        at += len(text.text)


def _filled(xml: str, word_for: Callable[[str], str]) -> str:
    changed: list[_Text] = []
    for paragraph in _paragraphs(xml):
        for match in reversed(list(_FIELD.finditer(paragraph.whole()))):
            spans = list(_touched(paragraph, match.start(), match.end()))
            for number, (text, begin, stop) in enumerate(spans):
                word = word_for(match[1].strip()) if number == 0 else ""
                text.text = text.text[:begin] + word + text.text[stop:]
                text.is_changed = True
        changed += [text for text in paragraph.texts if text.is_changed]
    pieces, at = [], 0
    for text in sorted(changed, key=lambda one: one.start):
        lines = (escape(line) for line in text.text.split("\n"))
        pieces += [xml[at : text.start], _KEEP_SPACE, _BREAK.join(lines), "</w:t>"]
        at = text.end
    return "".join([*pieces, xml[at:]])
