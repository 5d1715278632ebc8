"""What `make run` walks through where there is no display."""

from __future__ import annotations

from pathlib import Path

from tools import run


def test_the_bundle_that_ships_has_a_child_to_find() -> None:
    patient = run.patient_of(run.OWN_BUNDLE)
    assert patient["birthDate"]
    assert patient["name"][0]["family"]


def test_an_independent_child_comes_first_where_one_is_at_hand(
    shared_data: Path,
) -> None:
    chosen = run.chosen_bundle()
    assert chosen.is_relative_to(shared_data)
    assert run.speaks_spanish(chosen)
