"""Works to be done as jobs, for the tests and for the worker that they start."""

import threading
import time

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.jobs.actions import background
from groundgame.campaign.jobs.errors import RefusedError

may_end = threading.Event()  # cleared by a test that looks at what is under way
may_end.set()


@background
def rename(progress, *, person, name, seconds=0.0):
    """Give a person another name, within one transaction that stays open for a while."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=person)
        user.name = f"{user.name} {name}"
        user.save(update_fields=["name"])
        steps = max(1, int(seconds / 0.05))
        for step in range(steps):
            progress("Renaming", step, steps)
            time.sleep(seconds / steps)
        may_end.wait(60)
        progress.finish(f"Now called {user.name}.", leads_to="/accounts/team/")


@background
def refuse(progress):
    raise RefusedError("The file has 3 columns: give one with 23.")


@background
def fail(progress):
    raise ZeroDivisionError("17")
