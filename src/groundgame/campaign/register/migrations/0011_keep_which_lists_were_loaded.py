"""Keep which lists were loaded, and of each row which list wrote it: empty columns, that no row is written for."""

from typing import Any

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

WHAT = [
    ("postal", "List of postal voters"),
    ("proxy", "List of proxies"),
    ("proxy_postal", "List of postal proxies"),
    ("absent", "Absent voters, the file says of each which"),
    ("marked", "Marked register: who has voted"),
    ("marked_post", "Marked list of postal voters: who has voted by post"),
    ("telephones", "Telephone numbers"),
]


def _person() -> Any:
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0010_let_old_consents_go"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            "LoadedList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("borough", models.CharField(max_length=9)),
                ("what", models.CharField(choices=WHAT, max_length=12)),
                ("election_date", models.DateField(null=True)),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("refused_lines", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("undone_at", models.DateTimeField(null=True)),
                ("by", _person()),
                ("undone_by", _person()),
            ],
            options={"indexes": [models.Index(fields=["borough", "-at"], name="list_borough")]},
        ),
        migrations.AddField("absentvoter", "came_with", models.BigIntegerField(null=True)),
        migrations.AddField("absentvoter", "stood_before", models.CharField(max_length=12, null=True)),
        migrations.AddField("markedentry", "came_with", models.BigIntegerField(null=True)),
        migrations.AddField("markedentry", "stood_before", models.BooleanField(null=True)),
    ]
