"""The acts of a call that is written down once."""

from __future__ import annotations

from dataclasses import replace

from hhdesk.care import (
    outreach_acts,
    referral_news,
    referral_taking_back,
    wrap_up_acts,
    wrap_up_chart,
)
from hhdesk.care.goals import BarrierKind
from hhdesk.care.outreach import OutreachAttempt
from hhdesk.care.referrals import Referral
from hhdesk.care.wrap_up_facts import NewBarrier, NewVisit, WrapUpDone, WrapUpOrder
from tests.care.act_desk import TOLD, Desk, words
from tests.care.acts import Case
from tests.care.wrap_up_family import CALL

TYPED = replace(CALL, with_whom=words("Rosa"), note=words("no bus"), interpreter="7")


def _recorded(desk: Desk) -> WrapUpDone:
    order = WrapUpOrder(
        TYPED,
        visit=NewVisit((desk.member_id,), desk.visit_details(24), (desk.ride(),)),
        barriers=(NewBarrier(desk.member_id, BarrierKind.OTHER, words("bus")),),
    )
    return wrap_up_acts.record(desk.session, desk.member_id, order)


def _copied(desk: Desk) -> None:
    done = _recorded(desk)
    chart = wrap_up_chart.chart_text(desk.session, done.id)
    wrap_up_chart.hand_out(desk.session, chart, words("text").encode())


def _named(desk: Desk) -> None:
    tried = outreach_acts.record_contact(desk.session, desk.member_id, TYPED)
    row = desk.session.get_one(OutreachAttempt, tried)
    referral_news.name_attempt(desk.session, desk.sent().id, row, words("note"))


def _taken_back(desk: Desk) -> None:
    sent = desk.sent()
    row = desk.session.get_one(Referral, sent.id)
    before = referral_taking_back.stood(desk.session, [row])[row.id]
    referral_news.add_note(desk.session, row.id, TOLD)
    now = referral_taking_back.stood(desk.session, [row])[row.id]
    back = referral_taking_back.since(before, now)
    referral_taking_back.take_back(desk.session, row.id, back, seen=row.version)


CASES: tuple[Case, ...] = (
    Case("wrap_up_acts.record", outreach_acts.RECORD, _recorded),
    Case(
        "wrap_up_undoing.undo",
        "wrap_up.undo",
        lambda desk: wrap_up_acts.undo(desk.session, _recorded(desk).id),
    ),
    Case("wrap_up_chart.hand_out", "disclosure.make", _copied),
    Case("referral_news.name_attempt", "referral.attempt", _named),
    Case("referral_taking_back.take_back", "referral.take_back", _taken_back),
)
