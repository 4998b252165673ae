"""The log of a period as a file: xlsx or csv for work, a text with the head's hash to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.services.audit.events import record_event
from cusdesk.services.audit.listing import AuditFilter, lines_for, list_entries
from cusdesk.services.audit.proof import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cusdesk.domain.reports import TableDocument
    from cusdesk.services.audit.listing import AuditLine
    from cusdesk.services.office import Office

EXPORTED = "audit.export"
_COLUMNS = ("seq", "date", "time", "user", "what", "person", "detail")


@needs("audit.see")
def log_document(office: Office, wanted: AuditFilter) -> TableDocument:
    """Return the entries of a filter as a list for xlsx, csv or paper, oldest first."""
    # not needed to open an office
    from cusdesk.domain.reports import Column, ColumnKind, TableDocument

    kinds = {"seq": ColumnKind.INTEGER, "date": ColumnKind.DATE}
    columns = tuple(
        Column(tr(f"audit.column.{c}"), kinds.get(c, ColumnKind.TEXT)) for c in _COLUMNS
    )
    rows = tuple(
        (
            line.seq,
            line.moment.date(),
            f"{line.moment:%H:%M:%S}",
            line.user_name or tr("audit.nobody"),
            line.what,
            line.person,
            line.detail,
        )
        for line in _oldest_first(office, wanted)
    )
    title = tr("audit.export.title")
    today = office.clock.today()
    return TableDocument(title, columns, rows, today, _period(wanted), office.name)


@needs("audit.see")
def log_text(office: Office, wanted: AuditFilter) -> str:
    """Return the entries of a filter as a text to be printed and signed.

    It ends with the result of proving the log and with its head, so that the paper can later
    prove the file: whatever is changed afterwards does not fit the hash any more.
    """
    proof = verify(office)
    lines = [tr("audit.export.title"), office.name, _period(wanted), ""]
    count = 0
    for line in _oldest_first(office, wanted):
        count += 1
        words = [str(line.seq), f"{line.moment:%Y-%m-%d %H:%M:%S}"]
        words += [line.user_name or tr("audit.nobody"), line.what, line.person, line.detail]
        lines.append("\t".join(" ".join(word.split()) for word in words if word))
    lines += ["", tr("audit.export.count", n=count)]
    lines += [tr("audit.export.whole" if proof.is_whole else "audit.export.broken")]
    lines += [*proof.sentences, tr("audit.export.head", head=proof.head)]
    lines += [tr("audit.export.made", moment=f"{proof.checked_at:%d.%m.%Y %H:%M}"), ""]
    lines += [tr("audit.export.sign")]
    return "\r\n".join(lines) + "\r\n"


@needs("audit.see", "reports.export")
def save_log(office: Office, path: Path, wanted: AuditFilter) -> int:
    """Write the log of a period by the suffix of the path: xlsx, csv, or txt to be signed.

    Returns the number of entries. The export is an entry of the log itself.

    Raises:
        DocumentError: the file cannot be written.
    """
    from cusdesk.export.atomic import replace_file
    from cusdesk.export.csvfile import write_table_csv
    from cusdesk.export.xlsx.table import write_table_xlsx

    count = len(list_entries(office, wanted))
    suffix = path.suffix.lower()
    if suffix == ".txt":
        content = log_text(office, wanted).encode("utf-8-sig")
        with replace_file(path) as out:
            out.write(content)
    else:
        document = log_document(office, wanted)
        with replace_file(path) as out:
            (write_table_csv if suffix == ".csv" else write_table_xlsx)(document, out)
    record_event(office, EXPORTED, detail=_period(wanted), count=count)
    return count


def _oldest_first(office: Office, wanted: AuditFilter) -> Iterator[AuditLine]:
    yield from lines_for(office, list_entries(office, wanted)[::-1])


def _period(wanted: AuditFilter) -> str:
    first, last = wanted.first_day, wanted.last_day
    if first is None and last is None:
        return tr("audit.period.all")
    if first is None:
        return tr("audit.period.until", last=f"{last:%d.%m.%Y}")
    if last is None:
        return tr("audit.period.since", first=f"{first:%d.%m.%Y}")
    return tr("audit.period.between", first=f"{first:%d.%m.%Y}", last=f"{last:%d.%m.%Y}")
