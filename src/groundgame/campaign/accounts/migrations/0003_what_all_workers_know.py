"""What all workers must know of for a while; it need not outlive a crash, so that nothing is written twice for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_data_officer")]
    operations = [
        migrations.CreateModel(
            name="Remembered",
            fields=[
                ("key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("until", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RunSQL("ALTER TABLE accounts_remembered SET UNLOGGED", migrations.RunSQL.noop),
    ]
