"""Steps of an explanation: what was counted, in figures, and where the resolution says so."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.rounding import half_up, hundredths

_NBSP = "\u00a0"
_RATE_DIGITS = Decimal("0.0001")

CLOCK_HOUR = 60
"""Minutes; a lesson hour is shorter, and says so wherever it is counted."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        kind: message key below `fees.step`.
        values: figures as they are shown; whole numbers choose plural forms.
        paragraph: of the resolution, as the office typed it; "" without one.
    """

    kind: str
    values: tuple[tuple[str, str | int], ...] = ()
    paragraph: str = ""

    @property
    def words(self) -> str:
        """The step as a sentence."""
        shown: dict[str, object] = dict(self.values)
        since = shown.get("since")
        if isinstance(since, str):
            shown["since"] = format_date(dt.date.fromisoformat(since))
        if "who" in shown:
            shown["who"] = tr(f"fees.who.{shown['who']}")
        if "unit" in shown and self.kind.endswith("amount"):
            shown["unit"] = tr(f"fees.per_unit.{shown['unit']}")
        if isinstance(shown.get("amount"), int):
            shown["n"] = shown["amount"]
        return tr(f"fees.step.{self.kind}", **shown)


def steps_json(steps: tuple[Step, ...]) -> str:
    """Return steps as they are kept with a charge."""
    return json.dumps([[s.kind, s.values, s.paragraph] for s in steps], ensure_ascii=False)


def read_steps(text: str) -> tuple[Step, ...]:
    """Return the steps kept with a charge."""
    return tuple(
        Step(kind, tuple((str(name), value) for name, value in values), paragraph)
        for kind, values, paragraph in json.loads(text or "[]")
    )


def percent_words(hundredths: int) -> str:
    """Return hundredths of a per cent as `3,5 %`."""
    whole, rest = divmod(hundredths, 100)
    decimals = f",{rest:02}".rstrip("0") if rest else ""
    return f"{whole}{decimals}{_NBSP}%"


def hours_words(minutes: int, unit_minutes: int = CLOCK_HOUR) -> str:
    """Return minutes in hours with at most two decimals, half up: `12`, `7,5`."""
    value = hundredths(Decimal(minutes) / unit_minutes)
    return _plain(value)


def rate_words(grosze: Decimal) -> str:
    """Return an amount that may have parts of a grosz: `2,9805 zł`, with at least two decimals."""
    value = (grosze / 100).quantize(_RATE_DIGITS, rounding=ROUND_HALF_UP)
    whole, _, decimals = f"{value:f}".partition(".")
    kept = decimals.rstrip("0").ljust(2, "0")
    grouped = f"{int(whole):,}".replace(",", _NBSP)
    return tr("domain.money.with_symbol", amount=f"{grouped},{kept}")


def money_words(grosze: Decimal) -> str:
    """Return an amount rounded half up to a grosz, for display."""
    return rate_words(Decimal(half_up(grosze)))


def _plain(value: Decimal) -> str:
    text = f"{value:f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
    return text.replace(".", ",")
