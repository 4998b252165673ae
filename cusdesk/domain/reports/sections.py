"""A paper of sections: the protocol of an erasure, and everything the centre holds of a person."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields are inspected at run time)
from dataclasses import dataclass

from cusdesk.domain.reports.common import OfficeHeader  # noqa: TC001 (dataclass fields)


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table of ready words.

    Attributes:
        widths: shares of the line.
        title: may be empty.
        as_cards: each row stands as a list of facts, for rows of many columns.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    title: str = ""
    as_cards: bool = False


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A numbered section.

    Attributes:
        key: its name in the attached data.
        facts: (label, value) in two columns; a long value wraps.
        texts: (label, paragraph) under one another; the label may be empty.
        tables: after the facts and texts.
        empty: the sentence that stands when there is nothing.
    """

    key: str
    heading: str
    facts: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    tables: tuple[PaperTable, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class SectionedPaper:
    """The whole paper.

    Attributes:
        title: in the file's properties too, so it names no person.
        under: lines below the title, such as whose data these are.
        sign: at the right of the head, such as the case sign.
        signatures: captions of lines to sign on, at the end.
    """

    office: OfficeHeader
    title: str
    printed_on: dt.date
    sections: tuple[PaperSection, ...]
    under: tuple[str, ...] = ()
    sign: str = ""
    signatures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that lies inside a PDF."""

    name: str
    description: str
    media_type: str
    content: bytes
