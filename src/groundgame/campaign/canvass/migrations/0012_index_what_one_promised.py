"""Give what one volunteer promised an index: thousands promise more in an evening than each may read at every call.

Built beside the work that goes on; one that was cut off is built again.
"""

from django.db import migrations, models
from django.db.models import Q

NAME = "target_promised_to"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("canvass", "0011_look_sooner")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}", migrations.RunSQL.noop),
                migrations.RunSQL(
                    f"CREATE INDEX CONCURRENTLY {NAME} ON canvass_target (promised_to_id, promised_at) "
                    "WHERE done_at IS NULL AND promised_at IS NOT NULL",
                    f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}",
                ),
            ],
            [
                migrations.AddIndex(
                    "target",
                    models.Index(
                        fields=["promised_to", "promised_at"],
                        condition=Q(done_at=None, promised_at__isnull=False),
                        name=NAME,
                    ),
                )
            ],
        )
    ]
