"""Fields in the office's own docx: found over runs, filled without touching anything else."""

from __future__ import annotations

import io
import zipfile

import pytest
from defusedxml.ElementTree import fromstring

from cusdesk.core.errors import DocumentError
from cusdesk.importing.docx_template import fill_template, read_template

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{W}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"><w:body>'
)


def runs(*texts):
    """Return a paragraph of these runs, each bold or not by turns."""
    return "<w:p>" + "".join(f"<w:r><w:rPr/><w:t>{t}</w:t></w:r>" for t in texts) + "</w:p>"


def docx(*paragraphs, head=HEAD, **parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", head + "".join(paragraphs) + "</w:body></w:document>")
        made.writestr("word/media/image1.png", b"\x89PNG\x00\xff")
        for name, text in parts.items():
            made.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def text_of(data):
    return "\n".join(read_template("x.docx", data).paragraphs)


def test_a_field_cut_into_runs_is_put_together():
    data = docx(runs("Pani {", "{imię", " i nazw", "isko}", "}, zam. {{adres}}."))

    found = read_template("x.docx", data)
    assert [(f.name, f.is_split) for f in found.fields] == [
        ("imię i nazwisko", True),
        ("adres", False),
    ]
    words = {"imię i nazwisko": "Łucja Źdźbłowska", "adres": "Gęsia 4"}
    assert text_of(fill_template("x.docx", data, words.get)) == (
        "Pani Łucja Źdźbłowska, zam. Gęsia 4."
    )


def test_nothing_but_the_fields_changes():
    data = docx(
        runs("Bez pól &amp; bez zmian"), runs("{{a}}"), header1=HEAD + "</w:body></w:document>"
    )
    filled = fill_template("x.docx", data, lambda _name: '<b> & "q"')

    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(filled)) as new:
        assert old.namelist() == new.namelist()
        before, after = old.read("word/document.xml"), new.read("word/document.xml")
        assert new.read("word/media/image1.png") == old.read("word/media/image1.png")
    fromstring(after)
    piece = b'<w:t xml:space="preserve">&lt;b&gt; &amp; "q"</w:t>'
    assert after == before.replace(b"<w:t>{{a}}</w:t>", piece)


def test_lines_of_a_value_become_lines_of_the_document():
    filled = fill_template("x.docx", docx(runs("{{usługi}}")), lambda _name: "opieka\nkonsultacje")
    assert text_of(filled) == "opieka\nkonsultacje"


def test_a_text_box_inside_a_paragraph_has_fields_of_its_own():
    box = f"<w:p><w:r><w:t>przed {{{{a}}}}</w:t><w:pict>{runs('{{', 'b}}')}</w:pict></w:r></w:p>"
    filled = fill_template("x.docx", docx(box), str.upper)
    assert text_of(filled) == "B\nprzed A"


def test_fields_of_headers_are_filled_too():
    header = HEAD + runs("{{znak}}") + "</w:body></w:document>"
    data = docx(runs("x"), header2=header)
    assert [f.name for f in read_template("x.docx", data).fields] == ["znak"]
    filled = fill_template("x.docx", data, lambda _name: "CUS.1")
    with zipfile.ZipFile(io.BytesIO(filled)) as made:
        assert b"CUS.1" in made.read("word/header2.xml")


@pytest.mark.parametrize("text", ["{{imię", "imię}}", "{{imię<w:br/>i}}"])
def test_braces_without_a_pair_are_named(text):
    paragraph = runs(text) if "<" not in text else runs("{{imię") + runs("i}}")
    assert read_template("x.docx", docx(paragraph)).loose


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 nothing",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        docx(
            runs("x"), head=HEAD.replace("<w:document", "<!DOCTYPE a [<!ENTITY b 'c'>]><w:document")
        ),
        docx(runs("<niedomknięty>")),
        docx("<!-- " + "0" * 60_000_000 + " -->"),
        bytes(11 * 1024 * 1024),
    ],
    ids=["empty", "cut", "ole", "entity", "not-xml", "bomb", "big"],
)
def test_what_is_no_docx_gets_one_sentence(data):
    with pytest.raises(DocumentError):
        read_template("x.docx", data)
