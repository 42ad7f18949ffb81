"""Management commands open the database and close it again, however they end."""

import signal
import subprocess
import sys
import time

import pytest

from groundgame.engine import start
from groundgame.engine.postmaster import running_postmaster


@pytest.mark.slow
def test_interrupted_at_any_moment_it_leaves_no_server_behind(server_folder, command_environment):
    start(server_folder).stop()
    command = [sys.executable, "-m", "groundgame", "manage", "check"]
    for tenths in range(3, 18, 2):
        process = subprocess.Popen(command, env=command_environment(server_folder), stderr=subprocess.DEVNULL)
        time.sleep(tenths / 10)
        process.send_signal(signal.SIGINT)
        process.wait(60)
        assert running_postmaster(server_folder / "postgres") is None, f"interrupted after {tenths / 10} s"
