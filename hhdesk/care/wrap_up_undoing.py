"""Undoing a whole call: everything that it did, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import (
    attendance,
    audit,
    booking,
    consents,
    plan_saving,
    referral_acts,
    referral_taking_back,
)
from hhdesk.care.appointments import Appointment
from hhdesk.care.arrangements import Arrangement, ArrangementStatus
from hhdesk.care.consents import Consent
from hhdesk.care.core_services import GivenService
from hhdesk.care.goals import Activity, Barrier
from hhdesk.care.merge_changes import value_of
from hhdesk.care.outreach import OutreachAttempt
from hhdesk.care.plan_records import CarePlan, PlanStage
from hhdesk.care.referral_taking_back import TAKEN_BACK, Back
from hhdesk.care.referrals import Referral
from hhdesk.care.wrap_ups import WrapUp
from hhdesk.errors import ChangedElsewhere, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

UNDONE = N_("This call was undone already.")
CHANGED = N_(
    "Something that this call did was changed since, so it cannot be undone as a whole."
)


EXPLAINED = ("reason", "barrier", "ask_on")
"""What the reason of a missed visit changes of its row."""


def undo(session: UnitOfWork, wrap_up_id: UUID) -> None:
    """Everything is as it was before the call; a plan that it began stays, empty.

    Raises NotFound, NotPermitted for one that was undone, ChangedElsewhere where
    something of it was changed since; nothing is undone then.
    """
    row = session.get(WrapUp, wrap_up_id, with_for_update=True)
    if row is None or row.voided_at is not None:
        raise NotFound(N_("There is no such call."))
    if row.undone_at is not None:
        raise NotPermitted(UNDONE)
    _Undoing(session, row).run()


class _Undoing:
    """The rows of a call, locked and as the call left them."""

    def __init__(self, session: UnitOfWork, row: WrapUp) -> None:
        self.session, self.row, self.did = session, row, row.did
        self.plans = self._locked(CarePlan, self._told("plans"))
        lines = [one for plan in self._told("plans") for one in plan["steps"]]
        self.steps = self._locked(Activity, lines)
        self.visits = self._locked(
            Appointment, [*self._told("visits"), *self._told("missed")]
        )
        self.referrals = self._locked(Referral, self._told("referrals"))
        self._check()

    def _told(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.did.get(name, [])
        return found

    def _keys(self, name: str) -> list[UUID]:
        return [UUID(key) for key in self.did.get(name, [])]

    def _locked(self, kind: Any, told: Sequence[dict[str, Any]]) -> dict[UUID, Any]:
        """By key; raises ChangedElsewhere where one is gone or was saved since."""
        if not told:
            return {}
        versions = {UUID(one["id"]): one.get("version") for one in told}
        found = self.session.scalars(
            select(kind)
            .where(kind.id.in_(versions), kind.voided_at.is_(None))
            .order_by(kind.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        rows = {row.id: row for row in found}
        for key, version in versions.items():
            stays = key in rows and version in (None, rows[key].version)
            if not stays:
                raise ChangedElsewhere(CHANGED)
        return rows

    def _check(self) -> None:
        """What has no lock of its own."""
        rides = [one for visit in self._told("visits") for one in visit["arrangements"]]
        self._locked(Arrangement, [*rides, *self._told("arrangements")])
        self.contacts = self._locked(OutreachAttempt, self._once("contacts"))
        self.services = self._locked(
            GivenService, [{"id": key} for key in self.did.get("services", [])]
        )
        consent = self.did.get("consent")
        self._locked(Consent, [{"id": consent, "version": 1}] if consent else [])

    def _once(self, name: str) -> list[dict[str, Any]]:
        """Rows that were written once, and nobody is to have saved since."""
        return [{"id": key, "version": 1} for key in self.did.get(name, [])]

    def run(self) -> None:
        with audit.gathered(self.session) as acts:
            self._undo_plans()
            self._undo_arrangements()
            self._undo_visits()
            self._undo_missed()
            self._undo_referrals()
            self._undo_contacts()
            if "consent" in self.did:
                key = UUID(self.did["consent"])
                consents.take_back(self.session, key, TAKEN_BACK)
            self.row.undone_at = self.session.now()
            counts = self._counts()
            audit.record(self.session, "wrap_up.undo", self.row.member_id, **counts)
        self.session.flush()
        for statement in audit.appending_all(self.session, acts):
            self.session.connection().execute(statement)

    def _counts(self) -> dict[str, int]:
        lists = {name: told for name, told in self.did.items() if name != "consent"}
        return {name: len(told) for name, told in lists.items() if told}

    def _void(self, row: Any) -> None:
        row.void(TAKEN_BACK, self.session.now(), self.session.actor_id)

    def _undo_plans(self) -> None:
        for told in self._told("plans"):
            plan = self.plans[UUID(told["id"])]
            for line in told["steps"]:
                step = self.steps[UUID(line["id"])]
                for name, value in line["before"].items():
                    setattr(step, name, value_of(step, name, value))
            for key in told["barriers"]:
                self._void(self.session.get_one(Barrier, UUID(key)))
            plan.edition = told["before"]["edition"]
            plan.stage = PlanStage(told["before"]["stage"])
            self.session.flush()
            plan_saving.keep_version(self.session, plan, staged=True)

    def _undo_arrangements(self) -> None:
        rides = [one for visit in self._told("visits") for one in visit["arrangements"]]
        for one in (*rides, *self._told("arrangements")):
            key, before = UUID(one["id"]), one.get("before")
            if before is None:
                booking.drop_arrangement(
                    self.session, key, TAKEN_BACK, seen=one["version"]
                )
                continue
            row = self.session.get_one(Arrangement, key)
            row.status = ArrangementStatus(before["status"])
            row.detail = before["detail"]

    def _undo_visits(self) -> None:
        for one in self._told("visits"):
            attendance.enter_in_error(
                self.session, UUID(one["id"]), TAKEN_BACK, seen=one["version"]
            )

    def _undo_missed(self) -> None:
        for told in self._told("missed"):
            visit = self.visits[UUID(told["id"])]
            for name, value in told["before"].items():
                setattr(visit, name, value_of(visit, name, value))
            attendance.record_unexplained(self.session, visit)

    def _undo_referrals(self) -> None:
        for told in self._told("referrals"):
            if told["made"]:
                key, version = told["made"]
                referral_acts.enter_in_error(
                    self.session, UUID(key), TAKEN_BACK, seen=version
                )
            referral_taking_back.take_back(
                self.session, UUID(told["id"]), _back(told), seen=told["version"]
            )

    def _undo_contacts(self) -> None:
        for row in (*self.services.values(), *self.contacts.values()):
            self._void(row)
        for one in self.contacts.values():
            audit.record(self.session, "outreach.take_back", one.member_id)


def _back(told: dict[str, Any]) -> Back:
    return Back(
        told["before"],
        tuple(_keys(told["events"])),
        tuple(_keys(told["reports"])),
        tuple(_keys(told["reviewed"])),
    )


def _keys(told: Sequence[str]) -> Iterator[UUID]:
    return map(UUID, told)
