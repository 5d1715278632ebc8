"""Names, contacts, languages and labels of FHIR in the words of the house."""

from __future__ import annotations

from typing import Any

import pytest

from hhdesk.care.confidentiality import Seal, Segment
from hhdesk.care.contact_points import ContactKind, ContactUse
from hhdesk.care.imported import AddressFact
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.exchange.fhir import contacts, labels, languages
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.exchange.fhir.names import NOT_GIVEN, names
from hhdesk.exchange.fhir.primitives import day_of
from tests.exchange.clinic_bundle import CHILD, Json, coded


def called(*given: Json) -> Name:
    return names({"name": list(given)}).name


def test_surnames_are_split_only_where_the_record_splits_them() -> None:
    assert called({"family": "Ruiz Soto", "given": ["Leo"]}) == Name("Leo", "Ruiz Soto")
    found = names(CHILD)
    assert found.name == Name("Ana Belén", "Quiroga", "Lazo", "Nita")
    assert found.former == ("Ana Lazo",)


def test_the_official_name_comes_before_the_usual_which_becomes_the_nickname() -> None:
    usual = {"use": "usual", "family": "Soto", "given": ["Bo"]}
    official = {"use": "official", "family": "Soto", "given": ["Roberto"]}
    assert called(usual, official) == Name("Roberto", "Soto", nickname="Bo")


def test_a_name_of_the_past_is_a_former_name() -> None:
    before = {"family": "Abbas", "given": ["Colin"], "period": {"end": "2020-07-22"}}
    now = {"family": "Baxter", "given": ["Colin"], "period": {"start": "2020-07-22"}}
    found = names({"name": [before, now]})
    assert (found.name.full, found.former) == ("Colin Baxter", ("Colin Abbas",))


def test_the_whole_name_is_kept_where_its_order_is_another() -> None:
    assert called({"text": "李 小明", "family": "李", "given": ["小明"]}) == Name(
        "小明", "李", as_given="李 小明"
    )
    assert called({"text": "Dr. Ana Soto", "prefix": ["Dr."], "family": "Soto",
                   "given": ["Ana"]}) == Name("Ana", "Soto")  # fmt: skip
    assert called({"text": "Madonna"}) == Name("", as_given="Madonna")


@pytest.mark.parametrize("name", [[], [{"use": "official"}], [{"given": ["  "]}]])
def test_a_person_without_a_name_is_still_a_person(name: Any) -> None:
    found = names({"name": name})
    assert found.name == Name("", as_given=NOT_GIVEN)
    assert found.notes


def test_a_name_without_end_is_refused() -> None:
    with pytest.raises(Fault, match="too long"):
        names({"name": [{"family": "x" * 300}]})


def test_contacts_come_in_their_order_and_faxes_stay_behind() -> None:
    found = contacts.contacts(CHILD)
    assert [(one.value, one.use) for one in found] == [
        ("510-555-0112", ContactUse.HOME),
        ("510-555-0111", ContactUse.MOBILE),
        ("ana@home.example", ContactUse.HOME),
    ]
    assert found[2].kind is ContactKind.EMAIL


def test_a_number_nobody_can_dial_is_left_out_and_told() -> None:
    person = {"telecom": [{"system": "phone", "value": "ext. 4"}]}
    assert contacts.contacts(person) == ()
    assert contacts.notes(person)[0].values == {"n": 1}


def test_a_number_out_of_use_stays_as_old() -> None:
    point = {
        "system": "phone",
        "value": "tel:+1-510-555-0142",
        "period": {"end": "2020"},
    }
    (found,) = contacts.contacts({"telecom": [point]})
    assert (found.value, found.use) == ("510-555-0142", ContactUse.OLD)


def test_home_is_where_the_person_lives_now() -> None:
    assert contacts.home(CHILD) == AddressFact(
        "12 Alder Ct, Apt 3", "Oakland", "CA", "94601"
    )
    past = {"use": "home", "line": ["1 Gone St"], "period": {"end": "2020"}}
    assert contacts.home({"address": [past]}) is None
    assert contacts.home({"address": [{"text": "By the lake"}]}) == AddressFact(
        "By the lake"
    )


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        ("es", "es"),
        ("es-MX", "es"),
        ("en_US", "en"),
        ("SPA", "es"),
        ("chi", "zh"),
        ("zh-TW", "zh-Hant"),
        ("zh", "zh"),
        ("fil", "tl"),
        ("mam", "mam"),
        ("pt-br", "pt-BR"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("Spanish language", ""),
        ("", ""),
    ],
)
def test_language_codes_become_the_tags_of_our_papers(code: str, tag: str) -> None:
    assert languages.tag_of(code) == tag


def test_the_preferred_language_is_spoken_and_written() -> None:
    assert languages.languages(CHILD) == Languages(
        "es", "es", Interpreter.NEEDED, ("en",)
    )
    assert languages.languages({}) is None
    words_only = {"communication": [{"language": {"text": "Tiếng Việt"}}]}
    assert languages.languages(words_only) == Languages("vi", "vi")


def test_us_core_says_who_needs_an_interpreter_too() -> None:
    url = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed"
    no = {"url": url, "valueCoding": {"code": "373067005"}}
    assert languages.interpreter({"extension": [no]}) is Interpreter.NOT_NEEDED
    assert languages.interpreter({}) is Interpreter.NOT_ASKED


ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"


def sealed(*found: tuple[str, str]) -> Seal:
    security = [{"system": system, "code": code} for system, code in found]
    return labels.seal_of({"meta": {"security": security}})


@pytest.mark.parametrize(
    ("label", "segment"),
    [
        ((CONFIDENTIALITY, "N"), Segment.GENERAL),
        ((CONFIDENTIALITY, "R"), Segment.FAMILY_SAFETY),
        ((ACT, "PSY"), Segment.MENTAL_HEALTH),
        ((ACT, "DVD"), Segment.MENTAL_HEALTH),
        ((ACT, "ETH"), Segment.SUBSTANCE_USE),
        ((ACT, "HIV"), Segment.REPRODUCTIVE),
        ((ACT, "SDV"), Segment.FAMILY_SAFETY),
        ((ACT, "TBOO"), Segment.FAMILY_SAFETY),
        ((ACT, "CommonRule"), Segment.GENERAL),
        (("http://terminology.hl7.org/CodeSystem/v3-ActReason", "HTEST"),
         Segment.GENERAL),
    ],
)  # fmt: skip
def test_a_label_decides_the_segment(label: tuple[str, str], segment: Segment) -> None:
    assert sealed(label) == Seal(segment)


def test_several_labels_give_the_strictest_and_part_2_is_remembered() -> None:
    assert sealed((ACT, "PSY"), (ACT, "SDV")) == Seal(Segment.FAMILY_SAFETY)
    assert sealed((CONFIDENTIALITY, "R"), (ACT, "SEX")) == Seal(Segment.REPRODUCTIVE)
    assert sealed((ACT, "42CFRPart2")) == Seal(Segment.SUBSTANCE_USE, part2=True)


def test_no_diagnosis_seals_by_itself() -> None:
    depression = {"code": coded("http://snomed.info/sct", "35489007", "Depression")}
    assert labels.seal_of(depression) == Seal()


def test_a_month_is_no_day() -> None:
    assert day_of("2021-09") is None
    assert day_of("2021") is None
    found = day_of("2021-09-30T23:30:00-07:00")
    assert found is not None
    assert found.isoformat() == "2021-09-30"
