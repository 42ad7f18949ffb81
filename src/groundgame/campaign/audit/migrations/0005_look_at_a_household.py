"""Name the looks at those who live with the elector whose page was opened."""

from django.db import migrations, models

PAGES = [
    ("elector", "Elector's page"),
    ("household", "Page of another of the household"),
    ("contacts", "Contacts and answers"),
    ("search", "List of a search"),
    ("ring_back", "List of a number that rang back"),
    ("walk", "Walk on a telephone or on paper"),
    ("report", "Subject access report"),
]


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_forget_with_leave")]
    operations = [migrations.AlterField("look", "page", models.CharField(choices=PAGES, max_length=12))]
