"""The contact log is written once: the database refuses to change or delete an event or an answer.

It does not refuse TRUNCATE. That would take a second trigger, and Django empties every table by TRUNCATE after each test
that needs real transactions (the races of the leases are such tests); nothing in the site sends one. Nor would it stop
the tables' owner, who may drop a trigger as well as empty a table.
"""

from importlib import import_module

from django.db import migrations

append_only = import_module("groundgame.campaign.audit.migrations.0002_append_only").append_only


class Migration(migrations.Migration):
    dependencies = [("canvass", "0001_initial"), ("audit", "0002_append_only")]
    operations = [append_only("canvass_contactevent"), append_only("canvass_answer")]
