from __future__ import annotations

import io

import pytest

from cusdesk.core.errors import DocumentError
from cusdesk.export.pdf.plan import render_plan
from cusdesk.export.render import PdfPages
from tests.export.samples import USUAL_PLAN


@pytest.fixture(scope="module")
def plan() -> bytes:
    out = io.BytesIO()
    render_plan(USUAL_PLAN, out)
    return out.getvalue()


def test_page_is_drawn_in_rgb_without_padding(plan):
    with PdfPages(plan) as pages:
        image = pages.render(0, 61)

    assert len(image.data) == image.width * image.height * 3
    assert image.data[:3] == b"\xff\xff\xff"
    assert len(set(image.data)) > 20


def test_sizes_and_count(plan):
    with PdfPages(plan) as pages:
        assert len(pages) == 2
        assert pages.size(0) == pytest.approx((595.28, 841.89), abs=0.1)


def test_resolution_sets_the_size(plan):
    with PdfPages(plan) as pages:
        assert pages.render(1, 144).width == pytest.approx(2 * pages.render(1, 72).width, abs=2)


def test_file_is_opened_by_its_path_and_let_go(plan, tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(plan)

    with PdfPages(path) as pages:
        path.unlink()
        assert pages.render(0, 30).height > 300


def test_page_that_is_not_there(plan):
    with PdfPages(plan) as pages, pytest.raises(IndexError):
        pages.render(2, 72)


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.4\nbroken"])
def test_what_is_no_pdf_is_refused_in_words(data):
    with pytest.raises(DocumentError) as caught:
        PdfPages(data)

    assert caught.value.key == "export.file.unreadable_pdf"


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(DocumentError):
        PdfPages(tmp_path / "none.pdf")
