"""Keys made by the client: UUID version 7 (RFC 9562), ordered by time."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from uuid import UUID

IdMaker = Callable[[], UUID]

_VERSION_AND_VARIANT = 0x7 << 76 | 0b10 << 62
_TAIL_BITS = 74
# Stays free in what is counted on, so that the count never runs into the variant.
_HEADROOM = 1 << 61
_STEP_BITS = 32


def _value(milliseconds: int, random_bits: int) -> int:
    high = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | (random_bits >> 62 & 0xFFF) << 64
    return high | _VERSION_AND_VARIANT | random_bits & 0x3FFF_FFFF_FFFF_FFFF


def uuid7(milliseconds: int, random_bits: int) -> UUID:
    """A version 7 UUID from Unix milliseconds and 74 random bits."""
    return UUID(int=_value(milliseconds, random_bits))


class _Randomness:
    """Bits of the system's randomness, some at a time: asking for each key's takes
    longer than making it. To be used by one thread at a time."""

    _EACH = 10

    def __init__(self) -> None:
        self._bytes, self._at = b"", 0

    def bits(self, count: int) -> int:
        """At most 80."""
        if self._at == len(self._bytes):
            self._bytes, self._at = os.urandom(self._EACH * 64), 0
        start, self._at = self._at, self._at + self._EACH
        return int.from_bytes(self._bytes[start : self._at]) >> (80 - count)


def id_maker(clock: Callable[[], datetime]) -> IdMaker:
    """Keys by a clock, random in their tail; each is greater than the one before, so
    that the order of keys is the order of their making, however fast."""
    last = 0
    lock = Lock()
    random = _Randomness()

    def make() -> UUID:
        nonlocal last
        with lock:
            tail = random.bits(_TAIL_BITS) & ~_HEADROOM
            made = _value(int(clock().timestamp() * 1000), tail)
            if made <= last:
                made = last + 1 + random.bits(_STEP_BITS)
            last = made
        return UUID(int=made)

    return make
