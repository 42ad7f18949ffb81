"""Index the rows that a list wrote, so that it can be taken back: built beside whoever reads and writes."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

WRITTEN = models.Q(("came_with__isnull", False))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("register", "0011_keep_which_lists_were_loaded")]
    operations = [
        AddIndexConcurrently(
            "absentvoter", models.Index(condition=WRITTEN, fields=["came_with"], name="absent_came_with")
        ),
        AddIndexConcurrently(
            "markedentry", models.Index(condition=WRITTEN, fields=["came_with"], name="marked_came_with")
        ),
    ]
