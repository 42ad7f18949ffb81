"""`groundgame manage`: Django's management commands, with the database open."""

import os
from typing import Annotated

import typer

from groundgame.cli.databases import open_database
from groundgame.cli.endings import orderly_ending


def manage(
    arguments: Annotated[list[str] | None, typer.Argument(help="A management command and its options.")] = None,
) -> None:
    """Run one of Django's management commands, such as `createsuperuser` or `makemigrations`."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
    with orderly_ending(), open_database():
        from django.core.management import execute_from_command_line

        execute_from_command_line(["groundgame manage", *(arguments or ["help"])])
