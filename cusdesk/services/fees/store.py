"""Fee rules between their columns and the values of the domain."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from cusdesk.domain.fees import rule as domain
from cusdesk.domain.periods import Period
from cusdesk.models import fees as models
from cusdesk.services.records import living_parts, put_fields, sync_parts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork

Part = TypeVar("Part", models.FeeBand, models.FeePrice, models.FeeRelief)

_PARTS = ("bands", "prices", "reliefs", "services")
_COLUMNS = tuple(f.name for f in fields(domain.FeeRule) if f.name not in _PARTS)
_ENUMS = {
    "base": domain.CriterionBase,
    "unit": domain.FeeUnit,
    "combination": domain.Combination,
    "rounding_stage": domain.RoundingStage,
}
_BAND = ("upto", "single", "family", "paragraph")
_PRICE = ("valid_from", "price_gr", "market_gr", "service_id", "paragraph")
_RELIEF = ("id", "name", "value", "is_for_all", "valid_from", "valid_to", "paragraph")


def rule_columns(rule: domain.FeeRule) -> dict[str, Any]:
    """Return the columns of a rule."""
    return {name: _plain(getattr(rule, name)) for name in _COLUMNS}


def _plain(value: object) -> object:
    if isinstance(value, str):
        return str(value).strip()
    return value


def load_rules(session: Session) -> dict[bytes, domain.FeeRule]:
    """Return id -> rule of every rule that is not in the bin; an office has a few dozen."""
    rows = session.scalars(select(models.FeeRule).where(models.FeeRule.retired_at.is_(None)))
    return _built(session, rows.all())


def rule_on(
    rules: Mapping[bytes, domain.FeeRule], service_id: bytes | None, day: dt.date
) -> tuple[bytes, domain.FeeRule] | None:
    """Return the rule of a service on a day with its id; None without one."""
    for rule_id, rule in rules.items():
        if service_id in rule.services and Period(rule.valid_from, rule.valid_to).contains(day):
            return rule_id, rule
    return None


def load_rule(session: Session, rule_id: bytes) -> domain.FeeRule:
    """Return one rule, also from the bin: confirmed months stand on it."""
    return _built(session, [session.get_one(models.FeeRule, rule_id)])[rule_id]


def _built(session: Session, rows: Sequence[models.FeeRule]) -> dict[bytes, domain.FeeRule]:
    ids = [row.id for row in rows]
    bands = _parts_of(session, models.FeeBand, ids)
    prices = _parts_of(session, models.FeePrice, ids)
    reliefs = _parts_of(session, models.FeeRelief, ids)
    services: dict[bytes, list[bytes]] = {}
    query = (
        select(models.FeeRuleService.rule_id, models.FeeRuleService.service_id)
        .where(models.FeeRuleService.rule_id.in_(ids), models.FeeRuleService.retired_at.is_(None))
        .order_by(models.FeeRuleService.position, models.FeeRuleService.id)
    )
    for rule_id, service_id in session.execute(query):
        services.setdefault(rule_id, []).append(service_id)
    return {
        row.id: domain.FeeRule(
            **_values(row),
            bands=tuple(_band(part) for part in bands.get(row.id, ())),
            prices=tuple(_price(part) for part in prices.get(row.id, ())),
            reliefs=tuple(_relief(part) for part in reliefs.get(row.id, ())),
            services=tuple(services.get(row.id, ())),
        )
        for row in rows
    }


def _values(row: models.FeeRule) -> dict[str, Any]:
    return {
        name: _ENUMS[name](getattr(row, name)) if name in _ENUMS else getattr(row, name)
        for name in _COLUMNS
    }


def _parts_of(
    session: Session, model: type[Part], rules: Iterable[bytes]
) -> dict[bytes, list[Part]]:
    query = (
        select(model)
        .where(model.rule_id.in_(list(rules)), model.retired_at.is_(None))
        .order_by(model.position, model.id)
    )
    found: dict[bytes, list[Part]] = {}
    for part in session.scalars(query):
        found.setdefault(part.rule_id, []).append(part)
    return found


def _band(row: models.FeeBand) -> domain.FeeBand:
    values = {name: getattr(row, name) for name in _BAND}
    return domain.FeeBand(kind=domain.BandKind(row.kind), **values)


def _price(row: models.FeePrice) -> domain.FeePrice:
    return domain.FeePrice(**{name: getattr(row, name) for name in _PRICE})


def _relief(row: models.FeeRelief) -> domain.FeeRelief:
    values = {name: getattr(row, name) for name in _RELIEF}
    return domain.FeeRelief(kind=domain.ReliefKind(row.kind), **values)


def write_parts(work: UnitOfWork, rule_id: bytes, rule: domain.FeeRule) -> None:
    """Make the parts of a rule be exactly these, inside a running write.

    Bands and prices keep their rows by place, reliefs by id: decisions name them.
    """
    kind = "kind"
    bands = [{**_part(band, _BAND), kind: band.kind.value} for band in rule.bands]
    prices = [_part(price, _PRICE) for price in rule.prices]
    _write(work, models.FeeBand, rule_id, bands)
    _write(work, models.FeePrice, rule_id, prices)
    reliefs = [{**_part(relief, _RELIEF), kind: relief.kind.value} for relief in rule.reliefs]
    _write_named(work, rule_id, reliefs)
    services = list(dict.fromkeys(rule.services))
    sync_parts(work, models.FeeRuleService, ("rule_id", rule_id), "service_id", services)


def _part(value: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: _plain(getattr(value, name)) for name in names}


def _write(
    work: UnitOfWork,
    model: type[models.FeeBand | models.FeePrice],
    rule_id: bytes,
    wanted: Sequence[Mapping[str, Any]],
) -> None:
    present = living_parts(work, model, "rule_id", rule_id)
    for position, values in enumerate(wanted):
        if position < len(present):
            put_fields(present[position], {**values, "position": position})
        else:
            work.session.add(model(rule_id=rule_id, position=position, **values))
    for part in present[len(wanted) :]:
        work.retire(part)


def _write_named(work: UnitOfWork, rule_id: bytes, wanted: Sequence[dict[str, Any]]) -> None:
    present = {p.id: p for p in living_parts(work, models.FeeRelief, "rule_id", rule_id)}
    for position, values in enumerate(wanted):
        part = present.pop(values.pop("id") or b"", None)
        if part is None:
            work.session.add(models.FeeRelief(rule_id=rule_id, position=position, **values))
        else:
            put_fields(part, {**values, "position": position})
    for part in present.values():
        work.retire(part)
