"""Criteria in lists: which column is one, and what stands in its cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold, one_line
from cusdesk.domain.recruitment.states import CriterionMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.recruitment.editions import CriterionDraft

_BRACKETS = re.compile(r"[(\[](?:warunek|\d+(?:\s*(?:pkt|p|punkt\w*))?\.?)[)\]]")
_POINTS = re.compile(r"\b\d+\s*(?:pkt|punkt\w*)\b\.?")
_NUMBER = re.compile(r"^k?\s*\d+\s*[.):–-]\s*")
_BY_NUMBER = re.compile(r"^k\s*(\d+)$")
_WORDS = re.compile(r"[^\w]+")
_ANSWER = re.compile(r"^(\w+)\s*[,;:(–-]\s*(.+?)\)?$")
_LIKE = 90
_PREFIX = 8
"""Letters of a heading that are enough to be the beginning of a criterion."""


def read_mark(text: str) -> tuple[CriterionMark | None, str] | None:
    """Return (mark, reason) of what is typed into a cell; None for what means nothing.

    `t`, `tak`, `n`, `nie`, `?`, `? brak zaświadczenia`; nothing takes the mark away.
    """
    words = one_line(text)
    if not words:
        return None, ""
    if words.startswith("?"):
        return CriterionMark.UNKNOWN, words[1:].strip()
    mark = _of_word(words)
    return (mark, "") if mark is not None else None


def _of_word(words: str) -> CriterionMark | None:
    plain = fold(words)
    for name, known in dictionary("recruitment")["cells"].items():
        if plain in known:
            return CriterionMark(name)
    return None


def read_listed(cell: object, points: int) -> tuple[CriterionMark | None, str] | None:
    """Return (mark, reason) of a cell of somebody's list; None for what cannot be read.

    Beside what may be typed: the points of the criterion or 0, a ticked box, an answer with a word
    of explanation (`tak, orzeczenie do 2027`).
    """
    if cell is None:
        return None, ""
    if isinstance(cell, (bool, int, float)):
        return _of_number(cell, points)
    if not isinstance(cell, str):
        return None
    found = read_mark(cell)
    if found is not None:
        return found
    words = one_line(cell)
    if number := re.fullmatch(r"(\d+)\s*(?:pkt|p|punkt\w*)?\.?", fold(words)):
        return _of_number(int(number[1]), points)
    answer = _ANSWER.match(words)
    mark = _of_word(answer[1]) if answer is not None else None
    return (mark, answer[2].strip()) if answer is not None and mark is not None else None


def _of_number(value: float, points: int) -> tuple[CriterionMark, str] | None:
    if value in (1, points) and value:
        return CriterionMark.MET, ""
    return (CriterionMark.NOT_MET, "") if value == 0 else None


def criterion_of(heading: str, criteria: Sequence[CriterionDraft]) -> CriterionDraft | None:
    """Return the criterion a column is about, None for none or for more than one.

    Its words with or without points, a number and small slips; the beginning of a long one; `K3`
    as on the printed ranking.
    """
    if number := _BY_NUMBER.match(fold(heading).strip()):
        place = int(number[1]) - 1
        return criteria[place] if 0 <= place < len(criteria) else None
    words = _core(heading)
    if not words:
        return None
    texts = [_core(criterion.text) for criterion in criteria]
    for fits in (_same, _alike, _begins):
        found = [c for c, text in zip(criteria, texts, strict=True) if text and fits(words, text)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _same(heading: str, text: str) -> bool:
    return heading == text


def _alike(heading: str, text: str) -> bool:
    from rapidfuzz import fuzz

    numbers = [re.findall(r"\d+", words) for words in (heading, text)]
    return numbers[0] == numbers[1] and fuzz.ratio(heading, text) >= _LIKE


def _begins(heading: str, text: str) -> bool:
    return len(heading) >= _PREFIX and text.startswith(heading)


def _core(text: str) -> str:
    plain = _BRACKETS.sub(" ", fold(one_line(text)))
    plain = _NUMBER.sub("", _POINTS.sub(" ", plain).strip())
    return " ".join(_WORDS.sub(" ", plain).split())
