"""What a care plan says beside its goals, as notes that anybody can read, each with
its parts in an extension of ours."""

from __future__ import annotations

from hhdesk.care.care_plans import PlanRow
from hhdesk.care.goals import BARRIER_WORDS, BarrierRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import (
    LINE_KIND_WORDS,
    SCHOOL_PLAN_WORDS,
    PlanLineRow,
    School,
)
from hhdesk.care.translations import Pair
from hhdesk.exchange.fhir_export.elements import (
    Json,
    clean,
    known,
    own,
    reference,
    seal_parts,
)


def barrier(one: BarrierRow) -> Json:
    said = ": ".join(filter(None, (BARRIER_WORDS[one.kind], clean(one.note))))
    gone = f" (gone since {one.resolved_on})" if one.resolved_on else ""
    told = own(
        "barrier",
        kind=one.kind,
        note=one.note,
        resolved=one.resolved_on,
        **seal_parts(one.seal),
    )
    return {"extension": told, "text": f"Barrier: {said}{gone}"}


def notes(plan: PlanRow) -> list[Json]:
    content, language = plan.content, plan.language
    told = (
        ("What matters to the family", "what_matters", content.what_matters),
        ("Strengths", "strengths", content.strengths),
        ("Preferences and culture", "culture", content.culture),
    )
    found = [_words(*one, language) for one in told if clean(one[2].english)]
    found += [barrier(one) for one in content.barriers]
    found += [_line(one, language) for one in content.lines]
    return found + _school(content.school) + _stop(plan)


def _spoken(pair: Pair, language: str) -> Json:
    """The parts of a checked translation; nothing of any other."""
    if not pair.printable or not clean(pair.family):
        return {}
    by = pair.checked_by
    return {"spoken": clean(pair.family), "language": language, "checked_by": by}


def _words(head: str, field: str, pair: Pair, language: str) -> Json:
    """Words of the whole plan, with their checked translation apart."""
    spoken = _spoken(pair, language)
    told = own("plan-note", field=field, english=pair.english, **spoken)
    return {"extension": told, "text": f"{head}: {clean(pair.english)}"}


def _line(one: PlanLineRow, language: str) -> Json:
    spoken = _spoken(one.text, language)
    told = own(
        "plan-line",
        kind=one.kind,
        english=one.text.english,
        **spoken,
        **seal_parts(one.seal),
    )
    return {
        "extension": told,
        "text": f"{LINE_KIND_WORDS[one.kind]}: {clean(one.text.english)}",
    }


def _school(school: School) -> list[Json]:
    if school == School():
        return []
    told = own(
        "school",
        called=school.name,
        grade=school.grade,
        contact=school.contact,
        phone=school.phone,
        plan=school.plan,
    )
    words = (school.name, school.grade, school.contact, school.phone)
    plan = SCHOOL_PLAN_WORDS[school.plan]
    said = ", ".join(filter(None, (*map(clean, words), plan)))
    return [{"extension": told, "text": f"School: {said}"}]


def _stop(plan: PlanRow) -> list[Json]:
    if plan.stopped_on is None:
        return []
    told = own("stopped", on=plan.stopped_on, reason=plan.stop_reason)
    said = ": ".join(filter(None, (str(plan.stopped_on), clean(plan.stop_reason))))
    return [{"extension": told, "text": f"Stopped {said}"}]


def chart_words(content: PlanContent, language: str) -> list[Json]:
    """The checked translations of dosages and reactions, whose English stands in the
    resources of the medicines and allergies themselves."""
    pairs = [(one.id, "dosage", one.dosage) for one in content.medicines]
    pairs += [(one.id, "reaction", one.reaction) for one in content.allergies]
    return [
        told
        for key, field, pair in pairs
        if pair.printable and clean(pair.family)
        for told in own(
            "chart-words",
            line=reference(known(key)),
            field=field,
            english=pair.english,
            **_spoken(pair, language),
        )
    ]
