"""Mark the numbers that have come since the last TPS file, and index those that wait: few, so that pages count them."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

MARK = """
UPDATE register_telephonenumber t SET unscreened = true
FROM (SELECT borough, max(at) AS at FROM register_tpsscreening GROUP BY borough) k
WHERE k.borough = t.borough AND t.added_at > k.at
  AND NOT EXISTS (
      SELECT FROM register_telephonenumber o
      WHERE o.e164 = t.e164 AND o.borough = t.borough AND (o.added_at IS NULL OR o.added_at <= k.at))
"""


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("register", "0008_wait_for_a_tps_file")]
    operations = [
        migrations.RunSQL(MARK, migrations.RunSQL.noop),
        AddIndexConcurrently(
            "telephonenumber",
            models.Index(condition=models.Q(("unscreened", True)), fields=["borough"], name="telephone_unscreened"),
        ),
    ]
