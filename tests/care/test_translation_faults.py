"""What a translation lost or made up: slots, numbers with units, phones, times."""

import pytest

from hhdesk.care.translation_faults import Fault, FaultKind, faults, lost_slots

NUMBER, SLOT, PHONE = FaultKind.NUMBER, FaultKind.SLOT, FaultKind.PHONE
DATE = FaultKind.DATE

GOOD = (
    ("Take 5 ml at 8:30.", "Tome 5 ml a las 8:30."),
    ("Give 2.5 mL twice.", "Dé 2,50 ml dos veces."),
    ("About 1,000 steps", "Unos 1.000 pasos"),
    ("On November 21, 2026", "El 21 de noviembre de 2026"),
    ("Take 5 ml", "خذ ٥ مل"),
    ("Call (510) 555-0142.", "Llame al 510.555.0142."),
    ("{child} calls {clinic}", "{clinic}: llama {child}"),
    ("Twice a day", "Dos veces al día"),
)
WRONG = (
    ("Take 5 ml", "Tome una cucharada", Fault(NUMBER, "5 ml")),
    ("Take 5 ml", "Tome 5 mg", Fault(NUMBER, "5 ml"), Fault(NUMBER, "5 mg", True)),
    ("Take 0.5 mg", "Tome 5 mg", Fault(NUMBER, "0.5 mg"), Fault(NUMBER, "5 mg", True)),
    ("2 puffs, then 2 more", "2 inhalaciones", Fault(NUMBER, "2")),
    ("Call 911", "Llame", Fault(NUMBER, "911")),
    ("Come at 3:30", "Venga a las 3", Fault(DATE, "3:30"), Fault(NUMBER, "3", True)),
    (
        "{child} sleeps",
        "{niño} duerme",
        Fault(SLOT, "{child}"),
        Fault(SLOT, "{niño}", True),
    ),
    (
        "Call (510) 555-0142",
        "Llame al (510) 555-0143",
        Fault(PHONE, "(510) 555-0142"),
        Fault(PHONE, "(510) 555-0143", True),
    ),
)


@pytest.mark.parametrize(("english", "family"), GOOD)
def test_what_means_the_same_is_no_fault(english: str, family: str) -> None:
    assert faults(english, family) == ()


@pytest.mark.parametrize("told", WRONG, ids=lambda told: told[0])
def test_what_is_missing_or_made_up_is_told(told: tuple[str, str, Fault]) -> None:
    english, family, *found = told
    assert faults(english, family) == tuple(found)
    slots = [fault for fault in found if fault.kind is SLOT]
    assert lost_slots(english, family) == tuple(slots)
