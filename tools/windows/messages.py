"""All sentences of the program in one file: thirty small ones cost a slow disk thirty movements."""

from __future__ import annotations

import json
from pathlib import Path

from cusdesk.core.messages import PACKED, read_feature


def pack_messages(resources: Path) -> Path:
    """Write the sentences of every feature into one file beside their folder; return where it is.

    The folder stays: it is the form in which the sentences are written and can be changed.
    """
    folder = resources / "messages"
    found = {path.stem: read_feature(path) for path in sorted((folder / "pl").glob("*.toml"))}
    packed = folder / PACKED
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    packed.write_text(text + "\n", encoding="utf-8", newline="\n")
    return packed
