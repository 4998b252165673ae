"""What a record screen is put together from, what it says, and where a person is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from cusdesk.domain.changes import Changes
    from cusdesk.ui.common.form import Form
    from cusdesk.ui.common.record.editor import RecordEditor
    from cusdesk.ui.common.table import ListPlace, TablePanel


@dataclass(frozen=True)
class RecordWords:
    """Message keys of a record screen.

    Attributes:
        title: of the screen; also of the way back.
        new: button that begins a new record.
        new_title: title while a new record is written.
        create: button that makes it.
        draft_found: sentence when an unfinished one was put back.
        created, retired: sentences with `{name}`.
        retire, restore: buttons.
    """

    title: str
    new: str
    new_title: str
    create: str
    draft_found: str
    created: str
    retired: str
    retire: str
    restore: str


@dataclass(frozen=True)
class RecordParts:
    """The widgets and services a record screen is put together from.

    Attributes:
        panel: the list.
        form: the form of one record.
        editor: the conversation of the form with its services.
        side: what stands beside the form.
        retire, restore: services with the office bound; id -> changes. None for records that are
            never put into the bin.
        name_of: what the editor has shown -> the record's name.
    """

    panel: TablePanel
    form: Form[Any]
    editor: RecordEditor[Any]
    side: QWidget
    retire: Callable[[bytes], Changes] | None
    restore: Callable[[bytes], Changes] | None
    name_of: Callable[[Any], str]


@dataclass(frozen=True)
class RecordPlace:
    """Where the person is: which part is listed, where in it, on which record or on a new one."""

    listed: ListPlace
    record_id: bytes | None
    is_new: bool
    part: int
