"""Attachment: files that stand in a resource, and those that it only points to.

Nothing is fetched and nothing is opened: bytes are checked against their size and hash
and kept as they are, whatever they say that they are.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from hhdesk.care.documents import LARGEST_FILE
from hhdesk.care.imported import FileFact, Told
from hhdesk.exchange.fhir.concepts import tidy
from hhdesk.exchange.fhir.entries import Entry
from hhdesk.exchange.fhir.faults import Fault
from hhdesk.exchange.fhir.references import Index
from hhdesk.i18n import N_

Json = Mapping[str, Any]

NOT_BASE64 = N_("its content is not whole: it is no base64")
TOO_LARGE = N_("its content is larger than {n} MB")
WRONG_SIZE = N_("its content has {found} bytes, and it says {told}")
WRONG_HASH = N_("its content is not what its hash says")
NOT_FETCHED = N_("its content stands at another place and was not fetched: {n}")

_MB = 1024 * 1024
_LONGEST_ADDRESS = 2000

# A hash has the length of its kind; FHIR asks for SHA-1, some send better ones.
_HASHES = {20: hashlib.sha1, 32: hashlib.sha256, 48: hashlib.sha384, 64: hashlib.sha512}


def decoded(text: str) -> bytes:
    """Base64 with any spaces in it; raises Fault for what is none, or too long."""
    plain = "".join(text.split())
    if len(plain) * 3 // 4 > LARGEST_FILE + 2:
        raise Fault(TOO_LARGE, n=LARGEST_FILE // _MB)
    try:
        found = base64.b64decode(plain, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Fault(NOT_BASE64) from error
    if len(found) > LARGEST_FILE:
        raise Fault(TOO_LARGE, n=LARGEST_FILE // _MB)
    return found


def _inside(address: str) -> str | None:
    """The base64 of a `data:` address; None for any other."""
    head, comma, content = address.partition(",")
    named = head.casefold()
    if comma and named.startswith("data:") and named.endswith(";base64"):
        return content
    return None


def _check_hash(content: bytes, told: str) -> None:
    try:
        wanted = base64.b64decode("".join(told.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Fault(NOT_BASE64) from error
    kinds = _HASHES.get(len(wanted)), _HASHES.get(len(wanted) // 2)
    digests = [kind(content).digest() if kind else b"" for kind in kinds]
    # Some encode the hexadecimal digits of the hash in place of its bytes.
    if not wanted or wanted not in (digests[0], digests[1].hex().encode()):
        raise Fault(WRONG_HASH)


def _of_binary(attachment: Json, entry: Entry, index: Index) -> str | None:
    """The content of a Binary that came with the file, or before."""
    address = {"reference": attachment.get("url", "")}
    meant = index.resource(address, entry, "Binary")
    if not isinstance(meant, Mapping) or meant.get("resourceType") != "Binary":
        return None
    data = meant.get("data")
    return data if isinstance(data, str) else None


def _content(attachment: Json, entry: Entry, index: Index) -> bytes | None:
    """The bytes; None where they are not at hand."""
    address = attachment.get("url", "")
    text, element = attachment.get("data"), "data"
    if text is None:
        text, element = _inside(address) or _of_binary(attachment, entry, index), "url"
    if text is None:
        return None
    try:
        content = decoded(text)
    except Fault as fault:
        raise fault.inside(element) from None
    told = attachment.get("size", len(content))
    if told != len(content):
        raise Fault(WRONG_SIZE, "size", found=len(content), told=told)
    if "hash" in attachment:
        try:
            _check_hash(content, attachment["hash"])
        except Fault as fault:
            raise fault.inside("hash") from None
    return content


def file_of(attachment: Json, entry: Entry, index: Index) -> FileFact:
    """One attachment; raises Fault where its content is broken or too large."""
    content = _content(attachment, entry, index)
    address = attachment.get("url", "")
    elsewhere = "" if _inside(address) is not None else address[:_LONGEST_ADDRESS]
    size = attachment.get("size", 0) if content is None else len(content)
    return FileFact(
        tidy(attachment.get("title")),
        attachment.get("contentType", ""),
        content,
        size,
        elsewhere,
    )


def notes(files: Iterable[FileFact]) -> tuple[Told, ...]:
    """What is told of files that are only pointed to."""
    away = [one for one in files if one.content is None and one.address]
    return (Told(NOT_FETCHED, {"n": len(away)}),) if away else ()
