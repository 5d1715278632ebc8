"""The acts of hospital stays: written down, changed, ended, taken back."""

from __future__ import annotations

from dataclasses import replace

from hhdesk.care import stay_acts, stays
from hhdesk.care.stays import HospitalStay, StayDetails, StayKind
from tests.care.act_desk import Desk, words
from tests.care.acts import Case


def _details(desk: Desk) -> StayDetails:
    return StayDetails(
        StayKind.INPATIENT,
        words("hospital"),
        desk.session.today(),
        reason=words("asthma"),
        discharge_plan=words("rest"),
    )


def _recorded(desk: Desk) -> HospitalStay:
    key = stay_acts.record_stay(desk.session, desk.member_id, _details(desk))
    return desk.session.get_one(HospitalStay, key)


def _discharged(desk: Desk) -> None:
    today = desk.session.today()
    told = today, words("home"), words("inhaler twice a day")
    desk.act(stay_acts.discharge, _recorded(desk), *told)


def _changed(desk: Desk) -> None:
    details = replace(_details(desk), place=words("elsewhere"))
    desk.act(stay_acts.change, _recorded(desk), details)


def _put_back(desk: Desk) -> None:
    stay = _recorded(desk)
    desk.act(stay_acts.take_back, stay)
    assert stays.of_member(desk.session, desk.member_id) == ()
    stay_acts.put_back(desk.session, stay.id)


CASES: tuple[Case, ...] = (
    Case("stay_acts.record_stay", "stay.record", _recorded),
    Case("stay_acts.change", "stay.change", _changed),
    Case("stay_acts.discharge", "stay.discharge", _discharged),
    Case(
        "stay_acts.take_back",
        "stay.take_back",
        lambda desk: desk.act(stay_acts.take_back, _recorded(desk)),
    ),
    Case("stay_acts.put_back", "stay.put_back", _put_back),
)
