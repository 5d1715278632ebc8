"""Random secrets in the operating system's own key ring; never in a file."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from typing import Protocol

SERVICE = "hhdesk"
SECRET_BYTES = 32

# What an installed extra may put beside these keeps secrets in a plain file.
_REAL = frozenset(
    f"keyring.backends.{name}"
    for name in ("Windows", "macOS", "SecretService", "libsecret", "kwallet")
)

_log = logging.getLogger(__name__)


class Ring(Protocol):
    """One of keyring's backends."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...


def secret(name: str, rings: Iterable[Ring] | None = None) -> bytes | None:
    """The 32 random bytes kept under a name, made when first asked for.

    None where there is no real key ring, or where it is closed or does not keep what
    it was given.
    """
    from keyring.errors import KeyringError

    for ring in _installed() if rings is None else rings:
        if type(ring).__module__ not in _REAL:
            continue
        try:
            return _kept(ring, name)
        except (KeyringError, ValueError, OSError) as error:
            _log.warning("The key ring did not answer: %s", error)
    return None


def _installed() -> list[Ring]:
    import keyring

    chosen = keyring.get_keyring()
    # Where several are usable, keyring puts a chain before them.
    return list(getattr(chosen, "backends", (chosen,)))


def _kept(ring: Ring, name: str) -> bytes | None:
    found = ring.get_password(SERVICE, name)
    if found is None:
        made = secrets.token_hex(SECRET_BYTES)
        ring.set_password(SERVICE, name, made)
        found = ring.get_password(SERVICE, name)
        if found != made:
            return None
    key = bytes.fromhex(found)
    return key if len(key) == SECRET_BYTES else None
