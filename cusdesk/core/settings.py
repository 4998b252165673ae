"""The person's own options: declared here, kept as one JSON file in their settings folder.

Nothing about residents belongs here: the file is not encrypted. To add an option: declare an
`Option` below with its default and a check, then use `settings.get(OPTION)` and `settings.set`.
An unknown or ill-typed value in the file is ignored, never fatal.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from cusdesk.core.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

logger = logging.getLogger(__name__)

T = TypeVar("T")
FILE_NAME = "settings.json"
SMALLEST_TEXT, LARGEST_TEXT = 100, 200
RECENT_LIMIT = 6


@dataclass(frozen=True)
class Option(Generic[T]):
    """One declared option.

    Attributes:
        key: name in the file.
        default: value when the file says nothing usable.
        is_valid: whether a value read from the file may be used.
    """

    key: str
    default: T
    is_valid: Callable[[Any], bool]


def _is_text_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_size(value: object) -> bool:
    return isinstance(value, int) and SMALLEST_TEXT <= value <= LARGEST_TEXT


LAST_OFFICE = Option("last_office", "", lambda v: isinstance(v, str))
RECENT_OFFICES = Option[list[str]]("recent_offices", [], _is_text_list)
TEXT_SIZE = Option("text_size_percent", 100, _is_size)
THEME = Option("theme", "auto", lambda v: v in {"auto", "light", "dark", "contrast"})
WINDOW_GEOMETRY = Option("window_geometry", "", lambda v: isinstance(v, str))
LAST_USERS = Option[dict[str, str]](
    "last_users",
    {},
    lambda v: isinstance(v, dict) and all(isinstance(name, str) for name in v.values()),
)
"""Office file -> who opened it last on this account; the key file beside it names them too."""
LAST_FOLDER = Option("last_folder", "", lambda v: isinstance(v, str))
COPY_FOLDER = Option("copy_folder", "", lambda v: isinstance(v, str))
TABLES = Option[dict[str, dict[str, object]]](
    "tables", {}, lambda v: isinstance(v, dict) and all(isinstance(i, dict) for i in v.values())
)
OPTIONS: tuple[Option[Any], ...] = (
    LAST_OFFICE,
    RECENT_OFFICES,
    LAST_USERS,
    TEXT_SIZE,
    THEME,
    WINDOW_GEOMETRY,
    LAST_FOLDER,
    COPY_FOLDER,
    TABLES,
)


class Settings:
    """The options of one person, read once and written at every change.

    A settings file that cannot be written (full disk, read-only profile) is logged and lived
    with: the choice then lasts until the program closes.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values = self._read()
        self._listeners: list[Callable[[str], None]] = []

    def get(self, option: Option[T]) -> T:
        """Return the chosen value, or the default."""
        value = self._values.get(option.key)
        if value is None or not option.is_valid(value):
            return option.default
        return cast("T", value)

    def set(self, option: Option[T], value: T) -> None:
        """Keep a choice and tell the listeners its key."""
        if self.get(option) == value:
            return
        self._values[option.key] = value
        self._write()
        for listener in list(self._listeners):
            listener(option.key)

    def subscribe(self, listener: Callable[[str], None]) -> None:
        """Call `listener(key)` after every change."""
        self._listeners.append(listener)

    def table(self, list_id: str) -> dict[str, object]:
        """Return what was remembered about the columns of one list."""
        tables = self.get(TABLES)
        return dict(tables[list_id]) if list_id in tables else {}

    def set_table(self, list_id: str, state: dict[str, object]) -> None:
        """Remember the columns of one list."""
        tables: dict[str, dict[str, object]] = dict(self.get(TABLES).items())
        tables[list_id] = state
        self.set(TABLES, tables)

    def add_recent(self, office: str, *, is_work: bool = True) -> None:
        """Put an office file at the head of the recent ones.

        Where one works in it, the next start of the program asks for its password at once.
        """
        others = [path for path in self.get(RECENT_OFFICES) if path != office]
        self.set(RECENT_OFFICES, [office, *others][:RECENT_LIMIT])
        if is_work:
            self.set(LAST_OFFICE, office)

    def forget_office(self, office: str) -> None:
        """Take an office file that is no more out of the recent ones."""
        self.set(RECENT_OFFICES, [path for path in self.get(RECENT_OFFICES) if path != office])
        users: dict[str, str] = self.get(LAST_USERS)
        self.set(LAST_USERS, {path: name for path, name in users.items() if path != office})
        if self.get(LAST_OFFICE) == office:
            self.set(LAST_OFFICE, "")

    def _read(self) -> dict[str, object]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            logger.warning("settings could not be read; defaults are used")
            return {}
        return values if isinstance(values, dict) else {}

    def _write(self) -> None:
        text = json.dumps(self._values, indent=1, sort_keys=True)  # ASCII: paths may hold any byte
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, text.encode())
        except OSError as error:
            logger.warning("settings could not be written: %s", type(error).__name__)


def load_settings() -> Settings:
    """Return the settings of the person running the program."""
    from cusdesk.core.paths import user_config_dir

    return Settings(user_config_dir() / FILE_NAME)
