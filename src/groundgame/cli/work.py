"""`groundgame work`: background jobs on a machine of their own."""

import os

import typer

from groundgame.cli.databases import open_database
from groundgame.cli.endings import orderly_ending


def work() -> None:
    """Do background jobs on the database of DATABASE_URL, or on the embedded one, until stopped."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
    try:
        with orderly_ending(), open_database():
            _work()
    except KeyboardInterrupt:
        pass
    typer.echo("Stopped.")


def _work() -> None:
    import django

    django.setup()
    from groundgame.campaign.jobs.worker import work as do_jobs

    typer.echo("Doing the jobs that wait. Ctrl-C stops it; what is under way is begun again by the next worker.")
    do_jobs()
