from __future__ import annotations

from cusdesk.importing.columns import guess_columns
from cusdesk.importing.lexicon import lexicon
from cusdesk.importing.tables import find_tables
from cusdesk.importing.workbook import Sheet

WORDS = lexicon("import_residents")


def sheet(*rows: list, merged: list | None = None) -> Sheet:
    return Sheet("Lista", [list(row) for row in rows], merged=merged or [])


def test_titles_sections_totals_and_footers_are_no_data():
    tables = find_tables(sheet(
        ["Wykaz"], [], ["Lp.", "Nazwisko i imię", "PESEL"], [1, 2, 3], ["Sołectwo Łęgi"],
        [1, "Wrona Anna", 1], [], ["Lp.", "Nazwisko i imię", "PESEL"], [2, "Zięba Jan", 2],
        ["Razem", 2], ["Sporządziła: E. Sroka"],
    ), WORDS)  # fmt: skip
    assert len(tables) == 1
    table = tables[0]
    assert table.rows == [6, 9]
    assert table.section_of(9) == "Sołectwo Łęgi"
    kinds = {skipped.row: skipped.what for skipped in table.skipped}
    assert kinds == {1: "title", 2: "empty", 4: "numbering", 5: "section", 7: "empty",
                     8: "header", 10: "total", 11: "footer"}  # fmt: skip


def test_two_row_headings_with_and_without_merging():
    merged = [(1, 1, 2, 1), (1, 2, 1, 3)]
    rows = (
        ["Nazwisko i imię", "Kontakt", None],
        [None, "telefon", "e-mail"],
        ["Wrona Anna", "6", "a@b"],
    )
    for ranges in (merged, []):
        table = find_tables(sheet(*rows, merged=ranges), WORDS)[0]
        assert table.header_rows == (1, 2)
        assert table.heading(3) == "Kontakt / e-mail"
        assert table.rows == [3]


def test_a_table_that_does_not_begin_in_the_corner():
    table = find_tables(
        sheet([], [None, None, "Nazwisko", "Imię"], [None, None, "Wrona", "Anna"]), WORDS
    )[0]
    assert table.columns == [3, 4]


def test_a_second_table_below_with_other_headings():
    tables = find_tables(sheet(
        ["Nazwisko", "Imię", "PESEL"], ["Wrona", "Anna", 1],
        ["Imię i nazwisko", "Telefon", "Adres"], ["Jan Zięba", 2, "Łęgi 3"],
    ), WORDS)  # fmt: skip
    assert [table.rows for table in tables] == [[2], [4]]


def test_a_lone_name_is_a_person_and_no_section():
    table = find_tables(
        sheet(["Nazwisko i imię", "PESEL"], ["Wrona Anna", None], ["Łęgi"], ["Zięba Jan", 1]), WORDS
    )[0]
    assert table.rows == [2, 4]
    assert table.sections == [(3, "Łęgi")]


def test_contents_speak_where_headings_do_not():
    rows = [
        [i, name, f"4405140135{i}", "Łęgi 3"]
        for i, name in enumerate(["Wrona Anna", "Zięba Jan", "Sroka Ewa"], 1)
    ]
    table = find_tables(sheet(*rows), WORDS)[0]
    columns = guess_columns(table, "import_residents")
    assert [guess.field for guess in columns.guesses] == ["row_number", "name", "pesel", "address"]


def test_contents_object_to_a_wrong_heading():
    rows = [
        ["Nr ewid.", "Nazwisko i imię", "Płeć"],
        ["OPS.1/20", "Wrona Anna", "600100200"],
        ["OPS.2/20", "Zięba Jan", "600100300"],
        ["OPS.3/20", "Sroka Ewa", "600100400"],
    ]
    columns = guess_columns(find_tables(sheet(*rows), WORDS)[0], "import_residents")
    assert columns.column_of("phone") == 3
    assert columns.column_of("sex") is None


def test_the_signature_follows_the_headings_only():
    rows = [["Nazwisko", "Imię"], ["Wrona", "Anna"]]
    first = guess_columns(find_tables(sheet(*rows), WORDS)[0], "import_residents")
    more = guess_columns(find_tables(sheet(*rows, ["Zięba", "Jan"]), WORDS)[0], "import_residents")
    turned = sheet(["Imię", "Nazwisko"], ["A", "B"])
    other = guess_columns(find_tables(turned, WORDS)[0], "import_residents")
    assert first.signature == more.signature != other.signature


def test_headings_are_known_in_many_spellings():
    for text, field in (("Nr tel.", "phone"), ("L.p.", "row_number"), ("Adr. zam.", "address"),
                        ("Dom nr", "house"), ("Nazwsko i imię", "name"), ("PŁEĆ (K/M)", "sex"),
                        ("Data\nurodz.", "birth_date"), ("e-mail", "email")):  # fmt: skip
        assert WORDS.meanings(text)[0][0] == field, text
