"""Drop the indexes that another one's first columns replace: each of them costs every call."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("canvass", "0012_index_what_one_promised")]
    operations = [
        migrations.AlterField(
            "contactevent",
            "elector",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contacts",
                to="register.elector",
            ),
        ),
        migrations.AlterField(
            "contactevent",
            "session",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="canvass.session",
            ),
        ),
        migrations.AlterField(
            "target",
            "session",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="targets",
                to="canvass.session",
            ),
        ),
    ]
