"""Pieces the pages share: a warning, a window with a form, where files are saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from cusdesk.core.errors import ValidationError
from cusdesk.core.messages import describe, tr
from cusdesk.core.paths import documents_dir
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.form import Choice, Form
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, picture, resize_within_screen, row

if TYPE_CHECKING:
    import enum
    from collections.abc import Callable, Iterable

    from cusdesk.core.errors import CusdeskError
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.form import FormSpec
    from cusdesk.ui.common.operations import Operation

D = TypeVar("D")


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


class FormDialog(CommandDialog, Generic[D]):
    """A window with one form; what a service refuses stands beside the fields."""

    def __init__(  # noqa: PLR0913 (what a window is)
        self,
        context: ScreenContext,
        title: str,
        spec: FormSpec,
        draft: D,
        write: Callable[[D], Operation[Any]],
        do: str,
        parent: QWidget,
        text: str = "",
    ) -> None:
        super().__init__(context, title, do, parent)
        self._write = write
        self.body.addWidget(label(title, "title", wrap=True))
        if text:
            self.body.addWidget(label(text, "hint", wrap=True))
        self.form: Form[D] = Form(spec, clock=context.office.clock)
        self.form.load(draft)
        self.body.addWidget(self.form)
        wanted = self.inside.sizeHint().height() + current().line * 7
        resize_within_screen(self, current().chars(72), wanted)
        self.form.focus()

    def confirm(self) -> None:
        """Write what stands in the form."""
        self.form.flush()
        if self.form.show_value_problems():
            self.start(self._write(self.form.draft()), self._on_done)

    def _on_done(self, _result: object) -> None:
        self.accept()

    def _on_refused(self, error: CusdeskError) -> None:
        self.do.setEnabled(True)
        problems = error.problems if isinstance(error, ValidationError) else []
        left = self.form.show_problems(problems)
        self.say(describe(error) if not problems or left else "")


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
