from __future__ import annotations

import pytest

from tests.helpers.golden import Golden


def test_equal_text_passes_and_other_text_shows_the_difference(tmp_path):
    (tmp_path / "a.txt").write_text("jeden\ndwa\n", encoding="utf-8")
    golden = Golden(tmp_path, update=False)

    golden.check("a.txt", "jeden\ndwa\n")

    with pytest.raises(pytest.fail.Exception, match=r"\+trzy"):
        golden.check("a.txt", "jeden\ntrzy\n")


def test_update_writes_data_as_json_that_then_matches(tmp_path):
    Golden(tmp_path, update=True).check("below/b.json", {"n": [1, 2]})

    Golden(tmp_path, update=False).check("below/b.json", {"n": [1, 2]})


def test_a_missing_golden_file_is_not_a_pass(tmp_path):
    with pytest.raises(pytest.fail.Exception, match="no golden file"):
        Golden(tmp_path, update=False).check("c.txt", "")
