"""From what calamine returns to the plain cells of a `Sheet`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import ImportProblemError

if TYPE_CHECKING:
    from cusdesk.importing.workbook import CellValue

_EXACT_INT = float(1 << 53)


def open_values(file_name: str, data: bytes) -> Any:  # noqa: ANN401 (calamine has no types)
    """Open the bytes with calamine.

    Raises:
        ImportProblemError: `damaged`, or `password`.
    """
    import io

    import python_calamine

    try:
        return python_calamine.load_workbook(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise ImportProblemError("imports.file.password", file=file_name) from None
    except (python_calamine.CalamineError, OSError, ValueError):
        raise ImportProblemError("imports.file.damaged", file=file_name) from None


def rows_of(file_name: str, book: Any, name: str) -> list[list[CellValue]]:  # noqa: ANN401 (untyped library)
    """Return the cells of one sheet from A1 on, without the empty rows at its end."""
    import python_calamine

    try:
        raw = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, ValueError):
        raise ImportProblemError("imports.file.damaged", file=file_name) from None
    # Most cells are texts: asked here, they cost no call.
    rows = [[v if v.__class__ is str and v else _plain(v) for v in row] for row in raw]
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    return rows


def _plain(value: Any) -> CellValue:  # noqa: ANN401 (a cell as the library gives it)
    if value == "":
        return None
    if type(value) is float and value.is_integer() and abs(value) < _EXACT_INT:
        return int(value)
    return value  # type: ignore[no-any-return]  # a cell of the library


def worksheet_names(book: Any) -> list[tuple[str, bool]]:  # noqa: ANN401 (untyped library)
    """Return (name, hidden) of the sheets that hold cells, in order."""
    import python_calamine

    return [
        (sheet.name, sheet.visible != python_calamine.SheetVisibleEnum.Visible)
        for sheet in book.sheets_metadata
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
