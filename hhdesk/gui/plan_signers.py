"""Who has to sign a version of a plan, who may, and who has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from hhdesk.care import care_plans, member_page, plan_signing, plan_versions, staff
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import ADULT_AGE, ASKING_AGE, age_on
from hhdesk.care.member_page import MemberPage
from hhdesk.care.plan_signatures import SIGNER_PART_WORDS, SignerPart
from hhdesk.care.plan_versions import EditionRow, SignatureRow
from hhdesk.care.staff import Role, StaffRow
from hhdesk.errors import NotFound
from hhdesk.gui import people, plan_version_words
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.gui.desk import Desk
from hhdesk.gui.signature_pad import SignaturePicture
from hhdesk.i18n import N_, _

NOT_SAVED = N_("Save the plan first; then it can be signed.")


@dataclass(frozen=True, slots=True)
class Signing:
    """What the sheet of signatures is about."""

    plan: PlanRow
    edition: EditionRow
    page: MemberPage
    staff: tuple[StaffRow, ...]

    @property
    def age(self) -> int:
        return age_on(self.page.birth_date, self.page.today)

    @property
    def missing(self) -> tuple[SignerPart, ...]:
        """Who still has to sign before the plan can be in force."""
        adult = self.age >= ADULT_AGE
        return plan_signing.missing(self.edition.signatures, adult=adult)

    @property
    def parts(self) -> tuple[SignerPart, ...]:
        """Who signs such a plan, youth from the age at which they are asked."""
        return tuple(
            part
            for part in SignerPart
            if part is not SignerPart.YOUTH or self.age >= ASKING_AGE
        )

    def signed(self, part: SignerPart) -> list[SignatureRow]:
        return [row for row in self.edition.signatures if row.part is part]

    def row(self, signature_id: UUID) -> SignatureRow | None:
        rows = self.edition.signatures + self.edition.outdated
        return next((one for one in rows if one.id == signature_id), None)

    def offered(self, part: SignerPart) -> list[tuple[str, str]]:
        """Names that are likely for a part, each with its relation to the child."""
        page = self.page
        if part is SignerPart.CAREGIVER:
            rows = page.caregivers
            return [(row.name.full, people.relationship(row)) for row in rows]
        if part is SignerPart.YOUTH:
            return [(page.name.full, "")]
        roles = {
            SignerPart.COORDINATOR: (Role.COORDINATOR, Role.LEAD),
            SignerPart.CLINICIAN: (Role.CLINICIAN,),
        }[part]
        return [(one.name, "") for one in self.staff if one.role in roles]

    def likely(self, part: SignerPart, me: UUID) -> tuple[str, str]:
        """Name and relation to begin with: of the family who is called first, of the
        staff who sits here; of several clinicians none."""
        offered = self.offered(part)
        if part is SignerPart.COORDINATOR:
            offered = [(one.name, "") for one in self.staff if one.id == me]
        several = part is SignerPart.CLINICIAN and len(offered) > 1
        return ("", "") if several or not offered else offered[0]


def read_signing(session: Any, member_id: UUID) -> Signing:
    """The version in hand with its signatures, and who may sign it."""
    plan = care_plans.current(session, member_id)
    editions = plan_versions.editions(session, member_id)
    if not editions:
        raise NotFound(NOT_SAVED)
    page = member_page.member_page(session, member_id)
    return Signing(plan, editions[0], page, tuple(staff.active_staff(session)))


class PlanSigners(QObject):
    """Fills a card with a line for each part that signs."""

    sign_wanted = Signal(object)
    """A SignerPart signs."""
    back_wanted = Signal(object)
    """The signature of this id is to be taken back."""

    def __init__(self, desk: Desk, card: Card) -> None:
        super().__init__(card)
        self._desk, self._card = desk, card

    def show(self, signing: Signing) -> None:
        self._card.clear()
        self._card.say(_("Who signs"))
        for part in signing.parts:
            rows = signing.signed(part)
            for row in rows:
                self._card.add(self._signed(row))
            if not rows:
                self._card.add(self._open(part, part in signing.missing))
        for row in signing.edition.outdated:
            self._card.add(self._outdated(row))

    def _signed(self, row: SignatureRow) -> Line:
        line = self._line(row, State(_("Signed"), "good", "check"))
        line.offer(_("Take back…"), partial(self.back_wanted.emit, row.id))
        return line

    def _line(self, row: SignatureRow, state: State) -> Line:
        how = plan_version_words.how(row, self._desk.zone)
        line = Line(plan_version_words.signer(row), how, (state,), beside=True)
        if row.drawing:
            words = _("Signature of {name}").format(name=row.name)
            line.show_beside(SignaturePicture(row.drawing, words))
        return line

    def _open(self, part: SignerPart, needed: bool) -> Line:
        state = State(_("Still to sign"), "warning", "clock")
        if not needed:
            state = State(_("If they wish"), "neutral", "circle")
        line = Line(_(SIGNER_PART_WORDS[part]), "", (state,), beside=True)
        line.offer(_("Sign"), partial(self.sign_wanted.emit, part))
        return line

    def _outdated(self, row: SignatureRow) -> Line:
        """Given for a text that was changed since: it stands for nothing now."""
        state = State(_("For an earlier text"), "neutral", "history")
        return self._line(row, state)


def statements(part: SignerPart) -> Iterator[str]:
    """What somebody says by signing."""
    if part in (SignerPart.CAREGIVER, SignerPart.YOUTH):
        yield _("They took part in this plan, had it read to them and agree with it.")
    else:
        yield _("This plan was made together with the family.")
