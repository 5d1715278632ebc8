"""Keys of the local file: SQLCipher 4, the key derived once a process.

The derivation is SQLCipher's own (PBKDF2-HMAC-SHA512, 256,000 rounds, the file's
first 16 bytes as salt), so that the file opens with its passphrase in any SQLCipher
tool; the program hands the driver the derived key, which opens in 0.2 ms, not 200.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hhdesk.errors import DatabaseMissing, DatabaseRefused
from hhdesk.i18n import N_

ROUNDS = 256_000
SALT_BYTES = 16
PLAIN_HEADER = b"SQLite format 3\x00"

# Printed on every screen of the demonstration clinic: it protects nothing.
DEMO_PASSPHRASE = "demo key: protects nothing"  # noqa: S105


@dataclass(frozen=True, slots=True)
class FileKey:
    """The derived key and the salt in the file's head, for `PRAGMA key`."""

    key: bytes
    salt: bytes

    def pragma(self) -> str:
        return f"PRAGMA key = \"x'{self.key.hex()}{self.salt.hex()}'\""

    def __repr__(self) -> str:
        return "FileKey(...)"


@lru_cache(maxsize=2)
def derive(passphrase: str, salt: bytes) -> FileKey:
    """About 0.2 s of work, on purpose; what lies beside a database asks again."""
    secret = passphrase.encode()
    return FileKey(hashlib.pbkdf2_hmac("sha512", secret, salt, ROUNDS, 32), salt)


def subkey(secret: bytes, purpose: str, salt: bytes) -> FileKey:
    """A key of its own for another file, out of a secret of 32 random bytes."""
    message = purpose.encode() + b"\0" + salt
    return FileKey(hmac.digest(secret, message, "sha256"), salt)


def key_for_new(passphrase: str, salt: bytes | None = None) -> FileKey:
    """A key for a file that does not exist yet."""
    return derive(passphrase, salt or secrets.token_bytes(SALT_BYTES))


def key_for(path: Path, passphrase: str) -> FileKey:
    """The key of an existing file; refuses what is missing, short or plain."""
    if not path.is_file():
        raise DatabaseMissing(N_("There is no database at {path}."), path=path)
    with path.open("rb") as file:
        head = file.read(SALT_BYTES)
    if len(head) < SALT_BYTES:
        raise DatabaseRefused(N_("{path} is not a database."), path=path)
    if head == PLAIN_HEADER:
        raise DatabaseRefused(
            N_("{path} is a database without encryption; it is not opened."), path=path
        )
    return derive(passphrase, head)


def private(path: Path) -> None:
    """Only the owner may read the file."""
    if os.name == "posix":
        path.chmod(0o600)
