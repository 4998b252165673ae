"""An own template from the check to the register."""

from __future__ import annotations

import pytest

from cusdesk.core.errors import ValidationError
from cusdesk.domain import access
from cusdesk.domain.paper_fields import field_named, nearest_field, template_fields
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import papers, residents
from cusdesk.services.papers import templates
from tests.importing.test_docx_template import docx, runs, text_of


@pytest.fixture
def resident(office):
    office.take_roles(access.Role)
    draft = ResidentDraft(surname="Źdźbłowska", given_name="Łucja", locality="Zielona", house="4")
    return residents.create_resident(office, draft).id


def taken(office, tmp_path, *paragraphs):
    path = tmp_path / "wzór.docx"
    path.write_bytes(docx(*paragraphs))
    checked = templates.check_file(office, path)
    templates.add_template(office, "Zaświadczenie", checked)
    return templates.list_templates(office)[0].id


def test_a_misspelt_field_is_refused_with_the_nearest_name(office, resident, tmp_path):
    path = tmp_path / "wzór.docx"
    path.write_bytes(docx(runs("{{imie i nazwisk}}, {{qwerty}}"), runs("{{adres")))
    checked = templates.check_file(office, path)
    assert [problem.nearest for problem in checked.problems] == ["imię i nazwisko", "", ""]
    assert "{{imię i nazwisko}}" in checked.problems[0].words
    with pytest.raises(ValidationError):
        templates.add_template(office, "Zaświadczenie", checked)


def test_a_filled_template_is_frozen_as_docx(office, resident, tmp_path):
    template = taken(
        office, tmp_path, runs("Nr {{Numer_pisma}}: {{", "IMIE I NAZWISKO}}, {{telefon}}")
    )
    filled = templates.template_draft(office, template, resident)
    assert [gap.words for gap in filled.draft.gaps] == ["telefon"]
    assert "Łucja Źdźbłowska, [brak: telefon]" in filled.text

    paper = templates.issue_template(office, filled)
    row = papers.get_paper(office, paper.id)
    assert (row.media, row.form_title, row.recipient) == (
        "docx", "Zaświadczenie", "Łucja Źdźbłowska",
    )  # fmt: skip
    assert papers.paper_bytes(office, paper.id) == paper.content
    assert text_of(paper.content) == "Nr PISMO/1/2026: Łucja Źdźbłowska, [brak: telefon]"


def test_the_case_sign_of_a_filled_template_can_be_typed(office, resident, tmp_path):
    template = taken(office, tmp_path, runs("Znak: {{znak sprawy}}"))
    filled = templates.template_draft(office, template, resident)
    assert filled.values == (("znak sprawy", ""),)
    signed = templates.sign_template(office, filled, "CUS.5110.4.2026")
    assert (signed.text, signed.values[0][1]) == ("Znak: CUS.5110.4.2026", "CUS.5110.4.2026")
    paper = templates.issue_template(office, signed)
    assert papers.get_paper(office, paper.id).case_sign == "CUS.5110.4.2026"


def test_a_template_in_the_bin_is_not_offered(office, resident, tmp_path):
    template = taken(office, tmp_path, runs("{{adres}}"))
    assert templates.template_bytes(office, template) == docx(runs("{{adres}}"))
    templates.retire_template(office, template)
    assert templates.list_templates(office) == []


def test_the_list_of_fields_names_each_once():
    names = [field.name for field in template_fields()]
    assert len({field_named(name) for name in names}) == len(names)
    assert nearest_field("adress").name == "adres"
