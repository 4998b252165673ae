"""The register of erasures outside the office file: ids alone, proved by the office's key.

It lies in the profile, beside the office file and beside its copies, so that a restored or
hand-copied older file loses the erased people again. An entry counts only with the right proof:
nobody without the key can make the program erase somebody.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
from typing import TYPE_CHECKING

from cusdesk.core.files import write_whole
from cusdesk.core.paths import user_data_dir
from cusdesk.db.keys import key_check

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FORMAT = 1
SUFFIX = ".cusdesk-erasures"
_PURPOSE = b"cusdesk erasure register 1"


def register_name(key: bytes) -> str:
    """Return the file name of an office's register: the same wherever it lies."""
    return f"{key_check(key)}{SUFFIX}"


def profile_folder() -> Path:
    """Return (and create) the folder of the registers in the person's profile."""
    folder = user_data_dir() / "erasures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def read_register(folder: Path, key: bytes) -> dict[bytes, int]:
    """Return id -> when it was erased (epoch ms) from the register in a folder.

    A missing or unreadable register is an empty one; an entry with a wrong proof does not count.
    """
    try:
        data = json.loads((folder / register_name(key)).read_bytes())
        entries = data["erased"] if data["format"] == FORMAT else []
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    found = {}
    for entry in entries if isinstance(entries, list) else []:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            record_id, moment = bytes.fromhex(entry["id"]), int(entry["at"])
            if hmac.compare_digest(entry["proof"], _proof(key, record_id, moment)):
                found[record_id] = moment
    return found


def add_to_register(folder: Path, key: bytes, erased: dict[bytes, int]) -> None:
    """Write what a folder's register does not hold yet, the whole file or nothing.

    Raises:
        OSError: the folder cannot be written.
    """
    known = read_register(folder, key)
    merged = known | {i: known.get(i, moment) for i, moment in erased.items()}
    if not merged or merged == known:
        return
    entries = [
        {"id": i.hex(), "at": moment, "proof": _proof(key, i, moment)}
        for i, moment in sorted(merged.items())
    ]
    text = json.dumps({"format": FORMAT, "erased": entries}, indent=1)
    write_whole(folder / register_name(key), text.encode())


def read_registers(folders: Iterable[Path], key: bytes) -> dict[bytes, int]:
    """Return what the registers of several folders hold together."""
    found: dict[bytes, int] = {}
    for folder in folders:
        found |= read_register(folder, key)
    return found


def add_to_registers(folders: Iterable[Path], key: bytes, erased: dict[bytes, int]) -> list[Path]:
    """Write the registers of several folders; return those that could not be written."""
    failed = []
    for folder in folders:
        try:
            add_to_register(folder, key, erased)
        except OSError:
            failed.append(folder)
    return failed


def _proof(key: bytes, record_id: bytes, moment: int) -> str:
    own = hmac.new(key, _PURPOSE, hashlib.sha256).digest()
    return hmac.new(own, record_id + moment.to_bytes(8, "big"), hashlib.sha256).hexdigest()
