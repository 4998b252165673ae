"""What the wizard knows: files, the one at hand, choices, plan and result."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date, format_month
from cusdesk.domain.phones import format_phone
from cusdesk.domain.times_of_day import format_time
from cusdesk.services.imports import ImportChoices, problem_text
from cusdesk.services.imports.model import date_of

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from cusdesk.importing.layout import Fixes
    from cusdesk.services.imports import ImportPlan, ImportResult, Kind, SourceFile
    from cusdesk.services.imports.model import PlannedRow

WORTH_KNOWING = (
    "meaning_in_colour", "colour_not_in_legend", "meaning_in_format", "merged_cell",
    "comment_has_data", "continuation_row", "pesel_leading_zero_lost", "number_became_date",
)  # fmt: skip
_MOST_PREVIEWED = 20
_FEW = 2


@dataclass(slots=True)
class WizardState:
    """One run of the wizard over one or more files.

    Attributes:
        maps: signature of a table → column → meaning, as corrected by the person.
        tables: of a list or of work cards: table → what was corrected in it.
        service_id: what a list or a card is about; None leaves it to the sheets.
    """

    files: list[Path] = field(default_factory=list)
    at: int = 0
    source: SourceFile | None = None
    kind: Kind = "residents"
    maps: dict[str, dict[int, str]] = field(default_factory=dict)
    tables: Fixes = field(default_factory=dict)
    service_id: bytes | None = None
    plan: ImportPlan | None = None
    result: ImportResult | None = None

    def choices(self) -> ImportChoices:
        """Return what the person settled so far."""
        return ImportChoices(maps={k: dict(v) for k, v in self.maps.items()} or None,
                             service_id=self.service_id, tables=self.tables or None)  # fmt: skip

    def begin_file(self) -> None:
        """Forget everything about the file before."""
        self.source = self.plan = self.result = None
        self.maps, self.tables, self.service_id = {}, {}, None

    def take_over(self, place: WizardPlace) -> None:
        """Take over what the person had settled about this file."""
        self.kind, self.service_id = place.kind, place.service_id
        self.maps, self.tables = place.maps, place.tables

    @property
    def has_more(self) -> bool:
        """Whether another file waits."""
        return self.at + 1 < len(self.files)


@dataclass(frozen=True, slots=True)
class WizardPlace:
    """Where a wizard stood: which file, what the person settled, which step. No contents.

    Attributes:
        step: 0 file, 1 columns, 2 plan.
    """

    files: tuple[Path, ...]
    at: int
    kind: Kind
    maps: dict[str, dict[int, str]]
    tables: Fixes
    service_id: bytes | None
    step: int


def about_file(plan: ImportPlan) -> list[str]:
    """Return what is worth knowing of how the file was understood, in sentences."""
    by_kind: dict[str, list[str]] = {}
    for problem in plan.problems:
        by_kind.setdefault(problem.kind, []).append(problem_text(problem.kind, problem.params))
    said = [
        text if len(texts) <= _FEW else tr("imports_ui.about.similar", text=text, n=len(texts) - 1)
        for texts in by_kind.values()
        for text in dict.fromkeys(texts if len(texts) <= _FEW else texts[:1])
    ]
    rows: Counter[str] = Counter()
    for row in plan.rows:
        rows.update({p.kind for p in row.problems if p.kind in WORTH_KNOWING})
    return said + [tr(f"imports_ui.about.{kind}", n=rows[kind]) for kind in rows]


def preview_table(plan: ImportPlan) -> tuple[list[str], list[list[str]]]:
    """Return headings and cells of the first rows as they will be written."""
    makers = {
        "residents": _people,
        "applications": _applications,
        "services": _services,
        "attendance": _marks,
        "hours": _visits,
        "invoices": _invoices,
    }
    return makers[plan.kind](plan.rows[:_MOST_PREVIEWED])


def _people(rows: list[PlannedRow]) -> tuple[list[str], list[list[str]]]:
    from cusdesk.services.imports.comparison import shown
    from cusdesk.services.imports.residents.fields import FIELDS

    values = [row.payload["values"] for row in rows]
    used = [name for name in FIELDS if any(v[name] and v[name] != "none" for v in values)]
    heads = [tr(f"fields.residents.{name}") for name in used]
    heads += [tr("imports_plan.part.phones"), tr("imports_plan.part.note")]
    cells = [
        [
            *(shown("residents", name, row.payload["values"][name]) for name in used),
            ", ".join(format_phone(phone["number"]) for phone in row.payload["phones"]),
            row.payload["note"].replace("\n", "; "),
        ]
        for row in rows
    ]
    return heads, cells


def _applications(rows: list[PlannedRow]) -> tuple[list[str], list[list[str]]]:
    from cusdesk.services.imports.comparison import shown

    heads = [
        *(tr(f"fields.applications.{n}") for n in ("number", "received_on", "received_minute")),
        tr("imports_plan.part.person"),
        *(tr(f"fields.residents.{n}") for n in ("birth_date", "pesel")),
        tr("imports_plan.part.services"),
        *(tr(f"fields.applications.{n}") for n in ("applicant_name", "notes")),
    ]
    cells = []
    for row in rows:
        said, values = row.payload["application"], row.payload["values"]
        cells.append(
            [
                said["number"],
                _day(said["received_on"]),
                format_time(said["received_minute"]) if said["has_hour"] else "",
                row.title,
                *(shown("residents", name, values[name]) for name in ("birth_date", "pesel")),
                ", ".join(each["name"] for each in said["services"]),
                said["applicant_name"],
                said["notes"].replace("\n", "; "),
            ]
        )
    return heads, cells


def _services(rows: list[PlannedRow]) -> tuple[list[str], list[list[str]]]:
    from cusdesk.services.imports.catalogue.fields import SERVICE_FIELDS
    from cusdesk.services.imports.comparison import shown

    services = [row.payload["service"] for row in rows if row.payload["service"]]
    used = [n for n in SERVICE_FIELDS if any(s[n] not in {None, ""} for s in services)]
    heads = [tr(f"fields.services.{name}") for name in used] + [tr("imports_plan.part.providers")]
    cells = []
    for row in rows:
        service, provider = row.payload["service"], row.payload["provider"]
        texts = [shown("services", name, service[name]) for name in used] if service else []
        texts += [""] * (len(used) - len(texts))
        cells.append([*texts, provider["name"] if provider else ""])
    return heads, cells


def _marks(rows: list[PlannedRow]) -> tuple[list[str], list[list[str]]]:
    heads = [tr(f"imports_plan.part.{key}") for key in ("person", "service", "group", "date")]
    heads.append(tr("imports_ui.column.mark"))
    cells = []
    for row in rows:
        for mark in row.payload["marks"]:
            sign = mark["mark"]
            known = (
                tr(f"enums.mark.{sign}") if sign != "unclear" else tr("imports_plan.part.unclear")
            )
            start = [row.title, row.payload["service_name"], row.payload["group"]]
            cells.append([*start, _day(mark["date"]), f"{known} („{mark['raw']}”)"])
    return heads, cells[: 3 * _MOST_PREVIEWED]


def _visits(rows: list[PlannedRow]) -> tuple[list[str], list[list[str]]]:
    from cusdesk.domain.durations import format_minutes

    keys = ("date", "worker", "person", "service", "minutes", "activities")
    heads = [tr(f"imports_plan.part.{key}") for key in keys]
    cells = [
        [
            _day(row.payload["date"]),
            row.payload["worker"],
            row.title,
            row.payload["service_name"],
            format_minutes(row.payload["minutes"]) if row.payload["minutes"] else "",
            row.payload["activities"],
        ]
        for row in rows
    ]
    return heads, cells


def _invoices(rows: list[PlannedRow]) -> tuple[list[str], list[list[str]]]:
    from cusdesk.domain.money import format_money

    names = ("number", "provider_id", "issued_on", "due_on", "gross_gr", "notes")
    heads = [tr(f"fields.invoices.{name}") for name in names]
    heads.insert(2, tr("imports_plan.part.services"))
    cells = []
    for row in rows:
        said = row.payload
        services = dict.fromkeys(line["words"] for line in said["lines"] if line["words"])
        gross = said["gross_gr"]
        cells.append(
            [
                said["number"],
                said["provider"],
                ", ".join(services),
                *(_day(said[name]) if said[name] else "" for name in ("issued_on", "due_on")),
                "" if gross is None else format_money(gross),
                said["notes"],
            ]
        )
    return heads, cells


def _day(value: object) -> str:
    date = date_of(value)
    return format_date(date) if date else tr("imports_plan.part.no_day")


def sheet_texts(plan: ImportPlan) -> dict[str, tuple[str, str]]:
    """Return (months and number of entries, services) of each sheet of a list or of work cards."""
    entries: Counter[str] = Counter()
    services: dict[str, list[str]] = {}
    days: dict[str, list[dt.date]] = {}
    for row in plan.rows:
        entries[row.sheet] += row.weight
        name = row.payload["service_name"] or tr("imports_ui.columns.no_service")
        if name not in services.setdefault(row.sheet, []):
            services[row.sheet].append(name)
        dated = [m["date"] for m in row.payload.get("marks", ())] or [row.payload.get("date")]
        days.setdefault(row.sheet, []).extend(day for day in dated if day)
    found = {}
    for sheet, count in entries.items():
        parts = (_months(days.get(sheet, [])), tr("imports_ui.tables.entries", n=count))
        found[sheet] = (", ".join(part for part in parts if part), ", ".join(services[sheet]))
    return found


def _months(days: list[dt.date]) -> str:
    months = sorted({day.replace(day=1) for day in days})
    return ", ".join(format_month(month) for month in months[:4])
