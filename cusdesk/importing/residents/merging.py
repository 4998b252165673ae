"""One person in several rows: merged where the PESEL says so, marked where it only seems so."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from cusdesk.domain.addresses import Address
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold
from cusdesk.importing.residents.rows import Place, ResidentRow

if TYPE_CHECKING:
    from collections.abc import Iterable

_SLIPS = 2
_TEXTS = (
    "second_name", "birth_surname", "sex", "solectwo", "email", "disability", "folder_number",
    "contact_person", "plan_number", "services_since", "notes", "pesel_as_written",
)  # fmt: skip
_OTHERS = ("birth_date", "status_date", "disability_from", "disability_until", "other_document")


def merge_people(rows: list[ResidentRow]) -> list[ResidentRow]:
    """Return one record a PESEL; probable doubles stay apart, each with a doubt."""
    kept: list[ResidentRow] = []
    by_pesel: dict[str, ResidentRow] = {}
    for row in rows:
        first = by_pesel.get(row.pesel) if row.pesel else None
        if first is None:
            kept.append(row)
            if row.pesel:
                by_pesel[row.pesel] = row
        elif _near(first, row):
            _merge(first, row)
        else:
            kept.append(row)
            _both("pesel_of_two_people", first, row, "error", "pesel")
    _mark_probable(kept)
    _mark_same_names(kept)
    _mark_same_plans(kept)
    return kept


def _near(one: ResidentRow, other: ResidentRow) -> bool:
    """Return True for the same name but for slips, order, or a changed surname of a woman."""
    names = [(fold(row.surname), fold(row.given_name)) for row in (one, other)]
    (surname, given), (other_surname, other_given) = names
    if not (surname and other_surname):
        return True
    if OSA.distance(given, other_given) <= _SLIPS:
        return True
    return OSA.distance(surname + given, other_given + other_surname) <= _SLIPS or (
        surname == other_surname
        and (given.startswith(other_given[:1]) or not given or not other_given)
    )


def _place(row: ResidentRow) -> Place:
    sheet, number = row.sources[0]
    return Place(row, sheet, number)


def _merge(first: ResidentRow, second: ResidentRow) -> None:
    """Add the second row to the first record."""
    place = Place(first, *second.sources[0])
    place.problem("duplicate_same_pesel", None, "warning", row=first.sources[0][1])
    _place(first).problem("duplicate_same_pesel", None, "warning", row=second.sources[0][1])
    _merge_names(first, second, place)
    _merge_address(first, second, place)
    for key in (*_TEXTS, *_OTHERS):
        _merge_value(first, second, key, place)
    numbers = {phone.number for phone in first.phones}
    first.phones += [phone for phone in second.phones if phone.number not in numbers]
    first.services += [name for name in second.services if name not in first.services]
    if first.status != second.status:
        order = ("active", "paused", "left", "deceased")
        first.status = max(first.status, second.status, key=order.index)
        first.doubt("status")
    first.extra_notes += second.extra_notes
    first.comments += second.comments
    first.sources += second.sources
    first.doubts |= second.doubts - {"surname", "given_name"}
    first.problems += second.problems


def _merge_names(first: ResidentRow, second: ResidentRow, place: Place) -> None:
    for key in ("surname", "given_name"):
        one, other = getattr(first, key), getattr(second, key)
        if key in first.doubts and key not in second.doubts and fold(one) == fold(other):
            setattr(first, key, other)
            first.doubts.discard(key)
        elif fold(one) != fold(other) and other:
            first.doubt(key)
            first.extra_notes.append(f"{second.surname} {second.given_name}")
            place.problem("duplicate_differs", None, "warning", field=key)
        elif not other.isascii() and one.isascii():
            setattr(first, key, other)


def _merge_value(first: ResidentRow, second: ResidentRow, key: str, place: Place) -> None:
    one, other = getattr(first, key), getattr(second, key)
    if not other or one == other:
        return
    if not one:
        setattr(first, key, other)
    elif key == "notes":
        first.notes = f"{one}; {other}"
    elif fold(str(one)) != fold(str(other)):
        first.extra_notes.append(str(other))
        if key not in {"folder_number", "solectwo"}:
            first.doubt(key)
            place.problem("duplicate_differs", None, "warning", field=key)


def _merge_address(first: ResidentRow, second: ResidentRow, place: Place) -> None:
    one, other = first.address, second.address
    if other == Address() or _same_address(one, other):
        return
    if one == Address():
        first.address = other
        return
    moved = dictionary("import_residents")["rows"]["moved"]
    newer = [row for row in (first, second) if any(word in fold(row.all_notes) for word in moved)]
    if len(newer) == 1:
        if newer[0] is second:
            first.address, first.solectwo = other, second.solectwo or first.solectwo
            other = one
        first.other_addresses.append(other)
        place.problem("address_changed", None, "info")
        return
    first.other_addresses.append(other)
    first.doubt("address", "solectwo")
    place.problem("duplicate_differs", None, "warning", field="address")


def _same_address(one: Address, other: Address) -> bool:
    keys = ("locality", "street", "house", "flat")
    return all(fold(getattr(one, key)) == fold(getattr(other, key)) for key in keys)


def _both(kind: str, one: ResidentRow, other: ResidentRow, severity: str, key: str) -> None:
    for row, twin in ((one, other), (other, one)):
        row.doubt(key)
        _place(row).problem(kind, None, severity, row=twin.sources[0][1])  # type: ignore[arg-type]  # kinds


def _mark_probable(rows: list[ResidentRow]) -> None:
    """Mark pairs that are likely one person: one has no right PESEL, the rest agrees."""
    done: set[tuple[int, int]] = set()
    for group in _groups(rows):
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                pair = (min(id(one), id(other)), max(id(one), id(other)))
                if pair not in done and _probably_same(one, other):
                    done.add(pair)
                    _both("duplicate_probable", one, other, "warning", "duplicate")


def _groups(rows: list[ResidentRow]) -> Iterable[list[ResidentRow]]:
    """Return small groups that share a birth date, a telephone, or the whole name."""
    groups: dict[tuple[str, object], list[ResidentRow]] = defaultdict(list)
    for row in rows:
        if row.birth_date:
            groups["birth", row.birth_date].append(row)
        for phone in row.phones:
            groups["phone", phone.number].append(row)
        groups["name", (fold(row.surname), fold(row.given_name))].append(row)
    return [group for group in groups.values() if 1 < len(group) <= 60]


def _probably_same(one: ResidentRow, other: ResidentRow) -> bool:
    if one.pesel_valid and other.pesel_valid:
        return False
    if one.birth_date and other.birth_date and one.birth_date != other.birth_date:
        return False
    straight = OSA.distance(fold(one.surname), fold(other.surname)) <= _SLIPS
    given = OSA.distance(fold(one.given_name), fold(other.given_name)) <= _SLIPS
    swapped = (fold(one.surname), fold(one.given_name)) == (
        fold(other.given_name), fold(other.surname))  # fmt: skip
    if not ((straight and given) or swapped):
        return False
    if one.birth_date and other.birth_date:
        return True
    phones = {phone.number for phone in one.phones} & {phone.number for phone in other.phones}
    exact = fold(one.surname) == fold(other.surname)
    return (
        bool(phones)
        or (exact and _same_address(one.address, other.address))
        or (exact and not (one.birth_date or other.birth_date))
    )


def _mark_same_names(rows: list[ResidentRow]) -> None:
    by_name: dict[tuple[str, str], list[ResidentRow]] = defaultdict(list)
    for row in rows:
        by_name[fold(row.surname), fold(row.given_name)].append(row)
    for group in by_name.values():
        for row in group if len(group) > 1 else ():
            _place(row).problem("same_name_different_people", None, "info", n=len(group))


def _mark_same_plans(rows: list[ResidentRow]) -> None:
    by_plan: dict[str, list[ResidentRow]] = defaultdict(list)
    for row in rows:
        if row.plan_number:
            by_plan[row.plan_number].append(row)
    for group in by_plan.values():
        for row in group if len(group) > 1 else ():
            row.doubt("plan_number")
            _place(row).problem("duplicate_plan_number", None, "error", raw=row.plan_number)
