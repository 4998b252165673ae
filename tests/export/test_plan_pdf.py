from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest
from PIL import Image

from cusdesk.core.cancel import CancelToken
from cusdesk.core.errors import DocumentError, OperationCancelledError
from cusdesk.domain.reports.forms import MissingValue, missing_values
from cusdesk.export.pdf.plan import plan_form, render_plan, render_plans
from tests.export.dumps import pdf_dump
from tests.export.samples import (
    EMPTY_PLAN,
    GOALS,
    HOSTILE,
    LONG_PLAN,
    ONE_OF_EACH,
    SERVICES,
    USUAL_PLAN,
)


def pdf(document, **options) -> bytes:
    out = io.BytesIO()
    render_plan(document, out, **options)
    return out.getvalue()


def gaps(document) -> tuple[MissingValue, ...]:
    return missing_values(document, plan_form(document))


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("empty", EMPTY_PLAN),
        ("one", ONE_OF_EACH),
        ("usual", USUAL_PLAN),
        ("long", LONG_PLAN),
    ],
)
def test_plan_matches_golden(golden, name, document, large):
    data = pdf(document, large_print=large)

    golden.check(f"pdf/plan_{name}{'_large' if large else ''}.json", pdf_dump(data))


def test_usual_plan_takes_two_pages_and_returns_their_number():
    assert render_plan(USUAL_PLAN, io.BytesIO()) == 2


def test_same_plan_gives_same_bytes():
    assert pdf(USUAL_PLAN) == pdf(USUAL_PLAN)


def test_dates_of_the_file_are_those_of_the_document():
    info = pypdf.PdfReader(io.BytesIO(pdf(USUAL_PLAN))).metadata

    assert info.creation_date.date() == USUAL_PLAN.printed_on


def test_metadata_names_no_person():
    info = pypdf.PdfReader(io.BytesIO(pdf(USUAL_PLAN))).metadata

    assert "Źdźbłowska" not in str(dict(info))


def test_markup_in_a_name_is_printed_letter_by_letter():
    text = "".join(pages(pdf(LONG_PLAN))).replace("\n", "").replace(" ", "")

    assert HOSTILE.replace(" ", "") in text


@pytest.mark.parametrize("count", range(1, 26))
def test_signatures_are_never_alone_on_a_page(count):
    services = tuple(replace(SERVICES[i % 5], number=i + 1) for i in range(count))

    last = pages(pdf(replace(USUAL_PLAN, services=services)))[-1]

    before = last[: last.index("Uzgodnienie i zatwierdzenie planu")]
    assert "nie pobiera się opłaty" in before.replace("\n", " ")


def test_no_row_is_cut_in_two():
    found = [text.replace("\n", " ") for text in pages(pdf(LONG_PLAN))]
    assert sum("raz w miesiącu po" in text for text in found) > 1
    for text in found:
        assert text.count("Konsultacje psychologiczne ") == text.count("raz w miesiącu po")


def test_table_headings_come_back_on_every_page():
    with_rows = [text for text in pages(pdf(LONG_PLAN)) if "Gabinet Fizjoterapii" in text]

    assert len(with_rows) > 1
    assert all("Usługa i wykonawca" in text for text in with_rows)


def test_every_page_says_which_one_it_is():
    texts = pages(pdf(LONG_PLAN))

    for number, text in enumerate(texts, start=1):
        assert f"strona {number} z {len(texts)}" in text


def test_goal_longer_than_a_page_is_printed_whole():
    goal = replace(GOALS[0], text=" ".join(f"słowo{i}" for i in range(3000)))

    text = " ".join(pages(pdf(replace(USUAL_PLAN, goals=(goal,)))))

    assert all(f"słowo{i}" in text for i in range(3000))


def test_gaps_are_listed_as_the_paper_shows_them():
    labels = [gap.label for gap in gaps(EMPTY_PLAN)]

    text = "".join(pages(pdf(EMPTY_PLAN))).replace("\n", " ")
    assert labels
    assert all(f"brak: {label}" in text for label in labels)


def test_usual_plan_has_no_gaps():
    assert gaps(USUAL_PLAN) == ()


def test_gap_in_a_row_names_the_row():
    services = (SERVICES[0], replace(SERVICES[1], fee=None))

    (gap,) = gaps(replace(USUAL_PLAN, services=services))

    assert (gap.section_id, gap.label, gap.row) == ("services", "odpłatność", 2)


def test_free_service_is_not_a_gap():
    assert "bezpłatnie" in "".join(pages(pdf(USUAL_PLAN)))


def test_birth_date_stands_in_for_pesel():
    person = replace(USUAL_PLAN.person, pesel="")

    assert gaps(replace(USUAL_PLAN, person=person)) == ()


@pytest.mark.parametrize("large", [False, True])
def test_logo_stands_in_the_head(large):
    picture = io.BytesIO()
    Image.new("RGB", (300, 120), "gray").save(picture, "PNG")
    office = replace(USUAL_PLAN.office, logo=picture.getvalue())

    reader = pypdf.PdfReader(io.BytesIO(pdf(replace(USUAL_PLAN, office=office), large_print=large)))

    assert len(reader.pages[0].images) == 1


def test_plans_are_written_one_file_each_without_names(tmp_path):
    paths = render_plans([USUAL_PLAN, USUAL_PLAN, EMPTY_PLAN], tmp_path)

    assert [path.name for path in paths] == [
        "plan IPUS-12-2026.pdf",
        "plan IPUS-12-2026_2.pdf",
        "plan bez numeru.pdf",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(p.name for p in paths)


def test_plans_stop_when_asked(tmp_path):
    token = CancelToken()

    def progress(done, total, key=""):
        if done == 1:
            token.cancel()

    with pytest.raises(OperationCancelledError):
        render_plans([USUAL_PLAN] * 3, tmp_path, progress=progress, cancel=token)
    assert len(list(tmp_path.iterdir())) == 2


def test_plans_say_when_the_folder_is_missing(tmp_path):
    with pytest.raises(DocumentError) as caught:
        render_plans([USUAL_PLAN], tmp_path / "nie ma")

    assert caught.value.key == "export.file.no_folder"
