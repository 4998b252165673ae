"""The log holds no personal data."""

from __future__ import annotations

import logging

import pytest

from cusdesk.core.logging_setup import FILE_NAME, redact, safe_traceback, set_up_logging


def test_numbers_and_mails_are_taken_out():
    text = redact("44051401359 jan.k@example.pl 601000000 rows=12345678")

    assert text == "[number] [e-mail] [number] rows=12345678"


def test_traceback_has_no_words_of_the_exception():
    try:
        raise ValueError("Łuczak")
    except ValueError as error:
        text = safe_traceback(type(error), error, error.__traceback__)

    assert "Łuczak" not in text.replace('raise ValueError("Łuczak")', "")
    assert "builtins.ValueError" in text


@pytest.mark.expects_log_warnings
def test_log_goes_to_the_file_redacted(tmp_path):
    handler = set_up_logging(tmp_path)

    logging.getLogger("cusdesk.test").warning("pesel %s", "44051401359")

    logging.getLogger("cusdesk").removeHandler(handler)
    handler.close()
    written = (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    assert "pesel [number]" in written


def test_unwritable_folder_means_no_log(tmp_path):
    assert set_up_logging(tmp_path / "missing") is None
