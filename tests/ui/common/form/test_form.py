"""Forms: typing, problems under fields, leaving a field, drafts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from cusdesk.core.errors import Problem
from cusdesk.ui.common.form import Choice, FieldSpec, Form, FormSpec, Section


@dataclass(frozen=True)
class Phone:
    number: str
    note: str = ""
    id: bytes = b""


@dataclass(frozen=True)
class Draft:
    surname: str = ""
    pesel: str | None = None
    born: dt.date | None = None
    fee_gr: int | None = None
    minutes: int | None = None
    status: str | None = "active"
    agreed: bool = False
    notes: str = ""
    phones: tuple[Phone, ...] = ()
    row_version: int = 3


PHONE_FIELDS = (
    FieldSpec("number", "common.button.add", width=16),
    FieldSpec("note", "common.button.close"),
)
SPEC = FormSpec(
    [
        Section(
            "common.button.close",
            [
                FieldSpec(
                    "surname", "common.button.add", required=True, hint="common.button.close"
                ),
                (
                    FieldSpec("pesel", "common.button.back", "pesel", none_when_empty=True),
                    FieldSpec("born", "common.button.redo", "date"),
                ),
                (
                    FieldSpec("fee_gr", "common.button.print", "money"),
                    FieldSpec("minutes", "common.button.create", "minutes"),
                ),
                FieldSpec(
                    "status",
                    "common.button.undo",
                    "choice",
                    choices=[Choice("active", "aktywny"), Choice("left", "odszedł")],
                ),
                FieldSpec("agreed", "common.button.close", "check"),
                FieldSpec("notes", "common.button.remove", "multiline"),
                FieldSpec(
                    "phones",
                    "common.button.remove",
                    "rows",
                    row_type=Phone,
                    row_fields=PHONE_FIELDS,
                ),
            ],
        )
    ]
)


@pytest.fixture
def form(theme, qtbot, clock):
    made = Form(SPEC, clock)
    qtbot.addWidget(made)
    made.load(Draft(surname="Łuczak", phones=(Phone("601 000 000", "dom", b"p"),)))
    made.show()
    qtbot.waitActive(made)
    return made


def type_into(qtbot, form, name, text):
    form.focus(name)
    editor = form.field(name).widget
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)


def test_an_untouched_form_keeps_what_it_does_not_show(form):
    assert form.draft().row_version == 3


def test_typed_values_become_values(form, qtbot):
    type_into(qtbot, form, "born", "1.2.1950")
    type_into(qtbot, form, "fee_gr", "1 234,5")
    type_into(qtbot, form, "minutes", "1,5")

    draft = form.draft()
    assert (draft.born, draft.fee_gr, draft.minutes) == (dt.date(1950, 2, 1), 123450, 90)


def test_date_is_written_out_when_left(form, qtbot):
    type_into(qtbot, form, "born", "1.2.1950")

    assert form.field("born").widget.text() == "01.02.1950"


def test_unreadable_date_is_said_under_the_field(form, qtbot):
    type_into(qtbot, form, "born", "31.02.1950")

    box = form._boxes["born"]
    assert box.shown_problem
    assert box.shown_problem in box.field.widget.accessibleDescription()
    assert form.draft().born is None


def test_short_year_is_a_doubt_not_a_refusal(form, qtbot):
    type_into(qtbot, form, "born", "1.2.50")

    assert form.draft().born == dt.date(1950, 2, 1)
    assert [p.blocking for p in form.problems()] == [False]


def test_wrong_pesel_only_warns(form, qtbot):
    type_into(qtbot, form, "pesel", "44051401358")

    assert form.draft().pesel == "44051401358"
    assert [(p.key, p.blocking) for p in form.problems()] == [
        ("common.typed.pesel_checksum", False)
    ]


def test_leaving_a_changed_field_is_told_once(form, qtbot):
    told = []
    form.field_left.connect(told.append)

    type_into(qtbot, form, "surname", "Zak")
    form.focus("surname")
    form.focus("born")

    assert told == ["surname"]


def test_leaving_an_unreadable_field_is_not_told(form, qtbot):
    told = []
    form.field_left.connect(told.append)

    type_into(qtbot, form, "fee_gr", "duzo")

    assert told == []


def test_flush_leaves_the_field_being_typed(form, qtbot):
    told = []
    form.field_left.connect(told.append)
    form.focus("surname")
    qtbot.keyClicks(form.field("surname").widget, "x")

    form.flush()

    assert told == ["surname"]


def test_problems_of_a_service_go_to_their_fields(form):
    rest = form.show_problems(
        [Problem("surname", "common.form.nothing"), Problem("elsewhere", "common.button.close")]
    )

    assert form._boxes["surname"].shown_problem == "–"
    assert [problem.field for problem in rest] == ["elsewhere"]


def test_problem_of_a_service_goes_when_the_field_is_edited(form, qtbot):
    form.show_problems([Problem("surname", "common.form.nothing")])

    type_into(qtbot, form, "surname", "Zak")

    assert form._boxes["surname"].shown_problem == ""


def test_rows_keep_what_the_form_does_not_show(form, qtbot):
    field = form.field("phones")
    editor = field._lines[0].fields["note"].widget
    editor.setText("praca")

    assert form.draft().phones == (Phone("601 000 000", "praca", b"p"),)


def test_rows_are_added_and_removed(form):
    field = form.field("phones")
    field._on_add()
    field._lines[1].fields["number"].widget.setText("602")
    field.remove(field._lines[0])

    assert form.draft().phones == (Phone("602", ""),)


def test_payload_keeps_what_is_unreadable(form, qtbot, clock):
    type_into(qtbot, form, "born", "kiedys")
    again = Form(SPEC, clock)
    qtbot.addWidget(again)
    again.load(Draft())

    again.restore(form.payload())

    assert again.field("born").widget.text() == "kiedys"
    assert again.draft().surname == "Łuczak"
    assert again.draft().phones[0].number == "601 000 000"


def test_every_field_has_a_name_for_screen_readers(form):
    names = [box.field.widget.accessibleName() for box in form._boxes.values()]

    assert all(names)
    assert names[0] == "Dodaj (wymagane)"


def test_enter_goes_to_the_next_field(form, qtbot):
    form.focus("surname")

    qtbot.keyClick(form.field("surname").widget, Qt.Key.Key_Return)

    assert form.field("pesel").widget.hasFocus()


def test_scrolling_past_a_field_does_not_take_the_keyboard(form):
    policies = [form.field(name).widget.focusPolicy() for name in ("status", "notes")]
    assert policies == [Qt.FocusPolicy.StrongFocus] * 2


def test_accept_does_not_disturb_the_field_being_typed(form, qtbot):
    form.focus("surname")
    qtbot.keyClicks(form.field("surname").widget, "x")

    form.accept(Draft(surname="Łuczak", notes="from elsewhere", row_version=4))

    assert form.field("surname").widget.text() == "xŁuczak"
    assert form.draft().notes == "from elsewhere"
    assert form.draft().row_version == 4


def test_tab_goes_through_an_added_entry_in_order(form, qtbot):
    field = form.field("phones")
    field._on_add()
    number = field._lines[1].fields["number"].widget

    qtbot.keyClick(number, Qt.Key.Key_Tab)

    assert field._lines[1].fields["note"].widget.hasFocus()
