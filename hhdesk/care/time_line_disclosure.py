"""A child's time line for a reader: what the one rule lets out, without what is only
the clinic's own to know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from hhdesk.care import clinic, member_history, member_page
from hhdesk.care.clinic import ClinicRow
from hhdesk.care.confidentiality import Audience, Reader, Seal, decide, released
from hhdesk.care.history_facts import Happening, HistoryRow, Stretch
from hhdesk.care.person import Name
from hhdesk.care.plan_disclosure import reader_for, reader_name
from hhdesk.care.programs import SegmentState
from hhdesk.care.referrals import EventKind
from hhdesk.care.visit_disclosure import check_alive, family_language
from hhdesk.errors import NotPermitted
from hhdesk.store.session import UnitOfWork

_LETTERS = (Audience.FAMILY, Audience.YOUTH)

H = Happening

_FOR_OTHERS = frozenset(
    {
        H.CONTACT,
        H.VISIT,
        H.REFERRAL,
        H.PLAN_SIGNATURE,
        H.PLAN_REVIEW,
        H.STAY,
        H.ANSWERS,
        H.CONSENT,
        H.REVOCATION,
        H.DOCUMENT,
        H.DISCLOSURE,
        H.ENROLLMENT,
    }
)
"""What tells more than staff's own words and doings."""
_PROGRAM = (SegmentState.ENROLLED, SegmentState.ENDED)
_TYPED: Mapping[Happening, tuple[str, ...]] = {
    H.CONTACT: ("more",),
    H.VISIT: ("more", "third"),
    H.REFERRAL: ("more",),
    H.PLAN_REVIEW: ("more",),
    H.ANSWERS: ("more", "detail", "third"),
    H.DOCUMENT: ("title",),
    H.ENROLLMENT: ("third",),
    H.STAY: ("third",),
}
"""Words of staff, reasons and scores: these stay with the team."""


@dataclass(frozen=True, slots=True)
class TimeLineForReader:
    """All that the time line may say, the oldest first; `withheld` is for the operator
    alone."""

    member_id: UUID
    name: Name
    reader_name: str
    audience: Audience
    language: str
    stretch: Stretch
    rows: tuple[HistoryRow, ...]
    clinic: ClinicRow
    coordinator: str
    withheld: int
    seal: Seal = Seal()


def time_line_for_reader(
    session: UnitOfWork,
    member_id: UUID,
    audience: Audience,
    *,
    recipient: str = "",
    stretch: Stretch,
) -> TimeLineForReader:
    """Gather the time line.

    Raises NotFound, and NotPermitted where the reader may not even have what is
    general, or where no letter goes out any more.
    """
    page = member_page.member_page(session, member_id)
    if audience in _LETTERS:
        check_alive(session, page)
    reader = reader_for(session, page, audience, recipient)
    general = decide(Seal(), reader)
    if not general.released:
        raise NotPermitted(general.reason)
    asked = list(filter(stretch.takes, member_history.history(session, member_id)))
    kept = list(_kept(asked, reader))
    seals = (seal for row in kept for seal in row.chain)
    return TimeLineForReader(
        member_id,
        page.name,
        recipient or reader_name(page, audience),
        audience,
        family_language(page, audience),
        stretch,
        tuple(reversed(kept)),
        clinic.clinic(session),
        page.enrollment.coordinator if page.enrollment else "",
        len(asked) - len(kept),
        next((seal for seal in seals if not seal.ordinary), Seal()),
    )


def _kept(rows: list[HistoryRow], reader: Reader) -> Iterator[HistoryRow]:
    shown = _plain if reader.audience is not Audience.CARE_TEAM else _whole
    serves = _serving(rows, reader)
    for row in rows:
        if not row.staff_only and serves(row) and released(row.chain, reader):
            yield shown(row)


def _whole(row: HistoryRow) -> HistoryRow:
    return row


def _plain(row: HistoryRow) -> HistoryRow:
    """Without the words of staff, and without what service of a program it was."""
    typed = _TYPED.get(row.what, ())
    return replace(
        row,
        services=(),
        title="" if "title" in typed else row.title,
        more="" if "more" in typed else row.more,
        detail="" if "detail" in typed else row.detail,
        third="" if "third" in typed else row.third,
    )


def _serving(rows: list[HistoryRow], reader: Reader) -> Callable[[HistoryRow], bool]:
    """What an audience is told at all, before the rule is asked."""
    if reader.audience is Audience.CARE_TEAM:
        return lambda row: True
    if reader.audience is not Audience.RECIPIENT:
        return _for_family
    theirs = {
        row.about
        for row in rows
        if row.what is H.REFERRAL and row.who == reader.recipient
    }

    def to_recipient(row: HistoryRow) -> bool:
        """Not what was asked of other agencies, and not what others were given."""
        own = row.about is None or row.about in theirs
        return own and row.what is not H.DISCLOSURE and _for_family(row)

    return to_recipient


def _for_family(row: HistoryRow) -> bool:
    """Steps, not the ways to them."""
    if row.what is H.ENROLLMENT:
        return row.code in _PROGRAM
    if row.what is H.REFERRAL:
        return row.third == EventKind.STEP
    return row.what in _FOR_OTHERS
