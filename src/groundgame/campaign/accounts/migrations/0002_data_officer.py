"""One more role, the data officer's; nothing in the database changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name="grant",
            name="role",
            field=models.CharField(
                choices=[
                    ("director", "Director"),
                    ("organiser", "Organiser"),
                    ("volunteer", "Volunteer"),
                    ("agent", "Agent"),
                    ("data_officer", "Data officer"),
                    ("returning_officer", "Returning officer"),
                ],
                max_length=20,
            ),
        ),
    ]
