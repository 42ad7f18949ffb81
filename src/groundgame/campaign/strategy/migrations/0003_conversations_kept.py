"""Keep how many conversations branches had before each borough election."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("strategy", "0002_plans")]
    operations = [
        migrations.CreateModel(
            name="ConversationsKept",
            fields=[
                ("polling_day", models.DateField(primary_key=True, serialize=False)),
                ("by_borough", models.JSONField()),
                ("made_at", models.DateTimeField(auto_now=True)),
            ],
        )
    ]
