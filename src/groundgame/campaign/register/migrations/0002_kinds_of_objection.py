"""Two more kinds of objection; nothing in the database changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name="suppression",
            name="kind",
            field=models.CharField(
                choices=[
                    ("do_not_contact", "Do not contact"),
                    ("do_not_call", "Do not call"),
                    ("do_not_knock", "Do not knock"),
                    ("do_not_write", "No letters or leaflets"),
                    ("no_profiling", "Objects to profiling"),
                ],
                max_length=16,
            ),
        ),
    ]
