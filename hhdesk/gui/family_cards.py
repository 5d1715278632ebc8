"""Fills the cards of the family's page: caregivers, rights, home, siblings, team."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from hhdesk.care import family_rights
from hhdesk.care.care_team import TEAM_ROLE_WORDS, TeamRole
from hhdesk.care.confidentiality import ASKING_AGE, age_on
from hhdesk.care.family_rows import FamilyCard, FamilyPage, SiblingCard, TeamCard
from hhdesk.care.household import HOUSING_WORDS, Housing
from hhdesk.gui import family_words, people
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.gui.choice import Choice
from hhdesk.gui.family_acts import FamilyActs
from hhdesk.gui.family_block import FamilyBlock, PhoneRow, more, said
from hhdesk.gui.family_wish import TEAM
from hhdesk.gui.family_words import LEFT_REASONS, RIGHTS, RIGHTS_WORDS
from hhdesk.i18n import _, format_date, format_distance, format_time

OTHERS = frozenset((TeamRole.OTHER_COORDINATOR, TeamRole.SOCIAL_WORKER))
"""Who coordinates beside us: CCS, the Regional Center, the health plan."""


def caregivers(card: Card, page: FamilyPage, acts: FamilyActs) -> None:
    standing = page.standing()
    card.say(_("Caregivers"), str(len(standing) or ""))
    for one in standing:
        card.add(FamilyBlock(one, page.today, acts))
    if not standing:
        card.add_muted(_("No caregiver yet. Add who cares for this child."))


def before(card: Card, page: FamilyPage, acts: FamilyActs) -> None:
    """Who cared for the child earlier."""
    ended = [one for one in page.caregivers if one.details.ended(page.today)]
    card.say(_("Cared for the child before"), str(len(ended) or ""))
    for one in ended:
        card.add(FamilyBlock(one, page.today, acts))
    card.setVisible(bool(ended))


def own(card: Card, page: FamilyPage, acts: FamilyActs) -> None:
    card.say(_("The child’s own phones"))
    for point in page.own.phones:
        card.add(PhoneRow(point, page.name.full, acts))
    if not page.own.phones:
        words = _("No phone of its own.")
        if age_on(page.birth_date, page.today) >= ASKING_AGE:
            words = _("No own phone yet. What is the youth’s own can reach nobody.")
        card.add_muted(words)


def rights(card: Card, page: FamilyPage, acts: FamilyActs) -> None:
    """Who decides, in words and at a glance."""
    card.say(_("Who decides"))
    card.add_section(_("School"))
    if family_rights.of_age(page):
        card.add_muted(_("From 18 on the youth decides about school."))
    for one in page.standing():
        card.add(_school(one, acts))
    if not page.standing():
        card.add_muted(_("No caregiver yet."))
    card.add_section(_("Custody"))
    if page.custody:
        card.add(said(page.custody))
    else:
        card.add_muted(_("Nothing is written about custody."))
    for order in page.orders:
        day = format_date(order.dated_on) if order.dated_on else ""
        chips = [State(_("Private"), "sealed", "eye-off")] if order.sealed else []
        words = _("Private") if order.sealed else order.title
        line = Line(words or _("Custody or court order"), day, chips)
        show = line.offer(_("Show"), partial(acts.show_document, order.id))
        show.setEnabled(order.has_file)
        card.add(line)
    if not page.orders and (page.custody or family_rights.needs_order(page)):
        line = Line(_("No order is filed."))
        line.offer(_("File a document"), acts.file_document)
        card.add(line)


def _school(one: FamilyCard, acts: FamilyActs) -> QWidget:
    """Whether this caregiver decides about school, to be answered in place."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 3, 0, 3)
    row.setSpacing(8)
    words = family_words.kin(one.details)
    row.addWidget(said(words), 1)
    choice = Choice()
    choice.setObjectName(f"school-{one.id}")
    choice.setAccessibleName(f"{_('School')}: {words}")
    choice.offer((code, _(word)) for code, word in RIGHTS_WORDS.items())
    choice.choose(RIGHTS[one.details.education_rights])
    row.addWidget(choice, 0, Qt.AlignmentFlag.AlignTop)

    def answer() -> None:
        told = {code: value for value, code in RIGHTS.items()}[str(choice.value())]
        if told is not one.details.education_rights:
            acts.change(one, replace(one.details, education_rights=told))

    choice.activated.connect(lambda _index: answer())
    return line


def home(card: Card, page: FamilyPage, acts: FamilyActs) -> None:
    card.say(_("Where to find the family"))
    there = page.home
    housing = State("")
    if there.housing is not Housing.NOT_ASKED:
        tone = "neutral" if there.housing is Housing.STABLE else "warning"
        housing = State(_(HOUSING_WORDS[there.housing]), tone, "house")
    card.add(Line(there.address or _("No address"), there.find_note, [housing]))


def siblings(card: Card, page: FamilyPage, acts: FamilyActs) -> None:
    card.say(_("Siblings in this household"), str(len(page.siblings) or ""))
    for one in page.siblings:
        line = Line(one.name.full, _sibling(one, page))
        opener = line.offer(_("Open"), partial(acts.open_member, one.id))
        opener.setObjectName(f"sibling-{one.id}")
        card.add(line)
    if not page.siblings:
        card.add_muted(_("No other child of this household is here."))


def _sibling(one: SiblingCard, page: FamilyPage) -> str:
    born = people.born(one.birth_date, page.today)
    if one.visit_at is None:
        return f"{born}\n{_('No visit is booked.')}"
    day = one.visit_at.date()
    when = f"{format_date(day)}, {format_time(one.visit_at)}"
    words = _("Busy") if one.busy else one.visit
    parts = (_("Next visit: {when}").format(when=when), words)
    away = format_distance(day, page.today)
    return f"{born}\n{' · '.join(filter(None, (*parts, away)))}"


def coordinators(card: Card, page: FamilyPage, acts: FamilyActs) -> None:
    """Who else coordinates for this child."""
    some = [one for one in page.team if one.line.role in OTHERS]
    card.say(_("Other coordinators"), str(len(some) or ""))
    for one in some:
        card.add(_teammate(one, acts))
    if not some:
        words = _("Nobody else is known: CCS, the Regional Center, the health plan?")
        card.add_muted(words)


def team(card: Card, page: FamilyPage, acts: FamilyActs) -> None:
    some = [one for one in page.team if one.line.role not in OTHERS]
    card.say(_("Care team"), str(len(some) or ""))
    if page.coordinator and not any(one.staff for one in some):
        card.add(Line(page.coordinator, _("Care coordinator")))
    for one in some:
        card.add(_teammate(one, acts))
    if not some and not page.coordinator:
        card.add_muted(_("Nobody is on the team yet."))


def _teammate(one: TeamCard, acts: FamilyActs) -> QWidget:
    told = one.line
    who = " · ".join(filter(None, (told.name, told.organization)))
    facts = " · ".join(filter(None, (_(TEAM_ROLE_WORDS[told.role]), told.phone)))
    shares = _("May be shared: {what}").format(what=told.may_share)
    if not told.may_share:
        shares = _("Not written yet what may be shared.")
    line = Line(who, f"{facts}\n{shares}", [family_words.consent(one)])
    change = line.offer(_("Change"), partial(acts.wish, TEAM, one.id))
    change.setObjectName(f"team-{one.id}")
    if not one.staff:
        menu = QMenu()
        for reason in LEFT_REASONS:
            out = menu.addAction(_(reason))
            out.triggered.connect(partial(_leave, acts, one, reason))
        line.show_beside(more(_("Take out"), who, f"leave-{one.id}", menu))
    return line


def _leave(
    acts: FamilyActs, one: TeamCard, reason: str, _checked: bool = False
) -> None:
    acts.leave(one, reason)
