"""Where a family is found, and who has custody, in the words of who asked."""

from __future__ import annotations

from uuid import UUID

from hhdesk.care import audit, family_phones, members
from hhdesk.care.family_phones import CHANGED
from hhdesk.care.household import Household, Housing
from hhdesk.errors import ChangedElsewhere
from hhdesk.store.session import UnitOfWork


def change_home(
    session: UnitOfWork,
    member_id: UUID,
    housing: Housing,
    find_note: str,
    *,
    seen: int,
) -> int:
    """Save how the household lives and where to ask for it; it is the same for all
    children there. `seen` is the household's version, 0 for none. Gives the new one.

    Raises NotFound, ChangedElsewhere.
    """
    member = members.present(session, member_id)
    home = session.get(Household, member.household_id) if member.household_id else None
    if (home.version if home else 0) != seen:
        raise ChangedElsewhere(CHANGED)
    if home is None:
        home = Household(id=session.new_id())
        session.add(home)
        session.flush()
        member.household_id = home.id
    home.housing, home.find_note = housing, find_note.strip()
    family_phones.touch(member)
    audit.record(session, "household.change", member_id, housing=housing.value)
    session.flush()
    return home.version


def change_custody(
    session: UnitOfWork, member_id: UUID, words: str, *, seen: int
) -> int:
    """Save who has custody; `seen` is the member's version. Gives the new one.

    Raises NotFound, ChangedElsewhere.
    """
    member = members.present(session, member_id)
    if member.version != seen:
        raise ChangedElsewhere(CHANGED)
    member.custody = words.strip()
    audit.record(session, "member.custody", member_id)
    session.flush()
    return member.version
