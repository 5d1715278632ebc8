"""The key ring: only a real one, and only what it gives back."""

from __future__ import annotations

import pytest
from keyring.errors import KeyringLocked

from hhdesk.store.key_ring import SERVICE, Ring, secret


class Real:
    """Keeps in memory what an operating system's ring would keep."""

    __module__ = "keyring.backends.SecretService"

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class InAFile(Real):
    """What an installed extra adds."""

    __module__ = "keyrings.alt.file"


class Closed(Real):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("no")


class Forgetful(Real):
    def get_password(self, service: str, username: str) -> str | None:
        return None


class Spoiled(Real):
    def get_password(self, service: str, username: str) -> str | None:
        return "not hexadecimal"


def test_a_secret_is_made_once_and_found_again() -> None:
    ring = Real()
    made = secret("drafts", [ring])
    assert made is not None
    assert len(made) == 32
    assert secret("drafts", [ring]) == made
    assert secret("other", [ring]) != made
    assert set(ring.kept) == {(SERVICE, "drafts"), (SERVICE, "other")}


def test_a_ring_that_keeps_secrets_in_a_file_is_passed_over() -> None:
    plain, ring = InAFile(), Real()
    assert secret("drafts", [plain]) is None
    assert secret("drafts", [plain, ring]) is not None
    assert plain.kept == {}


@pytest.mark.parametrize("ring", [Closed(), Forgetful(), Spoiled()], ids=type)
def test_a_ring_that_does_not_give_back_what_it_got_is_none(ring: Ring) -> None:
    assert secret("drafts", [ring]) is None


def test_without_any_ring_there_is_no_secret() -> None:
    assert secret("drafts", []) is None
