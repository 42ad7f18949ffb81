"""How often the contact log was read from end to end: of a log of millions that is what a page waits for."""

from django.db import connection


def log_scans() -> int:
    """Return how often this transaction has read all of the contact log so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'canvass_contactevent'")
        return int(cursor.fetchone()[0])
