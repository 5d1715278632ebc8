"""The keys that only one screen has, for the sheet of keys. What everybody has is in
the command table."""

from __future__ import annotations

from collections.abc import Mapping

from hhdesk.i18n import N_

MEMBER = "member"
"""Of a member's page, whatever its tab."""

SCREEN_KEYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "members": (
        ("↑ ↓", N_("Move in the list, from the search field as well")),
        ("Enter", N_("Open the child")),
        ("F2", N_("Edit the child")),
        ("Esc", N_("Empty the search field")),
    ),
    MEMBER: (
        ("Alt 1 – 9", N_("The tabs of this page, from left to right")),
        ("F2", N_("Edit the child")),
        ("Ctrl V", N_("On Documents: file the picture that was copied")),
        ("Page ↑ ↓", N_("On a document: page before, next page")),
        ("Ctrl S", N_("Save the care plan")),
        ("Ctrl Z", N_("Undo in the care plan")),
        ("Ctrl Shift Z", N_("Redo in the care plan")),
        ("Ctrl G", N_("Add a goal to the care plan")),
        ("F8", N_("What the family will get of the care plan")),
        ("Ctrl Enter", N_("Add an activity to the goal")),
        ("Enter", N_("At the end of a line: one more line")),
        ("Ctrl ↑ ↓", N_("Move the line, the goal or the concern")),
        ("Ctrl Shift ↑ ↓", N_("The goal before, the goal after")),
        ("Ctrl Space", N_("A sentence of the library into the line")),
        ("Delete", N_("In the outline: take the goal or concern out")),
        ("F6", N_("From the outline to the plan, to what stands beside it")),
    ),
    "translations": (
        ("Ctrl Enter", N_("Save the translation, next line")),
        ("Ctrl Shift Enter", N_("Mark the translation as checked, next line")),
        ("Alt ↑ ↓", N_("Line before, next line")),
        ("F5", N_("Read the list anew")),
    ),
    "checking": (
        ("Enter", N_("Yes, print it")),
        ("N", N_("Not yet")),
        ("Alt ↑ ↓", N_("Line before, next line")),
    ),
    "referrals": (
        ("/", N_("Go to the search field")),
        ("↑ ↓", N_("Move in the list, from the search field as well")),
        ("Enter", N_("Open the referral")),
        ("F5", N_("Read the list anew")),
    ),
    "calendar": (
        ("↑ ↓ ← →", N_("Move between times and days")),
        ("Page ↑ ↓", N_("The week before, the week after")),
        ("T", N_("Today")),
        ("Enter", N_("Open the visit, or begin one there")),
        ("Alt ↑ ↓", N_("Move the visit by a quarter of an hour")),
        ("Alt ← →", N_("Move the visit to another day")),
        ("Delete", N_("Call the visit off")),
        ("F5", N_("Read the list anew")),
    ),
}
