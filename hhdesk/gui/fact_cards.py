"""Fills the Overview's right-hand cards: alerts, family, health, coverage, team."""

from __future__ import annotations

from hhdesk.care.care_team import TEAM_ROLE_WORDS
from hhdesk.care.coverage import CoverageStatus
from hhdesk.care.health import MEDICINE_STATUS_WORDS, MedicineRow, MedicineStatus
from hhdesk.care.household import (
    AUTHORITY_WORDS,
    HOUSING_WORDS,
    Authority,
    CaregiverRow,
    HouseholdRow,
    Housing,
)
from hhdesk.care.member_page import MemberPage
from hhdesk.gui import people, states
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.i18n import _, format_date, language_name

_TAKEN = (MedicineStatus.ACTIVE, MedicineStatus.ON_HOLD)


def alerts(card: Card, page: MemberPage) -> None:
    card.say(_("Allergies and alerts"))
    if page.alert:
        card.add(Line("", "", [State(page.alert, "danger", "circle-alert")]))
    present = [row for row in page.facts.allergies if row.status.present]
    for row in present:
        chip = State(_("Allergy"), "danger", "triangle-alert")
        chips = [chip, states.seal(row.seal)]
        card.add(Line(row.text, row.reaction, chips, beside=True))
    if not present:
        card.add_muted(_("No allergy is on record."))


def family(card: Card, page: MemberPage) -> None:
    card.say(_("Family and home"))
    for row in page.caregivers:
        card.add(_caregiver(row))
    if not page.caregivers:
        card.add_muted(_("No caregiver yet. Edit the member to add one."))
    for point in page.phones:
        rule = people.safe_contact(point.safe_contact)
        chip = State(rule, "warning", "message-square-off")
        card.add(Line(_("The child's own phone"), point.value, [chip]))
    if page.household is not None:
        _home(card, page.household)
    for sibling in page.siblings:
        more = people.born(sibling.birth_date, page.today)
        card.add(Line(_("Sibling: {name}").format(name=sibling.name.full), more))


def _caregiver(row: CaregiverRow) -> Line:
    more = [language_name(row.languages.spoken)]
    more += [point.value for point in row.phones]
    if row.authority not in (Authority.NOT_ASKED, Authority.FULL):
        more.append(_(AUTHORITY_WORDS[row.authority]))
    if row.note:
        more.append(row.note)
    rules = [people.safe_contact(point.safe_contact) for point in row.phones]
    chips = [State(rule, "warning", "message-square-off") for rule in rules]
    return Line(people.caregiver(row), " · ".join(more), chips)


def _home(card: Card, home: HouseholdRow) -> None:
    where = ", ".join(part for part in (home.address, home.city) if part)
    chips = []
    if home.housing not in (Housing.NOT_ASKED, Housing.STABLE):
        chips.append(State(_(HOUSING_WORDS[home.housing]), "warning", "house"))
    if where or chips or home.find_note:
        card.add(Line(where or _("No address"), home.find_note, chips))


def health(card: Card, page: MemberPage) -> None:
    card.say(_("Health, as reported"))
    card.add_section(_("Conditions"))
    present = [row for row in page.facts.conditions if row.status.present]
    for row in present:
        since = row.onset_on
        more = _("since {day}").format(day=format_date(since)) if since else ""
        card.add(Line(row.text, more, [states.seal(row.seal)]))
    if not present:
        card.add_muted(_("None on record."))
    card.add_section(_("Medicines"))
    taken = [row for row in page.facts.medicines if row.status in _TAKEN]
    for medicine in taken:
        card.add(_medicine(medicine))
    if not taken:
        card.add_muted(_("None on record."))


def _medicine(row: MedicineRow) -> Line:
    told = row.reported_by and _("told by {name}").format(name=row.reported_by)
    more = (row.dosage, _(MEDICINE_STATUS_WORDS[row.status]), told)
    detail = " · ".join(part for part in more if part)
    return Line(row.text, detail, [states.seal(row.seal)])


def coverage(card: Card, page: MemberPage) -> None:
    card.say(_("Coverage"))
    active = [
        row for row in page.facts.coverages if row.status is CoverageStatus.ACTIVE
    ]
    for row in active:
        more = (row.plan, people.masked(row.number))
        renewal = states.due(row.renewal_on, page.today)
        if renewal.word:
            words = _("Renewal {when}").format(when=renewal.word)
            renewal = State(words, renewal.tone, renewal.icon)
        detail = " · ".join(part for part in more if part)
        card.add(Line(row.payer, detail, [renewal]))
    if not active:
        card.add_muted(_("No active coverage on record."))


def team(card: Card, page: MemberPage) -> None:
    card.say(_("Care team"))
    coordinator = page.enrollment.coordinator if page.enrollment else ""
    if coordinator:
        card.add(Line(coordinator, _("Care coordinator")))
    for row in page.facts.team:
        if row.name == coordinator:
            continue
        name = " · ".join(part for part in (row.name, row.organization) if part)
        more = (_(TEAM_ROLE_WORDS[row.role]), row.phone, row.may_share)
        card.add(Line(name, " · ".join(part for part in more if part)))
    if not page.facts.team and not coordinator:
        card.add_muted(_("Nobody is on the team yet."))
