"""The help: its words are those on the screen, and every place has its paragraph."""

from __future__ import annotations

import re
import tomllib

import pytest

from cusdesk.core.help_cards import help_cards
from cusdesk.core.help_pages import HelpPlace, help_pages, place_of
from cusdesk.core.help_words import (
    QUOTED,
    REFERENCE,
    UnknownLabelError,
    references,
    resolve,
    words_of,
)
from cusdesk.core.messages import all_messages
from cusdesk.core.paths import resource_dir
from tests.helpers.form_fields import labels_of_fields

FILES = sorted((resource_dir("help") / "pl").rglob("*.toml"))
UI = resource_dir("help").parents[1] / "cusdesk" / "ui"


def raw_texts(path):
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for part in data.get("parts", []):
        yield part["heading"], ()
        yield part["text"], part.get("said", ())
    for text in (*data.get("fields", {}).values(), *data.get("steps", ())):
        yield text, data.get("said", ())
    for name in ("title", "lead", "trouble"):
        yield data.get(name, ""), data.get("said", ())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_names_of_buttons_in_the_help_exist(path):
    for text, _said in raw_texts(path):
        for key in references(text):
            assert words_of(key), key


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_in_quotes_are_references_or_said_to_be_none(path):
    """A name typed into the text would go on saying what the button was called last year."""
    for text, said in raw_texts(path):
        assert set(QUOTED.findall(text)) <= set(said), text
        assert not re.search(r"[*_«»\"]", REFERENCE.sub("", text)), text


def test_a_name_that_is_no_label_is_refused():
    with pytest.raises(UnknownLabelError):
        resolve("Naciśnij {@plans.no_such_button}.")
    with pytest.raises(UnknownLabelError):
        words_of("shell.recovery.confirm")  # has gaps in it: it is no label
    assert resolve("Naciśnij {@actions.file.lock}.") == "Naciśnij „Zablokuj teraz”."


def test_every_place_and_field_named_in_the_help_exists():
    for page in help_pages():
        for part in page.parts:
            for place in part.places:
                path = UI / place.replace(".", "/")
                assert path.is_dir() or path.with_suffix(".py").is_file(), place
        assert all(words_of(key) for key in page.fields)


def test_no_place_is_claimed_twice():
    parts = [part for page in help_pages() for part in page.parts]
    claims = [claim for part in parts for claim in (*part.places, *part.fields)]
    assert len(claims) == len(set(claims))


def test_the_nearest_paragraph_wins():
    table = place_of([], ["common.table.view", "plans.waiting_page", "plans.screen"], "plans")
    pages = {page.topic: page for page in help_pages()}
    assert pages[table.topic].parts[table.part].heading == "Zatwierdzanie"
    field = place_of(["fields.residents.pesel"], ["common.form.fields"], "residents")
    assert field.topic == "residents"
    assert "Jedenaście cyfr" in field.field_text
    assert place_of([], ["nowhere"], "plans") == HelpPlace("plans")
    assert place_of([], [], "") == HelpPlace()


def test_every_table_of_fields_belongs_to_a_paragraph():
    source = "\n".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    tables = set(re.findall(r'"fields\.([a-z_]+)\.[a-z_{}]+"', source))
    claimed = {c.split(".")[1] for p in help_pages() for part in p.parts for c in part.fields}
    screens = {"users", "settings", "import_issues", "issued_papers"}
    assert tables - claimed <= screens, sorted(tables - claimed)


SHOWN_ELSEWHERE = {
    # columns of lists; none is a field of a form
    "fields.applications.number",
    "fields.applications.status",
    "fields.attendance.minutes",
    "fields.attendance.note",
    "fields.attendance.reason",
    "fields.plans.status",
    # the form calls them by shorter names: residents.form.*, catalogue.form.*
    "fields.residents.accessibility",
    "fields.residents.pesel_reason",
    "fields.services.market_price_date",
    "fields.services.market_price_gr",
}


def test_every_field_of_a_form_has_a_sentence_of_its_own():
    said = {key for page in help_pages() for key in page.fields}
    asked = labels_of_fields()
    assert len(asked) > 500
    assert asked - said == SHOWN_ELSEWHERE


def test_a_sentence_about_a_field_is_short_and_says_more_than_its_name():
    for page in help_pages():
        for key, text in page.fields.items():
            assert len(words_of(key)) < len(text) < 260, key
            assert text[-1] in ".…”", key
            assert place_of([key], [], "").field_text == text, key  # each is told of once


def test_every_claim_to_fields_has_some():
    for claim in (c for page in help_pages() for part in page.parts for c in part.fields):
        assert any(key == claim or key.startswith(f"{claim}.") for key in all_messages()), claim


def test_the_cards_are_short_and_whole():
    cards = help_cards()
    assert len(cards) == 12
    assert all(card.lead and card.trouble and 4 <= len(card.steps) <= 10 for card in cards)


def test_keys_named_in_the_help_are_keys_of_the_program():
    """Every key stands in the window's code or in the list of keys, whatever the text promises."""
    spelt = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:[A-Z]\b|\+|-|\d|F\d+|Enter)|\bF\d{1,2}\b")
    messages = (resource_dir("messages") / "pl").glob("*.toml")
    sources = [path for path in (*UI.rglob("*.py"), *messages) if path.stem != "hour"]
    known = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    hour = resource_dir("messages") / "pl" / "hour.toml"
    for path in (*FILES, hour):
        for key in spelt.findall(path.read_text(encoding="utf-8")):
            assert key in known, f"{path.stem}: {key}"
