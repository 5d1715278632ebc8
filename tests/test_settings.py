"""This workstation's choices survive, and nothing secret is among them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hhdesk import settings
from hhdesk.settings import Settings

CHOSEN = Settings(language="es", theme="dark", text_scale=150, rail_collapsed=True)


def test_without_a_file_the_defaults_hold_and_none_is_made(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    assert settings.load(path) == Settings()
    assert not path.exists()


def test_what_was_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    settings.save(CHOSEN, path)
    assert settings.load(path) == CHOSEN
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_what_a_newer_program_wrote_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"language": "es", "ribbon": {"height": 3}}')
    settings.change(path, theme="dark")
    stored = json.loads(path.read_text())
    assert stored["ribbon"] == {"height": 3}
    assert (stored["language"], stored["theme"]) == ("es", "dark")
    assert "unknown" not in stored


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"\xff\xfe", b"[]", b'"es"', b"[" * 100_000]
)
def test_a_broken_file_is_set_aside_and_the_defaults_hold(
    tmp_path: Path, broken: bytes
) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(broken)
    assert settings.load(path) == Settings()
    assert path.with_suffix(".broken").read_bytes() == broken
    assert not path.exists()


def test_a_file_that_cannot_be_read_does_not_stop_the_start(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.mkdir()
    assert settings.load(path) == Settings()


@pytest.mark.parametrize(
    "stored",
    [
        {"theme": "pink"},
        {"theme": ["dark"]},
        {"text_scale": "150"},
        {"text_scale": True},
        {"text_scale": 1_000_000},
        {"compact_rows": 1},
        {"database": None},
    ],
)
def test_a_value_that_cannot_be_counts_as_not_chosen(
    tmp_path: Path, stored: dict[str, object]
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"language": "es", **stored}))
    assert settings.load(path) == Settings(language="es")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/var/clinic.db", "/var/clinic.db"),
        ("postgresql://ana@db/clinic", "postgresql://ana@db/clinic"),
        ("postgresql://db:5432/clinic", "postgresql://db:5432/clinic"),
        ("postgresql://ana:s3cret@db:5432/clinic", "postgresql://ana@db:5432/clinic"),
        ("postgresql://ana:s3@/cret@db/clinic", "postgresql://ana@db/clinic"),
        (
            "postgresql://db/clinic?user=ana&password=s3cret&sslmode=verify-full",
            "postgresql://db/clinic?user=ana&password=&sslmode=verify-full",
        ),
    ],
)
def test_a_password_in_an_address_is_never_kept(
    tmp_path: Path, given: str, kept: str
) -> None:
    path = tmp_path / "settings.json"
    settings.save(replace(Settings(), database=given), path)
    assert settings.load(path).database == kept
    assert "cret" not in path.read_text()


def test_a_failed_save_leaves_the_earlier_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings.save(CHOSEN, path)
    with pytest.raises(TypeError):
        settings.save(Settings(unknown={"odd": object()}), path)
    assert settings.load(path) == CHOSEN
