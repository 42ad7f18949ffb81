"""The short form of `make chaos`: fifty callers, and one kill each of the site and of PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ports import free_port

pytestmark = pytest.mark.slow  # its PostgreSQL is its own, whatever server is named

ROOT = Path(__file__).resolve().parents[3]
SHORT = ["--only", "callers", "--callers", "50", "--kills", "1", "--talk", "2", "--every", "3", "--joins", "50"]


def test_nothing_is_lost_or_doubled_when_the_site_and_postgresql_are_killed():
    command = [sys.executable, "benchmarks/chaos", *SHORT, "--port", str(free_port())]
    calls_alone = os.environ | {"GROUNDGAME_WARM": "0"}
    done = subprocess.run(command, cwd=ROOT, env=calls_alone, capture_output=True, text=True, timeout=600, check=False)
    assert done.stdout.rstrip().endswith("as promised"), done.stdout + done.stderr
    assert done.returncode == 0
    assert " 0 saves acknowledged" not in done.stdout  # something was at stake
