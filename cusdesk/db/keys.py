"""The database key, the recovery code it comes from, and the envelope that wraps it by passwords.

The key is derived by HKDF from a random 160-bit recovery code, so a lone office file opens with the
printed code alone. A sheet printed later carries the key itself as a longer code
(docs/adr/0011-another-sheet.md). The envelope `<office>.cusdesk-keys` holds, for each user, the
same key wrapped by AES-GCM under Argon2id of the password. An unwrap that fails is a wrong
password; an unwrap that works and opens nothing is damage.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import StorageError
from cusdesk.db.raw_file import file_salt

if TYPE_CHECKING:
    from pathlib import Path

KEY_BYTES = 32
CODE_BYTES = 20
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, no 1/I: read aloud and typed from paper
_GROUP = 5
_CODE_CHARS = {CODE_BYTES: 35, KEY_BYTES: 55}
"""Characters of a code by the bytes it carries: whole groups; what is over is the check."""
ENVELOPE_FORMAT = 2
"""1 had neither `is_temporary` nor `changed_on`."""


def new_recovery_code() -> str:
    """Return a fresh recovery code as printed: seven groups of five letters and digits.

    32 characters carry 160 random bits, the last 3 a check that catches a slip of the pen.
    """
    return format_recovery_code(os.urandom(CODE_BYTES))


def format_recovery_code(raw: bytes) -> str:
    """Return 20 bytes, or the 32 of a key, as the printed code."""
    import hashlib  # with OpenSSL behind it; the names at the door are read without

    chars = _CODE_CHARS[len(raw)]
    check_bits = chars * 5 - len(raw) * 8
    check = hashlib.sha256(b"cusdesk code" + raw).digest()[:4]
    value = int.from_bytes(raw, "big") << check_bits
    value |= int.from_bytes(check, "big") >> (32 - check_bits)
    text = "".join(_ALPHABET[(value >> shift) & 31] for shift in range(5 * (chars - 1), -1, -5))
    return "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))


def parse_recovery_code(text: str) -> bytes:
    """Return the bytes of a typed recovery code; case, spaces and dashes do not matter.

    Shape: 20 bytes of the first code of an office, 32 of a code printed later.

    Raises:
        StorageError: `storage.recovery_code_typo` when the length, a character or the check is off.
    """
    compact = "".join(ch for ch in text.upper() if ch not in " -\t\n.")
    size = next((size for size, chars in _CODE_CHARS.items() if chars == len(compact)), 0)
    if not size or any(ch not in _ALPHABET for ch in compact):
        raise StorageError("storage.recovery_code_typo")
    value = 0
    for ch in compact:
        value = value << 5 | _ALPHABET.index(ch)
    raw = (value >> (len(compact) * 5 - size * 8)).to_bytes(size, "big")
    if format_recovery_code(raw).replace("-", "") != compact:
        raise StorageError("storage.recovery_code_typo")
    return raw


def derive_database_key(code: bytes) -> bytes:
    """Return the 32-byte database key of a recovery code: by HKDF-SHA256, or the code itself."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    if len(code) == KEY_BYTES:  # a sheet printed later: the key cannot be turned back into 20 bytes
        return code
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"cusdesk database key 1").derive(code)


def key_check(key: bytes) -> str:
    """Return a short fingerprint that tells whether a key belongs to an envelope."""
    import hmac

    return hmac.digest(key, b"cusdesk key check", "sha256")[:8].hex()


@dataclass(frozen=True, slots=True)
class KeyCost:
    """Work of one Argon2id: passes, memory in KiB, lanes (RFC 9106, second recommendation)."""

    passes: int = 3
    memory_kib: int = 65536
    lanes: int = 4


@dataclass(slots=True)
class WrappedKey:
    """The database key as one user's password wraps it; all bytes in hex.

    Attributes:
        is_temporary: somebody else set the password; its owner is asked for their own.
        changed_on: ISO date of the last change; empty when unknown.
    """

    user_id: str
    name: str
    cost: KeyCost
    salt: str
    nonce: str
    wrapped: str
    is_temporary: bool = False
    changed_on: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class NewPassword:
    """A password to be set, with what is kept beside it; `repr` keeps it to itself."""

    password: str
    is_temporary: bool = False
    changed_on: str = ""
    cost: KeyCost | None = None


@dataclass(slots=True)
class Envelope:
    """The content of a `.cusdesk-keys` file."""

    key_check: str
    users: list[WrappedKey] = field(default_factory=list)
    format: int = ENVELOPE_FORMAT

    def unwrap(self, password: str, user_name: str | None = None) -> tuple[bytes, WrappedKey]:
        """Return the database key and the user whose password opens it.

        Raises:
            StorageError: `storage.wrong_password`, or `storage.no_such_user`.
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        users = [u for u in self.users if user_name is None or u.name == user_name]
        if not users:
            raise StorageError("storage.no_such_user")
        for user in users:
            secret = _password_key(password, bytes.fromhex(user.salt), user.cost)
            try:
                key = AESGCM(secret).decrypt(
                    bytes.fromhex(user.nonce), bytes.fromhex(user.wrapped), user.user_id.encode()
                )
            except InvalidTag:
                continue
            return key, user
        raise StorageError("storage.wrong_password")

    def wrap(self, key: bytes, new: NewPassword, *, user_id: str, name: str) -> None:
        """Add a user, or replace the wrapping of one who has a new password."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        cost = new.cost or KeyCost()
        salt, nonce = os.urandom(16), os.urandom(12)
        secret = _password_key(new.password, salt, cost)
        wrapped = AESGCM(secret).encrypt(nonce, key, user_id.encode())
        entry = WrappedKey(user_id, name, cost, salt.hex(), nonce.hex(), wrapped.hex())
        entry.is_temporary, entry.changed_on = new.is_temporary, new.changed_on
        self.drop(user_id)
        self.users.append(entry)

    def drop(self, user_id: str) -> None:
        """Take a user's entry away: their password opens nothing any more."""
        self.users = [user for user in self.users if user.user_id != user_id]

    def entry(self, user_id: str) -> WrappedKey | None:
        """Return a user's entry, None without one."""
        return next((user for user in self.users if user.user_id == user_id), None)

    def dump(self) -> bytes:
        """Return the file's bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def _password_key(password: str, salt: bytes, cost: KeyCost) -> bytes:
    import unicodedata

    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        unicodedata.normalize("NFC", password).encode(),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def load_envelope(raw: bytes) -> Envelope:
    """Return the envelope of a file's bytes.

    Raises:
        StorageError: `storage.keys_damaged`, or `storage.newer` for a format of a newer program.
    """
    try:
        data: dict[str, Any] = json.loads(raw)
        if data["format"] > ENVELOPE_FORMAT:
            raise StorageError("storage.newer")
        users = [WrappedKey(**{**u, "cost": KeyCost(**u["cost"])}) for u in data["users"]]
        return Envelope(key_check=data["key_check"], users=users)
    except (ValueError, KeyError, TypeError) as error:
        raise StorageError("storage.keys_damaged") from error


def envelope_path(office: Path) -> Path:
    """Return where the envelope of an office file lies."""
    return office.with_name(office.name + "-keys")


def profile_copy_path(office: Path) -> Path:
    """Return where the profile keeps its copy of this office's envelope."""
    from cusdesk.core.paths import user_data_dir

    return user_data_dir() / "keys" / f"{file_salt(office)}.cusdesk-keys"


def read_envelope(office: Path) -> Envelope | None:
    """Return the envelope beside the office file or, failing that, the profile's copy.

    Raises:
        StorageError: there is an envelope but no copy of it can be read, or every one is damaged.
    """
    damaged: StorageError | None = None
    for place in (envelope_path, profile_copy_path):
        try:
            return load_envelope(place(office).read_bytes())
        except FileNotFoundError:
            continue
        except OSError:
            damaged = StorageError("storage.cannot_open")
        except StorageError as error:
            damaged = error
    if damaged is not None:
        raise damaged
    return None


def write_envelope(office: Path, envelope: Envelope) -> None:
    """Write the envelope beside the office file and into the profile, each whole or not at all.

    Raises:
        OSError: one of the two was not written; the one before it may be.
    """
    from cusdesk.core.files import write_whole

    raw = envelope.dump()
    write_whole(envelope_path(office), raw)
    copy = profile_copy_path(office)
    copy.parent.mkdir(parents=True, exist_ok=True)
    write_whole(copy, raw)


def refresh_profile_copy(office: Path) -> None:
    """Make the profile's copy the same as the envelope beside the office file, where it can be."""
    from cusdesk.core.files import write_whole

    with contextlib.suppress(OSError):
        copy = profile_copy_path(office)
        raw = envelope_path(office).read_bytes()
        if not copy.is_file() or copy.read_bytes() != raw:
            copy.parent.mkdir(parents=True, exist_ok=True)
            write_whole(copy, raw)
