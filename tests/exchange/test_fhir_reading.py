"""A file's bytes into resources: what is JSON, what is FHIR, where it breaks."""

from __future__ import annotations

import json

import pytest

from hhdesk.errors import BrokenInput
from hhdesk.exchange.fhir import elements, reading
from hhdesk.exchange.fhir.entries import Entry, Place, entry_of
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.exchange.fhir.reading import Part
from tests.exchange.clinic_bundle import CHILD, bundle


def refusal(data: bytes) -> str:
    with pytest.raises(BrokenInput) as caught:
        reading.read(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n ", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b"\xff\xfe{\x00}\x00", "The file is not UTF-8 text."),
        (b'<Patient xmlns="http://hl7.org/fhir"/>', "This is XML"),
        (b'\n  <?xml version="1.0"?><Patient/>', "This is XML"),
        (b"\xef\xbb\xbf<Patient/>", "This is XML"),
        ("\ufeff<Patient/>".encode("utf-16-le"), "This is XML"),
        ("\ufeff <Patient/>".encode("utf-16-be"), "This is XML"),
        ("<Patient/>".encode("utf-16-le"), "This is XML"),
        ("<Patient/>".encode("utf-16-be"), "This is XML"),
        (b"<!DOCTYPE HTML><html></html>", "This is a web page"),
        (b"[]", "This is not FHIR"),
        (b'"Patient"', "This is not FHIR"),
        (b'{"name": "hhdesk"}', "This is not FHIR"),
        (b'{"resourceType": 3}', "This is not FHIR"),
        (b'{"resourceType": "Patient"', "line 1, column 27"),
        (b'{"resourceType": "Patient",\n "id": }', "line 2, column 8"),
        (b'{"resourceType": "Bundle", "entry": [{"resource": {},}]}', "column 54"),
        (b'{"resourceType": "Patient"} {}', "line 1, column 29"),
        (b'{"resourceType": "Patient", "x": NaN}', "no number of JSON"),
        (b'{"resourceType": "Patient", "x": ' + b"9" * 5000 + b"}", "no number"),
        (b'{"resourceType": "Patient", "x": ' + b"[" * 90_000, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data)


def test_a_resource_keeps_the_text_it_was_written_in() -> None:
    text = '{ "resourceType":"Observation",\n  "value" : 1.50 }'
    whole = f'{{"resourceType": "Bundle", "entry": [{{"resource": {text}}}]}}'
    part = reading.read(whole.encode()).parts[0]
    assert part.text == text
    assert (part.number, part.resource["value"]) == ("1", 1.5)
    assert reading.read(text.encode()).parts[0].text == text


def test_a_byte_order_mark_and_any_order_of_names_are_read() -> None:
    entry = {"request": {"method": "POST"}, "resource": CHILD, "fullUrl": "urn:uuid:1"}
    text = json.dumps({"entry": [entry], "type": "batch", "resourceType": "Bundle"})
    document = reading.read(b"\xef\xbb\xbf" + text.encode())
    assert document.is_bundle
    assert document.bundle_type == "batch"
    assert document.parts[0].full_url == "urn:uuid:1"
    assert document.parts[0].resource == CHILD


def test_a_bundle_in_a_bundle_is_opened() -> None:
    inner = bundle(CHILD, CHILD)
    parts = reading.read(json.dumps(bundle(CHILD, inner)).encode()).parts
    assert [part.number for part in parts] == ["1", "2.1", "2.2"]


def test_an_entry_without_a_resource_is_told_apart() -> None:
    query = {"request": {"method": "GET", "url": "Patient/1"}}
    text = json.dumps({"resourceType": "Bundle", "type": "batch", "entry": [query, 7]})
    assert [part.resource for part in reading.read(text.encode()).parts] == [None, 7]


def test_lines_are_read_one_by_one() -> None:
    lines = [json.dumps(CHILD), "", "{oops", json.dumps(bundle(CHILD)), '{"a": 1}']
    found = reading.read_lines("\r\n".join(lines).encode())
    assert isinstance(found[0], Part)
    assert found[0].number == "1"
    broken = [one for one in found if not isinstance(one, Part)]
    assert [number for number, _ in broken] == ["3", "4", "5"]
    assert "line 1, column 2" in str(broken[0][1])


def test_a_log_is_no_ndjson_of_resources() -> None:
    with pytest.raises(BrokenInput, match="not FHIR"):
        reading.read_lines(b'{"eventId": "kickoff"}\n{"eventId": "done"}\n')


def entry(text: str, full_url: str = "", source: str = "") -> Entry:
    part = reading.read(text.encode()).parts[0]
    named = Part(part.resource, part.text, "", full_url)
    return entry_of(named, Place("x.json"), source)


def test_spaces_and_order_make_no_other_digest() -> None:
    one = entry('{"resourceType": "Patient", "id": "a", "active": true}')
    two = entry('{"active":true,"id":"a","resourceType":"Patient"}')
    assert one.sha256 == two.sha256
    assert one.sha256 != entry('{"resourceType": "Patient", "id": "a"}').sha256
    assert two.original().text == two.text


@pytest.mark.parametrize(
    ("full_url", "source", "key"),
    [
        ("", "", ("fhir", "a")),
        ("urn:uuid:123", "", ("fhir", "a")),
        ("https://one.example/r4/Patient/a", "", ("https://one.example/r4", "a")),
        ("https://one.example/r4/Group/a", "", ("fhir", "a")),
        ("https://one.example/r4/Patient/a", "clinic b", ("clinic b", "a")),
    ],
)
def test_a_resource_belongs_to_its_server(
    full_url: str, source: str, key: tuple[str, str]
) -> None:
    found = entry('{"resourceType": "Patient", "id": "a"}', full_url, source)
    assert (found.key.source, found.key.id) == key


def test_without_an_id_the_address_or_the_digest_names_it() -> None:
    text = '{"resourceType": "Patient"}'
    assert entry(text, "urn:uuid:42-a").key.id == "42-a"
    assert entry(text, "http://one.example/Patient/b").key.id == "b"
    assert entry(text).key.id == f"sha256-{entry(text).sha256[:32]}"


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ('{"resourceType": "Patient", "id": 5}', "id"),
        ('{"resourceType": "Patient", "id": "a b"}', "id"),
        ('{"resourceType": "Patient", "id": ""}', "id"),
        ('{"resourceType": "Pazient", "id": "a"}', "resourceType"),
        ('{"resourceType": "Patient", "x": "\\ud800"}', ""),
    ],
)
def test_what_cannot_be_named_or_kept_is_a_fault(text: str, element: str) -> None:
    with pytest.raises(Fault) as caught:
        entry(text)
    assert caught.value.element == element


def test_a_name_given_twice_is_remembered() -> None:
    found = entry('{"resourceType": "Patient", "id": "a", "name": [], "name": []}')
    with pytest.raises(Fault, match="twice"):
        elements.check(found.resource)
