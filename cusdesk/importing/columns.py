"""Guess what every column of a table means; a person can correct it and the map is kept.

The heading says it first; the cells confirm or object, and speak alone where there is no heading.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from cusdesk.importing import contents
from cusdesk.importing.lexicon import Lexicon, lexicon, plain
from cusdesk.importing.status_words import status_of_word

if TYPE_CHECKING:
    from cusdesk.importing.tables import Table
    from cusdesk.importing.workbook import CellValue

Source = Literal["heading", "contents", "person", "none"]
_CONTRADICTED = 0.25
_SURE = 0.75
_LOOK_AT_ROWS = 400
_RESIDENTS = "import_residents"
# Fields that may stand in several columns of one table.
MANY = frozenset({
    "phone", "contact_phone", "email", "contact", "contact_person", "services", "notes", "ignored",
    "folder_number", "service_mark", "kept", "commune", "other_document", "birth_place",
    "status_date", "status_mark", "status_reason",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What one column means.

    Attributes:
        column: from 1.
        heading: its headings in one line.
        field: the meaning; `kept` for a column without a home, whose cells go to the notes.
        confidence: 0 to 1; 1 when a person said so.
        alternatives: other meanings worth offering, likeliest first.
        source: what told it.
    """

    column: int
    heading: str
    field: str
    confidence: float
    alternatives: tuple[str, ...] = ()
    source: Source = "heading"


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The meanings of all columns of one table.

    Attributes:
        signature: the same for every table with these headings in this order; maps are kept by it.
        sheet: name of the sheet it was guessed from.
        guesses: one for every column, left to right.
        is_part: True when the table is read again for other members of a family in the same rows.
    """

    signature: str
    sheet: str
    guesses: tuple[ColumnGuess, ...]
    is_part: bool = False

    def columns_of(self, field: str) -> list[int]:
        """Return the columns with that meaning, left to right."""
        return [guess.column for guess in self.guesses if guess.field == field]

    def column_of(self, field: str) -> int | None:
        """Return the first column with that meaning."""
        found = self.columns_of(field)
        return found[0] if found else None

    def heading_of(self, column: int) -> str:
        """Return the headings of a column in one line."""
        return next((guess.heading for guess in self.guesses if guess.column == column), "")

    def corrected(self, column: int, field: str) -> ColumnMap:
        """Return the map after a person gave a column another meaning."""
        changed = tuple(
            replace(guess, field=field, confidence=1.0, source="person")
            if guess.column == column
            else guess
            for guess in self.guesses
        )
        return replace(self, guesses=changed)

    def with_saved(self, fields: dict[str, str]) -> ColumnMap:
        """Return the map with the meanings kept from an earlier import of such a table."""
        result = self
        for guess in self.guesses:
            saved = fields.get(str(guess.column))
            if saved is not None and saved != guess.field:
                result = result.corrected(guess.column, saved)
        return result


def signature(table: Table, kind: str) -> str:
    """Return a short text equal for tables with the same headings in the same order."""
    headings = [
        f"{column}:{' '.join(plain(part) for part in parts)}"
        for column, parts in sorted(table.headings.items())
    ]
    text = "|".join([kind, *(headings or [f"columns {len(table.columns)}"])])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(slots=True)
class _Column:
    number: int
    parts: tuple[str, ...]
    values: list[CellValue]
    candidates: list[tuple[str, float, Source]]
    marks: bool = False
    dates_or_marks: bool = False


def guess_columns(table: Table, kind: str, *, look_inside: bool = True) -> ColumnMap:
    """Guess the meaning of every column.

    Args:
        table: the table.
        kind: name of the dictionary of headings, e.g. `import_residents`.
        look_inside: let the cells speak too (only for tables of people).
    """
    words = lexicon(kind)
    columns = [_column(table, number) for number in table.columns]
    for column in columns:
        column.candidates = _by_heading(column, words)
    if look_inside:
        has_headings = bool(table.header_rows)
        for column in columns:
            _hear_contents(column, has_headings=has_headings)
        _settle_names(columns)
        _settle_birth_parts(columns)
        _settle_address_parts(columns, has_headings=has_headings)
        _settle_numbers(columns)
        if kind == _RESIDENTS:
            _settle_status_marks(columns)
    chosen = _assign(columns)
    guesses = []
    for column in columns:
        field, score, source = chosen.get(column.number, ("kept", 0.0, "none"))
        others = tuple(
            dict.fromkeys(name for name, _, _ in column.candidates if name not in {field})
        )
        heading = table.heading(column.number)
        guesses.append(ColumnGuess(column.number, heading, field, round(score, 2), others, source))
    return ColumnMap(signature(table, kind), table.sheet.name, tuple(guesses))


def _column(table: Table, number: int) -> _Column:
    rows = table.rows[:_LOOK_AT_ROWS]
    cells: list[CellValue] = [table.sheet.cell(row, number) for row in rows]
    cells = [cell for cell in cells if cell is not None and str(cell).strip()]
    marks = contents.is_marks(cells)
    either = bool(cells) and all(contents.is_marks([c]) or contents.is_date(c) for c in cells)
    parts = table.headings.get(number, ())
    return _Column(number, parts, contents.sample(cells), [], marks, either)


def _by_heading(column: _Column, words: Lexicon) -> list[tuple[str, float, Source]]:
    if not column.parts:
        return []
    last = column.parts[-1]
    found: dict[str, float] = dict(words.meanings(last))
    joined = " ".join(column.parts[-2:])
    if len(column.parts) > 1 and words.is_exact(joined):  # `Wiek` over `od`
        return [(words.meanings(joined)[0][0], 1.0, "heading")]
    parent = next((about for part in column.parts[:-1] if (about := words.parent(part))), None)
    if parent:
        found = _under(parent, found, plain(last))
    elif len(column.parts) > 1 and not found:
        for part in reversed(column.parts[:-1]):
            found = {field: 0.9 * score for field, score in words.meanings(part)}
            if found:
                break
    ranked = sorted(found.items(), key=lambda item: -item[1])
    return [(field, score, "heading") for field, score in ranked]


_UNDER = {
    ("address", "row_number"): "house", ("address", "post"): "post",
    ("disability", "services_since"): "disability_from", ("disability", "notes"): "notes",
    ("disability", "status_date"): "disability_until", ("disability", "other_document"): "kept",
    ("contact_person", "name"): "contact_person", ("contact_person", "phone"): "contact_phone",
    ("contact_person", "surname"): "contact_person", ("contact_person", "address"): "kept",
    ("contact_person", "given_name"): "contact_person",
    ("contact_person", "contact"): "contact_phone",
    ("contact_person", "email"): "kept", ("contact_person", "pesel"): "kept",
    ("applicant", "name"): "applicant", ("applicant", "surname"): "applicant",
    ("applicant", "phone"): "applicant_phone", ("applicant", "address"): "applicant_address",
    ("applicant", "email"): "kept", ("applicant", "pesel"): "kept",
    ("birth_date", "birth_day"): "birth_day", ("birth_date", "birth_month"): "birth_month",
    ("birth_date", "birth_year"): "birth_year", ("birth_date", "locality"): "birth_place",
}  # fmt: skip
# What an unknown heading under a known one means.
_DEFAULT_UNDER = {"phone": "phone", "services": "services", "disability": "disability",
                  "contact_person": "contact_person"}  # fmt: skip


def _under(parent: str, found: dict[str, float], last: str) -> dict[str, float]:
    """Read a heading in the light of the one above it."""
    if parent == "birth_date" and "birth_date" in found and last in {"rok", "r"}:
        return {"birth_year": 1.0}
    if parent == "disability" and last in {"do", "data do", "do kiedy", "wazne do"}:
        return {"disability_until": 1.0}
    if parent == "disability" and last in {"od", "z dnia", "data", "data wydania"}:
        return {"disability_from": 1.0}
    changed = {_UNDER.get((parent, field), field): score for field, score in found.items()}
    if not changed and parent in _DEFAULT_UNDER:
        return {_DEFAULT_UNDER[parent]: 0.85}
    return changed


def _hear_contents(column: _Column, *, has_headings: bool) -> None:
    """Let the cells confirm, object, or speak alone."""
    looks = contents.meanings(column.values)
    first = column.candidates[0][0] if column.candidates else ""
    if first == "services" and len(column.parts) > 1 and column.marks:
        column.candidates.insert(0, ("service_mark", 0.9, "contents"))
        return
    if column.candidates:
        field, score, source = column.candidates[0]
        if len(column.values) >= 3 and _objects(column.values, field, looks):
            column.candidates[0] = (field, score * 0.4, source)
            column.candidates += [(name, 0.6 * part, "contents") for name, part in looks]
            column.candidates.sort(key=lambda item: -item[1])
        return
    speak_freely = not has_headings
    for name, part in looks:
        sure = name in {"pesel", "email"} or (name == "phone" and part > 0.8)
        if speak_freely or sure or name == "name":
            column.candidates.append((name, (0.7 if speak_freely else 0.6) * part, "contents"))


def _objects(values: list[CellValue], field: str, looks: list[tuple[str, float]]) -> bool:
    """Return True when the cells cannot be what the heading says."""
    if not contents.can_tell(field) or field in {"status", "disability", "house", "address"}:
        return False
    if field in {"surname", "given_name", "name"}:
        named = sum(contents.names_someone(value) for value in values)
        if named >= 0.3 * len(values):
            return False
        return bool(looks) and looks[0][0] in {"pesel", "phone", "email", "birth_date"}
    if field == "birth_date":
        years = sum(1900 <= value <= 2100 for value in values if isinstance(value, int))
        if years >= 0.5 * len(values) or not looks:
            return False
        return looks[0][0] in {"pesel", "phone", "email", "name", "sex", "row_number"}
    return contents.share(values, field) < _CONTRADICTED and bool(looks)


def _settle_names(columns: list[_Column]) -> None:
    """Tell one column of whole names from two columns of their parts."""
    firsts = {column.number: column.candidates[0][0] for column in columns if column.candidates}
    has_given = "given_name" in firsts.values()
    for column in columns:
        if not column.candidates or not column.values:
            continue
        field, score, source = column.candidates[0]
        whole = contents.share(column.values, "name")
        given = contents.share(column.values, "given_name")
        if field == "surname" and whole >= 0.5 and not has_given:
            column.candidates.insert(0, ("name", score, source))
        elif field == "name" and whole < 0.3 and source == "heading":
            other = [c for c in columns if c is not column and c.candidates
                     and c.candidates[0][0] in {"name", "given_name", "surname"}
                     and contents.share(c.values, "name") < 0.5]  # fmt: skip
            if other and given >= 0.6:
                column.candidates = [("given_name", 0.9, "contents")]
            elif other and any(contents.share(c.values, "given_name") >= 0.6 for c in other):
                column.candidates = [("surname", 0.9, "contents")]
        elif field == "surname" and source == "contents" and not has_given:
            column.candidates[0] = (field, score * 0.5, source)
    _surname_beside_given_name(columns)


def _surname_beside_given_name(columns: list[_Column]) -> None:
    """Where no heading says it, the surname stands next to the given name."""
    firsts = [column.candidates[0][0] if column.candidates else "" for column in columns]
    if "given_name" not in firsts or "surname" in firsts or "name" in firsts:
        return
    place = firsts.index("given_name")
    for near in (place - 1, place + 1):
        if 0 <= near < len(columns) and not columns[near].candidates:
            columns[near].candidates.append(("surname", 0.6, "contents"))
            return


def _settle_address_parts(columns: list[_Column], *, has_headings: bool) -> None:
    """Tell the columns under one heading `Adres` apart by their cells."""
    for place, column in enumerate(columns):
        after = columns[place + 1] if place + 1 < len(columns) else None
        first = column.candidates[0][0] if column.candidates else ""
        house_after = after is not None and contents.share(after.values, "house") >= 0.8
        if not has_headings and not first and house_after and contents.is_named(column.values):
            column.candidates.append(("locality", 0.5, "contents"))
        twins = [c for c in columns if c.parts == column.parts and c.parts]
        if first != "address" or len(twins) < 2:
            continue
        for twin in twins:
            parts = [f for f in ("postcode", "house") if contents.share(twin.values, f) >= 0.7]
            field = parts[0] if parts else ("locality" if twin is twins[0] else "street")
            twin.candidates = [(field, 0.8, "contents")]


def _settle_birth_parts(columns: list[_Column]) -> None:
    """Keep day, month and year only as three columns side by side."""
    parts = ("birth_day", "birth_month", "birth_year")
    _year_beside_day_and_month(columns)
    firsts = [column.candidates[0][0] if column.candidates else "" for column in columns]
    for place in range(len(columns) - 2):
        if set(firsts[place : place + 3]) == set(parts):
            return
    for column in columns:
        kept = [item for item in column.candidates if item[0] not in parts]
        dropped = len(kept) < len(column.candidates)
        years = [v for v in column.values if isinstance(v, int) and 1900 <= v <= 2100]
        if dropped and years and len(years) >= 0.8 * len(column.values):
            kept.append(("birth_date", 0.4, "contents"))
        column.candidates = kept


def _year_beside_day_and_month(columns: list[_Column]) -> None:
    """`Rok ur.` is a whole birth date alone, and only the year beside day and month."""
    firsts = [column.candidates[0][0] if column.candidates else "" for column in columns]
    for place in range(len(columns) - 2):
        three = columns[place : place + 3]
        if set(firsts[place : place + 3]) != {"birth_day", "birth_month", "birth_date"}:
            continue
        year = next(column for column in three if column.candidates[0][0] == "birth_date")
        if year.parts and "rok" in plain(year.parts[-1]).split():
            year.candidates[0] = ("birth_year", *year.candidates[0][1:])


def _settle_numbers(columns: list[_Column]) -> None:
    """`Nr` counts the rows in the first columns, and is a house number after a place."""
    for place, column in enumerate(columns):
        if not column.candidates or column.candidates[0][0] != "row_number":
            continue
        before = {c.candidates[0][0] for c in columns[max(0, place - 2) : place] if c.candidates}
        counts = contents.meanings(column.values)[:1] == [("row_number", 1.0)]
        if before & {"street", "locality", "solectwo"} and not counts:
            column.candidates.insert(0, ("house", 0.8, "contents"))


def _settle_status_marks(columns: list[_Column]) -> None:
    """Tell columns of ticks under `zrezygnował/a`, `zmarł/a`, and the bare `data` after them."""
    ticked = [
        column
        for column in columns
        if column.parts
        and (column.marks or (column.dates_or_marks and not column.candidates))
        and status_of_word(column.parts[-1]) is not None
    ]
    for column in ticked:
        column.candidates.insert(0, ("status_mark", 1.0, "contents"))
    about = {"status", "status_mark", "status_reason"}
    numbers = {c.number for c in columns if c.candidates and c.candidates[0][0] in about}
    for column in columns:
        bare = column.parts and plain(column.parts[-1]) in {"data", "dnia", "z dniem", "od dnia"}
        dated = column.values and all(map(contents.is_date, column.values))
        if bare and dated and column.number - 1 in numbers:
            column.candidates.insert(0, ("status_date", 0.9, "contents"))


def _assign(columns: list[_Column]) -> dict[int, tuple[str, float, Source]]:
    """Give every meaning to the column surest of it; columns of many may share one."""
    offers = sorted(
        (
            (-score, -contents.share(column.values, field), column.number, field, source)
            for column in columns
            for field, score, source in column.candidates
        ),
        key=lambda offer: offer[:3],
    )
    chosen: dict[int, tuple[str, float, Source]] = {}
    taken: set[str] = set()
    for negative, _, number, field, source in offers:
        if number in chosen or (field in taken and field not in MANY):
            continue
        if field == "name" and taken & {"surname"} and taken & {"given_name"}:
            continue
        chosen[number] = (field, -negative, source)
        taken.add(field)
    return chosen
