"""`dev.py update` and `dev.py update-key`: the signed file that carries a new version on a stick.

The private key is a file outside the repository; only its public half is a resource.
"""

from __future__ import annotations

import argparse
import base64
import os
import sys
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import cusdesk
from cusdesk.core.errors import CusdeskError
from cusdesk.core.release_notes import releases
from cusdesk.core.update_file import SUFFIX, Contents, read_update, write_update
from cusdesk.db.migrate import latest_version

ROOT = Path(__file__).resolve().parent.parent
KEYS = ROOT / "resources" / "dictionaries" / "update_keys.toml"


class RefusedError(Exception):
    """What was asked for is not done; the words say why."""


def load_key(path: Path) -> Ed25519PrivateKey:
    """Return the private key of a PEM file.

    Raises:
        RefusedError: it is not there, or holds another kind of key.
    """
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        message = f"{path} holds no private key that can be read"
        raise RefusedError(message) from error
    if not isinstance(key, Ed25519PrivateKey):
        message = f"{path} is not an Ed25519 key"
        raise RefusedError(message)
    return key


def make_update(setup: Path, key: Path, folder: Path) -> Path:
    """Write the update file of this version; return where it lies, after reading it as a user's.

    Raises:
        RefusedError: no installer, no key, or a key whose public half is not in the program.
    """
    if not setup.is_file():
        message = f"There is no installer: {setup}"
        raise RefusedError(message)
    release = releases()[0]
    if release.version != cusdesk.__version__:
        message = f"release_notes.toml begins with {release.version}, not {cusdesk.__version__}"
        raise RefusedError(message)
    contents = Contents(release.version, latest_version(), release.made_on, release.lines, setup)
    private = load_key(key)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"cusdesk-{release.version}{SUFFIX}"
    with target.open("wb") as out:
        write_update(out, contents, private.sign)
    try:
        read_update(target)
    except CusdeskError as error:
        target.unlink()
        message = "No program would believe this file: its public key is not in update_keys.toml"
        raise RefusedError(message) from error
    return target


def make_key(name: str, private: Path, keys: Path = KEYS) -> None:
    """Make a pair of keys: the private one into a file nobody else reads, the public one to ours.

    Raises:
        RefusedError: the file is there already, or lies in the repository.
    """
    if ROOT in private.resolve().parents:
        message = "A private key must not lie in the repository"
        raise RefusedError(message)
    made = Ed25519PrivateKey.generate()
    pem = made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    try:
        handle = os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        message = f"{private} cannot be made: {error.strerror}"
        raise RefusedError(message) from error
    with os.fdopen(handle, "wb") as out:
        out.write(pem)
    public = made.public_key().public_bytes(
        serialization.Encoding.Raw, serialization.PublicFormat.Raw
    )
    entry = f'\n[[key]]\nname = "{name}"\npublic = "{base64.b64encode(public).decode()}"\n'
    with keys.open("a", encoding="utf-8") as resource:
        resource.write(entry)


def main(arguments: list[str]) -> int:
    """Run `file` or `key`; return the exit status."""
    parser = argparse.ArgumentParser("dev.py update", description=__doc__)
    parts = parser.add_subparsers(dest="part", required=True)
    update = parts.add_parser("file", help="write cusdesk-VERSION.cusakt")
    update.add_argument("setup", type=Path, help="the installer")
    update.add_argument("--key", type=Path, required=True, help="PEM file of the private key")
    update.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    key = parts.add_parser("key", help="make a new pair of keys")
    key.add_argument("name", help="of the key, as the year")
    key.add_argument("private", type=Path, help="PEM file to be made, outside the repository")
    options = parser.parse_args(arguments)
    try:
        if options.part == "key":
            make_key(options.name, options.private)
            print(f"private key: {options.private}\npublic key: {KEYS}")
        else:
            print(f"update: {make_update(options.setup, options.key, options.out)}")
    except RefusedError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
