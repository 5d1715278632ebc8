"""What was changed in a plan, in a few words: for the tips of Undo and Redo."""

from __future__ import annotations

from hhdesk.gui.plan_draft import Edit
from hhdesk.i18n import N_, _

_FIELDS = {
    "what_matters": N_("What matters to us"),
    "strengths": N_("What goes well already"),
    "culture": N_("Our ways and wishes"),
    "review_on": N_("Next review of this plan"),
    "school": N_("School"),
    "family_words": N_("The goal in family words"),
    "clinical_words": N_("In clinical words"),
    "target": N_("What will be reached"),
    "target_on": N_("Target date"),
    "start_on": N_("Started"),
    "lifecycle": N_("State"),
    "achievement": N_("How it's going"),
    "domain": N_("About"),
    "concern_id": N_("For the concern"),
    "seal": N_("Privacy"),
    "responsible": N_("Who does it"),
    "who": N_("Who does it"),
    "due_on": N_("By when"),
    "repeat": N_("How often"),
    "status": N_("How far it is"),
    "result": N_("What came of it"),
    "done_on": N_("Done on"),
    "resolved_on": N_("Solved"),
    "dosage": N_("How it is taken"),
    "reported_by": N_("Who told us"),
    "reaction": N_("What happens"),
    "criticality": N_("How bad"),
    "role": N_("Role"),
    "name": N_("Name"),
    "organization": N_("Organization"),
    "phone": N_("Phone"),
    "may_share": N_("What we may share"),
    "note": N_("Note"),
    "kind": N_("What stands in the way"),
    "text": N_("Words"),
}


def edit_words(edit: Edit | None) -> str:
    """None is that another saved version was taken in."""
    if edit is None:
        return _("Took in the other version")
    words = _(edit.words)
    field = _FIELDS.get(edit.where.field)
    return f"{words}: {_(field)}" if field else words
