"""What an open loop says on its row, before child and owner are put to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from hhdesk.care.confidentiality import Seal
from hhdesk.care.open_loop_kinds import LoopAct
from hhdesk.care.referral_choices import ReferralAct
from hhdesk.care.referral_states import Turn

Values = Mapping[str, str | int | date]

US = (Turn.US,)
FAMILY = (Turn.FAMILY,)
AGENCY = (Turn.AGENCY,)


@dataclass(frozen=True, slots=True)
class Told:
    """See `LoopRow`. `seal` is the one that closes it, or its own."""

    why: str
    act: LoopAct
    values: Values = field(default_factory=dict)
    turn: tuple[Turn, ...] = US
    version: int | None = None
    seal: Seal = Seal()
    note: str = ""
    referral_id: UUID | None = None
    referral_act: ReferralAct | None = None


def closing(*chain: Seal) -> Seal:
    """Of the seals from an origin down to an item, the one that closes it, else the
    first that not everybody may share, else the last: its own."""
    unusual = (seal for seal in chain if not seal.ordinary)
    first = next(unusual, chain[-1])
    return next((seal for seal in chain if seal.sealed), first)
