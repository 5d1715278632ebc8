"""What the time line says of each thing, in plain words of one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from hhdesk.care.appointments import AppointmentStatus
from hhdesk.care.confidentiality import AUDIENCE_WORDS, Audience
from hhdesk.care.documents import DOCUMENT_KIND_WORDS, DocumentKind
from hhdesk.care.goals import ACHIEVEMENT_WORDS, Achievement
from hhdesk.care.history_facts import Happening, HistoryRow
from hhdesk.care.instrument_files import instrument
from hhdesk.care.notes import NOTE_WORDS, NoteKind
from hhdesk.care.outreach import WAY_WORDS, Outcome, Way
from hhdesk.care.programs import SEGMENT_STATE_WORDS, SegmentState
from hhdesk.care.referral_history import NEWS_WORDS
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referrals import EventKind
from hhdesk.care.stays import STAY_KIND_WORDS, StayKind
from hhdesk.care.translations import Pair
from hhdesk.i18n import N_
from hhdesk.papers.voices import Voice

CONTACT_WORDS = {
    Outcome.REACHED: N_("We talked with {who}."),
    Outcome.NOT_REACHED: N_("We could not reach anyone."),
    Outcome.MESSAGE_LEFT: N_("We left a message."),
    Outcome.WRONG_NUMBER: N_("The number was wrong."),
}
TALKED = N_("We talked with each other.")
VISIT_WORDS = {
    AppointmentStatus.PROPOSED: N_("A visit was proposed for {day}."),
    AppointmentStatus.BOOKED: N_("A visit was set for {day}."),
    AppointmentStatus.ARRIVED: N_("The visit took place."),
    AppointmentStatus.FULFILLED: N_("The visit took place."),
    AppointmentStatus.CANCELLED: N_("The visit was called off."),
    AppointmentStatus.NO_SHOW: N_("The visit did not take place."),
}
REFERRAL_WORDS = {
    ReferralState.DRAFT: N_("We began to get the request ready."),
    ReferralState.AWAITING_AGREEMENT: N_("We asked the family for a yes."),
    ReferralState.AWAITING_AUTHORIZATION: N_("We asked the health plan."),
    ReferralState.SENT: N_("We sent the request to {who}."),
    ReferralState.DELIVERY_FAILED: N_("The request did not reach {who}."),
    ReferralState.ACCEPTED: N_("{who} said yes."),
    ReferralState.WAITLISTED: N_("{who} put the child on a waitlist."),
    ReferralState.FAMILY_ACTION: N_("The family was asked for something."),
    ReferralState.AGENCY_NEEDS_MORE: N_("{who} asked for more."),
    ReferralState.DECLINED: N_("{who} said no, or had no place."),
    ReferralState.SCHEDULED: N_("A visit with {who} was set."),
    ReferralState.MISSED: N_("The visit with {who} did not take place."),
    ReferralState.SERVICE_RUNNING: N_("The help from {who} began."),
    ReferralState.RESULT: N_("The visit with {who} took place."),
    ReferralState.GOT_HELP: N_("The family got the help."),
    ReferralState.NO_HELP: N_("This help did not work out."),
    ReferralState.FAMILY_CHOSE_NOT: N_("The family decided not to go on."),
}
THE_AGENCY = N_("the agency")
PROGRAM_WORDS = {
    SegmentState.ENROLLED: N_("The child joined the program."),
    SegmentState.ENDED: N_("The child left the program."),
}
ENROLLMENT = N_("Enrollment: {state}")
SIGNED = N_("{who} signed the care plan.")
WRITTEN = N_("Version {n} of the care plan was written.")
REVIEWED = N_("We went over the care plan together.")
GOAL = N_("How a goal is going: {how}")
UNTIL = N_("until {day}")
ASKED = N_("We asked questions: {name}")
YES = N_("Yes to sharing with: {who}")
NO = N_("No to sharing with: {who}")
TAKEN_BACK = N_("The yes was taken back: {who}")
CAME = N_("This came to us: {what}")
LEFT = N_("The clinic gave out records or a paper for: {who}")
MESSAGE = N_("Message")
HANDED_OVER = N_("Now coordinated by {who}.")
PUT_TOGETHER = N_("Two records of the same child were put together.")


def said(voice: Voice, row: HistoryRow, zone: ZoneInfo) -> str:
    """One sentence; the names in it as they were given."""
    return _SAYS[row.what](voice, row, zone)


def typed(row: HistoryRow) -> list[Pair]:
    """What was typed for everybody to read: the title of a visit, what was needed."""
    named = row.what in (Happening.VISIT, Happening.REFERRAL, Happening.GOAL)
    found = [row.title] if named else []
    if row.what is Happening.STAY and row.more:
        found.append(row.more)
    return [Pair(one) for one in found if one]


def staffs_words(row: HistoryRow) -> list[str]:
    """What staff wrote down; empty where the reader is not of the team."""
    mine = (Happening.STAY, Happening.CONSENT, Happening.REVOCATION)
    return [row.more] if row.more and row.what not in (*mine, Happening.ANSWERS) else []


def _contact(voice: Voice, row: HistoryRow, zone: ZoneInfo) -> str:
    outcome = Outcome(row.code)
    words = CONTACT_WORDS[outcome]
    if outcome is Outcome.REACHED and not row.who:
        words = TALKED
    way = voice.say(WAY_WORDS[Way(row.detail)])
    return f"{way}: {voice.say(words, who=row.who)}"


def _visit(voice: Voice, row: HistoryRow, zone: ZoneInfo) -> str:
    day = row.starts.astimezone(zone).date() if row.starts else row.on
    words = voice.say(VISIT_WORDS[AppointmentStatus(row.code)], day=voice.day(day))
    return " · ".join(filter(None, (words, voice.value(row.who))))


def _referral(voice: Voice, row: HistoryRow, zone: ZoneInfo) -> str:
    news = NEWS_WORDS.get(EventKind(row.third))
    if news is not None:
        return voice.say(news)
    who = row.who or voice.say(THE_AGENCY)
    return voice.say(REFERRAL_WORDS[ReferralState(row.code)], who=who)


def _stay(voice: Voice, row: HistoryRow, zone: ZoneInfo) -> str:
    kind = voice.say(STAY_KIND_WORDS[StayKind(row.code)])
    until = row.until if row.until != row.on else None
    told = voice.say(UNTIL, day=voice.short_day(until)) if until else ""
    return " · ".join(filter(None, (kind, voice.value(row.title), told)))


def _answers(voice: Voice, row: HistoryRow, zone: ZoneInfo) -> str:
    asked = instrument(row.title)
    name = asked.title.inside(voice.language) or asked.title.english if asked else ""
    return voice.say(ASKED, name=name or row.title)


def _whom(voice: Voice, row: HistoryRow) -> str:
    return row.who or voice.say(AUDIENCE_WORDS[Audience(row.code)])


def _consent(voice: Voice, row: HistoryRow, zone: ZoneInfo) -> str:
    return voice.say(NO if row.title == "deny" else YES, who=_whom(voice, row))


def _document(voice: Voice, row: HistoryRow, zone: ZoneInfo) -> str:
    kind = voice.say(DOCUMENT_KIND_WORDS[DocumentKind(row.code)])
    words = voice.say(CAME, what=row.title or kind)
    return " · ".join(filter(None, (words, voice.value(row.who))))


def _enrollment(voice: Voice, row: HistoryRow, zone: ZoneInfo) -> str:
    state = SegmentState(row.code)
    if state in PROGRAM_WORDS:
        return voice.say(PROGRAM_WORDS[state])
    return voice.say(ENROLLMENT, state=voice.say(SEGMENT_STATE_WORDS[state]))


def _goal(voice: Voice, row: HistoryRow, zone: ZoneInfo) -> str:
    return voice.say(GOAL, how=voice.say(ACHIEVEMENT_WORDS[Achievement(row.code)]))


Say = Callable[[Voice, HistoryRow, ZoneInfo], str]

_SAYS: Mapping[Happening, Say] = {
    Happening.CONTACT: _contact,
    Happening.NOTE: lambda v, r, z: v.say(NOTE_WORDS[NoteKind(r.code)]),
    Happening.VISIT: _visit,
    Happening.REFERRAL: _referral,
    Happening.PLAN_VERSION: lambda v, r, z: v.say(WRITTEN, n=str(r.number)),
    Happening.PLAN_SIGNATURE: lambda v, r, z: v.say(SIGNED, who=r.who),
    Happening.PLAN_REVIEW: lambda v, r, z: v.say(REVIEWED),
    Happening.GOAL: _goal,
    Happening.STAY: _stay,
    Happening.ANSWERS: _answers,
    Happening.CONSENT: _consent,
    Happening.REVOCATION: lambda v, r, z: v.say(TAKEN_BACK, who=_whom(v, r)),
    Happening.DOCUMENT: _document,
    Happening.DISCLOSURE: lambda v, r, z: v.say(LEFT, who=_whom(v, r)),
    Happening.ENROLLMENT: _enrollment,
    Happening.MESSAGE: lambda v, r, z: v.say(MESSAGE),
    Happening.HANDOVER: lambda v, r, z: v.say(HANDED_OVER, who=r.who),
    Happening.MERGE: lambda v, r, z: v.say(PUT_TOGETHER),
}
