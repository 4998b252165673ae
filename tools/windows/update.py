"""The update file: installer, release notes and a signed list of both (`docs/packaging.md`)."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import os
import tomllib
import zipfile
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tools.environment import ROOT
from tools.windows.places import PackageError

PREFIX = b"cusdesk-update-1\n"
PASSWORD = "CUSDESK_SIGNING_PASSWORD"
KEYS = ROOT / "resources" / "dictionaries" / "update_keys.toml"
_RAW = serialization.Encoding.Raw, serialization.PublicFormat.Raw
MOST_LINES = 10


def new_key(path: Path) -> str:
    """Write a new private key, encrypted by the password; return its public half.

    Raises:
        PackageError: the file exists, or there is no password.
    """
    if path.exists():
        message = f"{path} exists; a key is never overwritten"
        raise PackageError(message)
    key = Ed25519PrivateKey.generate()
    content = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(_password()),
    )
    path.touch(mode=0o600)
    path.write_bytes(content)
    return public_half(key)


def load_key(path: Path) -> Ed25519PrivateKey:
    """Read a private key.

    Raises:
        PackageError: it cannot be read with the password of the environment.
    """
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), _password())
    except (OSError, ValueError, TypeError) as error:
        message = f"{path} is not a key that {PASSWORD} opens"
        raise PackageError(message) from error
    if not isinstance(key, Ed25519PrivateKey):
        message = f"{path} is not an Ed25519 key"
        raise PackageError(message)
    return key


def public_half(key: Ed25519PrivateKey) -> str:
    """Return the base64 of the 32 bytes that the program knows the key by."""
    return base64.b64encode(key.public_key().public_bytes(*_RAW)).decode("ascii")


def known_keys() -> list[str]:
    """Return the public halves the program of this checkout accepts."""
    found = tomllib.loads(KEYS.read_text(encoding="utf-8")).get("key", [])
    return [str(entry["public"]) for entry in found]


def write_update(
    target: Path, contents: dict[str, bytes], about: dict[str, object], key: Ed25519PrivateKey
) -> Path:
    """Write an update file; return where it is.

    Args:
        target: the file to write.
        contents: `notes.txt` and `setup.exe`, in this order.
        about: version, schema and made, as docs/packaging.md says.
        key: signs the list.

    Raises:
        PackageError: the notes are longer than ten lines.
    """
    if len(contents["notes.txt"].decode("utf-8").splitlines()) > MOST_LINES:
        message = f"release notes have at most {MOST_LINES} lines"
        raise PackageError(message)
    files = [
        {"path": name, "size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        for name, body in contents.items()
    ]
    listed = json.dumps({"format": 1, "program": "cusdesk", **about, "files": files}).encode()
    signed = {"update.json": listed, "update.sig": key.sign(PREFIX + listed)}
    target.parent.mkdir(parents=True, exist_ok=True)
    moment = dt.datetime.fromisoformat(str(about["made"])).timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, body in (signed | contents).items():
            archive.writestr(zipfile.ZipInfo(name, moment), body)
    return target


def _password() -> bytes:
    word = os.environ.get(PASSWORD, "")
    if not word:
        message = f"set {PASSWORD}: the private key is kept encrypted"
        raise PackageError(message)
    return word.encode("utf-8")
