"""What is said after a call was written down: what it did, Undo, and the copy for the
chart."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication

from hhdesk.care import wrap_up_acts, wrap_up_chart
from hhdesk.care.outreach import OUTCOME_WORDS, Outcome
from hhdesk.care.wrap_up_chart import ChartText
from hhdesk.care.wrap_up_facts import Part, WrapUpDone, WrapUpOrder
from hhdesk.exchange import chart_note
from hhdesk.gui.desk import Desk
from hhdesk.i18n import N_, _, explain, ngettext

_PARTS = {
    Part.SERVICES: N_("core service"),
    Part.REFERRALS: N_("referral"),
    Part.STEPS: N_("step of the plan"),
    Part.MISSED: N_("missed visit"),
    Part.VISIT: N_("visit"),
    Part.ARRANGEMENTS: N_("ride or interpreter"),
    Part.CONSENT: N_("consent"),
    Part.BARRIERS: N_("barrier"),
    Part.NEXT_CONTACT: N_("next contact"),
}


def words(order: WrapUpOrder, done: WrapUpDone) -> str:
    """One sentence, and what moved beside the contact."""
    told = order.contact
    sentence = _("{child}: {result}. It is written down.")
    if told.outcome is Outcome.REACHED and told.with_whom:
        sentence = _("{child}: contact with {who} is written down.")
    result = _(OUTCOME_WORDS[told.outcome])
    said = sentence.format(child=done.child, result=result, who=told.with_whom)
    moved = ", ".join(_(_PARTS[part]) for part in done.parts if part in _PARTS)
    return f"{said} {_('Also: {parts}.').format(parts=moved)}" if moved else said


def tell(desk: Desk, order: WrapUpOrder, done: WrapUpDone, *, copying: bool) -> None:
    """Say it, and have every screen read what it touched."""
    for member_id in done.members:
        desk.member_saved.emit(member_id)
    said, undo = words(order, done), partial(take_back, desk, done)
    if not copying:
        desk.say(said, undo)
        return
    desk.worker.read(
        wrap_up_chart.chart_text,
        done.id,
        then=partial(_copy, desk, said, undo),
        failed=lambda refusal: desk.say(f"{said} {explain(refusal)}", undo),
    )


def _copy(desk: Desk, said: str, undo: Callable[[], None], chart: ChartText) -> None:
    """It leaves when it is recorded that it does."""
    text = chart_note.text(chart)
    desk.worker.run(
        wrap_up_chart.hand_out,
        chart,
        text.encode(),
        then=lambda _none: _copied(desk, said, undo, chart, text),
        failed=lambda refusal: desk.say(f"{said} {explain(refusal)}", undo),
    )


def _copied(
    desk: Desk, said: str, undo: Callable[[], None], chart: ChartText, text: str
) -> None:
    QGuiApplication.clipboard().setText(text)
    copied = _("Copied for the chart.")
    if chart.withheld:
        more = ngettext("{n} item withheld.", "{n} items withheld.", chart.withheld)
        copied += " " + more.format(n=chart.withheld)
    desk.say(f"{said} {copied}", undo)


def take_back(desk: Desk, done: WrapUpDone) -> None:
    """All of it, as one."""

    def taken(_none: None) -> None:
        for member_id in done.members:
            desk.member_saved.emit(member_id)
        desk.say(_("It is as it was."))

    desk.worker.run(
        wrap_up_acts.undo,
        done.id,
        then=taken,
        failed=lambda refusal: desk.say(explain(refusal)),
    )
