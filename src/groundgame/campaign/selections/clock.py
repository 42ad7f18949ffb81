"""The one clock by which deadlines run out: the database's, whichever of several servers asks."""

import datetime as dt

from django.db import connection


def database_now() -> dt.datetime:
    """Return the time by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        now: dt.datetime = cursor.fetchone()[0]
        return now
