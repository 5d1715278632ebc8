"""What can be done from everywhere: one table of commands, with their words and keys.

Menus, the search field, the sheet of keys and tool tips all read it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import Enum

from hhdesk.gui.screens import SCREENS
from hhdesk.i18n import N_


class Group(Enum):
    """Under which heading commands stand, in this order."""

    NEW = N_("New")
    GO = N_("Go to")
    LISTS = N_("Lists and papers")
    LOOK = N_("Appearance")
    DESK = N_("hhdesk")


@dataclass(frozen=True)
class Command:
    """`words` and `also` are English; both find it, and so does their translation.
    Of several `keys` the first is shown. `early` commands work before the records are
    open."""

    id: str
    words: str
    icon: str
    group: Group
    keys: tuple[str, ...] = ()
    also: str = ""
    early: bool = False

    @property
    def key(self) -> str:
        """The keys as people read them; "" where there are none."""
        return shown_keys(self.keys[0]) if self.keys else ""


def shown_keys(keys: str) -> str:
    """`Ctrl+K` as it stands on this computer's keyboard."""
    if sys.platform == "darwin":
        return keys.replace("Ctrl+", "⌘").replace("Shift+", "⇧").replace("Alt+", "⌥")
    before, plus, last = keys.rpartition("+")
    if not last:
        before, last = before.removesuffix("+"), plus
    return f"{before.replace('+', ' ')} {last}".strip()


def screen_command(screen: str) -> str:
    """The command that shows a screen of the rail."""
    return f"go.{screen}"


_SCREENS = tuple(
    Command(
        screen_command(entry.id), entry.word, entry.icon, Group.GO, (f"Ctrl+{number}",)
    )
    for number, entry in enumerate(SCREENS, start=1)
)

COMMANDS = (
    Command("new.member", N_("New member"), "user-plus", Group.NEW, ("Ctrl+N",)),
    Command("new.referral", N_("New referral"), "send", Group.NEW, ("Ctrl+Shift+R",)),
    Command(
        "new.appointment",
        N_("New appointment"),
        "calendar-plus",
        Group.NEW,
        ("Ctrl+Shift+A",),
        also=N_("Visit"),
    ),
    Command(
        "new.contact",
        N_("Wrap up a call"),
        "phone",
        Group.NEW,
        ("Ctrl+J",),
        also=N_("Log a contact"),
    ),
    Command(
        "new.stay",
        N_("Record a hospital stay"),
        "hospital",
        Group.NEW,
        ("Ctrl+Shift+H",),
        also=N_("Emergency room"),
    ),
    Command(
        "new.intake",
        N_("Ask a family: intake or screener"),
        "list-todo",
        Group.NEW,
        also=N_("Questions"),
    ),
    Command(
        "new.enrollment",
        N_("Enrollment: next step, who agreed, end"),
        "flag",
        Group.NEW,
        also=N_("Program"),
    ),
    Command(
        "find",
        N_("Find"),
        "search",
        Group.GO,
        ("Ctrl+K",),
        also=N_("Search"),
    ),
    *_SCREENS,
    Command(
        "tab.next", N_("Next open member"), "chevron-right", Group.GO, ("Ctrl+Tab",)
    ),
    Command(
        "tab.previous",
        N_("Previous open member"),
        "chevron-left",
        Group.GO,
        ("Ctrl+Shift+Tab",),
    ),
    Command("tab.close", N_("Close the open member"), "x", Group.GO, ("Ctrl+W",)),
    Command(
        "list.import",
        N_("Import a roster"),
        "download",
        Group.LISTS,
        also=N_("CSV file"),
    ),
    Command(
        "list.hospital",
        N_("Import hospital messages"),
        "download",
        Group.LISTS,
        also="HL7 ADT",
    ),
    Command(
        "list.matching",
        N_("Match hospital messages"),
        "hospital",
        Group.LISTS,
        also="HL7 ADT",
    ),
    Command("list.export", N_("Export the list of members"), "copy", Group.LISTS),
    Command("list.huddle", N_("Print the huddle sheet"), "printer", Group.LISTS),
    Command(
        "list.programs",
        N_("What programs say: facts to confirm"),
        "shield-check",
        Group.LISTS,
        also=N_("Program"),
    ),
    Command(
        "list.translations",
        N_("Translate lines of care plans"),
        "languages",
        Group.LISTS,
        also=N_("Translations"),
    ),
    Command(
        "list.checking",
        N_("Check phrases and headings"),
        "shield-check",
        Group.LISTS,
        also=N_("Translations"),
    ),
    Command(
        "look.language",
        N_("Change the language of the screens"),
        "languages",
        Group.LOOK,
        also="English Español",
        early=True,
    ),
    Command("look.light", N_("Light theme"), "sun-moon", Group.LOOK, early=True),
    Command("look.dark", N_("Dark theme"), "sun-moon", Group.LOOK, early=True),
    Command("look.contrast", N_("High contrast"), "sun-moon", Group.LOOK, early=True),
    Command(
        "look.system", N_("Theme of the computer"), "sun-moon", Group.LOOK, early=True
    ),
    Command(
        "look.larger",
        N_("Larger text"),
        "zoom-in",
        Group.LOOK,
        ("Ctrl++", "Ctrl+="),
        early=True,
    ),
    Command(
        "look.smaller",
        N_("Smaller text"),
        "zoom-out",
        Group.LOOK,
        ("Ctrl+-",),
        early=True,
    ),
    Command(
        "look.rail", N_("Fold the rail"), "panel-left-close", Group.LOOK, early=True
    ),
    Command(
        "desk.settings",
        N_("Settings"),
        "settings",
        Group.DESK,
        ("Ctrl+,",),
        also=N_("Choices"),
    ),
    Command("desk.help", N_("Help"), "circle-help", Group.DESK, ("Shift+F1",)),
    Command(
        "desk.keys",
        N_("Keyboard shortcuts"),
        "keyboard",
        Group.DESK,
        ("F1", "Ctrl+/", "?"),
        early=True,
    ),
    Command(
        "desk.about",
        N_("About hhdesk"),
        "info",
        Group.DESK,
        also=N_("Report a problem"),
        early=True,
    ),
    Command("desk.lock", N_("Lock"), "lock", Group.DESK, ("Ctrl+L",)),
    Command("desk.quit", N_("Quit"), "log-out", Group.DESK, ("Ctrl+Q",), early=True),
)

BY_ID = {command.id: command for command in COMMANDS}


def of_group(group: Group) -> tuple[Command, ...]:
    return tuple(command for command in COMMANDS if command.group is group)
