"""Names of buttons, fields and screens in the help: references to the messages they are made of.

A text of the help never repeats what stands on a button. It says `{@plans.update.open}`, and the
reader sees „Aktualizuj plan”: when the button gets another name, so does the help.
"""

from __future__ import annotations

import re
from functools import cache

from cusdesk.core.messages import all_messages

REFERENCE = re.compile(r"\{@([a-z0-9_.]+)\}")
QUOTED = re.compile("„([^”]*)”")


class UnknownLabelError(KeyError):
    """A text of the help names a message that is not there, or one that is no plain label."""


def references(text: str) -> list[str]:
    """Return the message keys a text refers to, in order."""
    return REFERENCE.findall(text)


def resolve(text: str) -> str:
    """Return a text with every reference replaced by the words on the screen, in quotes.

    Raises:
        UnknownLabelError: a bug in the help; the tests find it before a person does.
    """
    return REFERENCE.sub(lambda found: f"„{words_of(found[1])}”", text)


def words_of(key: str) -> str:
    """Return the words of a label as they stand on the screen, without the mark of its letter.

    Raises:
        UnknownLabelError: no such message, or one with a number or a gap in it.
    """
    words = _labels().get(key)
    if words is None:
        raise UnknownLabelError(key)
    return words


@cache
def _labels() -> dict[str, str]:
    return {
        key: words.replace("&", "").strip()
        for key, words in all_messages().items()
        if isinstance(words, str) and "{" not in words
    }
