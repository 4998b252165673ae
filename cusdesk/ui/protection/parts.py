"""Pieces the pages share: a warning, choices of an enumeration, where files are saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.ui.common.form import Choice
from cusdesk.ui.common.widgets import label, picture, row

if TYPE_CHECKING:
    import enum
    from collections.abc import Iterable


def warning_bar(text: str, look: str = "warning") -> QFrame:
    """Return a coloured bar with a sentence."""
    bar = QFrame()
    bar.setProperty("look", f"bar_{look}")
    line = row(bar, margin=1, gap=1.5)
    line.addWidget(picture("warning" if look != "info" else "info", look.replace("info", "accent")))
    line.addWidget(label(text, wrap=True), 1)
    return bar


def enum_choices(kind: type[enum.StrEnum], prefix: str) -> list[Choice]:
    """Return the entries of an enumeration in words `<prefix>.<value>`."""
    return [Choice(member, tr(f"{prefix}.{member.value}")) for member in kind]


def ask_save(parent: QWidget, title: str, name: str, suffixes: Iterable[str]) -> Path | None:
    """Ask where a file goes; None when the person thinks better of it."""
    filters = ";;".join(tr(f"protection.file.{suffix}") for suffix in suffixes)
    chosen, used = QFileDialog.getSaveFileName(
        parent.window(), title, str(documents_dir() / name), filters
    )
    if not chosen:
        return None
    path = Path(chosen)
    wanted = next((s for s in suffixes if tr(f"protection.file.{s}") == used), "")
    if path.suffix.lower().lstrip(".") not in set(suffixes):
        path = path.with_name(f"{path.name}.{wanted or next(iter(suffixes))}")
    return path
