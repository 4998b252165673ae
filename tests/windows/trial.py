"""What makes two versions of one payload, with a key that no published program knows."""

from __future__ import annotations

import hashlib
import py_compile
import zipfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cusdesk.core.update_file import NOTES, SETUP
from cusdesk.db.migrate import latest_version
from tests.windows.wine import NEW
from tools.windows import payload
from tools.windows.update import public_half, write_update

KEY = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"the trial of an update").digest())
"""Always the same, since installers of a kept folder know it; shipped to nobody."""
FORGER = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"somebody else").digest())
LINES = ("Próbne wydanie: plik biura dostaje nową tabelę.", "Żółć i łąka w notatkach.")
NEXT_SCHEMA = latest_version() + 1


def trust(folder: Path) -> None:
    """Let the program of a payload believe the key of the trial."""
    table = f'[[key]]\nname = "trial"\npublic = "{public_half(KEY)}"\n'
    keys = folder / "app" / "resources" / "dictionaries" / "update_keys.toml"
    keys.write_text(table, encoding="utf-8", newline="\n")


def number(folder: Path, version: str) -> None:
    """Let the program of a payload say another version of itself."""
    init = folder / "app" / "cusdesk" / "__init__.py"
    own, text = f'"{payload.version()}"', init.read_text(encoding="utf-8")
    assert own in text
    init.write_text(text.replace(own, f'"{version}"'), encoding="utf-8", newline="\n")
    py_compile.compile(
        str(init),
        dfile="app/cusdesk/__init__.py",
        doraise=True,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )


def change_tables(folder: Path, version: str) -> None:
    """Give the program of a payload one more step of the tables of offices, and notes on it."""
    step = folder / "app" / "cusdesk" / "db" / "migrations" / f"m{NEXT_SCHEMA:04}_trial.sql"
    step.write_text("CREATE TABLE trial (id INTEGER PRIMARY KEY);\n", encoding="utf-8")
    notes = folder / "app" / "resources" / "dictionaries" / "release_notes.toml"
    quoted = ", ".join(f'"{line}"' for line in LINES)
    entry = f'[[release]]\nversion = "{version}"\ndate = 2027-01-15\nlines = [{quoted}]\n\n'
    notes.write_text(entry + notes.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")


def update(
    target: Path,
    setup: bytes,
    key: Ed25519PrivateKey = KEY,
    version: str = NEW,
    schema: int = NEXT_SCHEMA,
) -> Path:
    """Write an update file as the packer does; return where it is."""
    notes = "".join(f"{line}\n" for line in LINES).encode()
    about = {"version": version, "schema": schema, "made": "2027-01-15"}
    return write_update(target, {NOTES: notes, SETUP: setup}, about, key)


def exchange_setup(genuine: Path, target: Path, setup: bytes) -> None:
    """Put another installer under a genuine list, in a zip that is whole."""
    with zipfile.ZipFile(genuine) as read, zipfile.ZipFile(target, "w") as written:
        for name in read.namelist():
            written.writestr(name, setup if name == SETUP else read.read(name))
