"""Beginning with a package of services, and keeping the services of a plan as one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cusdesk.core.messages import tr
from cusdesk.services import plans
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section
from cusdesk.ui.plans.dialogs import StepDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from cusdesk.services.plans import Inserted, PackageRow
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.plans.editor import PlanEditor


@dataclass(frozen=True, slots=True)
class NewPackage:
    """What a package is called."""

    name: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which package."""

    package: bytes | None = None


def package_words(row: PackageRow) -> str:
    """Return a package in one line: its name, and the services it brings."""
    return tr("plans.package.line", name=row.name, services=row.services_text)


def package_spec() -> FormSpec:
    """Return the form of what a package is called."""
    name = FieldSpec("name", "fields.plan_packages.name", required=True)
    about = FieldSpec("description", "fields.plan_packages.description", "multiline", lines=2)
    return FormSpec([Section("", [name, about])])


class Packages(QObject):
    """The two commands.

    Attributes:
        dialog: the window opened last.
    """

    def __init__(self, context: ScreenContext, editor: PlanEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._editor, self._parent = context, editor, parent
        self.dialog: StepDialog | None = None

    def insert(self) -> None:
        """Ask which package; without any say how one is made."""
        operation = self._context.ops.read(plans.list_packages, self._context.office)
        operation.on_success(self._choose).run()

    def _choose(self, found: Sequence[PackageRow]) -> None:
        if not found:
            self._context.notifier.info(tr("plans.package.none"))
            return
        choices = [Choice(row.id, package_words(row)) for row in found]
        field = FieldSpec(
            "package", "plans.package.which", "choice", choices=choices, offers_nothing=False
        )
        dialog = self._open("package", FormSpec([Section("", [field])]), Chosen(found[0].id))
        dialog.confirmed.connect(partial(self._insert, dialog))

    def _insert(self, dialog: StepDialog, values: Chosen) -> None:
        operation = self._context.ops.write(
            plans.insert_package,
            self._context.office,
            self._editor.plan_id,
            self._editor.version,
            values.package,
        )
        operation.on_success(partial(self._inserted, dialog)).on_error(dialog.show_error).run()

    def _inserted(self, dialog: StepDialog, done: Inserted) -> None:
        dialog.accept()
        text = tr("plans.package.inserted", n=done.added)
        if done.left_out:
            self._context.notifier.warning(f"{text} {tr('plans.package.gone', n=done.left_out)}")
        else:
            self._context.notifier.success(text)

    def save(self) -> None:
        """Ask what the services of this plan are called together."""
        dialog = self._open("package_save", package_spec(), NewPackage())
        dialog.confirmed.connect(partial(self._save, dialog))

    def _save(self, dialog: StepDialog, values: NewPackage) -> None:
        dialog.run(
            plans.save_package,
            self._editor.plan_id,
            name=values.name,
            description=values.description,
        )

    def _open(self, step: str, spec: FormSpec, values: object) -> StepDialog:
        dialog = StepDialog(self._parent.window(), self._context, step, spec, values)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()
        return dialog
