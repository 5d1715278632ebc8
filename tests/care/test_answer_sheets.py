"""Questions asked of a family: scores at published cut-offs, danger acted on at once,
answers put into the plan once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from hhdesk.assets import resource
from hhdesk.care import (
    answer_deeds,
    answer_sheets,
    care_plans,
    desk_messages,
    plan_saving,
)
from hhdesk.care import instruments as questions
from hhdesk.care.answer_sheets import Asking, SheetRow
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.desk_messages import DeskMessage
from hhdesk.care.goals import BarrierKind
from hhdesk.care.instrument_files import instrument, instruments, parse
from hhdesk.care.instruments import Instrument
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.translations import TranslationState
from hhdesk.errors import ChangedElsewhere, InvalidField, NotPermitted
from hhdesk.store.engine import Database
from tests.care.counter import Counter

PHQ_ITEMS = [
    "interest",
    "down",
    "sleep",
    "tired",
    "appetite",
    "self",
    "focus",
    "moving",
    "harm",
]
SPANISH = Asking("es", "Marisol 4471", "Lucía", Consenter.CAREGIVER)


def known(instrument_id: str) -> Instrument:
    found = instrument(instrument_id)
    assert found is not None
    return found


def phq(points: int) -> dict[str, str]:
    """Answers that come to so many points, with no word of harm below 25."""
    found = {}
    for item in PHQ_ITEMS:
        found[item] = str(min(points, 3))
        points -= min(points, 3)
    return found


def test_every_instrument_names_its_source_and_terms_and_speaks_both_languages() -> (
    None
):
    assert [one.id for one in instruments()] == ["needs", "hunger_vital_sign", "phq_9"]
    for one in instruments():
        assert one.source.terms
        assert one.title.inside("es")
        assert one.title.inside("vi") == ""
    assert known("phq_9").published
    assert not known("needs").published
    shipped = (resource("LICENSES") / "instruments.txt").read_text(encoding="utf-8")
    assert all(one.title.english.split(":")[0] in shipped for one in instruments())


@pytest.mark.parametrize(
    ("points", "meaning", "positive"),
    [
        (0, "None or minimal", False),
        (4, "None or minimal", False),
        (5, "Mild", False),
        (9, "Mild", False),
        (10, "Moderate", True),
        (14, "Moderate", True),
        (15, "Moderately severe", True),
        (19, "Moderately severe", True),
        (20, "Severe", True),
        (27, "Severe", True),
    ],
)
def test_the_phq_9_turns_at_its_published_cut_offs(
    points: int, meaning: str, positive: bool
) -> None:
    asked = known("phq_9")
    assert questions.scores(asked, phq(points)) == {"total": points}
    band = asked.scales[0].band(points)
    assert (band.words.english, band.positive) == (meaning, positive)


def test_a_score_with_an_answer_missing_is_no_score() -> None:
    answers = phq(12)
    del answers["sleep"]
    assert questions.scores(known("phq_9"), answers) == {"total": None}


@pytest.mark.parametrize(
    ("worried", "ran_out", "score"),
    [
        ("never", "never", 0),
        ("sometimes", "never", 1),
        ("never", "often", 1),
        ("often", "", 1),
        ("never", "", None),
    ],
)
def test_one_of_two_answers_is_enough_for_hunger(
    worried: str, ran_out: str, score: int | None
) -> None:
    answers = {"worried": worried, "ran_out": ran_out}
    assert questions.scores(known("hunger_vital_sign"), answers) == {"risk": score}


def test_what_is_asked_next_follows_the_answers() -> None:
    asked = known("needs")

    def ids(**answers: Any) -> list[str]:
        return [one.id for one in questions.asked(asked, answers)]

    assert "ride_why" not in ids()
    assert ids(ride="sometimes")[:2] == ["ride", "ride_why"]
    assert "insurance_until" in ids(insurance="yes")
    # An answer to what is no longer asked goes.
    left = questions.valid(asked, {"ride": "always", "ride_why": ["bus"]})
    assert left == {"ride": "always"}


def broken() -> Iterator[Any]:
    path = resource("instruments", "phq_9.json")
    for change in (
        lambda d: d["questions"][0].update(es=""),
        lambda d: d["questions"][8].update(safety=["7"]),
        lambda d: d["questions"][8].update(plan=[{"when": ["1"], "barrier": "trust"}]),
        lambda d: d["questions"][1].update(id="interest"),
        lambda d: d["scales"][0]["bands"].reverse(),
        lambda d: d["scales"][0]["items"].append("difficulty"),
        lambda d: d["source"].update(terms=""),
        lambda d: d["questions"][0].update(asked_if={"question": "harm", "any": ["1"]}),
    ):
        data = json.loads(path.read_bytes())
        change(data)
        yield data


def test_a_file_that_breaks_a_rule_is_refused() -> None:
    for data in broken():
        with pytest.raises(ValueError, match=r"."):
            parse("phq_9", data)


def begun(clinic: Counter, instrument_id: str) -> SheetRow:
    row: SheetRow = clinic.act(
        answer_sheets.begin, clinic.child, instrument_id, SPANISH
    )
    return row


def finished(clinic: Counter, instrument_id: str, answers: dict[str, Any]) -> SheetRow:
    row = begun(clinic, instrument_id)
    done: SheetRow = clinic.act(answer_sheets.finish, row.id, answers, seen=row.version)
    return done


def test_danger_to_self_tells_staff_in_the_same_save_and_only_once(
    database: Database,
) -> None:
    clinic = Counter(database)
    row = begun(clinic, "phq_9")
    calm = clinic.act(answer_sheets.put, row.id, {"harm": "0"}, seen=row.version)
    assert (calm.safety, calm.safety_message_id) == ((), None)
    youths = replace(SPANISH, consenter=Consenter.YOUTH)
    told = clinic.act(
        answer_sheets.put, row.id, {"harm": "1"}, seen=calm.version, asking=youths
    )
    assert told.safety == ("harm",)
    message = clinic.read(desk_messages.row, told.safety_message_id)
    assert message.text == answer_sheets.URGENT
    assert message.done_at is None
    assert message.seal == Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
    done = clinic.act(answer_sheets.finish, row.id, phq(27), seen=told.version)
    assert done.safety_message_id == told.safety_message_id
    with database.reading() as session:
        assert len(session.scalars(select(DeskMessage.id)).all()) == 1
    # Planned for later is what the score asks for, never the danger itself.
    found = clinic.read(answer_deeds.proposals, row.id)
    assert [one.key for one in found.proposals] == ["score total:0"]
    clinic.act(answer_sheets.void, row.id, reason="other child", seen=done.version)
    assert clinic.read(desk_messages.row, told.safety_message_id).done_at is None


def test_answers_are_kept_as_asked_and_refused_beside_their_question(
    database: Database,
) -> None:
    clinic = Counter(database)
    row = begun(clinic, "needs")
    for wrong in ({"people": "many"}, {"ride": "yes"}, {"insurance_until": "May"}):
        with pytest.raises(InvalidField) as refused:
            clinic.act(answer_sheets.put, row.id, wrong, seen=row.version)
        assert refused.value.field == next(iter(wrong))
    told = {"people": "5", "ride": "no", "ride_why": ["bus", "no_car"], "most": ""}
    kept = clinic.act(answer_sheets.put, row.id, told, seen=row.version)
    assert kept.answers == {"people": 5, "ride": "no", "ride_why": ["no_car", "bus"]}
    assert kept.asking == SPANISH
    with pytest.raises(ChangedElsewhere):
        clinic.act(answer_sheets.finish, row.id, told, seen=row.version)
    done = clinic.act(answer_sheets.finish, row.id, told, seen=kept.version)
    with pytest.raises(NotPermitted):
        clinic.act(answer_sheets.put, row.id, told, seen=done.version)
    assert [one.id for one in clinic.read(answer_sheets.of_member, clinic.child)] == [
        row.id
    ]


def test_answers_become_lines_of_the_plan_once_and_are_taken_back_at_once(
    database: Database,
) -> None:
    clinic = Counter(database)
    clinic.act(plan_saving.save, clinic.child, PlanContent(), seen=0, language="es")
    told = {"ride": "no", "ride_why": ["bus"], "food": "no", "housing": "home"}
    row = finished(clinic, "needs", told)
    found = clinic.read(answer_deeds.proposals, row.id)
    assert [one.key for one in found.proposals] == ["ride:0", "food:0"]
    keys = [one.key for one in found.proposals]
    planned = clinic.act(answer_deeds.put_into_plan, row.id, keys, seen=found.number)
    content = clinic.read(care_plans.current, clinic.child).content
    assert [(one.kind, one.note) for one in content.barriers] == [
        (BarrierKind.TRANSPORTATION, "The bus does not fit")
    ]
    (food,) = content.concerns
    assert food.text.family == "La comida no nos alcanza hasta el fin de mes."
    assert food.text.state is not TranslationState.CHECKED
    again = finished(clinic, "needs", told)
    assert all(
        one.there for one in clinic.read(answer_deeds.proposals, again.id).proposals
    )
    with pytest.raises(NotPermitted):
        clinic.act(answer_deeds.put_into_plan, again.id, keys, seen=planned.plan.number)
    clinic.act(answer_deeds.take_back, clinic.child, planned)
    content = clinic.read(care_plans.current, clinic.child).content
    assert (content.concerns, content.barriers) == ((), ())


def test_what_a_youth_said_of_feelings_is_sealed_in_the_plan_too(
    database: Database,
) -> None:
    clinic = Counter(database)
    row = begun(clinic, "phq_9")
    done = clinic.act(
        answer_sheets.finish,
        row.id,
        phq(10),
        seen=row.version,
        asking=replace(SPANISH, consenter=Consenter.YOUTH),
    )
    assert done.safety == ()
    clinic.act(answer_deeds.put_into_plan, row.id, ["score total:0"], seen=0)
    (line,) = clinic.read(care_plans.current, clinic.child).content.concerns
    assert line.seal == Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
