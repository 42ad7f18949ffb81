"""Whatever is killed, the next start goes on from the last thing that was acknowledged."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import psutil
import psycopg
import pytest

from groundgame.engine.accounts import server_account
from groundgame.engine.postmaster import running_postmaster

pytestmark = pytest.mark.slow


@pytest.fixture
def server_pid(home):
    return lambda: running_postmaster(home / "postgres").pid


def wait_until_gone(pid: int) -> None:
    end = time.monotonic() + 60
    with suppress(psutil.NoSuchProcess):  # it may go between two looks at it
        while psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < end, f"process {pid} is still there"
            time.sleep(0.02)


def test_a_killed_server_starts_again_with_all_that_was_committed(home, start_small, server_pid, ask):
    engine = start_small(home)
    with psycopg.connect(engine.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000)")
    pid = server_pid()
    os.kill(pid, signal.SIGKILL)
    wait_until_gone(pid)
    assert (home / "postgres" / "postmaster.pid").exists()
    with start_small(home) as again:
        assert ask(again.url, "SELECT count(*) FROM kept") == 1000


def test_a_server_whose_starter_was_killed_is_found_again_and_then_stopped(home, start_small, server_pid):
    program = (
        "import os, sys; from pathlib import Path; from groundgame.engine import start\n"
        "start(Path(sys.argv[1])); os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(home)], check=False)
    assert done.returncode == -signal.SIGKILL
    orphan = server_pid()
    with start_small(home):
        assert server_pid() == orphan
    wait_until_gone(orphan)


def test_a_stale_number_that_another_program_bears_now_does_not_stop_the_start(home, start_small, ask):
    start_small(home).stop()
    account = server_account(home / "postgres")
    other = subprocess.Popen(["sleep", "600"], **account.as_process())
    try:
        (home / "postgres" / "postmaster.pid").write_text(f"{other.pid}\n{home / 'postgres'}\n1\n5432\n\n\n\nready\n")
        with start_small(home) as engine:
            assert ask(engine.url, "SELECT 1") == 1
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_watched_server_comes_back_by_itself_at_the_same_address(home, start_small, server_pid, ask):
    with start_small(home) as engine:
        engine.keep_running()
        killed = server_pid()
        os.kill(killed, signal.SIGKILL)
        wait_until_gone(killed)
        end = time.monotonic() + 90
        while True:
            try:
                assert ask(engine.url, "SELECT 1") == 1
                break
            except psycopg.OperationalError:
                assert time.monotonic() < end, "the server did not come back"
                time.sleep(0.1)
        assert server_pid() != killed
    assert running_postmaster(home / "postgres") is None
