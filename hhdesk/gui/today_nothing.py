"""What Today says while nothing is to do: why, and what can be done now."""

from __future__ import annotations

from hhdesk.care.open_loops import Asked, Whose
from hhdesk.gui.empty_state import EmptyState
from hhdesk.i18n import _


def say(state: EmptyState, asked: Asked, *, read: bool) -> None:
    """`read` is whether the list was read yet."""
    if not read:
        state.say("loader-circle", _("One moment…"))
    elif asked.group is not None:
        hint = _("Nothing is to do under this card now.")
        state.say("check", _("Nothing here"), hint, _("Show all"))
    elif asked.whose is Whose.MINE:
        hint = _(
            "Nothing of yours is due in the next days. What is begun for a child "
            "shows here until it is closed."
        )
        state.say("check", _("All done"), hint, _("Show more than mine"))
    else:
        hint = _("Enter a child, and what is to be done next shows here.")
        state.say("check", _("Nothing is due"), hint, _("New member"))
