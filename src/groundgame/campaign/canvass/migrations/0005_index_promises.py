"""Index the promised targets without holding up the callers, and work out the newest answers that the log holds already.

The log is walked once. Answers that arrive meanwhile are merged by their own statement, and win by when
they were given.
"""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

NEWEST_SQL = """
INSERT INTO canvass_newestanswer AS k
    (elector_id, question_key, borough, value, happened_at, received_at, event_id)
SELECT DISTINCT ON (v.elector_id, n.question_key)
       v.elector_id, n.question_key, e.borough, n.value, v.happened_at, v.received_at, v.id
FROM canvass_contactevent v
JOIN canvass_answer n ON n.event_id = v.id
JOIN register_elector e ON e.id = v.elector_id
ORDER BY v.elector_id, n.question_key, v.happened_at DESC, v.received_at DESC, v.id DESC
ON CONFLICT (elector_id, question_key) DO NOTHING
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("canvass", "0004_codes_audiences_and_rest")]
    operations = [
        AddIndexConcurrently(
            "target",
            models.Index(
                condition=models.Q(("done_at", None), ("promised_at__isnull", False)),
                fields=["session", "not_before"],
                name="target_promised",
            ),
        ),
        migrations.RunSQL(NEWEST_SQL, migrations.RunSQL.noop),
    ]
