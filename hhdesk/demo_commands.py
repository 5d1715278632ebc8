"""The commands of the command line that make a demonstration clinic and take its
pictures; gives the exit code."""

from __future__ import annotations

import os
from argparse import Namespace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from hhdesk import app, commands, demonstration
from hhdesk.errors import NotPermitted
from hhdesk.i18n import N_

# The pictures show the same day each time.
FIXED_DAY = date(2026, 11, 21)


def demo(given: Namespace) -> int:
    """Make the demonstration clinic where it is not there yet, and open it."""
    folder = given.at or demonstration.usual_folder()
    made = demonstration.make_in(
        folder,
        members=given.members,
        today=given.today or demonstration.usual_day(),
        progress=commands.progress("members"),
    )
    commands.say(f"The demonstration clinic is in {folder}")
    made.database.close()
    if given.make_only:
        return 0
    return app.run(demonstration.DemoRecords(folder))


def shots(given: Namespace) -> int:
    """Save every screen as a picture, of a copy of a demonstration clinic: on the way
    documents are filed and questions are answered."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if given.database:
        raise NotPermitted(
            N_("Pictures are taken of a demonstration clinic: name it with --at.")
        )
    if given.demo or given.at:
        source, clock = given.at or demonstration.usual_folder(), None
    else:
        source, clock = demonstration.usual_folder().with_name("shots"), _fixed_clock
        demonstration.make_in(source, today=FIXED_DAY, clock=clock).database.close()
    with demonstration.copied(source, clock) as opened:
        wanted = given.folder, given.size, given.language, given.theme
        for path in app.shots(opened, *wanted):
            print(path)
    return 0


def _fixed_clock() -> datetime:
    return datetime.combine(FIXED_DAY, time(8, 15), ZoneInfo(demonstration.ZONE))
