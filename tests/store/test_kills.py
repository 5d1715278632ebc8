"""Killed at random moments: what was acknowledged is there, and nothing is half.

The long form with its figures is `make faults`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hhdesk.store.opening import Target
from tests.faults import kill_saves

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")


def test_five_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    target = kill_saves.founded(Target(str(tmp_path / "clinic.db")))
    tally = kill_saves.kill_many(target, kills=5, seed=7, longest=0.2)
    assert tally.faults == []
    assert tally.kills == 5
    assert tally.saved
