"""Names of files and of sheets that Windows and Excel accept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SHEET_NAME_LIMIT = 31
FILE_STEM_LIMIT = 80
_BAD_IN_FILE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_BAD_IN_SHEET = re.compile(r"[\\/:*?\[\]\x00-\x1f\x7f]+")
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_RESERVED_SHEETS = {"history", "historia"}


def safe_file_stem(text: str) -> str:
    """Return a file name without its ending that every system takes."""
    stem = _BAD_IN_FILE.sub("-", text).strip(" .-") or "_"
    stem = f"_{stem}" if _DEVICES.match(stem) else stem
    return stem[:FILE_STEM_LIMIT].rstrip(" .")


def unique_names(texts: Sequence[str]) -> list[str]:
    """Return safe file stems, made unique by a number (case does not tell files apart)."""
    return _numbered([safe_file_stem(text) for text in texts], FILE_STEM_LIMIT + 8, "_{}")


def sheet_names(texts: Sequence[str], fallback: str) -> list[str]:
    """Return unique sheet names of at most 31 characters; `fallback` stands for an empty one."""
    cleaned = []
    for text in texts:
        name = _BAD_IN_SHEET.sub(" ", text)
        name = re.sub(r"\s+", " ", name)[:SHEET_NAME_LIMIT].strip(" '")
        if not name or name.lower() in _RESERVED_SHEETS:
            name = f"{fallback} {name}".strip()[:SHEET_NAME_LIMIT]
        cleaned.append(name)
    return _numbered(cleaned, SHEET_NAME_LIMIT, " ({})")


def _numbered(names: Sequence[str], limit: int, pattern: str) -> list[str]:
    taken: set[str] = set()
    result: list[str] = []
    for name in names:
        candidate, number = name, 1
        while candidate.lower() in taken:
            number += 1
            suffix = pattern.format(number)
            candidate = name[: limit - len(suffix)].rstrip() + suffix
        taken.add(candidate.lower())
        result.append(candidate)
    return result
