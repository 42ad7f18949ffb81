"""The statements of every request find out that the server has ended their connection, and open another."""

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DataError, connection, transaction

from groundgame.campaign.accounts.statements import first, firsts

pytestmark = pytest.mark.django_db(transaction=True)


def _end(pid):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
            return cursor.fetchone()[0]
    finally:
        connection.close()


def test_the_first_statement_of_a_request_outlives_a_server_that_went_away():
    here = "SELECT pg_backend_pid() WHERE %(yes)s::bool"
    (pid,) = first(here, {"yes": True})
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(_end, pid).result(timeout=30)
    connection.health_check_enabled, connection.health_check_done = True, False  # as when a request begins
    (other,) = first(here, {"yes": True})
    assert other != pid


def test_a_request_outlives_a_connection_that_was_closed_under_it():
    here = "SELECT pg_backend_pid() WHERE %(yes)s::bool"
    (pid,) = first(here, {"yes": True})
    connection.connection.close()  # by the driver itself: Django has seen no error
    connection.health_check_enabled, connection.health_check_done = True, False
    (other,) = first(here, {"yes": True})
    assert other != pid


def test_connections_that_began_together_do_not_end_together():
    kept, longest = [connection.copy() for _ in range(4)], connection.settings_dict["CONN_MAX_AGE"]
    try:
        for one in kept:
            one.connect()
        left = sorted(one.close_at - time.monotonic() for one in kept)
    finally:
        for one in kept:
            one.close()
    assert longest / 2 - 5 < left[0]
    assert left[0] + 10 < left[-1] <= longest


def test_a_moment_is_read_as_it_was_sent():
    summer = dt.datetime(2026, 7, 1, 12, 30, 0, 250, dt.timezone(dt.timedelta(hours=1)))
    (read,) = first("SELECT %(at)s::timestamptz", {"at": summer})
    assert (read, read.utcoffset()) == (summer, dt.timedelta(0))


def _seen_from_outside():
    def count():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM django_session")
                return cursor.fetchone()[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(count).result(timeout=30)


WRITE = "INSERT INTO django_session VALUES (%(key)s, '', statement_timestamp())"
DIVIDE = "SELECT 6 / %(by)s::int"


def test_statements_sent_together_are_committed_with_the_last():
    with transaction.atomic():
        _, row = firsts((WRITE, {"key": "a"}), (DIVIDE, {"by": 2}), ends=True)
        assert row == (3,)
        assert _seen_from_outside() == 1
    assert first(DIVIDE, {"by": 3}) == (2,)


def test_statements_sent_together_fall_together():
    with pytest.raises(DataError), transaction.atomic():
        firsts((WRITE, {"key": "a"}), (DIVIDE, {"by": 0}), ends=True)
    assert _seen_from_outside() == 0
    assert first(DIVIDE, {"by": 3}) == (2,)


def test_what_belongs_to_a_larger_transaction_is_not_committed_before_it():
    with transaction.atomic():
        with transaction.atomic():
            firsts((WRITE, {"key": "a"}), ends=True)
        assert _seen_from_outside() == 0
        transaction.set_rollback(True)
    assert _seen_from_outside() == 0
