"""What every test may use: the shared data, and a real PostgreSQL for those that need one."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of published figures, or skip where a machine has only the project."""
    folder = Path(os.environ.get("GROUNDGAME_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        reason = f"the published figures are not at {folder}; set GROUNDGAME_DATA to their folder"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
