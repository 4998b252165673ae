"""What a row of a list of residents can only be read with."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
from dataclasses import dataclass, field

from cusdesk.importing.people_names import NameHabits
from cusdesk.importing.residents.places import Places


@dataclass(slots=True)
class FileSense:
    """What only the whole file tells: habits of names, places, today."""

    today: dt.date
    habits: NameHabits = field(default_factory=NameHabits)
    places: Places = field(default_factory=Places)
    several_sheets: bool = False
    solectwa: set[str] = field(default_factory=set)
    sheets_are_places: bool = False
    american: bool = False
