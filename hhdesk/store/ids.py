"""Keys made by the client: UUID version 7 (RFC 9562), ordered by time."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

IdMaker = Callable[[], UUID]


def uuid7(milliseconds: int, random_bits: int) -> UUID:
    """A version 7 UUID from Unix milliseconds and 74 random bits."""
    value = (milliseconds & (2**48 - 1)) << 80
    value |= 0x7 << 76
    value |= ((random_bits >> 62) & 0xFFF) << 64
    value |= 0b10 << 62
    value |= random_bits & (2**62 - 1)
    return UUID(int=value)


def id_maker(clock: Callable[[], datetime]) -> IdMaker:
    """Keys by a clock, random in their tail."""

    def make() -> UUID:
        return uuid7(int(clock().timestamp() * 1000), secrets.randbits(74))

    return make
