"""The script of a call: every line in each of its languages, messages by the rule."""

from __future__ import annotations

import re

from hhdesk.care.call_script import SLOTS, script
from hhdesk.care.contact_points import Voicemail
from hhdesk.care.core_services import CoreService
from hhdesk.care.outreach import Way
from hhdesk.care.wrap_up_facts import Part
from hhdesk.care.wrap_up_services import suggested


def test_every_line_is_there_in_english_and_spanish_with_the_same_slots() -> None:
    whole = script()
    assert whole.languages == {"en", "es"}
    assert whole.checked == frozenset()
    for part in whole.parts:
        for said in (part.title, *part.lines):
            slots = [set(re.findall(r"{(\w*)}", one)) for one in said.words.values()]
            assert all(one == slots[0] for one in slots)
            assert slots[0] <= set(SLOTS)


def test_a_message_is_worded_as_the_rule_of_the_number_allows() -> None:
    def ids(way: Way, rule: Voicemail) -> set[str]:
        found = {part.id for part in script().for_call(way, rule)}
        return {one for one in found if "message" in one}

    assert ids(Way.PHONE, Voicemail.ALLOWED) == {"message"}
    assert ids(Way.PHONE, Voicemail.CALLBACK_ONLY) == {"short_message"}
    assert ids(Way.PHONE, Voicemail.NEVER) == set()
    assert ids(Way.IN_PERSON, Voicemail.ALLOWED) == set()
    short = script().for_call(Way.PHONE, Voicemail.CALLBACK_ONLY)[-1]
    names = {"who": "Ana {clinic}", "clinic": "Dos Puentes", "child": "Leo"}
    told = short.lines[0].told("en", names)
    assert told.startswith("This is a message for Ana {clinic}.")
    assert "Leo" not in told


def test_what_was_ticked_suggests_services_of_the_program_alone() -> None:
    ecm = (CoreService.OUTREACH_ENGAGEMENT, CoreService.ENHANCED_COORDINATION)
    assert suggested([Part.VISIT], ecm) == (CoreService.ENHANCED_COORDINATION,)
    assert suggested([], ecm) == ()
