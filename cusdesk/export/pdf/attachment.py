"""A file inside a PDF, which every reader of PDF shows under a paper clip.

reportlab has no call for it; the objects are those of ISO 32000-1, 7.11.4 (embedded file streams).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFString,
)

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from cusdesk.domain.reports.sections import AttachedFile


def attach(canvas: Canvas, attached: AttachedFile) -> None:
    """Put a file into the document of a canvas."""
    document = canvas._doc  # noqa: SLF001 (reportlab offers no other way to its catalogue)
    stream = PDFStream(
        PDFDictionary(
            {
                "Type": PDFName("EmbeddedFile"),
                "Subtype": "/" + attached.media_type.replace("/", "#2F"),
                "Params": PDFDictionary({"Size": len(attached.content)}),
            }
        ),
        attached.content,
    )
    specification = PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": PDFString(attached.name),
            "UF": PDFString(attached.name),
            "Desc": PDFString(attached.description),
            "AFRelationship": PDFName("Data"),
            "EF": PDFDictionary({"F": document.Reference(stream)}),
        }
    )
    names = PDFArray([PDFString(attached.name), document.Reference(specification)])
    tree = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": names})})
    document.Catalog.Names = tree
