"""The statements of every request find out that the server has ended their connection, and open another."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from groundgame.campaign.accounts.statements import first

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
