"""Every message key used exists, every existing one is used, and the values fit the placeholders.

Keys are literals, so they can be found in the syntax tree: the first argument of `tr` and of the
error families, the second of `Problem`. A computed key is recognised by its literal beginning
(`f"enums.status.{status}"`, `"imports.problem." + kind`): all keys below count as used.
"""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

from tools.rules.repository import Finding, Repository, Source, dotted

FOLDER = "resources/messages"
FORMS = {"one", "few", "many"}
KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")
LONG_KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+){2,}")
BEGINNING = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9_.]*")
RESIDENT_NOT_CLIENT = re.compile(r"\bklien(?:t|c)", re.IGNORECASE)
ERRORS = re.compile(r"(?:^|\.)\w+Error$")
COUNT = "n"
"""The parameter that chooses a plural form; it may be given without being shown."""


@dataclass(slots=True)
class Message:
    """One entry of the catalogue."""

    source: Source
    line: int
    placeholders: set[str]


@dataclass(slots=True)
class Uses:
    """What the program mentions of the catalogue."""

    keys: set[str] = field(default_factory=set)
    beginnings: set[str] = field(default_factory=set)


def check(repository: Repository) -> Iterator[Finding]:
    """Yield what does not fit between the code and the catalogue."""
    catalogue: dict[str, Message] = {}
    for source in repository.below(FOLDER, kind=".toml"):
        feature = source.path.rsplit("/", 1)[1].removesuffix(".toml")
        yield from _read(source, feature, tomllib.loads(source.text), catalogue)
    uses = Uses()
    features = {key.split(".")[0] for key in catalogue}
    for source in repository.python("cusdesk"):
        yield from _scan(source, catalogue, features, uses)
    for source in repository.below("resources", kind=".toml"):
        if not source.path.startswith(FOLDER):  # forms and dictionaries may name keys
            uses.keys |= set(KEY.findall(source.text)) & set(catalogue)
    for key, message in catalogue.items():
        if key not in uses.keys and not key.startswith(tuple(uses.beginnings)):
            finding = f"`{key}` is used nowhere"
            yield message.source.finding(message.line, "message-unused", finding)


def _read(
    source: Source, prefix: str, node: dict[str, object], catalogue: dict[str, Message]
) -> Iterator[Finding]:
    """Fill the catalogue from one table and yield what is wrong with its texts."""
    for name, value in node.items():
        key = f"{prefix}.{name}"
        line = _line_of(source, key)
        if isinstance(value, dict) and FORMS & set(value) == set():
            yield from _read(source, key, value, catalogue)
            continue
        forms = list(value.values()) if isinstance(value, dict) else [value]
        if isinstance(value, dict) and set(value) != FORMS:
            message = f"`{key}` needs one, few and many: {', '.join(sorted(value))}"
            yield source.finding(line, "message-plural", message)
        if not all(isinstance(text, str) for text in forms):
            yield source.finding(line, "message-text", f"`{key}` is not a text")
            continue
        texts = [str(text) for text in forms]
        if any(RESIDENT_NOT_CLIENT.search(text) for text in texts):
            yield source.finding(line, "message-word", f"`{key}`: say mieszkaniec")
        shown = {name for text in texts for name in _placeholders(text)}
        catalogue[key] = Message(source, line, shown)


def _placeholders(text: str) -> Iterator[str]:
    for _, name, _, _ in string.Formatter().parse(text):
        if name is not None:
            yield re.split(r"[.\[]", name)[0]


def _line_of(source: Source, key: str) -> int:
    """Return the line of a message in its file; 0 when it is written in an unusual way."""
    section = source.path.rsplit("/", 1)[1].removesuffix(".toml")
    for number, line in enumerate(source.lines, 1):
        if head := re.match(r"\[([\w.]+)\]", line):
            section = f"{section.partition('.')[0]}.{head[1]}"
        name = re.match(r"[\w.]+(?=\s*=)", line)
        if key in {section if head else "", f"{section}.{name[0]}" if name else ""}:
            return number
    return 0


def _scan(
    source: Source, catalogue: dict[str, Message], features: set[str], uses: Uses
) -> Iterator[Finding]:
    """Collect what one module uses and yield unknown keys and values that do not fit."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield from _call(source, node, catalogue)
        elif isinstance(node, ast.JoinedStr) and node.values:
            _note_beginning(node.values[0], uses)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            uses.keys.add(node.value)
            if KEY.fullmatch(node.value.removesuffix(".")):
                uses.beginnings.add(node.value.removesuffix(".") + ".")
            yield from _dead_literal(source, node, catalogue, features)


def _note_beginning(node: ast.expr, uses: Uses) -> None:
    """Note the literal start of a computed key, such as `enums.status.`."""
    if isinstance(node, ast.Constant) and BEGINNING.fullmatch(str(node.value)):
        uses.beginnings.add(str(node.value))


def _dead_literal(
    source: Source, node: ast.Constant, catalogue: dict[str, Message], features: set[str]
) -> Iterator[Finding]:
    """Yield a literal of three words or more that looks like a key of a feature but is none."""
    text = str(node.value)
    is_ours = LONG_KEY.fullmatch(text) and text.partition(".")[0] in features
    if is_ours and not any(key.startswith(text) for key in catalogue):
        yield source.finding(node.lineno, "message-key", f"no such message: {text}")


def _call(source: Source, call: ast.Call, catalogue: dict[str, Message]) -> Iterator[Finding]:
    """Check the key and the values of a call whose key is a literal."""
    found = _key_and_values(call)
    if found is None:
        return
    key, given = found
    message = catalogue.get(key)
    if message is None:
        yield source.finding(call.lineno, "message-key", f"no such message: {key}")
    elif given is not None and (missing := message.placeholders - given):
        text = f"{key} needs a value for {', '.join(sorted(missing))}"
        yield source.finding(call.lineno, "message-placeholder", text)
    elif given is not None and (extra := given - message.placeholders - {COUNT}):
        text = f"{key} does not show {', '.join(sorted(extra))}"
        yield source.finding(call.lineno, "message-placeholder", text)


def _key_and_values(call: ast.Call) -> tuple[str, set[str] | None] | None:
    """Return the literal key of a call and the names of its values; None for those if unknown."""
    name = dotted(call.func)
    place = 1 if name == "Problem" else 0 if name == "tr" or ERRORS.search(name) else None
    if place is None or len(call.args) <= place:
        return None
    node = call.args[place]
    if not isinstance(node, ast.Constant) or not KEY.fullmatch(str(node.value)):
        return None
    if name == "Problem":
        return str(node.value), _dictionary_names(call)
    names = {keyword.arg for keyword in call.keywords}
    return str(node.value), None if None in names else {str(name) for name in names}


def _dictionary_names(call: ast.Call) -> set[str] | None:
    """Return the keys of the literal dictionary of values a `Problem` is given."""
    values = [k.value for k in call.keywords if k.arg == "params"] + call.args[2:3]
    if not values:
        return set()
    if not isinstance(values[0], ast.Dict):
        return None
    keys = [key.value for key in values[0].keys if isinstance(key, ast.Constant)]
    return {str(key) for key in keys} if len(keys) == len(values[0].keys) else None
