"""Titles of visits and needs that come again and again, as fixed words.

Staff type them in English. One that is written exactly so prints in the family's
language from the catalogue, with the catalogue's mark while the clinic has not checked
it; any other is left to the interpreter.
"""

from __future__ import annotations

from hhdesk.i18n import N_
from hhdesk.papers.voices import Voice

VISIT_TITLES = (
    N_("Well visit"),
    N_("Well-child visit"),
    N_("Check-up"),
    N_("Sick visit"),
    N_("Follow-up visit"),
    N_("New patient visit"),
    N_("Newborn visit"),
    N_("Vaccines"),
    N_("Blood test"),
    N_("Weight check"),
    N_("Medicine check"),
    N_("Growth and nutrition visit"),
    N_("Asthma follow-up"),
    N_("ADHD follow-up"),
    N_("Diabetes follow-up"),
    N_("Follow-up after the hospital"),
    N_("Hearing test"),
    N_("Eye exam"),
    N_("Dental visit"),
    N_("Dental cleaning"),
    N_("Specialist visit"),
    N_("Physical therapy"),
    N_("Occupational therapy"),
    N_("Counselling visit"),
    N_("Home visit"),
    N_("Video visit"),
    N_("Phone visit"),
    N_("School meeting"),
    N_("IEP meeting"),
    N_("IFSP meeting"),
    N_("Care plan review"),
    N_("Team meeting"),
)
NEEDS = (
    N_("Early intervention"),
    N_("Regional Center services"),
    N_("Preschool special education evaluation"),
    N_("School health plan (504)"),
    N_("Speech therapy"),
    N_("Hearing test"),
    N_("Eye exam"),
    N_("Dental care"),
    N_("Counselling"),
    N_("Asthma home visit"),
    N_("Home visits for new parents"),
    N_("Respite care"),
    N_("Child care"),
    N_("Food"),
    N_("Housing"),
    N_("Rides to visits"),
    N_("Legal help with benefits"),
    N_("Free sports program"),
    N_("Job and college help"),
    N_("Doctor for adults"),
)


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


_KNOWN = {_key(text): text for text in (*VISIT_TITLES, *NEEDS)}


def frequent(voice: Voice, text: str) -> str | None:
    """The fixed words of a language for a frequent text; None for any other text and
    where nobody translated it."""
    known = _KNOWN.get(_key(text))
    return voice.find(known) if known else None
