"""Is a person active: told by a status column, a colour, a strike-through, a section, a remark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cusdesk.domain.dates import Precision
from cusdesk.domain.dictionaries import dictionary
from cusdesk.importing.lexicon import plain
from cusdesk.importing.residents.identity import date_of, is_nothing
from cusdesk.importing.status_words import status_of_remark, status_of_word

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cusdesk.importing.residents.colours import Legend
    from cusdesk.importing.residents.rows import Place
    from cusdesk.importing.status_words import Status
    from cusdesk.importing.workbook import CellValue, Sheet

_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\s+[^\W\d]{3,}\s+\d{4}"
)


def read_status_cell(
    value: CellValue, column: int | None, place: Place, codes: Mapping[str, Status]
) -> bool:
    """Take the status of a status column; return True when it said one.

    `codes`: letters that the list explains itself.
    """
    record = place.record
    if value is None or is_nothing(str(value)):
        return False
    text = str(value).strip()
    status = codes.get(plain(text)) or status_of_word(text)
    if status is None:
        record.extra_notes.append(text)
        record.doubt("status")
        place.problem("status_unclear", column, "warning", raw=text)
        return False
    record.status = status
    _take_date(text, place)
    if len(text.split()) > 1:
        record.extra_notes.append(text)
    return True


def _take_date(text: str, place: Place) -> None:
    for found in _DATE.findall(text):
        reading = date_of(found)
        if reading.value and reading.problem is None and reading.precision is Precision.DAY:
            place.record.status_date = reading.value
            return


def read_status_date(value: CellValue, column: int, heading: str, place: Place) -> None:
    """Take the day somebody left or died from a column of its own."""
    if value is None or is_nothing(str(value)):
        return
    record = place.record
    reading = date_of(value)
    if reading.value is None or reading.problem is not None:
        record.extra_notes.append(str(value))
        record.doubt("status")
        place.problem("date_unclear", column, "warning", raw=str(value))
        return
    record.status_date = reading.value
    told = status_of_remark(heading)
    if record.status == "active" and told:
        record.status = told


def read_end(place: Place, today: dt.date, heading: str) -> None:
    """A day of ending that has come and no word about it: the person has likely left."""
    record = place.record
    if record.status == "active" and record.status_date and record.status_date <= today:
        record.status = "left"
        record.doubt("status")
        raw = f"{heading}: {record.status_date.isoformat()}"
        place.problem("status_in_remark", None, "warning", raw=raw)


def rows_with_looks(sheet: Sheet) -> set[int]:
    """Return the rows where a fill or a strike-through may say something."""
    return {row for (row, _), look in sheet.styles.items() if look.fill or look.struck_out}


def read_looks(sheet: Sheet, place: Place, columns: list[int], legend: Legend,
               *, said: bool) -> None:  # fmt: skip
    """Take what fills and strike-through say; a status column already read goes before them."""
    row = place.row
    looks = [style for column in columns if (style := sheet.styles.get((row, column)))]
    if not looks:
        return
    fills = {look.fill for look in looks if look.fill} - legend.decoration
    for fill in sorted(fills):
        _take_fill(fill, place, legend, said=said)
    struck = [
        look.struck_out
        for column in columns
        if sheet.cell(row, column) is not None
        and (look := sheet.styles.get((row, column))) is not None
    ]
    written = sum(sheet.cell(row, column) is not None for column in columns)
    if any(struck):
        _take_struck(place, legend, whole=sum(struck) >= 0.5 * written, said=said)


def _take_fill(fill: str, place: Place, legend: Legend, *, said: bool) -> None:
    record = place.record
    known, status, text = legend.meaning(fill)
    if not known:
        record.doubt("status")
        place.problem("colour_not_in_legend", None, "warning", raw=fill)
        return
    if status is None:
        record.extra_notes.append(text)
        place.problem("meaning_in_colour", None, "warning", raw=text)
        return
    if said and record.status != status:
        record.doubt("status")
        place.problem("status_disagrees", None, "warning", raw=text)
        return
    if record.status not in {"active", status}:
        record.doubt("status")
    record.status = status
    place.problem("meaning_in_colour", None, "info", raw=text)


def _take_struck(place: Place, legend: Legend, *, whole: bool, said: bool) -> None:
    record = place.record
    place.problem("struck_out", None, "warning" if legend.struck is None else "info")
    if not whole:
        record.doubt("status")
        return
    if legend.struck is None:
        record.doubt("status")
    if not said and record.status == "active":
        record.status = legend.struck or "left"


def read_marks(cells: list[tuple[str, CellValue, int]], place: Place, *, said: bool) -> bool:
    """Take the status of columns that are ticked: the heading is the status (`zmarł/a`: `X`).

    Args:
        cells: heading, cell and column of every filled cell of such columns.
        place: the row.
        said: whether a status column already told the status.

    Returns:
        Whether the status is told now.
    """
    record = place.record
    words = dictionary("import_residents")["status_marks"]
    told: list[Status] = []
    inactive: list[tuple[str, int]] = []
    for heading, value, column in cells:
        status = status_of_word(heading)
        text = plain(value) or str(value).strip()
        date = date_of(value) if text not in words["yes"] and text not in words["no"] else None
        if status == "active" and text in words["no"] and text:
            inactive.append((f"{heading}: {value}", column))
        if status is None or text in words["no"]:
            continue
        if date is not None and (date.value is None or date.problem is not None):
            record.extra_notes.append(f"{heading}: {value}")
            record.doubt("status")
            place.problem("status_unclear", column, "warning", raw=f"{heading}: {value}")
            continue
        told.append(status)
        if date is not None and status != "active":
            record.status_date = date.value
    ends = [status for status in told if status != "active"]
    if not told and inactive and not said:  # `aktywny: nie` says that it ended, not how
        record.status = "left"
        record.doubt("status")
        place.problem("status_unclear", inactive[0][1], "warning", raw=inactive[0][0])
    if not told:
        return said
    status = ends[0] if ends else told[0]
    if len(set(ends)) > 1 or (said and record.status != status):
        record.doubt("status")
        place.problem("status_disagrees", None, "warning", raw=", ".join(h for h, _, _ in cells))
    if not said:
        record.status = status
    return True


def read_reason(value: CellValue, heading: str, place: Place, *, said: bool) -> None:
    """Take the reason why somebody left; of death it tells the status too."""
    if value is None or is_nothing(str(value)):
        return
    record = place.record
    record.extra_notes.append(f"{heading}: {value}")
    if said or record.status not in {"active", "left"}:
        return
    status = status_of_word(str(value))
    if status is None and record.status == "active" and record.status_date is None:
        record.doubt("status")
        place.problem("status_in_remark", None, "warning", raw=f"{heading}: {value}")
    record.status = "left" if status in {None, "active"} else status
    if record.status_date is None:
        _take_date(str(value), place)


def read_section(title: str, sheet_name: str, place: Place, *, said: bool) -> None:
    """Take the status a section title or the sheet's name gives everybody under it."""
    if said:
        return
    for text in (title, sheet_name):
        status = status_of_word(text) if text and not text.isdigit() else None
        if status is not None and status != "active":
            place.record.status = status
            place.problem("status_from_section", None, "info", raw=text)
            return


def read_remarks(texts: list[str], place: Place, *, said: bool) -> None:
    """Take a status told only in a remark: the best reading, to be confirmed."""
    record = place.record
    for text in texts:
        status: Status | None = status_of_remark(text)
        if status is None:
            continue
        open_end = record.status == "left" and "status" in record.doubts
        if (record.status == "active" or (open_end and status == "deceased")) and not said:
            record.status = status
            record.doubt("status")
            place.problem("status_in_remark", None, "warning", raw=text)
        elif record.status != status:
            record.doubt("status")
            place.problem("status_disagrees", None, "warning", raw=text)
        if record.status_date is None and record.status == status:
            _take_date(text, place)
