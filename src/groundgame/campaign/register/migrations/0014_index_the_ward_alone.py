"""Index the electors of a ward by the ward alone."""

from django.db import migrations, models

# Built under another name first: whoever reads waits for the change of names alone, and whoever writes for the building.
# A load of the program as it was before may have the old index set aside; what it would build stands here.
ALONE = """
DELETE FROM register_pendingindex WHERE name = 'elector_ward';
CREATE INDEX elector_ward_new ON register_elector ({});
DROP INDEX IF EXISTS elector_ward;
ALTER INDEX elector_ward_new RENAME TO elector_ward;
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0013_hold_lists_until_decided")]

    operations = [
        migrations.RunSQL(
            ALONE.format("ward"),
            ALONE.format("ward, id"),
            state_operations=[
                migrations.RemoveIndex(model_name="elector", name="elector_ward"),
                migrations.AddIndex(model_name="elector", index=models.Index(fields=["ward"], name="elector_ward")),
            ],
        ),
    ]
