"""The log holds no personal data."""

from __future__ import annotations

import logging
import os

import pytest

from cusdesk.core import logging_setup
from cusdesk.core.logging_setup import FILE_NAME, redact, safe_traceback, set_up_logging


@pytest.fixture
def small_log(tmp_path, monkeypatch):
    """A log that begins a new file after a thousand bytes."""
    monkeypatch.setattr(logging_setup, "MAX_BYTES", 1000)
    handler = set_up_logging(tmp_path)
    yield tmp_path
    logging.getLogger("cusdesk").removeHandler(handler)
    handler.close()


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


def fill():
    for number in range(400):
        logging.getLogger("cusdesk.test").info("step %d done in 12 ms", number)


def test_the_log_never_grows_beyond_its_files(small_log):
    fill()

    files = sorted(path.name for path in small_log.iterdir())
    assert files == [FILE_NAME, *(f"{FILE_NAME}.{n}" for n in range(1, logging_setup.BACKUPS + 1))]
    assert all(path.stat().st_size <= 1000 for path in small_log.iterdir())
    assert "step 399" in (small_log / FILE_NAME).read_text(encoding="utf-8")


def test_a_log_held_by_another_window_goes_on_in_the_old_file(small_log, monkeypatch, capsys):
    def refuse(_source, _target):
        raise PermissionError(13, "held")

    fill()
    older = [(small_log / f"{FILE_NAME}.{n}").read_bytes() for n in (1, 2, 3)]
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        fill()

    assert (small_log / FILE_NAME).read_text(encoding="utf-8").count("step 399") == 2
    assert [(small_log / f"{FILE_NAME}.{n}").read_bytes() for n in (1, 2, 3)] == older
    assert capsys.readouterr().err == ""


def test_two_megabytes_are_the_most_a_log_takes():
    assert logging_setup.MAX_BYTES * (logging_setup.BACKUPS + 1) == 2 * 1024 * 1024
