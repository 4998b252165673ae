from __future__ import annotations

import pytest

from cusdesk.export.names import safe_file_stem, sheet_names, unique_names


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("IPUS/12/2026", "IPUS-12-2026"),
        ("con", "_con"),
        ("a" * 200, "a" * 80),
        ("...", "_"),
        ('<>:"|?*', "_"),
        ("Żółć", "Żółć"),
    ],
)
def test_file_stem(text, stem):
    assert safe_file_stem(text) == stem


def test_file_names_that_differ_in_case_only_are_told_apart():
    assert unique_names(["Plan 1", "plan 1", "PLAN 1"]) == ["Plan 1", "plan 1_2", "PLAN 1_3"]


def test_sheet_names_fit_excel():
    long = "Specjalistyczne usługi opiekuńcze dla osób"

    names = sheet_names([long, long, "a/b:c", "'x'", "", "History", "HISTORY"], "Usługa")

    assert names == [
        "Specjalistyczne usługi opiekuńc",
        "Specjalistyczne usługi opie (2)",
        "a b c",
        "x",
        "Usługa",
        "Usługa History",
        "Usługa HISTORY (2)",
    ]
    assert all(len(name) <= 31 for name in names)
