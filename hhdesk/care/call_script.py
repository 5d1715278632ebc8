"""What to say and to ask on a call: `resources/calls/script.json`, in the languages
that it has, and which of these a qualified reader has checked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from hhdesk.assets import resource_bytes
from hhdesk.care.contact_points import Voicemail
from hhdesk.care.outreach import Way

MESSAGES = {Voicemail.ALLOWED: "message", Voicemail.CALLBACK_ONLY: "short_message"}
"""The part for a machine, by what may be left there; none where nothing may."""

SLOTS = ("who", "child", "clinic")
_SLOT = re.compile(f"{{({'|'.join(SLOTS)})}}")


@dataclass(frozen=True, slots=True)
class Said:
    """A line in each of its languages, with `{who}`, `{child}`, `{clinic}` in it."""

    words: Mapping[str, str]

    def told(self, language: str, names: Mapping[str, str]) -> str:
        """The line in a language, "" where it is not there."""
        words = self.words.get(language, "")
        return _SLOT.sub(lambda found: names.get(found[1], ""), words)


@dataclass(frozen=True, slots=True)
class ScriptPart:
    """`ways` are those in which it is said; empty is every one."""

    id: str
    title: Said
    ways: frozenset[Way]
    lines: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class CallScript:
    parts: tuple[ScriptPart, ...]
    languages: frozenset[str]
    """In which every line is there."""
    checked: frozenset[str]

    def for_call(self, way: Way, voicemail: Voicemail) -> tuple[ScriptPart, ...]:
        """What is said in this way to a number with this rule."""
        message = MESSAGES.get(voicemail)
        silent = set(MESSAGES.values()) - {message}
        return tuple(
            part
            for part in self.parts
            if part.id not in silent and (not part.ways or way in part.ways)
        )


@cache
def script() -> CallScript:
    data = json.loads(resource_bytes("calls", "script.json"))
    parts = tuple(
        ScriptPart(
            one["id"],
            Said(one["title"]),
            frozenset(map(Way, one["when"])),
            tuple(Said(line) for line in one["lines"]),
        )
        for one in data["parts"]
    )
    spoken = [frozenset(line.words) for part in parts for line in part.lines]
    return CallScript(
        parts, frozenset.intersection(*spoken), frozenset(data["checked"])
    )
