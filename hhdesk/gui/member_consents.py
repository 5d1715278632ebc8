"""The member page's consents: who may share what with whom, until when, what they open
together now, and what was shared."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from hhdesk.care import consent_list, disclosure_list
from hhdesk.care.consent_list import ConsentLine, Standing
from hhdesk.care.consent_list import MemberConsents as Consents
from hhdesk.care.disclosure_list import DisclosureRow
from hhdesk.errors import Refusal
from hhdesk.gui import consent_news, consent_words, forms, icons, states
from hhdesk.gui.card import Card, Line
from hhdesk.gui.consent_news import ConsentWish
from hhdesk.gui.consent_table import (
    ConsentRows,
    ConsentTable,
    DisclosureRows,
    DisclosureTable,
    show_all,
)
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.segments import Segments
from hhdesk.i18n import N_, _, explain, ngettext

CONSENTS, SHARED = "consents", "shared"
REASONS = (
    N_("It was never said"),
    N_("It is another child's"),
    N_("It is written down twice"),
    N_("Something in it is wrong"),
    N_("The printed form does not come back"),
)
"""Why a consent is taken out."""


class MemberConsents(Spoken, QWidget):
    view_choice: Segments
    count_label: QLabel
    new_button: QPushButton
    notice: Notice
    pages: QStackedWidget
    empty_state: EmptyState
    both: QWidget
    table: ConsentTable
    chosen_card: Card
    open_card: Card
    ask_card: Card
    mistake_button: QPushButton
    form_button: QPushButton
    scan_button: QPushButton
    renew_button: QPushButton
    revoke_button: QPushButton
    nothing_shared: EmptyState
    shared: QWidget
    shared_table: DisclosureTable

    def __init__(self, desk: Desk, member_id: UUID) -> None:
        super().__init__()
        forms.load(self, "member_consents")
        self._desk, self._member_id = desk, member_id
        self.found: Consents | None = None
        self.disclosed: tuple[DisclosureRow, ...] | None = None
        self._view = CONSENTS
        self.model, self.shared_model = ConsentRows(self), DisclosureRows(self)
        self.table.setModel(self.model)
        self.shared_table.setModel(self.shared_model)
        for table in (self.table, self.shared_table):
            table.fit_rows()
        self.mistake_menu = QMenu(self.mistake_button)
        self.mistake_button.setMenu(self.mistake_menu)
        self.form_menu = QMenu(self.form_button)
        self.form_button.setMenu(self.form_menu)
        self.setFocusProxy(self.table)
        self._connect()
        self.refill()

    def _connect(self) -> None:
        self.view_choice.chosen.connect(self.turn)
        self.new_button.clicked.connect(self.begin_new)
        self.empty_state.acted.connect(self.begin_new)
        self.table.opened.connect(self.open_chosen)
        self.scan_button.clicked.connect(self.open_chosen)
        self.renew_button.clicked.connect(partial(self._wish, consent_news.RENEW))
        self.revoke_button.clicked.connect(partial(self._wish, consent_news.REVOKE))
        self.ask_card.button.clicked.connect(
            lambda: self._desk.consenters_wanted.emit(self._member_id)
        )
        self.table.selectionModel().selectionChanged.connect(
            lambda _new, _old: self._show_chosen()
        )
        self._desk.member_saved.connect(self._saved)
        self._desk.document_changed.connect(lambda news: self._saved(news.member_id))
        self._desk.day_changed.connect(self._read_again)

    # --------------------------------------------------------------- reading

    def turned_to(self) -> None:
        """The tab is in front: others may have changed something meanwhile."""
        self.read()

    def read(self) -> None:
        worker, lane = self._desk.worker, f"consents {self._member_id}"
        if self._view == SHARED:
            worker.read(
                disclosure_list.of_member,
                self._member_id,
                lane=f"disclosed {self._member_id}",
                then=self._show_shared,
                failed=self._explain,
            )
        worker.read(
            consent_list.of_member,
            self._member_id,
            lane=lane,
            then=self._show,
            failed=self._explain,
        )

    def _saved(self, member_id: UUID | None) -> None:
        if member_id == self._member_id:
            self._read_again()

    def _read_again(self) -> None:
        """Now where it is looked at, else when somebody turns to it."""
        if self.isVisible():
            self.read()

    def _show(self, found: Consents) -> None:
        chosen = self.chosen
        before, self.found = self.found, found
        if before is None or found.lines != before.lines:
            show_all(self.model, found.lines)
        self.refill()
        if found.lines:
            keys = [one.id for one in found.lines]
            known = chosen is not None and chosen.id in keys
            self.table.choose(keys.index(chosen.id) if known and chosen else 0)

    def _show_shared(self, rows: tuple[DisclosureRow, ...]) -> None:
        if rows != self.disclosed:
            self.disclosed = rows
            show_all(self.shared_model, rows)
        self.refill()

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    # ---------------------------------------------------------------- acting

    def turn(self, view: str) -> None:
        """The consents, or what was shared."""
        self._view = view
        self.view_choice.choose(view)
        table = self.shared_table if view == SHARED else self.table
        self.setFocusProxy(table)
        self.refill()
        self.read()

    @property
    def chosen(self) -> ConsentLine | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def choose(self, consent_id: UUID) -> None:
        """Make this the chosen one, where it is listed."""
        lines = self.found.lines if self.found else ()
        for number, one in enumerate(lines):
            if one.id == consent_id:
                self.table.choose(number)

    def begin_new(self) -> None:
        self._desk.consent_wanted.emit(ConsentWish(self._member_id))

    def _wish(self, act: str, _checked: bool = False) -> None:
        line = self.chosen
        if line is not None:
            self._desk.consent_wanted.emit(ConsentWish(consent_id=line.id, act=act))

    def open_chosen(self) -> None:
        """Show the scan of the chosen one, or put one to it."""
        line = self.chosen
        if line is not None and line.scan is not None:
            self._desk.document_view_wanted.emit(line.scan.document_id)
        elif line is not None:
            self._wish(consent_news.ATTACH)

    def _mistaken(self, reason: str, _checked: bool = False) -> None:
        line = self.chosen
        if line is not None:
            act = consent_news.MISTAKE
            wish = ConsentWish(consent_id=line.id, act=act, reason=_(reason))
            self._desk.consent_wanted.emit(wish)

    # ----------------------------------------------------------------- words

    def _show_chosen(self) -> None:
        line = self.chosen
        self.revoke_button.setEnabled(line is not None and line.revocable)
        self.renew_button.setEnabled(line is not None and line.renewable)
        self.form_button.setEnabled(line is not None and line.printable)
        self.mistake_button.setEnabled(line is not None)
        self.scan_button.setEnabled(line is not None)
        scanned = line is not None and line.scan is not None
        attach = _("Attach the signed paper")
        self.scan_button.setText(_("Show the scan") if scanned else attach)
        icons.name_icon(self.scan_button, "eye" if scanned else "upload")
        back = line is not None and line.opens
        if len(self.form_menu.actions()) > 1:
            self.form_menu.actions()[1].setEnabled(back)
        self._tell_chosen(line)

    def _tell_chosen(self, line: ConsentLine | None) -> None:
        card = self.chosen_card
        card.clear()
        card.setVisible(line is not None)
        if line is None:
            return
        card.say(consent_words.whom(line.audience, line.recipients))
        chips = (consent_words.state(line), states.seal(line.seal))
        card.add(Line(consent_words.segments(line.segments), "", chips))
        why = consent_words.why_nothing(line)
        if why:
            card.add_muted(why)
        for lead, words in self._details(line):
            if words:
                card.add(Line(words, "", lead=lead))

    def _details(self, line: ConsentLine) -> tuple[tuple[str, str], ...]:
        awaited = line.standing is Standing.AWAITED
        printed, given = consent_words.given(line), consent_words.how(line)
        return (
            (_("Given"), f"{given} · {consent_words.giver(line)} · {printed}"),
            (_("Revoked"), consent_words.revoked(line)),
            (_("Until"), consent_words.until(line)),
            (_("For"), line.purpose),
            (_("Part 2"), _("Part 2 records too") if line.part2 else ""),
            (_("Interpreter"), line.interpreter),
            (_("Form"), " · ".join(filter(None, (line.form, line.title)))),
            (_("Number"), line.code if awaited else ""),
            (_("Scan"), line.scan.title if line.scan else ""),
            (_("Written by"), line.written_by),
        )

    def _tell_opened(self) -> None:
        rows = self.found.opened if self.found else ()
        card = self.open_card
        card.clear()
        card.say(_("Open now"))
        for row in rows:
            whom, told = consent_words.opened(row)
            card.add(Line(whom, told))
        if not rows:
            card.add_muted(_("No consent opens anything now."))
        card.add_muted(
            _("Without a consent, only the care team gets what is not sensitive.")
        )

    def _tell_asked(self) -> None:
        found, card = self.found, self.ask_card
        count = found.asked if found else 0
        card.setVisible(count > 0)
        card.clear()
        card.say(_("Who said yes to this care?"))
        words = ngettext(
            "{n} line of the plan waits for an answer.",
            "{n} lines of the plan wait for an answer.",
            count,
        )
        card.add_muted(words.format(n=count))
        card.button.setText(_("Ask line by line"))
        card.button.show()

    def refill(self) -> None:
        self.view_choice.offer(
            {
                CONSENTS: (_("Consents"), _("Consents of this child")),
                SHARED: (_("What was shared"), _("What was shared about this child")),
            }
        )
        self.view_choice.choose(self._view)
        self.empty_state.say(
            "shield-check",
            _("No consents yet"),
            _(
                "Write down who may share what with whom: a spoken yes with its "
                "interpreter, a signed form, the youth's own yes, a court's order."
            ),
            _("New consent"),
        )
        self.nothing_shared.say(
            "send",
            _("Nothing was shared yet"),
            _("Each paper, file or referral that leaves the clinic is listed here."),
        )
        self._fill_menus()
        self._show_page()
        self.model.speak()
        self.shared_model.speak()
        self._show_chosen()
        self._tell_opened()
        self._tell_asked()

    def _fill_menus(self) -> None:
        self.mistake_menu.clear()
        for reason in REASONS:
            line = self.mistake_menu.addAction(_(reason))
            line.triggered.connect(partial(self._mistaken, reason))
        self.form_menu.clear()
        for act, words in (
            (consent_news.PRINT, _("The form to sign")),
            (consent_news.PRINT_BACK, _("The form to take it back")),
        ):
            self.form_menu.addAction(words).triggered.connect(partial(self._wish, act))

    def _show_page(self) -> None:
        lines = self.found.lines if self.found else ()
        page: QWidget = self.both if lines else self.empty_state
        in_force = sum(one.opens for one in lines)
        words = ngettext("{n} in force", "{n} in force", in_force).format(n=in_force)
        if self._view == SHARED:
            rows = self.disclosed or ()
            page = self.shared if rows else self.nothing_shared
            words = ngettext("{n} entry", "{n} entries", len(rows)).format(n=len(rows))
        self.pages.setCurrentWidget(page)
        self.count_label.setText(words)
