"""Put the borough into the keys by which calls are given out and saved, so that these tables can be partitioned by it.

An elector and a household never change borough, so the keys hold as much as before. Each new index is built beside the
work that goes on, and the old one goes only then. A migration that was cut off may be run again: what stands is left
alone, so that at no moment nothing holds an elector to one open lease.
"""

# ruff: noqa: S608, ARG001 (statements of the names below; what Django hands to a migration)

from collections.abc import Callable

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q

OPEN = " WHERE closed_at IS NULL"
_STANDS = """
SELECT i.indisvalid, EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
FROM pg_index i WHERE i.indexrelid = to_regclass(%s)
"""


def swap(table: str, name: str, columns: str, where: str, old: str) -> Callable[..., None]:
    """Return what builds a unique key, a constraint where it has no condition, and then drops the one it replaces."""

    def swap_(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(_STANDS, [name])
            whole, bound = cursor.fetchone() or (False, False)
            if not whole:
                cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
                cursor.execute(f"CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({columns}){where}")
            if not where and not bound:
                cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE USING INDEX {name}")
            if old and where:
                cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {old}")
            elif old:
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {old}")

    return swap_


def key(
    table: str, name: str, columns: str, where: str = "", replaces: str = "", replaced: str = ""
) -> migrations.RunPython:
    """Return the operation that puts a key in the place of another (or of none), and the one that takes it back."""
    back = swap(table, replaces, replaced, where, name) if replaces else _dropped(table, name)
    return migrations.RunPython(swap(table, name, columns, where, replaces), back)


def _dropped(table: str, name: str) -> Callable[..., None]:
    def drop(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")

    return drop


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("canvass", "0007_guard_leases_and_forget"), ("register", "0005_guard_consents_and_erasures")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [
                key(
                    "canvass_lease", "lease_open_elector", "elector_id, borough", OPEN, "lease_open_once", "elector_id"
                ),
                key(
                    "canvass_lease", "lease_open_home", "household, borough", OPEN, "lease_open_household", "household"
                ),
                key(
                    "canvass_target",
                    "target_once_in_session",
                    "session_id, elector_id, borough",
                    "",
                    "target_once_a_session",
                    "session_id, elector_id",
                ),
                key("canvass_electorstate", "state_in_borough", "elector_id, borough"),
                key("canvass_newestanswer", "answer_newest_in_borough", "elector_id, question_key, borough"),
            ],
            [
                migrations.RemoveConstraint("lease", "lease_open_once"),
                migrations.RemoveConstraint("lease", "lease_open_household"),
                migrations.RemoveConstraint("target", "target_once_a_session"),
                migrations.AddConstraint(
                    "lease",
                    models.UniqueConstraint(
                        fields=["elector", "borough"], condition=Q(closed_at=None), name="lease_open_elector"
                    ),
                ),
                migrations.AddConstraint(
                    "lease",
                    models.UniqueConstraint(
                        fields=["household", "borough"], condition=Q(closed_at=None), name="lease_open_home"
                    ),
                ),
                migrations.AddConstraint(
                    "target",
                    models.UniqueConstraint(fields=["session", "elector", "borough"], name="target_once_in_session"),
                ),
                migrations.AddConstraint(
                    "electorstate", models.UniqueConstraint(fields=["elector", "borough"], name="state_in_borough")
                ),
                migrations.AddConstraint(
                    "newestanswer",
                    models.UniqueConstraint(
                        fields=["elector", "question_key", "borough"], name="answer_newest_in_borough"
                    ),
                ),
            ],
        ),
    ]
