"""What the register's commands have in common: the database made ready, and their arguments read."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from groundgame.cli.databases import open_database
from groundgame.cli.messages import WRONG_ARGUMENT, refuse


@contextmanager
def ready() -> Iterator[None]:
    """Open the database with Django on it, its tables made."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
    with open_database():
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        yield


def borough_named(text: str) -> str:
    """Return the code of the borough that the text names, in any case."""
    from groundgame.electoral.places import atlas

    wanted = text.strip().casefold()
    boroughs = atlas().areas("borough")
    for area in boroughs:
        if wanted in {area.code.casefold(), area.name.casefold()}:
            return area.code
    likely = [area.name for area in atlas().search(text, limit=20) if area.boundary_set == "borough"][:3]
    nearest = f"Did you mean {' or '.join(likely)}?" if likely else f"There are {', '.join(a.name for a in boroughs)}."
    return refuse(f"There is no borough {text!r}. {nearest}", code=WRONG_ARGUMENT)


def day_of(text: str, option: str = "--published") -> dt.date:
    """Return the day that an option names."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return refuse(f"{option} is {text!r}: write the day as 2026-12-01.", code=WRONG_ARGUMENT)


def read_file(file: Path) -> bytes:
    """Return what stands in a file."""
    try:
        return file.read_bytes()
    except OSError as error:
        return refuse(f"{file} cannot be read ({error.strerror}). Check the path.", code=WRONG_ARGUMENT)
