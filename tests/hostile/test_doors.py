"""The two doors: what comes into the file and what comes out of a workbook has no hidden signs."""

from __future__ import annotations

import sys
import unicodedata

import pytest
import xlsxwriter
from sqlalchemy import Text, insert, select

from cusdesk.core.ids import text_id
from cusdesk.db.capture import captured_tables
from cusdesk.db.keys import read_envelope
from cusdesk.domain.access import Role
from cusdesk.domain.polish_text import storable
from cusdesk.importing.reading import read_workbook
from cusdesk.models import Base
from cusdesk.models.base import CleanText
from cusdesk.services import people
from tests.helpers.people import add_colleague
from tests.hostile import texts
from tests.services.canaries import Canaries, _row


def hidden_in(text: str) -> list[str]:
    return [sign for sign in text if unicodedata.category(sign) in {"Cc", "Cf", "Cs"}]


def test_every_hidden_character_of_unicode_goes():
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    hidden = [s for s in every if unicodedata.category(s) in {"Cc", "Cf", "Cs"} and s not in "\t\n"]
    assert [sign for sign in hidden if storable(f"a{sign}b") not in {"ab", "a\nb"}] == []


def test_every_visible_character_stays():
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    seen = "".join(s for s in every if unicodedata.category(s) not in {"Cc", "Cf", "Cs"})
    kept = seen.replace("\u2028", "").replace("\u2029", "")
    assert storable(kept) == kept
    assert storable("a\r\nb\tc\u00a0d") == "a\nb\tc\u00a0d"


def test_every_text_column_of_the_file_goes_through_the_door():
    columns = [c for t in Base.metadata.sorted_tables for c in t.columns]
    open_doors = [c for c in columns if isinstance(c.type, Text) and type(c.type) is not CleanText]
    assert [str(column) for column in open_doors] == []


@pytest.mark.parametrize("text", texts.HIDDEN)
def test_hidden_characters_never_reach_a_table(office, text):
    ids = {table.name: bytes([n]) * 16 for n, table in enumerate(captured_tables(), start=1)}
    with office.write("residents.create") as work:
        for table in captured_tables():
            row = _row(table, ids, Canaries())
            names = [n for n, v in row.items() if isinstance(v, str) and v.startswith("Kanarek")]
            work.session.execute(insert(table).values(row | dict.fromkeys(names, text)))
    with office.read() as session:
        for table in captured_tables():
            for row in session.execute(select(table)).all():
                texts_of_row = [v for v in row if isinstance(v, str)]
                assert [v for v in texts_of_row if set(hidden_in(v)) - set("\t\n")] == []


def test_workbooks_lose_hidden_characters_and_nothing_else(tmp_path):
    path = tmp_path / "lista.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("A\u202eb")
        book.add_worksheet("Ab")
        sheet.write_string(0, 0, "An\u200bna\u202e\x07")
        sheet.write_string(0, 1, "dwie\nlinie\u2028trzy")
        sheet.write_string(0, 2, "\u200b")
        sheet.write_comment(0, 0, "uw\u202eaga")
    first, second = read_workbook(path).sheets
    assert first.rows[0] == ["Anna", "dwie\nlinie\ntrzy", None]
    assert first.comments == {(1, 1): "uwaga"}
    assert (first.name, second.name) == ("Ab", "Ab (2)")


@pytest.mark.parametrize("text", texts.HIDDEN)
def test_names_at_the_login_have_nothing_hidden(office, text):
    person = add_colleague(office, f"Ewa {text}", Role.OUS)
    names = [p.name for p in people.list_people(office) if p.id == person]
    kept = read_envelope(office.path).entry(text_id(person)).name
    assert names == [kept]
    assert hidden_in(kept) == []
