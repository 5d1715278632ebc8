"""Rosters entered and compared: new members whole and findable, changes where the
roster wrote last, everything else left as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from uuid import UUID

from sqlalchemy import func, select

from hhdesk.care import (
    audit,
    audit_verdict,
    desk_messages,
    member_page,
    members,
    roster,
    roster_history,
    roster_lines,
    roster_mappings,
    search,
)
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.contact_points import SafeContact, Voicemail
from hhdesk.care.coverage import Coverage
from hhdesk.care.household import Relationship
from hhdesk.care.members import Gender, Member, MemberDetails
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.care.roster_fields import Covered, RosterField
from hhdesk.care.roster_lines import Answers, Fate, Line, LineOutcome
from hhdesk.care.roster_mappings import SourceMapping
from hhdesk.store.engine import Database

PLAN = "Alameda Plan"
ANA = MemberDetails(
    name=Name("Ana", "Ibáñez", "Ruiz", "Nita"),
    birth_date=date(2021, 5, 4),
    gender=Gender.FEMALE,
    mrn="10044",
    cin="91234567a",
    languages=Languages("es", "es", Interpreter.NEEDED),
    caregiver=CaregiverDetails(
        Name("Lucía", "Ruiz"),
        Relationship.MOTHER,
        languages=Languages("es", "es"),
        phone="(510) 555-0142",
    ),
    former_names=("Ana  Pérez",),
    address="12 Fruitvale Ave",
    city="Oakland",
    state="CA",
    postal_code="94601",
)
BEN = MemberDetails(Name("Ben", "Okafor"), date(2019, 2, 28), phone="510-555-0199")


def line(number: int, person: MemberDetails, covered: Covered | None = None) -> Line:
    digest = sha256(repr((person, covered)).encode()).hexdigest()
    return Line(number, person, covered, sha256=digest)


def enter(
    database: Database,
    actor_id: UUID,
    *people: MemberDetails | Line,
    answers: Answers | None = None,
    finished: bool = True,
) -> list[LineOutcome]:
    """A whole run; those who are gone since the last one come at the end."""
    lines = [
        one if isinstance(one, Line) else line(n, one)
        for n, one in enumerate(people, 2)
    ]
    with database.reading() as session:
        foreseen = roster.judge(session, PLAN, lines, answers or {})
    with database.transaction(actor_id) as session:
        run_id = roster_history.begin(session, PLAN, len(lines))
        found = roster.take(session, run_id, lines, answers or {})
    # What a dry run says is what happens.
    assert [(one.number, one.fate, one.changes) for one in foreseen] == [
        (one.number, one.fate, one.changes) for one in found
    ]
    gone = since(database, found)
    if finished:
        with database.transaction(actor_id) as session:
            fates = Counter(one.fate for one in [*found, *gone])
            roster_history.finish(session, run_id, fates)
    return [*found, *gone]


def since(database: Database, found: list[LineOutcome]) -> list[LineOutcome]:
    here = {one.member_id for one in found if one.member_id}
    persons = {one.person for one in found}
    with database.reading() as session:
        return list(roster_history.gone(session, PLAN, here, persons).gone)


def fates(outcomes: list[LineOutcome]) -> list[Fate]:
    return [outcome.fate for outcome in outcomes]


def told(outcome: LineOutcome) -> Mapping[RosterField, tuple[str, str, bool]]:
    return {one.field: (one.here, one.there, one.kept) for one in outcome.changes}


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Member)) or 0


def here(database: Database, outcome: LineOutcome) -> MemberDetails:
    assert outcome.member_id
    with database.reading() as session:
        return members.details(session, outcome.member_id)[0]


def edit(
    database: Database, actor_id: UUID, outcome: LineOutcome, **values: object
) -> None:
    """Somebody changes the member in the form."""
    assert outcome.member_id
    with database.transaction(actor_id) as session:
        details, seen = members.details(session, outcome.member_id)
        changed = replace(details, **values)  # type: ignore[arg-type]
        members.update(session, outcome.member_id, changed, seen)


def test_a_line_becomes_what_the_member_form_would_have_made(
    database: Database, actor_id: UUID
) -> None:
    entered, _ = enter(database, actor_id, ANA, BEN)
    assert entered.member_id
    with database.transaction(actor_id) as session:
        by_form = members.create(session, replace(ANA, mrn="10045", cin=""))
    with database.reading() as session:
        ours, _ = members.details(session, entered.member_id)
        theirs, _ = members.details(session, by_form)
        assert replace(ours, mrn="", cin="") == replace(theirs, mrn="", cin="")
        assert (ours.mrn, ours.cin) == ("10044", "91234567A")
        page = member_page.member_page(session, entered.member_id)
    assert page.name.full == "Ana Ibáñez Ruiz"


def test_who_was_entered_or_changed_is_found_and_the_index_is_in_step(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        members.create(session, MemberDetails(Name("Mia", "Lor"), date(2020, 1, 1)))
    enter(database, actor_id, BEN, ANA)
    with database.searching() as session:
        for text in ("ibanez", "nita", "555 0142", "05/04/2021", "lucia ruiz", "10044"):
            assert search.find(session, text).hits[0].name == "Ana Ibáñez Ruiz"
        names = [hit.name for hit in search.page(session, 10)]
        assert names == ["Ana Ibáñez Ruiz", "Mia Lor", "Ben Okafor"]
    enter(database, actor_id, BEN, replace(ANA, city="Hayward"), replace(BEN, mrn="7"))
    with database.searching() as session:
        assert search.find(session, "ibanez").hits[0].city == "Hayward"
        assert search.out_of_step(session) == 0


def test_the_same_roster_a_second_time_changes_nothing(
    database: Database, actor_id: UUID
) -> None:
    first = enter(database, actor_id, ANA, BEN)
    again = enter(database, actor_id, ANA, BEN)
    assert fates(again) == [Fate.KNOWN, Fate.KNOWN]
    # Also who has no number is known again, by the line of the same source.
    assert [one.member_id for one in again] == [one.member_id for one in first]
    assert count(database) == 2


def test_what_the_roster_wrote_it_changes_and_what_was_edited_here_stays(
    database: Database, actor_id: UUID
) -> None:
    first, _ = enter(database, actor_id, ANA, BEN)
    edit(database, actor_id, first, city="Berkeley", pronouns="she/her")
    moved = replace(
        ANA,
        name=replace(ANA.name, first_surname="Ibáñez-Soto"),
        address="5 Elm St",
        gender=Gender.OTHER,
    )
    outcome, _ = enter(database, actor_id, moved, BEN)
    assert outcome.fate is Fate.CHANGED
    assert told(outcome) == {
        RosterField.NAME: ("Ana Ibáñez Ruiz", "Ana Ibáñez-Soto Ruiz", False),
        RosterField.GENDER: ("female", "other", False),
        RosterField.ADDRESS: (
            "12 Fruitvale Ave, Berkeley, CA, 94601",
            "5 Elm St, Oakland, CA, 94601",
            True,
        ),
    }
    now = here(database, outcome)
    assert (now.address, now.city) == ("12 Fruitvale Ave", "Berkeley")
    assert (now.gender, now.pronouns) == (Gender.OTHER, "she/her")
    assert now.name.first_surname == "Ibáñez-Soto"
    # A difference is told once, not every month.
    assert enter(database, actor_id, moved, BEN)[0].fate is Fate.KNOWN


def test_of_a_member_entered_by_hand_only_blanks_are_filled(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        by_hand = MemberDetails(ANA.name, ANA.birth_date, cin=ANA.cin, city="Fremont")
        members.create(session, by_hand)
    (outcome,) = enter(database, actor_id, ANA)
    kept = {field for field, (_, _, stays) in told(outcome).items() if stays}
    assert kept == {
        RosterField.ADDRESS,
        RosterField.LANGUAGE,
        RosterField.WRITTEN_LANGUAGE,
    }
    now = here(database, outcome)
    assert (now.mrn, now.city, now.languages.interpreter) == (
        "10044",
        "Fremont",
        Interpreter.NEEDED,
    )
    assert now.caregiver
    assert now.caregiver.name.full == "Lucía Ruiz"


def test_a_safe_contact_rule_and_another_caregiver_are_never_overwritten(
    database: Database, actor_id: UUID
) -> None:
    first, _ = enter(database, actor_id, BEN, ANA)
    edit(database, actor_id, first, safe_contact=SafeContact(Voicemail.NEVER))
    aunt = CaregiverDetails(Name("Rosa", "Soto"), phone="510-555-0111")
    ben, ana = enter(
        database,
        actor_id,
        replace(BEN, phone="510-555-0188"),
        replace(ANA, caregiver=aunt),
    )
    assert fates([ben, ana]) == [Fate.DIFFERS, Fate.DIFFERS]
    assert told(ana)[RosterField.CAREGIVER] == ("Lucía Ruiz", "Rosa Soto", True)
    assert here(database, ben).phone == "510-555-0199"
    assert here(database, ana).caregiver == replace(
        ANA.caregiver,  # type: ignore[type-var]
        phone="510-555-0142",
    )


def test_a_blank_in_the_roster_erases_nothing(
    database: Database, actor_id: UUID
) -> None:
    enter(database, actor_id, ANA)
    (outcome,) = enter(database, actor_id, replace(ANA, address="", mrn="", city=""))
    assert outcome.fate is Fate.KNOWN
    assert here(database, outcome).mrn == "10044"


def test_who_pays_is_entered_and_follows_the_roster(
    database: Database, actor_id: UUID
) -> None:
    covered = Covered("Alameda Plan", renewal_on=date(2027, 3, 1))
    enter(database, actor_id, line(2, ANA, covered))
    later = replace(covered, renewal_on=date(2028, 3, 1))
    other = Covered("Kaiser", "Silver")
    (outcome,) = enter(database, actor_id, line(2, ANA, later))
    assert told(outcome) == {RosterField.RENEWAL: ("2027-03-01", "2028-03-01", False)}
    (moved,) = enter(database, actor_id, line(2, ANA, other))
    assert moved.fate is Fate.CHANGED
    assert moved.member_id
    with database.reading() as session:
        paid = session.scalars(
            select(Coverage).where(Coverage.member_id == moved.member_id)
        ).all()
        found = {(one.payer, one.renewal_on) for one in paid}
    assert found == {
        ("Alameda Plan", date(2028, 3, 1)),
        ("Kaiser", None),
    }


def test_a_namesake_waits_for_an_answer_and_each_answer_is_followed(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        ben_id = members.create(session, BEN)
    twin = replace(BEN, name=Name("BEN", "Okáfor"), cin="91111111A")
    (asked,) = enter(database, actor_id, twin)
    assert (asked.fate, asked.member_id) == (Fate.POSSIBLE, ben_id)
    assert count(database) == 1
    (same,) = enter(database, actor_id, twin, answers={2: ben_id})
    assert (same.fate, same.member_id) == (Fate.CHANGED, ben_id)
    assert here(database, same).cin == "91111111A"
    third = replace(twin, cin="92222222A")
    (other,) = enter(database, actor_id, third, answers={2: None})[:1]
    assert other.fate is Fate.ENTERED
    assert count(database) == 2


def test_the_same_person_twice_in_a_file_is_entered_once(
    database: Database, actor_id: UUID
) -> None:
    outcomes = enter(database, actor_id, BEN, ANA, BEN, replace(ANA, mrn=""))
    assert fates(outcomes) == [
        Fate.ENTERED,
        Fate.ENTERED,
        Fate.REFUSED,
        Fate.REFUSED,
    ]
    assert [one.sentence for one in outcomes[2:]] == [
        roster_lines.TWICE,
        roster_lines.NUMBER_TWICE,
    ]


def test_numbers_of_two_members_or_of_another_child_are_refused(
    database: Database, actor_id: UUID
) -> None:
    enter(database, actor_id, replace(ANA, cin=""), replace(BEN, cin="97654321B"))
    other = MemberDetails(Name("Zoe", "Lor"), date(2020, 1, 1), cin="97654321B")
    two, another = enter(database, actor_id, replace(ANA, cin="97654321B"), other)[:2]
    assert (two.fate, two.sentence) == (Fate.REFUSED, roster_lines.TWO_MEMBERS)
    assert another.fate is Fate.REFUSED
    (alone,) = enter(database, actor_id, other)[:1]
    assert alone.sentence == roster_lines.ANOTHER_PERSON
    assert count(database) == 2


def test_what_a_form_refuses_is_refused_and_the_others_go_in(
    database: Database, actor_id: UUID
) -> None:
    outcomes = enter(
        database,
        actor_id,
        replace(ANA, cin="123"),
        replace(ANA, birth_date=date(2031, 1, 1)),
        replace(ANA, caregiver=CaregiverDetails(Name("Lucía"), phone="12")),
        BEN,
    )
    assert [one.field for one in outcomes] == [
        "cin",
        "birth_date",
        "caregiver.phone",
        "",
    ]
    assert fates(outcomes)[3] is Fate.ENTERED
    assert count(database) == 1


def test_who_is_gone_is_told_and_stays(database: Database, actor_id: UUID) -> None:
    first = enter(database, actor_id, ANA, BEN)
    cut = enter(database, actor_id, ANA, finished=False)
    assert fates(cut) == [Fate.KNOWN, Fate.GONE]
    # A run that was cut off is not what the next one is compared with.
    _, gone = enter(database, actor_id, ANA)
    assert (gone.fate, gone.member_id) == (Fate.GONE, first[1].member_id)
    assert (gone.name, gone.birth_date) == ("Ben Okafor", BEN.birth_date)
    assert gone.member_id
    with database.transaction(actor_id) as session:
        ids = [gone.member_id]
        asked = roster_history.ask_to_follow_up(session, ids, PLAN, "No longer listed.")
        assert asked == 1
        kept = session.scalars(select(desk_messages.DeskMessage)).one()
        assert (kept.member_id, kept.from_whom) == (gone.member_id, PLAN)
        runs = roster_history.runs(session, PLAN)
    assert [one.finished for one in runs] == [True, False, True]
    assert runs[0].counts[Fate.GONE] == 1


def test_the_mapping_of_a_source_is_remembered(
    database: Database, actor_id: UUID
) -> None:
    mapping = SourceMapping({"dob": "birth_date", "x": ""}, "month_first")
    with database.transaction(actor_id) as session:
        roster_mappings.remember(session, PLAN, mapping)
    with database.reading() as session:
        assert roster_mappings.remembered(session, PLAN) == mapping
        assert roster_mappings.remembered(session, "Other") == SourceMapping()
        assert roster_mappings.sources(session) == (PLAN,)


def test_each_change_stands_in_the_audit_chain_and_each_run(
    database: Database, actor_id: UUID
) -> None:
    entered = enter(database, actor_id, ANA, BEN)
    enter(database, actor_id, replace(ANA, city="Hayward"), BEN)
    with database.reading() as session:
        assert audit_verdict.verify(session).whole
        rows = session.execute(
            select(audit.AuditEntry.act, audit.AuditEntry.member_id)
        ).all()
    ana, ben = (one.member_id for one in entered)
    assert Counter((act, who) for act, who in rows if who) == {
        ("member.create", ana): 1,
        ("member.create", ben): 1,
        ("member.update", ana): 1,
    }
    assert sum(act == "roster.finish" for act, _ in rows) == 2


def test_many_between_two_neighbours_keep_the_alphabet(
    database: Database, actor_id: UUID
) -> None:
    edges = [replace(BEN, name=Name("Ben", surname)) for surname in ("Aa", "Zz")]
    enter(database, actor_id, *edges)
    born = date(2020, 1, 1)
    for round_ in range(20):
        some = [
            MemberDetails(Name(f"G{round_:02}", f"Mm{n:02}"), born) for n in range(30)
        ]
        enter(database, actor_id, *some, finished=False)
    with database.reading() as session:
        assert search.out_of_step(session) == 0
