"""Imported facts beside what people here wrote: nothing of theirs is overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import care_plans, imports, members, plan_saving
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.contact_points import ContactPoint, ContactPointRow, Voicemail
from hhdesk.care.goals import ActivityRow, ActivityStatus, GoalRow, Lifecycle
from hhdesk.care.health import ClinicalStatus, Condition
from hhdesk.care.household import Caregiving
from hhdesk.care.imported import (
    ActivityFact,
    AddressFact,
    CaregiverFact,
    ConcernFact,
    ConditionFact,
    Fact,
    Fate,
    GoalFact,
    GoalLine,
    KeptFact,
    MemberFact,
    Number,
    NumberFact,
    Original,
    Outcome,
    PlanFact,
    SourceKey,
    Told,
)
from hhdesk.care.members import Gender, IdentifierKind, Member, MemberDetails
from hhdesk.care.person import Languages, Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.translations import Pair
from hhdesk.store.engine import Database

CHILD = SourceKey("clinic", "Patient", "1")
ASTHMA = SourceKey("clinic", "Condition", "1")
GOAL = SourceKey("clinic", "Goal", "1")
PLAN = SourceKey("clinic", "CarePlan", "1")


def original(key: SourceKey, content: str = "a", updated_at: str = "") -> Original:
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Original(key, digest, content, updated_at)


def child(content: str = "a", **more: Any) -> MemberFact:
    name = more.pop("name", Name("Iris", "Vega"))
    told = {"birth_date": date(2019, 5, 2)} | more
    return MemberFact(original(CHILD, content), name, **told)


def asthma(content: str = "a", **more: Any) -> ConditionFact:
    told = {"text": "Asthma", "status": ClinicalStatus.ACTIVE} | more
    return ConditionFact(original(ASTHMA, content), CHILD, system="", code="", **told)


def goal(content: str = "a", **more: Any) -> GoalFact:
    line = GoalLine(GOAL, more.pop("words", "Sleep through"), **more)
    return GoalFact(original(GOAL, content), CHILD, line)


def plan(
    *activities: ActivityFact, content: str = "a", key: SourceKey = PLAN, **more: Any
) -> PlanFact:
    told = {"words": "Asthma plan"} | more
    return PlanFact(original(key, content), CHILD, activities=activities, **told)


Write = Callable[..., list[Outcome]]


@pytest.fixture
def enter(database: Database, actor_id: UUID) -> Write:
    def enter(*facts: Fact) -> list[Outcome]:
        with database.transaction(actor_id) as session:
            return imports.write(session, facts)

    return enter


def member_id(database: Database) -> UUID:
    with database.reading() as session:
        return session.scalars(select(Member.id)).one()


def form(database: Database) -> MemberDetails:
    with database.reading() as session:
        return members.details(session, session.scalars(select(Member.id)).one())[0]


def change(database: Database, actor_id: UUID, **fields: Any) -> None:
    """Somebody here changes the member's form."""
    with database.transaction(actor_id) as session:
        found = session.scalars(select(Member.id)).one()
        details, version = members.details(session, found)
        members.update(session, found, replace(details, **fields), version)


def current(database: Database) -> PlanRow:
    with database.reading() as session:
        return care_plans.current(session, session.scalars(select(Member.id)).one())


def edit(
    database: Database, actor_id: UUID, how: Callable[[PlanContent], PlanContent]
) -> None:
    """Somebody here changes the plan."""
    with database.transaction(actor_id) as session:
        found = session.scalars(select(Member.id)).one()
        before = care_plans.current(session, found)
        content = how(before.content)
        plan_saving.save(session, found, content, seen=before.number)


def said(outcomes: list[Outcome]) -> list[str]:
    return [note.sentence for outcome in outcomes for note in outcome.notes]


def test_a_field_changed_here_is_never_overwritten_and_the_report_says_so(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    enter(child(gender=Gender.FEMALE))
    change(database, actor_id, name=Name("Iris Luz", "Vega"), pronouns="they/them")
    name = Name("Iris Maria", "Vega", "Soto")
    (outcome,) = enter(child("b", name=name, gender=Gender.OTHER, pronouns="she/her"))
    assert outcome.fate is Fate.UPDATED
    assert [note.values for note in outcome.notes] == [{"fields": "given, pronouns"}]
    details = form(database)
    assert details.name == Name("Iris Luz", "Vega", "Soto")
    assert (details.gender, details.pronouns) == (Gender.OTHER, "they/them")


def test_what_the_source_did_not_change_is_no_news(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    enter(child())
    change(database, actor_id, name=Name("Iris Luz", "Vega"))
    (outcome,) = enter(child("b", gender=Gender.FEMALE))
    assert outcome.notes == ()
    assert form(database).name.given == "Iris Luz"


def test_an_address_changed_here_stays(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    enter(child(home=AddressFact("1 Elm St", "Oakland", "CA", "94601")))
    change(database, actor_id, address="9 Fir St")
    enter(child("b", home=AddressFact("2 Oak St", "Berkeley", "CA", "94601")))
    details = form(database)
    assert (details.address, details.city) == ("9 Fir St", "Berkeley")


def test_a_language_asked_here_outlives_a_silent_source(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    enter(child())
    change(database, actor_id, languages=Languages("mam", "es"))
    enter(child("b"))
    assert form(database).languages == Languages("mam", "es")
    enter(child("c", languages=Languages("es", "es")))
    assert form(database).languages.spoken == "mam"


def test_a_language_that_comes_later_replaces_the_assumed_english(
    enter: Write, database: Database
) -> None:
    enter(child())
    enter(child("b", languages=Languages("vi", "vi")))
    assert form(database).languages.spoken == "vi"


def test_a_phone_with_a_safe_contact_rule_stays_when_the_source_drops_it(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    phones = (ContactPointRow("510-555-0101"), ContactPointRow("510-555-0102"))
    enter(child(contacts=phones))
    with database.transaction(actor_id) as session:
        first = session.scalars(
            select(ContactPoint).where(ContactPoint.value == "510-555-0101")
        ).one()
        first.voicemail, first.safe_note = Voicemail.NEVER, "after four"
    enter(child("b", contacts=(ContactPointRow("510-555-0103"),)))
    with database.reading() as session:
        left = session.scalars(
            select(ContactPoint.value)
            .where(ContactPoint.voided_at.is_(None))
            .order_by(ContactPoint.value)
        ).all()
    assert left == ["510-555-0101", "510-555-0103"]


def test_a_phone_removed_here_does_not_come_back(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    enter(child(contacts=(ContactPointRow("510-555-0101"),)))
    change(database, actor_id, phone="")
    enter(child("b", contacts=(ContactPointRow("510-555-0101"),)))
    assert form(database).phone == ""


def test_a_number_that_the_source_corrects_is_corrected(
    enter: Write, database: Database
) -> None:
    wrong = NumberFact(IdentifierKind.CIN, "", "90000001A")
    enter(child(numbers=(wrong,)))
    enter(child("b", numbers=(replace(wrong, value="90000002B"),)))
    assert form(database).cin == "90000002B"


def test_a_patient_joins_the_member_typed_in_before(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    typed = MemberDetails(
        Name("Iris", "Vega"), date(2019, 5, 2), mrn="77", gender=Gender.UNKNOWN
    )
    with database.transaction(actor_id) as session:
        members.create(session, typed)
    number = NumberFact(IdentifierKind.MRN, "http://hospital.example", "77")
    (outcome,) = enter(
        child(
            numbers=(number,),
            name=Name("Irise", "Vega", "Paz"),
            gender=Gender.FEMALE,
            home=AddressFact("1 Elm St", "Oakland"),
        )
    )
    assert outcome.fate is Fate.UPDATED
    details = form(database)
    # Blanks are filled; what was typed stays.
    assert details.name == Name("Iris", "Vega", "Paz")
    assert (details.gender, details.city) == (Gender.FEMALE, "Oakland")


def test_a_member_removed_here_is_not_brought_back(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    enter(child())
    with database.transaction(actor_id) as session:
        member = session.scalars(select(Member)).one()
        member.void("entered twice", session.now(), session.actor_id)
    outcomes = enter(child("b", gender=Gender.OTHER), asthma())
    assert said(outcomes[:1]) == ["removed here since, so left out"]
    assert outcomes[1].fate is Fate.REFUSED
    with database.reading() as session:
        assert session.scalars(select(Member.gender)).one() is Gender.UNKNOWN


def test_a_condition_removed_here_is_not_brought_back(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    enter(child(), asthma())
    with database.transaction(actor_id) as session:
        row = session.scalars(select(Condition)).one()
        row.void("not hers", session.now(), session.actor_id)
    outcomes = enter(asthma("b", status=ClinicalStatus.INACTIVE))
    assert said(outcomes) == ["removed here since, so left out"]


def test_who_consented_is_asked_here_and_survives_every_import(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    enter(child(), asthma(seal=Seal(Segment.MENTAL_HEALTH)))
    with database.transaction(actor_id) as session:
        row = session.scalars(select(Condition)).one()
        row.put_seal(Seal(Segment.REPRODUCTIVE, Consenter.YOUTH))
    enter(asthma("b", seal=Seal(Segment.SUBSTANCE_USE), text="Asthma, mild"))
    with database.reading() as session:
        row = session.scalars(select(Condition)).one()
        assert row.seal == Seal(Segment.REPRODUCTIVE, Consenter.YOUTH)
        assert row.text == "Asthma, mild"


def test_a_fact_taken_back_stays_where_somebody_changed_it_here(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    enter(child(), asthma())
    with database.transaction(actor_id) as session:
        session.scalars(select(Condition)).one().text = "Asthma, worse in spring"
    error = KeptFact(original(ASTHMA, "b"), CHILD, Told("it was entered in error"))
    (outcome,) = enter(error)
    assert outcome.fate is Fate.KEPT
    assert "please look" in said([outcome])[0]
    with database.reading() as session:
        assert session.scalars(select(Condition.voided_at)).one() is None


def test_a_fact_that_moves_to_another_person_is_refused(
    enter: Write, database: Database
) -> None:
    sister = SourceKey("clinic", "Patient", "2")
    other = replace(child(name=Name("Luz", "Vega")), original=original(sister))
    enter(child(), other, asthma())
    (outcome,) = enter(replace(asthma("b"), about=sister))
    assert outcome.fate is Fate.REFUSED
    assert "another person" in outcome.why.sentence if outcome.why else ""


def test_facts_find_their_member_by_a_number(enter: Write, database: Database) -> None:
    number = NumberFact(IdentifierKind.MRN, "http://hospital.example", "77")
    enter(child(numbers=(number,)))
    about = Number("http://hospital.example", "77")
    unknown = Number("http://hospital.example", "78")
    outcomes = enter(
        replace(asthma(), about=about),
        replace(asthma(), original=original(GOAL), about=unknown),
    )
    assert [one.fate for one in outcomes] == [Fate.CREATED, Fate.REFUSED]
    assert outcomes[1].waits_for == unknown


def test_a_caregiver_changed_here_keeps_the_change(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    key = SourceKey("clinic", "RelatedPerson", "1")
    aunt = CaregiverFact(original(key), CHILD, Name("Lola", "Paz"), note="neighbor")
    enter(child(), aunt)
    with database.transaction(actor_id) as session:
        session.scalars(select(Caregiving)).one().note = "godmother"
    newer = replace(aunt, original=original(key, "b"), note="friend")
    (outcome,) = enter(replace(newer, name=Name("Dolores", "Paz")))
    assert [note.values for note in outcome.notes] == [{"fields": "note"}]


WALK = ActivityFact("Walk to school")
SPACER = ActivityFact("Teach the spacer", goals=(GOAL,))


def words(plan_row: PlanRow) -> dict[str, list[str]]:
    """The goals with their activities."""
    return {
        one.clinical_words: [step.text.english for step in one.activities]
        for one in plan_row.content.goals
    }


def test_a_line_edited_here_is_kept_and_the_others_follow_the_source(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    enter(child(), goal(), plan(SPACER, WALK, goals=(GOAL,)))

    def reword(content: PlanContent) -> PlanContent:
        first, *rest = content.goals
        ours = replace(
            first, clinical_words="Sleep all night", family_words=Pair("Sleep")
        )
        return replace(content, goals=(ours, *rest))

    edit(database, actor_id, reword)
    outcomes = enter(
        goal("b", words="Sleep 8 hours", lifecycle=Lifecycle.ACTIVE),
        plan(
            replace(SPACER, status=ActivityStatus.DONE),
            WALK,
            goals=(GOAL,),
            content="b",
        ),
    )
    assert [note.values for one in outcomes for note in one.notes] == [
        {"fields": "clinical_words"}
    ]
    row = current(database)
    assert row.number == 3
    first = row.content.goals[0]
    assert first.clinical_words == "Sleep all night"
    assert (first.lifecycle, first.family_words.english) == (Lifecycle.ACTIVE, "Sleep")
    assert first.activities[0].status is ActivityStatus.DONE


def test_a_line_removed_here_does_not_come_back(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    enter(child(), goal(), plan(SPACER, WALK, goals=(GOAL,)))

    def without_walk(content: PlanContent) -> PlanContent:
        keep = [
            replace(
                one,
                activities=tuple(
                    step for step in one.activities if step.text.english != WALK.text
                ),
            )
            for one in content.goals
        ]
        return replace(content, goals=tuple(keep))

    edit(database, actor_id, without_walk)
    busy = replace(WALK, status=ActivityStatus.IN_PROGRESS)
    enter(plan(SPACER, busy, goals=(GOAL,), content="b"))
    assert words(current(database)) == {"Sleep through": ["Teach the spacer"]}


def test_a_line_that_the_source_dropped_goes_unless_people_hung_something_on_it(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    two = SourceKey("clinic", "CarePlan", "2")
    enter(child(), plan(WALK), plan(ActivityFact("Swim"), key=two, words="Sports"))

    def add_ours(content: PlanContent) -> PlanContent:
        first, second = content.goals
        ours = ActivityRow(Pair("Buy goggles"))
        second = replace(second, activities=(*second.activities, ours))
        return replace(content, goals=(first, second))

    edit(database, actor_id, add_ours)
    gone = [KeptFact(original(key, "b"), CHILD, Told("x")) for key in (PLAN, two)]
    outcomes = enter(*gone)
    assert words(current(database)) == {"Sports": ["Buy goggles"]}
    assert [len(one.notes) for one in outcomes] == [0, 1]


def test_two_plans_share_the_concern_that_both_address(
    enter: Write, database: Database
) -> None:
    concern = ConcernFact(ASTHMA)
    two = SourceKey("clinic", "CarePlan", "2")
    enter(
        child(),
        asthma(seal=Seal(Segment.MENTAL_HEALTH)),
        plan(WALK, concerns=(concern,)),
        plan(WALK, key=two, words="Sports", concerns=(concern,)),
    )
    content = current(database).content
    (found,) = content.concerns
    assert (found.clinical_words, found.seal.segment) == (
        "Asthma",
        Segment.MENTAL_HEALTH,
    )
    assert [one.concern_id for one in content.goals] == [found.id, found.id]
    assert [len(one.activities) for one in content.goals] == [1, 1]
    enter(KeptFact(original(two, "b"), CHILD, Told("x")))
    assert [one.id for one in current(database).content.concerns] == [found.id]
    enter(KeptFact(original(PLAN, "b"), CHILD, Told("x")))
    assert current(database).content == PlanContent()


def test_a_plan_written_here_stands_beside_what_is_imported(
    enter: Write, database: Database, actor_id: UUID
) -> None:
    enter(child())
    ours = GoalRow(goal().goal.domain, Pair("Get to the dentist"), id=None)
    edit(database, actor_id, lambda content: replace(content, goals=(ours,)))
    enter(plan(WALK))
    row = current(database)
    assert [one.family_words.english for one in row.content.goals] == [
        "Get to the dentist",
        "",
    ]
    assert row.number == 2


def test_nothing_new_in_a_plan_makes_no_new_version(
    enter: Write, database: Database
) -> None:
    enter(child(), plan(WALK))
    enter(plan(WALK, content="only its stamps changed"))
    assert current(database).number == 1


def test_a_plan_that_comes_back_after_it_was_taken_back_is_entered_anew(
    enter: Write, database: Database
) -> None:
    enter(child(), plan(WALK))
    enter(KeptFact(original(PLAN, "b"), CHILD, Told("x")))
    enter(plan(WALK, content="c"))
    assert words(current(database)) == {"Asthma plan": ["Walk to school"]}


def test_an_older_version_by_its_sources_stamp_changes_nothing(
    enter: Write, database: Database
) -> None:
    newer = original(ASTHMA, "b", "2026-05-01T00:00:00Z")
    enter(child(), replace(asthma(text="Asthma, mild"), original=newer))
    older = original(ASTHMA, "a", "2026-04-30T23:59:59.9-02:00")
    (outcome,) = enter(replace(asthma(), original=older))
    assert outcome.fate is Fate.UPDATED
    older = original(ASTHMA, "c", "2026-05-01T00:00:00+02:00")
    (outcome,) = enter(replace(asthma(), original=older))
    assert (outcome.fate, said([outcome])) == (
        Fate.UNCHANGED,
        ["it is older than what is here, so nothing was changed"],
    )
