"""The screens of the rail. They are imported after the window's first paint."""

from __future__ import annotations

from dataclasses import dataclass

from hhdesk.i18n import N_


@dataclass(frozen=True)
class Entry:
    """A line of the rail: `screen` is a class of `module`, built with the desk."""

    id: str
    word: str
    icon: str
    module: str
    screen: str


SCREENS = (
    Entry("today", N_("Today"), "list-todo", "hhdesk.gui.today", "TodayScreen"),
    Entry("members", N_("Members"), "users", "hhdesk.gui.members", "MembersScreen"),
    Entry(
        "referrals",
        N_("Referrals"),
        "send",
        "hhdesk.gui.referral_tracker",
        "ReferralTracker",
    ),
    Entry(
        "calendar",
        N_("Calendar"),
        "calendar",
        "hhdesk.gui.appointment_calendar",
        "AppointmentCalendarScreen",
    ),
)

# Not on the rail, but imported with the screens so that they open without a wait.
BESIDE = (
    "hhdesk.gui.member_page",
    "hhdesk.gui.member_form",
    "hhdesk.gui.appointment_dialogs",
    "hhdesk.gui.wrap_up_dialogs",
)
