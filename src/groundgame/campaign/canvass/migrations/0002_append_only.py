"""The contact log is written once: the database refuses to change or delete an event or an answer."""

from importlib import import_module

from django.db import migrations

append_only = import_module("groundgame.campaign.audit.migrations.0002_append_only").append_only


class Migration(migrations.Migration):
    dependencies = [("canvass", "0001_initial"), ("audit", "0002_append_only")]
    operations = [append_only("canvass_contactevent"), append_only("canvass_answer")]
