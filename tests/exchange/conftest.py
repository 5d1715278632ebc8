"""An importer on each database."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from hhdesk.store.engine import Database
from tests.exchange.clinic_bundle import Importer


@pytest.fixture
def bring_in(database: Database, actor_id: UUID, tmp_path: Path) -> Importer:
    """Imports resources as one file; the folder holds nothing else."""
    folder = tmp_path / "in"
    folder.mkdir()
    return Importer(database, actor_id, folder)
