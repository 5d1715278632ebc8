"""What to bring to a visit: a short list, by what the visit is about."""

from __future__ import annotations

from collections.abc import Sequence

from hhdesk.care.goals import Domain
from hhdesk.i18n import N_
from hhdesk.papers.blocks import Block
from hhdesk.papers.lists import bulleted
from hhdesk.papers.looks import TEAL
from hhdesk.papers.sides import Sides
from hhdesk.papers.voices import Voice

BRING = N_("What to bring")
THIS_PAPER = N_("This paper and your questions")
CARD = N_("The health insurance card")
MEDICINES = N_("All medicines, or a list of them")
SCHOOL_PAPERS = N_("Papers from the school or other services, if you have them")
ANY_PAPERS = N_("Papers that they asked you for, if you have them")

_HEALTH = (CARD, MEDICINES, THIS_PAPER)
_SCHOOL = (SCHOOL_PAPERS, CARD, THIS_PAPER)
_HELP = (ANY_PAPERS, THIS_PAPER)

TO_BRING = {
    Domain.MEDICAL: _HEALTH,
    Domain.DENTAL: _HEALTH,
    Domain.MENTAL_HEALTH: _HEALTH,
    Domain.DEVELOPMENTAL: _SCHOOL,
    Domain.EDUCATION: (SCHOOL_PAPERS, THIS_PAPER),
    Domain.SOCIAL_SUPPORT: _HELP,
    Domain.FAMILY: _HELP,
}


def bring(sides: Sides, domain: Domain = Domain.MEDICAL) -> Block:
    """Each language has the whole list, for those who hear it read."""

    def build(voice: Voice) -> Sequence[Block]:
        style = sides.looks.text(sides.colour(voice))
        said = [voice.say(message) for message in TO_BRING[domain]]
        items = [[sides.words(voice, text)] for text in said if text]
        lead = sides.words(voice, "", label=voice.say(BRING))
        lead.keep = True
        return [lead, bulleted(items, voice.language, style)] if items else [lead]

    picture = sides.picture("list", sides.looks.body * 1.5, TEAL, BRING)
    return sides.row(build, picture=picture, whole=True)
