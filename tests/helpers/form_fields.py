"""Which fields the forms of the window ask for, read out of its code without opening one."""

from __future__ import annotations

import ast
import re

from cusdesk.core.messages import all_messages
from cusdesk.core.paths import resource_dir
from cusdesk.domain.protection.registers import REGISTERS

UI = resource_dir("help").parents[1] / "cusdesk" / "ui"
_MAKES_FIELDS = re.compile(r"\b(?:FieldSpec|Cell)\(")
_NAME, _PREFIX = re.compile(r"[a-z_]+"), re.compile(r"[a-z_]+(?:\.[a-z_]+)*\.")


def labels_of_fields():
    """Return the message keys of the labels of all fields.

    A label is a literal, or the beginning a module writes its labels with and a name it mentions;
    some of the latter are columns of its lists: they have the same words and the same help.
    """
    known = set(all_messages())
    found = {
        f"fields.{spec.name}.{field.name}" for spec in REGISTERS.values() for field in spec.fields
    }
    for path in UI.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if _MAKES_FIELDS.search(text):
            found |= _labels(ast.parse(text), known)
    return found & known


def _labels(tree, known):
    words = {
        n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and type(n.value) is str
    }
    words |= {f"fields.{word}." for word in words if f"fields.{word}.retired_at" in known}
    names = {word for word in words if _NAME.fullmatch(word)}
    begun = {
        w for w in words if _PREFIX.fullmatch(w) and w.startswith(("fields.", "office.field."))
    }
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and _is_field(n)]
    direct = {
        node.value for call in calls for node in ast.walk(call.args[1]) if hasattr(node, "value")
    }
    return {f"{start}{name}" for start in begun for name in names} | {
        word for word in direct if isinstance(word, str)
    }


def _is_field(call):
    return getattr(call.func, "id", "") in {"FieldSpec", "Cell"} and len(call.args) > 1
