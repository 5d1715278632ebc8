"""A damaged file or log: a beginning of what was saved, or said, never made up.

The long form with its figures is `make faults`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import damage_files
from tests.faults.damage_files import Sample


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    with damage_files.sample(tmp_path_factory.mktemp("whole")) as made:
        yield made


def test_a_damaged_log_leaves_a_beginning_of_what_was_saved(
    whole: Sample, tmp_path: Path
) -> None:
    tally = damage_files.damage_log(whole, tmp_path, times=8, seed=3)
    assert tally.faults == []
    assert len(tally.trials) == len(damage_files.WAYS)
    assert tally.outcomes["a beginning"]


def test_one_flipped_bit_is_noticed_and_the_file_is_not_written_to(
    whole: Sample, tmp_path: Path
) -> None:
    tally = damage_files.damage_file(whole, tmp_path, times=10, seed=3)
    assert tally.faults == []
