"""How many volunteers a session's link lets in, for its organiser to say."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("canvass", "0013_drop_spare_indexes")]
    operations = [
        migrations.AddField(
            model_name="session",
            name="most_callers",
            field=models.PositiveIntegerField(db_default=1000, default=1000),
        ),
    ]
