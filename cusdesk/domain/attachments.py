"""Files beside a record: what may come in, under what name, and what is written about them."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PureWindowsPath
from typing import Any

from cusdesk.core.errors import Problem, RuleError
from cusdesk.domain.checks import check_dates, check_lengths, check_order
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import one_line

LONGEST_NAME = 120
NAMELESS = "plik"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_OLE, _ZIP, _PDF, _RTF = {"doc", "xls"}, {"docx", "xlsx", "odt", "ods"}, {"pdf"}, {"rtf"}


@dataclass(frozen=True, slots=True)
class AttachmentDraft:
    """What is written about a file.

    Attributes:
        title: what it is: "opinia psychologa".
        author: who wrote or issued it.
        issued_on: its own date.
        valid_to: inclusive; None when it does not end.
        dimension: of a talk, the dimension it supports.
    """

    title: str = ""
    author: str = ""
    issued_on: dt.date | None = None
    valid_to: dt.date | None = None
    dimension: str = ""


def check_attachment(draft: AttachmentDraft, today: dt.date) -> list[Problem]:
    """Return what is wrong with the words about a file."""
    found = [*check_lengths(draft, ()), *check_dates(draft)]
    if draft.issued_on is not None and draft.issued_on > today:
        found.append(Problem("issued_on", "attachments.problem.future"))
    return found + check_order("valid_to", draft.issued_on, draft.valid_to)


def limit_bytes() -> int:
    """Return how large a file may be."""
    return int(dictionary("attachments")["limit"])


def kinds() -> tuple[str, ...]:
    """Return the endings of files that may come in."""
    return tuple(dictionary("attachments")["kinds"])


def safe_name(name: str) -> str:
    """Return a file's name without folders, signs nobody sees and what Windows forbids.

    The ending stays, and decides what the file may be.
    """
    bare = PureWindowsPath(name.replace("/", "\\")).name or name
    clean = one_line(_FORBIDDEN.sub("_", one_line(bare))).strip().rstrip(" .")
    stem, dot, ending = clean.rpartition(".")
    if not dot:
        stem, ending = clean, ""
    stem = stem.strip(" .") or NAMELESS
    room = LONGEST_NAME - len(ending) - 1
    return f"{stem[:room]}.{ending}" if ending else stem[:room]


def ending_of(name: str) -> str:
    """Return the ending of a file's name in small letters, without the dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def refuse_file(name: str, content: bytes) -> None:
    """Refuse a file that is empty, too large, may run something, or is not what it says.

    Raises:
        RuleError: `attachments.refused.*`.
    """
    if not content:
        raise RuleError("attachments.refused.empty", name=name)
    if len(content) > limit_bytes():
        raise RuleError("attachments.refused.too_large", name=name, mb=limit_bytes() // 1024**2)
    ending, data = ending_of(name), dictionary("attachments")
    if _is_dangerous(ending, content, data["dangerous"]):
        raise RuleError("attachments.refused.dangerous", name=name)
    if ending not in data["kinds"]:
        raise RuleError("attachments.refused.kind", name=name, kinds=", ".join(kinds()))
    if not _begins_right(content, data["kinds"][ending]):
        raise RuleError("attachments.refused.not_what_it_says", name=name, ending=ending)


def _is_dangerous(ending: str, content: bytes, data: dict[str, Any]) -> bool:
    if ending in data["endings"]:
        return True
    if any(content.startswith(bytes.fromhex(sign)) for sign in data["beginnings"]):
        return True
    if ending in _ZIP:
        return _has_macros(content, data["inside_office"])
    if ending in _OLE:
        return _holds(content, data["inside_office"], "utf-16-le") or _holds(
            content, data["inside_office"]
        )
    if ending in _PDF:
        return _holds(content, data["inside_pdf"])
    return ending in _RTF and _holds(content, data["inside_rtf"])


def _holds(content: bytes, signs: list[str], encoding: str = "utf-8") -> bool:
    return any(sign.encode(encoding) in content for sign in signs)


def _has_macros(content: bytes, signs: list[str]) -> bool:
    """Look at the names inside an office file; one that cannot be read is not let in."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False  # not what it says: told so by its beginning, or by whoever opens it
    return any(sign.lower() in name.lower() for name in names for sign in signs)


def _begins_right(content: bytes, signs: list[str]) -> bool:
    if not signs:
        return b"\0" not in content
    return any(content.startswith(bytes.fromhex(sign)) for sign in signs)
