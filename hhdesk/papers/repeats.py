"""How often something is done, said in a language: "2 times a week"."""

from __future__ import annotations

from hhdesk.care.goals import Repeat, RepeatUnit
from hhdesk.i18n import N_
from hhdesk.papers.voices import Voice

EVERY = {
    RepeatUnit.DAY: N_("every day"),
    RepeatUnit.WEEK: N_("every week"),
    RepeatUnit.MONTH: N_("every month"),
    RepeatUnit.YEAR: N_("every year"),
}
BOTH = N_("{times} {span}")
"""So many times, then every so many units: "2 times every 3 days"."""


def repeated(voice: Voice, repeat: Repeat) -> str:
    """Empty where nobody translated it."""
    if repeat.every == 1:
        if repeat.times == 1:
            return voice.say(EVERY[repeat.unit])
        return _times_a(voice, repeat)
    span = _span(voice, repeat)
    if repeat.times == 1 or not span:
        return span
    times = voice.ngettext("{n} time", "{n} times", repeat.times)
    return voice.say(BOTH, times=times, span=span)


def _times_a(voice: Voice, repeat: Repeat) -> str:
    n = repeat.times
    if repeat.unit is RepeatUnit.DAY:
        return voice.ngettext("{n} time a day", "{n} times a day", n)
    if repeat.unit is RepeatUnit.WEEK:
        return voice.ngettext("{n} time a week", "{n} times a week", n)
    if repeat.unit is RepeatUnit.MONTH:
        return voice.ngettext("{n} time a month", "{n} times a month", n)
    return voice.ngettext("{n} time a year", "{n} times a year", n)


def _span(voice: Voice, repeat: Repeat) -> str:
    n = repeat.every
    if repeat.unit is RepeatUnit.DAY:
        return voice.ngettext("every {n} day", "every {n} days", n)
    if repeat.unit is RepeatUnit.WEEK:
        return voice.ngettext("every {n} week", "every {n} weeks", n)
    if repeat.unit is RepeatUnit.MONTH:
        return voice.ngettext("every {n} month", "every {n} months", n)
    return voice.ngettext("every {n} year", "every {n} years", n)
