"""Small XML parts of an archive as trees, safely."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError

from cusdesk.core.errors import ImportProblemError
from cusdesk.importing.reading import limits

if TYPE_CHECKING:
    import zipfile


def tree(file_name: str, archive: zipfile.ZipFile, path: str) -> Element | None:
    """Parse a small part, or return None when the archive has none of that name.

    Raises:
        ImportProblemError: `damaged`, or `unsafe`.
    """
    from defusedxml.ElementTree import fromstring

    if path not in archive.NameToInfo:
        return None
    try:
        root: Element = fromstring(limits.part(file_name, archive, path))
    except (ParseError, ValueError):
        raise ImportProblemError("imports.file.damaged", file=file_name) from None
    return root


def local(element: Element) -> str:
    """Return the tag without its namespace: transitional and strict files differ only there."""
    return str(element.tag).rpartition("}")[2]


def children(root: Element, name: str) -> list[Element]:
    """Return the entries of the first list of that name directly under the root."""
    for item in root:
        if local(item) == name:
            return list(item)
    return []
