"""What screens say of lines to translate: where they stand, what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence

from hhdesk.care.family_lines import LINE_PART_WORDS, LinePart
from hhdesk.care.goals import DOMAIN_WORDS, Domain
from hhdesk.care.translation_faults import Fault, FaultKind
from hhdesk.i18n import N_, _

_MISSING = {
    FaultKind.SLOT: N_("The blank {text} is not in the translation."),
    FaultKind.PHONE: N_("The phone {text} is not in the translation."),
    FaultKind.DATE: N_("The date or time {text} is not in the translation."),
    FaultKind.NUMBER: N_("The number {text} is not in the translation."),
}
_INVENTED = {
    FaultKind.SLOT: N_("The blank {text} is not in the English."),
    FaultKind.PHONE: N_("The phone {text} is not in the English."),
    FaultKind.DATE: N_("The date or time {text} is not in the English."),
    FaultKind.NUMBER: N_("The number {text} is not in the English."),
}


def faults(found: Sequence[Fault]) -> str:
    """A sentence for each; "" where nothing is missing or made up."""
    told = []
    for one in found:
        words = _INVENTED if one.invented else _MISSING
        told.append(_(words[one.kind]).format(text=one.text))
    return " ".join(told)


def place(part: LinePart, domain: Domain | None) -> str:
    """Where in a plan a line stands: "Teeth · Goal"."""
    said = [_(DOMAIN_WORDS[domain])] if domain is not None else []
    return " · ".join([*said, _(LINE_PART_WORDS[part])])
