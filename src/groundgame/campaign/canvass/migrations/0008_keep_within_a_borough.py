"""Put the borough into the keys by which calls are given out and saved, so that these tables can be partitioned by it.

An elector and a household never change borough, so the keys hold as much as before. Each new index is built beside the
work that goes on, and the old one goes only then; a build that was cut off is begun again. Indexes that another one's
first columns replace go too: each of them costs every call. And what one volunteer promised gets an index of its own:
thousands of them promise more in an evening than each may read at every call.
"""

import django.db.models.deletion
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q

OPEN = " WHERE closed_at IS NULL"


def key(
    table: str, name: str, columns: str, where: str = "", replaces: str = "", replaced: str = ""
) -> migrations.RunSQL:
    """Return the statements that build a unique key, and those that bring back the one in its place."""
    build = [
        f"DROP INDEX CONCURRENTLY IF EXISTS {name}",
        f"CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({columns}){where}",
    ]
    drop = f"DROP INDEX CONCURRENTLY IF EXISTS {name}"
    back = [f"CREATE UNIQUE INDEX CONCURRENTLY {replaces} ON {table} ({replaced}){where}"] if replaces else []
    if where:
        ends = [f"DROP INDEX CONCURRENTLY IF EXISTS {replaces}"] if replaces else []
        return migrations.RunSQL([*build, *ends], [*back, drop])
    named = f"ALTER TABLE {table} ADD CONSTRAINT"
    ends = [f"{named} {name} UNIQUE USING INDEX {name}"]
    undo = [f"ALTER TABLE {table} DROP CONSTRAINT {name}"]
    if replaces:
        ends.append(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {replaces}")
        back.append(f"{named} {replaces} UNIQUE USING INDEX {replaces}")
    return migrations.RunSQL([*build, *ends], [*back, *undo])


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
        AddIndexConcurrently(
            "target",
            models.Index(
                fields=["promised_to", "promised_at"],
                condition=Q(done_at=None, promised_at__isnull=False),
                name="target_promised_to",
            ),
        ),
        migrations.AlterField(
            "contactevent",
            "elector",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contacts",
                to="register.elector",
            ),
        ),
        migrations.AlterField(
            "contactevent",
            "session",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="canvass.session",
            ),
        ),
        migrations.AlterField(
            "target",
            "session",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="targets",
                to="canvass.session",
            ),
        ),
    ]
