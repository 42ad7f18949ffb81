"""A connection to PostgreSQL that has died is let go of, and the next request has a new one."""

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, close_old_connections, connection

pytestmark = pytest.mark.django_db(transaction=True)


def _ended_by_the_server() -> None:
    """End this connection's backend from another one, as a server does that is killed."""
    connection.ensure_connection()
    told = connection.connection.info
    with psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": None}) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [told.backend_pid])


def _answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def test_one_that_died_unseen_is_found_out_before_it_is_used():
    _ended_by_the_server()
    connection.errors_occurred = True  # so that it is looked at as after a request that failed
    close_old_connections()
    assert _answers()


def test_one_that_died_under_a_statement_is_let_go_of():
    _ended_by_the_server()
    with pytest.raises((OperationalError, InterfaceError)):
        _answers()
    assert connection.connection.closed
    assert connection.errors_occurred
    close_old_connections()  # a thread of the site begins each request with this: it must not fail for ever
    assert _answers()
