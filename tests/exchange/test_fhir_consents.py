"""Consents from outside: what is unclear opens nothing, and no denial is a permit."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hhdesk.care import consents
from hhdesk.care.confidentiality import (
    Audience,
    Consenter,
    ConsentView,
    Segment,
)
from hhdesk.care.consents import Consent, ConsentStatus, Limit, Provision
from hhdesk.care.documents import Document, DocumentKind
from hhdesk.care.members import Member
from hhdesk.exchange.fhir import consent as reader
from hhdesk.exchange.fhir.entries import Place, entry_of
from hhdesk.exchange.fhir.reading import Part
from hhdesk.exchange.fhir.references import Index
from hhdesk.store.engine import Database
from tests.databases import NOW, ZONE
from tests.exchange.clinic_bundle import CHILD, TERMS, Importer, Json, changed, coded
from tests.exchange.test_fhir_import import looking, one

TODAY = NOW.astimezone(ZONE).date()
ROLE = f"{TERMS}/v3-ParticipationType"
ACT = f"{TERMS}/v3-ActCode"
LUNG_HOUSE: Json = {"resourceType": "Organization", "id": "lung", "name": "Lung House"}
MOTHER: Json = {"reference": "RelatedPerson/rosa", "display": "Rosa Lazo"}


def actor(name: str = "Organization/lung", role: str = "IRCP") -> Json:
    return {"role": coded(ROLE, role), "reference": {"reference": name}}


def consent(**elements: Any) -> Json:
    """A permission that the rule can check whole."""
    whole: Json = {
        "resourceType": "Consent",
        "id": "yes",
        "status": "active",
        "scope": coded(f"{TERMS}/consentscope", "patient-privacy"),
        "category": [coded(ACT, "IDSCL", "information disclosure")],
        "patient": {"reference": "Patient/ana"},
        "dateTime": "2026-05-01",
        "performer": [MOTHER],
        "policyRule": coded(ACT, "OPTIN"),
        "provision": {"type": "permit", "actor": [actor()]},
    }
    return changed(whole, **elements)


def rule(**elements: Any) -> Json:
    return {"type": "permit", "actor": [actor()], **elements}


def in_force(database: Database) -> tuple[ConsentView, ...]:
    member = one(database, Member)
    with database.reading() as session:
        return consents.active(session, member.id, TODAY)


def test_a_plain_permission_is_in_force_for_whom_it_names(
    bring_in: Importer, database: Database
) -> None:
    report = bring_in(CHILD, LUNG_HOUSE, consent())
    assert report.notes == ()
    (view,) = in_force(database)
    assert (view.audience, view.recipient) == (Audience.RECIPIENT, "Lung House")
    assert view.segments == {Segment.GENERAL}
    assert view.given_by is Consenter.CAREGIVER
    row = one(database, Consent)
    assert (row.title, row.giver_name) == ("information disclosure", "Rosa Lazo")


def test_each_recipient_of_one_consent_is_named(
    bring_in: Importer, database: Database
) -> None:
    school = {
        "resourceType": "Organization",
        "id": "two",
        "name": "Breathe",
    }
    both = rule(actor=[actor(), actor("Organization/two")])
    bring_in(CHILD, LUNG_HOUSE, school, consent(provision=both))
    assert {view.recipient for view in in_force(database)} == {"Lung House", "Breathe"}


def test_an_organization_s_type_tells_a_plan_and_a_school(
    bring_in: Importer, database: Database
) -> None:
    kind = [coded(f"{TERMS}/organization-type", "edu")]
    bring_in(CHILD, changed(LUNG_HOUSE, type=kind), consent())
    assert [view.audience for view in in_force(database)] == [Audience.SCHOOL]


def test_sensitive_topics_open_only_where_they_are_named(
    bring_in: Importer, database: Database
) -> None:
    label = {"system": ACT, "code": "MH"}
    bring_in(CHILD, LUNG_HOUSE, consent(provision=rule(securityLabel=[label])))
    assert [view.segments for view in in_force(database)] == [
        frozenset({Segment.MENTAL_HEALTH})
    ]


@pytest.mark.parametrize(
    ("elements", "limit"),
    [
        ({"provision": {"actor": [actor()]}}, Limit.NOT_SAID),
        ({"provision": None}, Limit.NOT_SAID),
        ({"provision": rule(actor=[])}, Limit.NO_RECIPIENT),
        ({"provision": rule(actor=[actor("Organization/x")])}, Limit.NO_RECIPIENT),
        ({"provision": rule(actor=[actor(), actor(role="CST")])}, Limit.HOLDER),
        ({"provision": rule(provision=[{"type": "deny"}])}, Limit.EXCEPTIONS),
        ({"provision": rule(purpose=[{"code": "HRESCH"}])}, Limit.PURPOSE),
        ({"provision": rule(code=[{"text": "X-rays"}])}, Limit.KINDS),
        ({"provision": rule(dataPeriod={"start": "2020"})}, Limit.PERIOD),
        ({"provision": rule(securityLabel=[{"code": "?"}])}, Limit.LABELS),
        ({"provision": rule(action=[coded("a", "correct")])}, Limit.ACTIONS),
        ({"verification": [{"verified": False}]}, Limit.NOT_VERIFIED),
        (
            {"provision": rule(actor=[actor(), actor("Patient/ana")])},
            Limit.SEVERAL_AUDIENCES,
        ),
    ],
)
def test_what_the_rule_cannot_check_is_held_and_opens_nothing(
    bring_in: Importer, database: Database, elements: Json, limit: Limit
) -> None:
    if elements.get("provision", {}) and not elements["provision"].get("actor", 1):
        elements = {"provision": {"type": "permit"}}
    report = bring_in(CHILD, LUNG_HOUSE, consent(**elements))
    assert report.refused == ()
    assert limit in one(database, Consent).limits
    assert in_force(database) == ()
    assert "people have to read it" in report.notes[0].text


@pytest.mark.parametrize("status", sorted({*ConsentStatus} - {ConsentStatus.ACTIVE}))
def test_only_an_active_consent_is_in_force(
    bring_in: Importer, database: Database, status: ConsentStatus
) -> None:
    bring_in(CHILD, LUNG_HOUSE, consent(status=status.value))
    assert one(database, Consent).status is status
    assert in_force(database) == ()


@pytest.mark.parametrize("scope", ["research", "adr", "treatment", "something"])
def test_a_consent_to_something_else_shares_nothing(
    bring_in: Importer, database: Database, scope: str
) -> None:
    told = coded(f"{TERMS}/consentscope", scope)
    bring_in(CHILD, LUNG_HOUSE, consent(scope=told))
    assert in_force(database) == ()


@pytest.mark.parametrize(
    ("start", "end", "active"),
    [
        ("2026-01-01", "2026-11-21", True),
        ("2026-01-01", "2026-11-20", False),
        ("2026-12-01", None, False),
        # A year may begin and end on any of its days: only the certain ones count.
        ("2026", None, False),
        ("2025", "2027", True),
        ("2025", "2026", False),
        ("2025", "2026-11", False),
    ],
)
def test_a_term_of_months_or_years_counts_by_its_certain_days(
    bring_in: Importer, database: Database, start: str, end: str | None, active: bool
) -> None:
    period = {"start": start} | ({"end": end} if end else {})
    bring_in(CHILD, LUNG_HOUSE, consent(provision=rule(period=period)))
    assert bool(in_force(database)) is active


def test_a_permission_of_no_day_is_kept_and_a_denial_counts_from_today(
    bring_in: Importer, database: Database
) -> None:
    undated = consent(dateTime=None)
    report = bring_in(CHILD, LUNG_HOUSE, undated)
    assert report.kept[0].text.startswith("it permits, and names no day")
    bring_in(changed(undated, id="no", provision={"type": "deny"}))
    row = one(database, Consent)
    assert (row.provision, row.given_on) == (Provision.DENY, TODAY)


@pytest.mark.parametrize(
    ("denial", "left"),
    [
        ({"provision": {"type": "deny"}}, 0),
        ({"provision": {"type": "deny", "actor": [actor()]}}, 0),
        ({"provision": {"type": "deny", "actor": [actor("Organization/x")]}}, 0),
        ({"policyRule": coded(ACT, "OPTOUT"), "provision": None}, 0),
        ({"policyRule": coded(ACT, "OPTOUT"), "provision": {"actor": [actor()]}}, 0),
        ({"provision": {"type": "deny", "actor": [actor("Organization/two")]}}, 1),
        ({"provision": {"type": "deny"}, "status": "inactive"}, 1),
        ({"provision": {"type": "deny", "period": {"end": "2026-01-01"}}}, 1),
    ],
)
def test_a_denial_takes_from_what_other_consents_give(
    bring_in: Importer, database: Database, denial: Json, left: int
) -> None:
    other = {"resourceType": "Organization", "id": "two", "name": "Breathe"}
    no = changed(consent(**denial), id="no", dateTime="2026-06-01")
    bring_in(CHILD, LUNG_HOUSE, other, consent(), no)
    assert len(in_force(database)) == left


def test_a_denial_of_one_topic_leaves_the_others(
    bring_in: Importer, database: Database
) -> None:
    labels = [{"system": ACT, "code": code} for code in ("MH", "SUD")]
    no = consent(
        id="no",
        provision={"type": "deny", "securityLabel": labels[1:]},
    )
    bring_in(CHILD, LUNG_HOUSE, consent(provision=rule(securityLabel=labels)), no)
    assert [view.segments for view in in_force(database)] == [
        frozenset({Segment.MENTAL_HEALTH})
    ]


def test_a_small_child_never_consented_by_its_name_on_the_form(
    bring_in: Importer, database: Database
) -> None:
    own = [{"reference": "Patient/ana"}]
    bring_in(CHILD, LUNG_HOUSE, consent(performer=own))
    assert one(database, Consent).given_by is Consenter.NOT_ASKED
    bring_in(changed(CHILD, id="big", identifier=None, birthDate="2010-01-01"))
    bring_in(
        consent(id="own", performer=[{"reference": "Patient/big"}])
        | {"patient": {"reference": "Patient/big"}}
    )
    with looking(database) as session:
        givers = {row.given_by for row in session.query(Consent)}
    assert givers == {Consenter.NOT_ASKED, Consenter.YOUTH}


@pytest.mark.parametrize(
    "elements",
    [
        {"policy": [{"uri": "https://ecfr.example/42-CFR-Part-2"}]},
        {"category": [coded(ACT, "42CFRPart2")]},
        {"policyRule": {"text": "Consent under 42 CFR Part 2"}},
        {"provision": rule(securityLabel=[{"system": ACT, "code": "42CFRPart2"}])},
    ],
)
def test_a_consent_says_itself_that_it_covers_part_2(
    bring_in: Importer, database: Database, elements: Json
) -> None:
    bring_in(CHILD, LUNG_HOUSE, consent(**elements))
    assert one(database, Consent).part2
    assert [view.part2 for view in in_force(database)] == [True]


def test_the_signed_form_becomes_a_document_and_goes_with_its_consent(
    bring_in: Importer, database: Database
) -> None:
    data = base64.b64encode(b"%PDF signed").decode()
    signed = consent(sourceAttachment={"contentType": "application/pdf", "data": data})
    bring_in(CHILD, LUNG_HOUSE, signed)
    form = one(database, Document)
    assert (form.kind, form.dated_on) == (DocumentKind.SIGNED_CONSENT, date(2026, 5, 1))
    bring_in(changed(signed, status="entered-in-error"))
    assert one(database, Document).voided_at is not None
    assert one(database, Consent).voided_at is not None


RULES = st.recursive(
    st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["permit", "deny"]),
            "actor": st.lists(
                st.builds(
                    actor,
                    st.sampled_from(["Organization/lung", "Patient/ana", "Group/1"]),
                    st.sampled_from(["IRCP", "PRCP", "CST", "?"]),
                ),
                min_size=1,
                max_size=2,
            ),
            "period": st.just({"start": "2026-01-01"}),
            "purpose": st.just([{"code": "TREAT"}]),
            "securityLabel": st.just([{"system": ACT, "code": "SEX"}]),
        },
    ),
    lambda inner: st.builds(
        lambda outer, rules: {**outer, "provision": rules},
        st.fixed_dictionaries({"type": st.sampled_from(["permit", "deny"])}),
        st.lists(inner, min_size=1, max_size=2),
    ),
)


@given(RULES, st.sampled_from(["OPTIN", "OPTOUT", "other"]))
def test_nothing_is_read_as_a_permission_but_an_explicit_one_alone(
    given_rule: Json, policy: str
) -> None:
    resource = consent(provision=given_rule or None, policyRule=coded(ACT, policy))
    entry = entry_of(Part(resource, "{}"), Place("x"), "")
    organization = entry_of(Part(LUNG_HOUSE, "{}"), Place("x"), "")
    fact = reader.read(entry, Index([entry, organization], ""))
    opens = fact.provision is Provision.PERMIT and not fact.limits
    if opens:
        assert given_rule["type"] == "permit"
        assert not {"provision", "purpose"} & set(given_rule)
        assert fact.recipients == ("Lung House",)
    if given_rule.get("type") == "deny":
        assert fact.provision is Provision.DENY
