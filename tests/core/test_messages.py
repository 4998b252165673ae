"""Sentences by key, with the three Polish plural forms."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cusdesk.core import messages
from cusdesk.core.errors import CusdeskError, Problem, ValidationError
from cusdesk.core.messages import all_messages, describe, plural_form, tr
from cusdesk.core.paths import resource_dir
from tools.windows.messages import pack_messages


@pytest.mark.parametrize(
    ("n", "form"),
    [(0, "many"), (1, "one"), (2, "few"), (4, "few"), (5, "many"), (12, "many"), (14, "many"),
     (21, "many"), (22, "few"), (112, "many"), (122, "few"), (-1, "one")],
)  # fmt: skip
def test_plural_forms(n: int, form: str) -> None:
    assert plural_form(n) == form


def test_unknown_key_is_a_bug() -> None:
    with pytest.raises(KeyError):
        tr("errors.no_such_key")


def test_errors_become_sentences() -> None:
    assert describe(CusdeskError("storage.no_such_file", name="a.cusdesk")) == (
        "Nie ma pliku „a.cusdesk”."
    )
    problems = [Problem("a", "errors.validation"), Problem("b", "errors.cancelled")]
    assert describe(ValidationError(problems)).count("\n") == 1


def test_every_plural_speaks_of_its_number_or_needs_none() -> None:
    for key, entry in all_messages().items():
        if isinstance(entry, dict):
            assert set(entry) == {"one", "few", "many"}, key
            assert ("{n}" in entry["few"]) == ("{n}" in entry["many"]), key


def test_packed_into_one_file_they_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = all_messages()
    folder = tmp_path / "messages" / "pl"
    shutil.copytree(resource_dir("messages") / "pl", folder)
    pack_messages(tmp_path)
    for path in folder.glob("*.toml"):
        path.write_text("")  # what is packed is not read from here any more
    monkeypatch.setattr(messages, "resource_dir", lambda name: tmp_path / name)
    messages._packed.cache_clear()
    messages._feature.cache_clear()
    try:
        assert all_messages() == said
    finally:
        messages._packed.cache_clear()
        messages._feature.cache_clear()
