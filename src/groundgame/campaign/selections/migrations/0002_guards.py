"""What the database itself refuses in a selection, one guard an operation."""

from importlib import import_module

from django.db import migrations

append_only = import_module("groundgame.campaign.audit.migrations.0002_append_only").append_only


class Migration(migrations.Migration):
    dependencies = [("selections", "0001_initial"), ("audit", "0002_append_only")]
    operations = [
        append_only("selections_transition"),
        append_only("selections_freeze"),
        append_only("selections_appeal"),
        append_only("selections_interest"),
        append_only("selections_finding"),
        append_only("selections_decision"),
    ]
