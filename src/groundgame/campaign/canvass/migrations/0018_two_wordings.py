"""Give a session two openings, and let the log keep which of them was said."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

append_only = import_module("groundgame.campaign.audit.migrations.0002_append_only").append_only

# Statements that know nothing of it write rows too, so the database itself fills it in.
DEFAULT = "ALTER TABLE canvass_contactevent ALTER COLUMN wording SET DEFAULT ''"


class Migration(migrations.Migration):
    dependencies = [("canvass", "0017_hold_some_back"), ("audit", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Wordings",
            fields=[
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="wordings",
                        serialize=False,
                        to="canvass.session",
                    ),
                ),
                ("first", models.TextField()),
                ("second", models.TextField()),
                ("key", models.BinaryField(max_length=32)),
                ("polling_day", models.DateField(null=True)),
            ],
        ),
        append_only("canvass_wordings"),
        migrations.AddField("contactevent", "wording", models.CharField(blank=True, default="", max_length=1)),
        migrations.RunSQL(DEFAULT, migrations.RunSQL.noop),
    ]
