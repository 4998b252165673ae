"""Take a person's name apart for keeping: surname, given names, name at birth, and the doubts.

The given names decide the order; where they do not, the order of the whole file does, and the row
is marked. A surname whose letters were lost gets the likely reading, always as a doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import collapse_spaces, fold, strip_controls
from cusdesk.domain.polish_text import title_name as _title_name
from cusdesk.importing import given_names
from cusdesk.importing.lexicon import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

Order = Literal["surname_first", "given_first"]
LONGEST = 120
_NUMBERING = re.compile(r"^\s*\d{1,4}\s*[.)]\s*")
_PESEL = re.compile(r"(?<!\d)\d{11}(?!\d)|(?<!\d)\d{6} \d{5}(?!\d)")
_BORN = re.compile(
    r"(?<![,;(\s])[,;(\s]*\b(?:ur\.?|urodz\w*\.?)\s*(?:dn\.?\s*)?"
    r"(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}\s+[^\W\d]+\s+\d{4}|\d{4})"
    r"(?:\s*r\.?)?\s*\)?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\(([^)]*)\)?|\[([^\]]*)\]?")
_DASH = re.compile(r"\s*[-‐-―]\s*")
_SEVERAL = re.compile(r"\s(?:i|oraz|&|\+)\s", re.IGNORECASE)
_SURNAME = r"[^\W\d_]+(?:\s?-\s?[^\W\d_]+)?"
_SURE_ENDINGS = ("ski", "ska", "cki", "cka", "dzki", "dzka", "wicz", "czyk", "czak", "enko")


title_name = lru_cache(maxsize=65_536)(_title_name)


@dataclass(slots=True)
class Name:
    """A name taken apart; `doubts` names the fields that are only the best reading."""

    surname: str = ""
    given_name: str = ""
    second_name: str = ""
    birth_surname: str = ""
    pesel: str = ""
    birth_date: str = ""
    notes: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)


@dataclass(slots=True)
class NameHabits:
    """How names are written in one file.

    Attributes:
        order: which comes first where the words do not tell.
        steady: nearly every name that tells keeps to this order.
        surnames: folded surname → spelling, of those written with Polish letters.
        memo: surnames already mended.
    """

    order: Order = "surname_first"
    steady: bool = False
    surnames: dict[str, str] = field(default_factory=dict)
    memo: dict[str, str] = field(default_factory=dict)


_LETTERS = re.compile(r"[^\W\d_]+")
_BETWEEN_PARTS = re.compile(r"([-\s])")


def learn_habits(texts: Iterable[str], heading: str = "") -> NameHabits:
    """Look over all names of a file before any of them is read."""
    habits = NameHabits()
    votes: Counter[Order] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for text in texts:
        words = _LETTERS.findall(text)
        if len(words) >= 2:
            first, second = given_names.is_given(words[0]), given_names.is_given(words[1])
            if first != second:
                votes["given_first" if first else "surname_first"] += 1
        for word in words:
            if not word.isascii() and not given_names.is_given(word) and len(word) > 2:
                spellings.setdefault(fold(word), Counter())[title_name(word)] += 1
    habits.surnames = {key: found.most_common(1)[0][0] for key, found in spellings.items()}
    said = plain(heading)
    if votes:
        habits.order, often = votes.most_common(1)[0]
        habits.steady = often >= 5 and often >= 0.9 * sum(votes.values())
    elif said.startswith("imie"):
        habits.order = "given_first"
    return habits


@cache
def _lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = dictionary("import_residents")["names"]
    return found


@cache
def _birth() -> re.Pattern[str]:
    listed = sorted((word.strip() for word in _lists()["birth"]), key=len, reverse=True)
    words = "|".join(re.escape(word).replace(r"\ ", r"\.?\s*") for word in listed)
    return re.compile(
        rf"(?<![,;(\s])[,;(\s]*(?<![^\W\d_])(?:{words})(?:\.\s*|\s+|:\s*)({_SURNAME})\s*\)?",
        re.IGNORECASE,
    )


def read_name(text: str, habits: NameHabits, sex: str = "") -> Name:
    """Read a cell with a whole name.

    Args:
        text: what stands in the cell.
        habits: how names are written in this file.
        sex: `K` or `M` when the row says it, else empty.
    """
    name = Name()
    clean = collapse_spaces(strip_controls(text))
    if len(clean) > LONGEST:
        name.findings.append("name_too_long")
        name.doubts |= {"surname", "given_name"}
        clean = clean[:LONGEST]
    clean = _take_identity(_NUMBERING.sub("", clean), name)
    clean = _take_birth_name(clean, name)
    clean = _take_brackets(clean, name, sex)
    words = _words(clean, name)
    if not words:
        name.doubts |= {"surname", "given_name"}
        name.findings.append("name_unreadable")
        return name
    _order(words, name, habits, sex)
    _mend(name, habits)
    return name


def surname_only(text: str) -> str:
    """Return the surname of a cell of surnames, without name at birth, brackets and prefixes."""
    if text.isalpha():
        return text
    shape = Name()
    clean = _take_identity(_NUMBERING.sub("", collapse_spaces(strip_controls(text))), shape)
    clean = _take_brackets(_take_birth_name(clean, shape), shape, "")
    clean = re.sub(r"(?<=[^\W\d_])\s*[-‐-―]\s*(?=[^\W\d_])", "-", clean)
    words = clean.split()
    while len(words) > 1 and plain(words[0]) in _lists()["prefixes"]:
        words.pop(0)
    return " ".join(words).strip(" ,;.:")


def _take_identity(text: str, name: Name) -> str:
    if match := _PESEL.search(text):
        name.pesel = match[0].replace(" ", "")
        text = text[: match.start()] + " " + text[match.end() :]
        text = re.sub(r"(?i)(?<![(,;\s])[(,;\s]*\bpesel\b\s*:?", " ", text)
    if match := _BORN.search(text):
        name.birth_date = match[1]
        text = text[: match.start()] + " " + text[match.end() :]
    return collapse_spaces(text).strip(" ,;-–")


def _take_birth_name(text: str, name: Name) -> str:
    match = _birth().search(text)
    if match is None or match.start() == 0:
        return text
    name.birth_surname = title_name(_DASH.sub("-", match[1]))
    name.findings.append("maiden_name_in_name")
    return collapse_spaces(f"{text[: match.start()]} {text[match.end() :]}").strip(" ,;")


def _take_brackets(text: str, name: Name, sex: str) -> str:
    """A lone surname in brackets is the name at birth of a woman, to be confirmed."""
    for match in _BRACKETS.finditer(text):
        inside = (match[1] or match[2] or "").strip()
        if not inside:
            continue
        outside = plain(text[: match.start()])
        woman = sex == "K" or any("K" in given_names.sexes(word) for word in outside.split())
        single = re.fullmatch(_SURNAME, inside) is not None and not given_names.is_given(inside)
        if (
            single
            and woman
            and not name.birth_surname
            and inside[:1].isupper()
            and (plain(inside).endswith(tuple(_lists()["surname_endings"])))
        ):
            name.birth_surname = title_name(inside)
            name.doubts.add("birth_surname")
            name.findings.append("maiden_name_in_name")
        else:
            name.notes.append(inside)
            name.findings.append("name_with_note")
    return collapse_spaces(_BRACKETS.sub(" ", text))


def _words(text: str, name: Name) -> list[str]:
    """Cut the name into words; a surname of two parts stays one word."""
    head, comma, tail = text.partition(",")
    another = [word for word in re.findall(r"[^\W\d_]+", tail) if given_names.is_given(word)]
    if _SEVERAL.search(text) or (another and " " in head.strip() and " " in tail.strip()):
        name.findings.append("several_people")
        name.doubts |= {"surname", "given_name"}
        name.notes.append(text)
        text = _SEVERAL.sub(" ", text)
        head, comma, tail = text.partition(",")
    if comma:
        if " " in head.strip():
            name.notes.append(tail.strip())
            name.findings.append("name_with_note")
            text = head
        else:
            text = f"{head} {tail}"
    text = re.sub(r"(?<=[^\W\d_])\s*[-‐-―]\s*(?=[^\W\d_])", "-", text)
    text = re.sub(r"(?<=\b[^\W\d_])\.(?=[^\W\d_])", ". ", text)
    words = [word.strip(",;:\"'*/") for word in text.split()]
    words = [word for word in words if any(sign.isalpha() for sign in word)]
    prefixes = set(_lists()["prefixes"])
    while len(words) > 1 and plain(words[0]) in prefixes and not _is_initial_name(words):
        late = plain(words.pop(0)) in dictionary("import_residents")["rows"]["late"]
        name.findings.append("late_prefix" if late else "name_prefix")
    return _with_particles(words)


def _is_initial_name(words: list[str]) -> bool:
    """`P. Kowalski` may be a given name cut short, but `p. Kowalski` is not."""
    return words[0] in {"P.", "S."} and len(words) == 2 and not given_names.is_given(words[1])


def _with_particles(words: list[str]) -> list[str]:
    joined: list[str] = []
    particles = set(_lists()["particles"])
    for word in words:
        if joined and joined[-1].split()[-1].lower() in particles and len(words) > 2:
            joined[-1] = f"{joined[-1]} {word}"
        else:
            joined.append(word)
    return joined


def _is_initial(word: str) -> bool:
    return re.fullmatch(r"[^\W\d_]|[^\W\d_]{1,3}\.", word) is not None


def _given(word: str) -> bool:
    if given_names.has_lost(word):
        return given_names.restore_lost(word) is not None
    return given_names.is_given(word)


def _order(words: list[str], name: Name, habits: NameHabits, sex: str) -> None:
    """Decide which word is which."""
    if "".join(words).isupper() and len("".join(words)) > 3:
        name.findings.append("all_caps")
    if len(words) == 1:
        name.surname = words[0]
        name.doubts.add("given_name")
        name.findings.append("name_initial")
        return
    known = [_given(word) for word in words]
    if any(known) and not all(known):
        _by_given_names(words, known, name, habits)
    else:
        _by_habit(words, name, habits, sex, all_given=all(known))
    if any(_is_initial(word) for word in words):
        name.doubts.add("given_name")
        name.findings.append("name_initial")


def _by_given_names(words: list[str], known: list[bool], name: Name, habits: NameHabits) -> None:
    first = known.index(True)
    last = len(known) - 1 - known[::-1].index(True)
    given = words[first : last + 1]
    if not all(known[first : last + 1]) or (first > 0 and last < len(words) - 1):
        # "Nowak Anna Kowalska": which surname is the present one is not said
        name.surname, name.given_name = words[0], words[known.index(True)]
        if known[0]:
            name.surname = next(w for w, k in zip(words, known, strict=True) if not k)
        rest = [word for word in words if word not in {name.surname, name.given_name}]
        name.notes.append(" ".join(words))
        name.second_name = next((word for word in rest if _given(word)), "")
        name.doubts |= {"surname", "given_name"}
        name.findings.append("name_order_unclear")
        return
    rest = words[:first] + words[last + 1 :]
    if first > 0 and len(given) > 1 and len(words) > 2 and habits.order == "given_first":
        name.doubts |= {"surname", "given_name"}
    if first == 0 and habits.order == "surname_first":
        name.findings.append("name_order_swapped")
        if len(given) > 1:
            # "Jan Adam Nowak" among names that begin with the surname: still told by the endings
            name.doubts |= set() if habits.steady or len(rest) == 1 else {"surname"}
    name.given_name, name.second_name = given[0], " ".join(given[1:])
    name.surname = " ".join(rest)
    if len(rest) > 1:
        name.doubts.add("surname")
        name.findings.append("name_order_unclear")


def _by_habit(
    words: list[str], name: Name, habits: NameHabits, sex: str, *, all_given: bool
) -> None:
    """All words or none are known given names: sex, endings and the file's order decide."""
    surname_first = habits.order == "surname_first"
    sure = False
    initials = [_is_initial(word) for word in words]
    if any(initials) and not all(initials):
        surname_first, sure = not initials[0], True
    ends = [plain(word).endswith(_SURE_ENDINGS) for word in (words[0], words[-1])]
    if all_given and sex and len(words) == 2:
        fits = [sex in given_names.sexes(word) for word in words]
        if fits[0] != fits[1]:
            surname_first, sure = fits[1], True
    elif not all_given and ends[0] != ends[1]:
        surname_first, sure = ends[0], True
    ordered = words if surname_first else [words[-1], *words[:-1]]
    name.surname, name.given_name = ordered[0], ordered[1]
    name.second_name = " ".join(ordered[2:])
    if not sure:
        name.doubts |= {"surname", "given_name"}
        name.findings.append("name_order_unclear")
    if not all_given and len(words) > 2:
        name.doubts |= {"surname", "given_name", "second_name"}


def _mend(name: Name, habits: NameHabits) -> None:
    """Give names their capitals and their lost letters."""
    for key in ("given_name", "second_name"):
        written = getattr(name, key)
        if written:
            setattr(name, key, mend_given(written, name, key))
    if name.surname:
        name.surname = mend_surname(name.surname, name, habits)
    if name.birth_surname:
        again = mend_surname(name.birth_surname, Name(), habits)
        if again != name.birth_surname:
            name.birth_surname = again
            name.doubts.add("birth_surname")


def mend_given(written: str, name: Name, key: str = "given_name") -> str:
    """Return a given name with its capitals and letters; notes what was mended in `name`."""
    found = []
    for word in written.split():
        spelling, is_mended, is_doubtful = _spelled_given(word)
        if is_mended:
            name.findings.append("diacritics_lost")
        if is_doubtful:
            name.doubts.add(key)
        found.append(spelling)
    return " ".join(found)


@lru_cache(maxsize=4096)
def _spelled_given(word: str) -> tuple[str, bool, bool]:
    """Return a given name with its letters, whether they were lost, whether they still are."""
    lost = given_names.has_lost(word)
    spelled = given_names.restore_lost(word) if lost else None
    if spelled is None and word.isascii():
        spelled = given_names.spelling(word)
    title = title_name(word)
    if spelled is not None and spelled != title:
        return spelled, True, False
    return spelled or title, lost, lost


def mend_surname(written: str, name: Name, habits: NameHabits) -> str:
    """Return a surname with its capitals; lost letters come back as a doubt noted in `name`."""
    title = title_name(_DASH.sub("-", written) if "-" in written else written)
    if not (title.isascii() or given_names.has_lost(title)):
        return title
    parts = [title] if title.isalpha() else _BETWEEN_PARTS.split(title)
    mended = "".join([_with_letters(part, habits) for part in parts])
    if mended != title or given_names.has_lost(title):
        name.doubts.add("surname")
        name.findings.append("diacritics_lost")
    return mended


def _with_letters(word: str, habits: NameHabits) -> str:
    if word not in habits.memo:
        habits.memo[word] = given_names.surname_with_letters(word, habits.surnames) or word
    return habits.memo[word]
