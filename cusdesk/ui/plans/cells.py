"""What one cell of a plan's table shows, and what a text typed into it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from cusdesk.core.messages import tr
from cusdesk.domain.catalogue import ServiceUnit, counts_time
from cusdesk.domain.durations import parse_minutes
from cusdesk.domain.labels import label
from cusdesk.domain.plans import AmountPer, GoalTerm, PlanServiceForm
from cusdesk.domain.polish_text import fold, strip_controls
from cusdesk.domain.rounding import half_up
from cusdesk.services import plans
from cusdesk.ui.common import formats
from cusdesk.ui.common.amounts import show_amount
from cusdesk.ui.plans.known import Option

if TYPE_CHECKING:
    import datetime as dt
    import enum

    from cusdesk.domain.plans import PlanDraft, PlanServiceDraft
    from cusdesk.ui.plans.known import Known

LONGEST_TEXT = 20_000
_FREE_LETTERS = 4


@dataclass(frozen=True)
class Scene:
    """What cells are read and shown against."""

    draft: PlanDraft
    known: Known
    today: dt.date


@dataclass(frozen=True)
class ReadCell:
    """What a typed text means.

    Attributes:
        values: fields of the part that follow from it.
        words: why it cannot be taken, "" when it can.
    """

    values: Mapping[str, Any]
    words: str = ""


def _refused(key: str, **params: object) -> ReadCell:
    return ReadCell({}, tr(key, **params))


@dataclass(frozen=True)
class Cell:
    """One field of a part of the plan in a table.

    Attributes:
        name: field of the part's draft.
        header: message key of the heading.
        kind: long (several lines), line, date, choice, service, provider, funding, goal, need,
            amount,
            total, unit, fee.
        choices: the values of a choice.
    """

    name: str
    header: str
    kind: str = "line"
    choices: type[enum.StrEnum] | None = None

    @property
    def has_options(self) -> bool:
        """Whether a list is offered while typing."""
        return self.kind in {"choice", "unit", "service", "provider", "funding"}

    @property
    def is_free(self) -> bool:
        """Whether other words than those offered may be written."""
        return self.kind == "funding"

    @property
    def is_number(self) -> bool:
        """Whether it stands at the right edge."""
        return self.kind in {"amount", "total"}

    def show(self, part: Any, scene: Scene) -> str:  # noqa: ANN401 (any part of a plan)
        """Return what stands in the cell."""
        value = getattr(part, self.name)
        shower = _SHOWERS.get(self.kind)
        return str(value) if shower is None else shower(value, part, scene)

    def substitute(self, part: Any, scene: Scene) -> str:  # noqa: ANN401 (any part of a plan)
        """Return what counts while the cell is empty: the plan's own days for a service."""
        if self.kind == "date" and hasattr(part, "service_id"):
            return formats.show("date", getattr(scene.draft, self.name))
        return ""

    def options(self, part: Any, text: str, scene: Scene) -> list[Option]:  # noqa: ANN401 (any part of a plan)
        """Return what is offered for a text typed so far; everything for an empty one."""
        match self.kind:
            case "service":
                return scene.known.service_options(text)
            case "provider":
                return scene.known.provider_options(text, getattr(part, "service_id", None))
            case "funding":
                return scene.known.funding_options(text)
            case "choice" | "unit":
                wanted = fold(text)
                found = [Option(v, label(v)) for v in self.choices or ()]
                return [o for o in found if wanted in fold(o.text)]
            case _:
                return []

    def read(self, part: Any, text: str, scene: Scene) -> ReadCell:  # noqa: ANN401 (any part of a plan)
        """Return what a text means for this part."""
        clean = strip_controls(text[:LONGEST_TEXT], keep_lines=True).strip()
        reader = _READERS.get(self.kind)
        if reader is None:
            return ReadCell({self.name: clean})
        return reader(self, part, clean, scene)


def _read_date(cell: Cell, _part: object, text: str, scene: Scene) -> ReadCell:
    typed = formats.read_date(text, scene.today)
    if typed.problem:
        return _refused(typed.problem, **dict(typed.params))
    return ReadCell({cell.name: typed.value})


def _read_choice(cell: Cell, part: Any, text: str, scene: Scene) -> ReadCell:  # noqa: ANN401 (any part of a plan)
    found = cell.options(part, text, scene)
    exact = [o for o in found if fold(o.text) == fold(text)]
    if not text:
        return ReadCell({})
    if len(exact or found) != 1:
        known = ", ".join(label(v) for v in cell.choices or ())
        return _refused("plans.cell.not_a_choice", choices=known)
    return ReadCell({cell.name: (exact or found)[0].value})


def _read_unit(cell: Cell, part: Any, text: str, scene: Scene) -> ReadCell:  # noqa: ANN401 (any part of a plan)
    """Keep the number of units: three hours become three meetings."""
    found = _read_choice(cell, part, text, scene)
    unit = found.values.get(cell.name)
    if unit is None or unit == part.unit:
        return found
    old = scene.known.minutes_per_unit(part)
    new = scene.known.minutes_per_unit(replace(part, unit=unit))
    values: dict[str, Any] = {cell.name: unit}
    for name in ("amount", "total_amount"):
        amount = getattr(part, name)
        if amount is not None:
            exact = Decimal(amount) * new / old
            values[name] = half_up(exact)
    return ReadCell(values)


def _read_service(cell: Cell, part: Any, text: str, scene: Scene) -> ReadCell:  # noqa: ANN401 (any part of a plan)
    if not text:
        return ReadCell({cell.name: None})
    if text == scene.known.service_name(part.service_id):
        return ReadCell({})
    found = scene.known.service_options(text)
    same = [o for o in found if fold(o.text) == fold(text)]
    if len(same or found) != 1 or (same or found)[0].is_near:
        key = "plans.cell.services_many" if found else "plans.cell.service_unknown"
        return _refused(key, text=text)
    service = scene.known.services[_id((same or found)[0])]
    filled = plans.filled_service(part, service)
    return ReadCell({name: getattr(filled, name) for name in _FILLED})


_FILLED = ("service_id", "provider_id", "form", "place", "unit", "amount", "total_amount", "fee_gr",
           "fee_note", "funding")  # fmt: skip


def _id(option: Option) -> bytes:
    if not isinstance(option.value, bytes):
        raise TypeError(option.value)
    return option.value


def _read_provider(cell: Cell, part: Any, text: str, scene: Scene) -> ReadCell:  # noqa: ANN401 (any part of a plan)
    if not text:
        return ReadCell({cell.name: None})
    if text == scene.known.provider_name(part.provider_id):
        return ReadCell({})
    found = scene.known.provider_options(text, part.service_id)
    same = [o for o in found if fold(o.text) == fold(text)]
    if len(same or found) != 1:
        key = "plans.cell.providers_many" if found else "plans.cell.provider_unknown"
        return _refused(key, text=text)
    return ReadCell({cell.name: (same or found)[0].value})


def _read_goal(cell: Cell, _part: object, text: str, scene: Scene) -> ReadCell:
    """Read the number of a goal, or of a need: what stands in another table of the plan."""
    if not text:
        return ReadCell({cell.name: None})
    count = len(scene.draft.goals if cell.kind == "goal" else scene.draft.need_rows)
    if not text.isdecimal() or not 1 <= int(text) <= count:
        key = f"plans.cell.{cell.kind}_number" if count else f"plans.cell.{cell.kind}_none"
        return _refused(key, count=count) if count else _refused(key)
    return ReadCell({cell.name: int(text) - 1})


def _read_amount(cell: Cell, part: PlanServiceDraft, text: str, scene: Scene) -> ReadCell:
    if not text:
        return ReadCell({cell.name: None})
    if part.unit is not None and not counts_time(part.unit):
        typed = formats.read_int(text)
        return _refused(typed.problem) if typed.problem else ReadCell({cell.name: typed.value})
    return _read_time(cell, part, text, scene)


def _read_time(cell: Cell, part: PlanServiceDraft, text: str, scene: Scene) -> ReadCell:
    per_unit = scene.known.minutes_per_unit(part)
    plain = _decimal(text)  # "2,25" is no doubt here: amounts are written in units
    if plain is not None and "." not in text:
        return ReadCell({cell.name: half_up(plain * per_unit)})
    reading = parse_minutes(text, hour_minutes=per_unit)
    if reading.problem is not None:
        doubt = reading.minutes is not None
        return _refused("plans.cell.amount_doubt" if doubt else "plans.cell.amount")
    return ReadCell({cell.name: reading.minutes})


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(" ", "").replace(formats.NO_BREAK_SPACE, "").replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value < LONGEST_TEXT else None


def _show_fee(part: PlanServiceDraft) -> str:
    if part.fee_gr is None:
        return part.fee_note
    amount = tr("plans.cell.free") if part.fee_gr == 0 else formats.show_money(part.fee_gr)
    return f"{amount}; {part.fee_note}" if part.fee_note else amount


def _read_fee(_cell: Cell, _part: object, text: str, _scene: Scene) -> ReadCell:
    """Read `12,50`, `12,50; zniżka 50%`, `bezpłatnie`, or a rule in words alone."""
    head, _, note = (piece.strip() for piece in text.partition(";"))
    if not head:
        return ReadCell({"fee_gr": None, "fee_note": note})
    is_free = len(head) >= _FREE_LETTERS and fold(tr("plans.cell.free")).startswith(
        fold(head).rstrip(".")
    )
    if is_free:
        return ReadCell({"fee_gr": 0, "fee_note": note})
    if not head[0].isdigit():
        return ReadCell({"fee_gr": None, "fee_note": text})
    typed = formats.read_money(head)
    if typed.problem:
        return _refused("plans.cell.fee")
    return ReadCell({"fee_gr": typed.value, "fee_note": note})


def _show_label(value: Any, _part: object, _scene: Scene) -> str:  # noqa: ANN401 (any value)
    return label(value) if value is not None else ""


def _show_amount(value: Any, part: Any, scene: Scene) -> str:  # noqa: ANN401 (any part of a plan)
    return show_amount(value, scene.known.minutes_per_unit(part))


_SHOWERS: dict[str, Callable[[Any, Any, Scene], str]] = {
    "date": lambda value, _part, _scene: formats.show("date", value),
    "choice": _show_label,
    "unit": _show_label,
    "service": lambda value, _part, scene: scene.known.service_name(value),
    "provider": lambda value, _part, scene: scene.known.provider_name(value),
    "goal": lambda value, _part, _scene: "" if value is None else str(value + 1),
    "need": lambda value, _part, _scene: "" if value is None else str(value + 1),
    "amount": _show_amount,
    "total": _show_amount,
    "fee": lambda _value, part, _scene: _show_fee(part),
}
_READERS: dict[str, Callable[[Cell, Any, str, Scene], ReadCell]] = {
    "date": _read_date,
    "choice": _read_choice,
    "unit": _read_unit,
    "service": _read_service,
    "provider": _read_provider,
    "goal": _read_goal,
    "need": _read_goal,
    "amount": _read_amount,
    "total": _read_amount,
    "fee": _read_fee,
}

TERM = Cell("term", "fields.plan_goals.term", "choice", GoalTerm)
FORM = Cell("form", "fields.plan_services.form", "choice", PlanServiceForm)
PER = Cell("amount_per", "fields.plan_services.amount_per", "choice", AmountPer)
UNIT = Cell("unit", "fields.plan_services.unit", "unit", ServiceUnit)
