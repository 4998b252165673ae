"""Which files may come in, and under what name."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import describe
from cusdesk.domain.attachments import (
    AttachmentDraft,
    check_attachment,
    kinds,
    limit_bytes,
    refuse_file,
    safe_name,
)

PDF = b"%PDF-1.7\n1 0 obj\n"


def office_file(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in ("word/document.xml", *names):
            packed.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("opinia.pdf", PDF),
        ("Skan.JPG", b"\xff\xd8\xff\xe0 jfif"),
        ("pismo.docx", office_file()),
        ("notatka.txt", "zażółć".encode()),
    ],
)
def test_ordinary_papers_come_in(name: str, content: bytes) -> None:
    refuse_file(name, content)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("pusty.pdf", b"", "empty"),
        ("wielki.pdf", PDF.ljust(limit_bytes() + 1), "too_large"),
        ("program.exe", b"MZ\x90", "dangerous"),
        ("faktura.pdf", b"MZ\x90\x00", "dangerous"),
        ("skrypt.txt", b"#!/bin/sh\n", "dangerous"),
        ("pismo.docm", office_file(), "dangerous"),
        ("pismo.docx", office_file("word/vbaProject.bin"), "dangerous"),
        (
            "stare.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"),
            "dangerous",
        ),
        ("formularz.pdf", PDF + b"/JavaScript (app.alert)", "dangerous"),
        ("strona.html", b"<html>", "dangerous"),
        ("paczka.zip", office_file(), "kind"),
        ("bez_koncowki", b"abc", "kind"),
        ("zdjecie.png", PDF, "not_what_it_says"),
        ("notatka.txt", b"a\0b", "not_what_it_says"),
    ],
)
def test_what_may_run_or_lies_is_refused_with_a_sentence(
    name: str, content: bytes, why: str
) -> None:
    with pytest.raises(RuleError) as refusal:
        refuse_file(name, content)
    assert refusal.value.key == f"attachments.refused.{why}"
    assert name in describe(refusal.value)


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("opinia.pdf", "opinia.pdf"),
        ("../../etc/opinia.pdf", "opinia.pdf"),
        ("C:\\Windows\\opinia.pdf", "opinia.pdf"),
        ("o\x00p\ni\u202enia.pdf", "opinia.pdf"),
        ('a<b>:"c?.pdf', "a_b___c_.pdf"),
        (".pdf", "plik.pdf"),
        ("...", "plik"),
    ],
)
def test_a_name_is_only_a_name(given: str, safe: str) -> None:
    assert safe_name(given).replace(" ", "") == safe


def test_a_long_name_keeps_its_ending() -> None:
    assert safe_name(f"{'ż' * 300}.pdf") == f"{'ż' * 116}.pdf"


def test_words_about_a_file() -> None:
    today = dt.date(2026, 6, 15)
    right = AttachmentDraft("opinia", issued_on=dt.date(2024, 2, 29), valid_to=today)
    assert check_attachment(right, today) == []
    late = AttachmentDraft(issued_on=dt.date(2026, 6, 16), valid_to=dt.date(2026, 6, 1))
    assert [p.field for p in check_attachment(late, today)] == ["issued_on", "valid_to"]
    assert "pdf" in kinds()
