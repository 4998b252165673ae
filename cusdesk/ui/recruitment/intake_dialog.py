"""A pasted or opened list before it is taken in: what was understood, row by row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QTableView, QWidget

from cusdesk.core.messages import describe, tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.phones import format_phone
from cusdesk.domain.recruitment import CriterionMark
from cusdesk.domain.special_fields import field_names
from cusdesk.services import imports, recruitment
from cusdesk.ui.common.dialog import command_line
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, clear, column, label, resize_within_screen, row

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.importing.columns import ColumnGuess
    from cusdesk.services.recruitment import CandidateList, IntakePlan, IntakeRow, Taken
    from cusdesk.ui.common.context import ScreenContext

    Index = QModelIndex | QPersistentModelIndex

_COLUMNS = (
    "position",
    "name",
    "outcome",
    "remarks",
    "marks",
    "born",
    "address",
    "guardian",
    "phone",
)
_WIDTHS = (6, 26, 18, 60, 22, 18, 22, 20, 16)
_SHORTEST = 22
_TONES = {"doubtful": "warning_soft", "rejected": "error_soft", "here": "raised"}


class IntakeModel(QAbstractTableModel):
    """The rows of the plan in the order of submission."""

    def __init__(self, plan: IntakePlan) -> None:
        super().__init__()
        self._rows = plan.rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return the number of rows of the list."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return what is told of a row."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell; rows that do not join stand on a colour, remarks in the tip."""
        found = self._rows[index.row()]
        name = _COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell_text(name, index.row(), found)
            case Qt.ItemDataRole.ToolTipRole if name == "remarks":
                return tip("\n".join(found.remarks)) or None
            case Qt.ItemDataRole.BackgroundRole if found.outcome in _TONES:
                return QColor(getattr(current().colours, _TONES[found.outcome]))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the headings."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return tr(f"recruitment.intake.column.{_COLUMNS[section]}")


def cell_text(name: str, number: int, found: IntakeRow) -> str:
    """Return a cell of the preview in words."""
    payload = found.planned.payload
    values = payload["values"]
    phones = payload["phones"]
    texts: dict[str, str] = {
        "position": str(number + 1),
        "name": found.planned.title,
        "born": format_date(values["birth_date"]) or values["pesel"],
        "address": " ".join(part for part in (values["locality"], values["house"]) if part),
        "guardian": payload["contact"],
        "phone": format_phone(phones[0]["number"]) if phones else "",
        "outcome": tr(f"recruitment.intake.outcome.{found.outcome}"),
        "remarks": " ".join(found.remarks),
        "marks": marks_words(found),
    }
    return texts[name]


def marks_words(found: IntakeRow) -> str:
    """Return how many criteria the list answers: `tak: 3, nie: 2, ?: 1`."""
    marks = [one.mark for one in found.marks]
    return ", ".join(
        f"{tr(f'recruitment.mark.{mark.value}')}: {marks.count(mark)}"
        for mark in CriterionMark
        if mark in marks
    )


class IntakeDialog(QDialog):
    """Shows what taking the list in will do; Enter does it, Esc leaves everything as it was.

    Signals:
        taken: (Taken) the list was taken in.
    """

    taken = Signal(object)

    def __init__(
        self, context: ScreenContext, source: CandidateList, plan: IntakePlan, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("recruitment.intake.title"))
        self._context, self._source, self.plan = context, source, plan
        layout = column(self, margin=2, gap=1)
        self.summary = label("", "heading", wrap=True)
        self.words = label("", "hint", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        for line in (self.summary, self.words):
            layout.addWidget(line)
        self.view = QTableView()
        self.view.setAccessibleName(tr("recruitment.intake.title"))
        self.view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(current().row_height)
        self.only = QCheckBox()
        self.only.toggled.connect(self._show_rows)
        layout.addWidget(self.only)
        layout.addWidget(self.view, 1)
        self._meanings = row(gap=1)
        layout.addLayout(self._meanings)
        layout.addWidget(self.problem)
        layout.addLayout(self._buttons())
        self.show_plan(plan)
        resize_within_screen(self, current().chars(150), current().row_height * 20)

    def _buttons(self) -> QHBoxLayout:
        self.columns = button(tr("recruitment.intake.columns"), self._correct, look="link")
        self.take = button("", self.take_in, look="main")
        return command_line(self, self.take, self.columns)

    def show_plan(self, plan: IntakePlan) -> None:
        """Show what was understood, again after a column was corrected."""
        self.plan = plan
        counts = plan.counts()
        parts = [
            tr(f"recruitment.intake.count.{kind}", n=counts[kind])
            for kind in recruitment.OUTCOMES
            if counts[kind]
        ]
        self.summary.setText(", ".join(parts) + ".")
        self.words.setText("\n".join(_words(plan)))
        self._model = IntakeModel(plan)
        self.view.setModel(self._model)
        for number, width in enumerate(_WIDTHS):
            self.view.setColumnWidth(number, current().chars(width))
        self.view.setColumnHidden(_COLUMNS.index("marks"), not plan.criteria)
        told = sum(bool(row.remarks) for row in plan.rows)
        self.only.setText(tr("recruitment.intake.only_remarks", n=told))
        self.only.setVisible(0 < told < len(plan.rows))
        self._show_rows()
        waiting = plan.joining + counts["doubtful"]
        key = "recruitment.intake.do" if plan.joining else "recruitment.intake.do_queue"
        self.take.setText(tr(key, n=plan.joining or counts["doubtful"]))
        self.take.setEnabled(bool(waiting))
        self.take.setFocus()

    def _show_rows(self) -> None:
        for number, found in enumerate(self.plan.rows):
            hidden = self.only.isVisibleTo(self) and self.only.isChecked() and not found.remarks
            self.view.setRowHidden(number, hidden)

    # --- columns

    def _correct(self) -> None:
        """Offer a column and what it may mean; the list is read anew at once."""
        clear(self._meanings)
        found = [
            (columns.signature, recruitment.shown(self.plan.criteria, guess, columns.signature))
            for columns in self.plan.plan.maps
            for guess in columns.guesses
        ]
        if not found:
            return
        which, meaning = QComboBox(), QComboBox()
        for box in (which, meaning):  # long words of criteria must not push the window out
            box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_SHORTEST)
        which.setAccessibleName(tr("recruitment.intake.which_column"))
        meaning.setAccessibleName(tr("recruitment.intake.meaning"))
        for signature, guess in found:
            which.addItem(_column_words(guess), (signature, guess))
        for name in imports.meanings("residents"):
            meaning.addItem(tr(f"imports_ui.meaning.residents.{name}"), name)
        for criterion in self.plan.edition.draft.criteria:
            words = tr("recruitment.intake.criterion_column", text=criterion.text)
            meaning.addItem(words, f"{recruitment.MEANING}{(criterion.id or b'').hex()}")
        which.currentIndexChanged.connect(partial(self._show_meaning, which, meaning))
        self._show_meaning(which, meaning)
        self._meanings.addWidget(label(tr("recruitment.intake.which_column")))
        self._meanings.addWidget(which)
        self._meanings.addWidget(label(tr("recruitment.intake.meaning")))
        self._meanings.addWidget(meaning)
        again = button(tr("recruitment.intake.again"), partial(self._again, which, meaning))
        self._meanings.addWidget(again)
        self._meanings.addStretch()
        which.setFocus()

    def _show_meaning(self, which: QComboBox, meaning: QComboBox, _at: int = 0) -> None:
        _signature, guess = which.currentData()
        meaning.setCurrentIndex(max(0, meaning.findData(guess.field)))

    def _again(self, which: QComboBox, meaning: QComboBox) -> None:
        signature, guess = which.currentData()
        self._source = recruitment.with_meaning(
            self._source, signature, guess.column, meaning.currentData()
        )
        operation = self._context.ops.read(
            recruitment.plan_candidates, self._context.office, self.plan.edition.id, self._source
        )
        operation.on_success(self.show_plan).on_error(self._on_refused).run()

    # --- taking in

    def take_in(self) -> None:
        """Take the list in, once."""
        self.take.setEnabled(False)
        self.problem.hide()
        operation = self._context.ops.write(
            recruitment.take_in, self._context.office, self.plan
        ).with_waiting("recruitment.intake.working")
        operation.on_success(self._on_taken).on_error(self._on_refused).run()

    def _on_taken(self, taken: Taken) -> None:
        self.accept()
        self.taken.emit(taken)

    def _on_refused(self, error: CusdeskError) -> None:
        self.take.setEnabled(True)
        self.problem.setText(describe(error))
        self.problem.show()


def _words(plan: IntakePlan) -> list[str]:
    lines = [tr("recruitment.intake.read", names=", ".join(plan.read))] if plan.read else []
    if plan.criteria:
        names = ", ".join(one.criterion.text for one in plan.criteria)
        lines.append(tr("recruitment.intake.criteria", names=names))
    if plan.unread:
        lines.append(tr("recruitment.intake.unread", names=", ".join(plan.unread)))
    if plan.lacking:
        lines.append(tr("recruitment.intake.lacking", words=" ".join(plan.lacking)))
    if plan.plan.special_fields:
        fields = field_names(plan.plan.special_fields)
        lines.append(tr("recruitment.intake.special", fields=fields))
    if plan.is_late:
        lines.append(tr("recruitment.intake.late"))
    if plan.counts()["doubtful"]:
        lines.append(tr("recruitment.intake.doubts"))
    return lines


def _column_words(guess: ColumnGuess) -> str:
    from cusdesk.importing.residents.rows import column_letters

    return f"{column_letters(guess.column)}  {guess.heading}".strip()
