"""Look at leases more often while there are few, and give up an index of callers that another one's first column is.

A planner that was last told of a handful of callers read all of a session's by it.
"""

import django.db.models.deletion
from django.db import migrations, models

SOONER = "(autovacuum_analyze_scale_factor = 0.01, autovacuum_analyze_threshold = 500)"
OFTEN = "(autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 2000)"
AS_ALL = "(autovacuum_analyze_scale_factor, autovacuum_analyze_threshold)"


class Migration(migrations.Migration):
    dependencies = [("canvass", "0010_look_at_leases_often")]
    operations = [
        migrations.RunSQL(f"ALTER TABLE canvass_lease SET {SOONER}", f"ALTER TABLE canvass_lease SET {OFTEN}"),
        migrations.RunSQL(f"ALTER TABLE canvass_caller RESET {AS_ALL}", f"ALTER TABLE canvass_caller SET {OFTEN}"),
        migrations.AlterField(
            "caller",
            "session",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="callers",
                to="canvass.session",
            ),
        ),
    ]
