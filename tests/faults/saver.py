"""A workstation that saves without end, and says of each save that it was saved.

Started by kill_saves.py, which kills it. For each line `DATABASE SEED` a new process
opens the database with HHDESK_PASSPHRASE and saves; a line of JSON per save is written
after its commit was answered.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NoReturn
from uuid import UUID

from sqlalchemy.exc import OperationalError

sys.path.insert(0, str(Path(__file__).parents[2]))

from hhdesk import app
from hhdesk.app import Opened
from hhdesk.care import members, plan_saving, referral_acts
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.consents import Basis
from hhdesk.care.goals import ConcernRow, Domain, GoalRow
from hhdesk.care.household import Relationship
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.referral_facts import ReferralDetails
from hhdesk.care.referral_steps import Sharing
from hhdesk.care.translations import Pair
from hhdesk.errors import DatabaseAway
from hhdesk.store.engine import Database
from hhdesk.store.opening import Target
from hhdesk.store.session import UnitOfWork

Kept = dict[str, object]
"""What a save gave: enough to look for it later."""

MOTHER = CaregiverDetails(
    Name("Lucía", "Ruiz"), Relationship.MOTHER, phone="5105550142"
)


@dataclass
class Saver:
    """Saves of the three kinds that a coordinator makes all day."""

    chance: random.Random
    plans: dict[UUID, int] = field(default_factory=dict)
    """The members entered so far, with the number of their plan's version."""

    def member(self, session: UnitOfWork) -> Kept:
        name = Name(f"Ana{self.chance.getrandbits(40)}", "Díaz")
        child = MemberDetails(name, date(2020, 1, 1), caregiver=MOTHER)
        made = members.create(session, child, session.actor_id)
        self.plans[made] = 0
        return {"member": str(made), "name": name.given}

    def plan(self, session: UnitOfWork) -> Kept:
        member_id = self._anybody()
        seen = self.plans[member_id]
        words = Pair(f"Version {seen + 1} of the plan", "")
        goals = tuple(GoalRow(Domain.MEDICAL, words) for _ in range(3))
        concerns = (ConcernRow(Domain.MEDICAL, words),)
        content = PlanContent(words, words, concerns, goals)
        saved = plan_saving.save(session, member_id, content, seen=seen)
        self.plans[member_id] = saved.number
        return {"plan_of": str(member_id), "number": saved.number}

    def referral(self, session: UnitOfWork) -> Kept:
        need = ReferralDetails(Domain.SOCIAL_SUPPORT, "Food", "Food bank")
        row = referral_acts.create(session, self._anybody(), need).referral
        sharing = Sharing(Basis.SIGNED)
        referral_acts.send(session, row.id, sharing, seen=row.version)
        return {"referral": str(row.id)}

    def _anybody(self) -> UUID:
        return self.chance.choice(list(self.plans))

    def any(self) -> Callable[[UnitOfWork], Kept]:
        if not self.plans:
            return self.member
        return self.chance.choice([self.member, self.plan, self.referral])


def save(database: Database, actor_id: UUID, saver: Saver) -> Kept | None:
    """One save; None if it is certain that nothing was saved."""
    act, before, receipt = saver.any(), dict(saver.plans), database.ids()
    kept: Kept = {}
    try:
        with database.transaction(actor_id, receipt) as session:
            kept = act(session)
    except DatabaseAway:
        if not happened(database, receipt):
            saver.plans = before
            return None
    return {"receipt": str(receipt), **kept}


def happened(database: Database, receipt: UUID) -> bool:
    """Whether the act was saved, asked until the server is there again."""
    while True:
        try:
            return database.happened(receipt)
        except OperationalError:
            time.sleep(0.05)


def say(words: Kept) -> None:
    """One line in one write: a kill leaves the whole of it or nothing."""
    os.write(sys.stdout.fileno(), f"{json.dumps(words)}\n".encode())


def opened(named: str) -> Opened:
    return app.open_database(Target(named), os.environ.get("HHDESK_PASSPHRASE", ""))


def work(named: str, seed: int) -> NoReturn:
    """Save until killed."""
    clinic = opened(named)
    saver = Saver(random.Random(seed))
    while True:
        kept = save(clinic.database, clinic.actor_id, saver)
        if kept:
            say(kept)


def main() -> None:
    """A process for each line: imports take longer than most savers live."""
    warm = False
    for line in sys.stdin:
        named, seed = line.split()
        if not warm:
            opened(named).close()
            warm = True
        pid = os.fork()
        if pid == 0:
            work(named, int(seed))
        say({"pid": pid})
        status = os.waitpid(pid, 0)[1]
        say({"ended_by": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0})


if __name__ == "__main__":
    main()
