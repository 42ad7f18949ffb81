"""Wait until another connection stands before a lock of ours: so that what a test does next finds it there."""

import time

import pytest
from django.db import connection

LONGEST_SECONDS = 60


def until_somebody_waits() -> None:
    """Return as soon as anybody waits for what this connection has locked; fail if nobody does within some seconds."""
    end = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            waiting = "SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            cursor.execute(f"SELECT EXISTS ({waiting})")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.005)
    pytest.fail("Nobody waited for a lock of ours.")
