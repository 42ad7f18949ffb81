"""A migration of keys that was cut off is run again: what stands is left alone, what is missing is built."""

from importlib import import_module

import pytest
from django.db import connection

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

STATE = ("canvass_electorstate", "state_in_borough", "elector_id, borough", "", "")
LEASE = ("canvass_lease", "lease_open_elector", "elector_id, borough", " WHERE closed_at IS NULL", "lease_open_once")


def _index(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)::oid, count(*) FROM pg_constraint WHERE conname = %s", [name, name])
        return cursor.fetchone()


@pytest.mark.parametrize("key", [STATE, LEASE], ids=lambda key: key[1])
def test_keys_that_stand_are_left_alone_and_lost_ones_come_back(key):
    table, name, _, where, _ = key
    again = import_module("groundgame.campaign.canvass.migrations.0008_keep_within_a_borough").swap(*key)
    before = _index(name)
    again(None, connection.schema_editor(atomic=False))
    assert _index(name) == before
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {name}" if where else f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    assert _index(name)[0] is None
    again(None, connection.schema_editor(atomic=False))
    assert _index(name)[0] is not None
    assert _index(name)[1] == before[1]
