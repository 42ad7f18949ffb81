"""What a test committed is gone before the next one, and the server does not take the tables for what they were."""

import pytest
from django.db import connection

from groundgame.campaign.accounts.models import User
from tests import databases

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = {"django_content_type", "django_migrations", "auth_permission"}


def _in_its_books(table: str) -> tuple[int, float]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpages, reltuples FROM pg_class WHERE oid = %s::regclass", [table])
        return cursor.fetchone()


def test_a_table_counted_just_after_it_was_emptied_is_not_taken_for_empty_for_ever():
    table = User._meta.db_table
    User.objects.create_user("somebody@example.org", name="Somebody")
    databases._empty(KEPT)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {table}")
    pages, rows = _in_its_books(table)
    assert (pages > 0, rows) == (True, 0)
    databases._empty(KEPT)
    assert _in_its_books(table) == (0, -1)
