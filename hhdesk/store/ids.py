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


def _random(bits: int) -> int:
    """Bits of the system's randomness."""
    return int.from_bytes(os.urandom(10)) >> (80 - bits)


def id_maker(clock: Callable[[], datetime]) -> IdMaker:
    """Keys by a clock, random in their tail; each is greater than the one before, so
    that the order of keys is the order of their making, however fast."""
    last = 0
    lock = Lock()

    def make() -> UUID:
        nonlocal last
        with lock:
            tail = _random(_TAIL_BITS) & ~_HEADROOM
            made = _value(int(clock().timestamp() * 1000), tail)
            if made <= last:
                made = last + 1 + _random(_STEP_BITS)
            last = made
        return UUID(int=made)

    return make
