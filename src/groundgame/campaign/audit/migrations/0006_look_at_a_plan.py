"""Name the looks at electors in what a register would change, and on the lists of whoever oversees the data."""

from django.db import migrations, models

PAGES = [
    ("elector", "Elector's page"),
    ("household", "Page of another of the household"),
    ("contacts", "Contacts and answers"),
    ("search", "List of a search"),
    ("ring_back", "List of a number that rang back"),
    ("walk", "Walk on a telephone or on paper"),
    ("report", "Subject access report"),
    ("plan", "What a register or a list would change"),
    ("officer", "List for whoever oversees the data"),
]


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_look_at_a_household")]
    operations = [migrations.AlterField("look", "page", models.CharField(choices=PAGES, max_length=12))]
