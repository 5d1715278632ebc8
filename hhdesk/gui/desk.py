"""What screens share: the worker, the day, the drafts, and wishes to the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from hhdesk.gui.draft_keeper import DraftKeeper, DraftsFile
from hhdesk.gui.worker import Worker


@dataclass(frozen=True)
class Place:
    """The clinic's day, zone and name, and the languages that this person may check."""

    today: date
    zone: ZoneInfo
    languages: tuple[str, ...] = ()
    clinic: str = ""


class Desk(QObject):
    """Screens ask here; only the window knows where things are shown."""

    member_wanted = Signal(object, str)
    """Open the member of this id at a tab ("" is wherever it was)."""
    form_wanted = Signal(object)
    """Edit the member of this id; None is a new one."""
    new_member_wanted = Signal(object)
    """Enter a new member; a `NewMember` says what is known of the child."""
    referral_wanted = Signal(object, object)
    """Open the member of this id, None being the list of all, at this referral."""
    slip_wanted = Signal(object, object)
    """Show the member of this id the paper of this referral: what happens next."""
    referral_form_wanted = Signal(object)
    """Begin a referral of the member of this id, or of one to be chosen."""
    merge_wanted = Signal(object, object)
    """Merge the member of this id with another record of the same child: of this id,
    or None where it is to be found first."""
    member_gone = Signal(object, object)
    """The member of the first id was merged into that of the second."""
    member_saved = Signal(object)
    """The member of this id was changed in the database."""
    visit_wanted = Signal(object)
    """Show one appointment; a `VisitWish` says which."""
    booking_wanted = Signal(object)
    """Open the form of an appointment; a `BookingWish` says with what in it."""
    visit_changed = Signal(object)
    """An appointment was changed in the database; a `VisitNews` says which."""
    contact_wanted = Signal(object)
    """Open the form of a try to reach the family of the member of this id; None is of
    the member who is shown."""
    enrollment_wanted = Signal(object)
    """Show the enrollment of the member of this id; None is of the member who is
    shown."""
    enrollment_draft_wanted = Signal(str, object)
    """Go on with what was typed for a step: the kind of draft, and the member's id."""
    program_wanted = Signal(str, str)
    """Show what the program of this id says, at this fact to confirm or at none."""
    program_changed = Signal()
    """The clinic says something else of a program."""
    intake_wanted = Signal(object)
    """Ask the family of the member of this id questions; None is of the member who is
    shown."""
    answers_wanted = Signal(object)
    """Show the answers of the sheet of this id."""
    meeting_wanted = Signal(object)
    """Begin the review meeting about the plan of the member of this id."""
    consenters_wanted = Signal(object)
    """Ask who said yes to the care in the plan of the member of this id."""
    consent_wanted = Signal(object)
    """Open a dialog of a consent; a `ConsentWish` says which."""
    progress_wanted = Signal(object)
    """Show the plan of the goal of this id, to say how it is going."""
    counted = Signal(str, int)
    """How many things wait on the screen of this id; the rail shows it."""
    message_wanted = Signal(object)
    """Leave a message of the front desk; a `MessageWish` says about whom."""
    walk_in_wanted = Signal()
    """A child is here without a visit."""
    arrival_wanted = Signal(object)
    """Show the visit of this id, of today, in the front desk's list."""
    answer_wanted = Signal(str, object)
    """Go on with what was typed about a thing to do: the kind of draft, and the key of
    what it is about."""
    whose_chosen = Signal(str)
    """Whose work Today shows from now on; the settings remember it."""
    plan_panel_chosen = Signal(str)
    """What stands beside a care plan from now on, "" for nothing; the settings
    remember it."""
    caseload_changed = Signal()
    """Who coordinates whom, who is away, or a team was changed in the database."""
    translations_wanted = Signal(object, object)
    """Show the lines to translate of the member of this id, None being of everybody,
    at the line of this key or at the first."""
    checking_wanted = Signal(str, str)
    """Go on checking fixed texts in this language, at the line of this id; "" is
    wherever it was."""
    stay_wanted = Signal(object)
    """Write down a hospital stay of the member of this id; None is of the member who
    is shown, or of one to be chosen."""
    stay_form_wanted = Signal(object)
    """Change a hospital stay; a `StayWish` says which."""
    matching_wanted = Signal()
    """Show the people of hospitals' messages for whom nobody here was found."""
    matching_changed = Signal()
    """Hospitals' messages came in, or somebody said who one of them is."""
    family_form_wanted = Signal(object)
    """Open a form of a child's family; a `FamilyWish` says which."""
    note_wanted = Signal(object)
    """Write, change or add to a note; a `NoteWish` says which."""
    document_form_wanted = Signal(object)
    """File a document or change one; a `DocumentWish` says which."""
    document_view_wanted = Signal(object)
    """Show the pages of the document of this id."""
    document_changed = Signal(object)
    """A document was changed in the database; a `DocumentNews` says whose."""
    day_changed = Signal()
    said = Signal(str, object, str)
    """Words for the toast, what its button does or None, the button's word."""

    def __init__(
        self,
        worker: Worker,
        place: Place,
        parent: QObject | None = None,
        drafts: DraftsFile | None = None,
    ) -> None:
        """Without a file of drafts, they are kept while the program runs."""
        super().__init__(parent)
        self.worker = worker
        self.drafts = DraftKeeper(worker, drafts, self)
        self.whose = "mine"
        self.plan_panel = "paper"
        self.scan_folder = ""
        self.today = place.today
        self.zone = place.zone
        self.clinic = place.clinic
        self._languages = place.languages

    def look_at(self, place: Place) -> None:
        """The clinic's day as it is now, and what this person may check; a desk stays
        open overnight."""
        self._languages = place.languages
        if place.today != self.today:
            self.today = place.today
            self.day_changed.emit()

    def keep_plan_panel(self, shown: str) -> None:
        """Show this beside every care plan from now on."""
        if shown != self.plan_panel:
            self.plan_panel = shown
            self.plan_panel_chosen.emit(shown)

    def may_check(self, language: str) -> bool:
        """Whether the person at the desk may stand for translations into it."""
        return language in self._languages

    def say(
        self, words: str, undo: Callable[[], None] | None = None, button: str = ""
    ) -> None:
        """A word in passing; `button` says something else than Undo."""
        self.said.emit(words, undo, button)
