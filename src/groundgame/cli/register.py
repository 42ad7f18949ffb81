"""`groundgame register`: load a borough's register from a file."""

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from groundgame.cli.databases import open_database
from groundgame.cli.messages import WRONG_ARGUMENT, refuse

if TYPE_CHECKING:
    from groundgame.campaign.register.models import RegisterImport

app = typer.Typer(help="Registers of electors.", no_args_is_help=True)


@app.callback()
def _together() -> None:
    """Load registers of electors."""


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="The register's file, as the registration officer sent it.")],
    *,
    borough: Annotated[str, typer.Option(help="The borough, by name or code.")],
    published: Annotated[str, typer.Option(help="The day the register was published, as 2026-12-01.")],
    telephones: Annotated[Path | None, typer.Option(help="A file of telephone numbers to go with it.")] = None,
    accept_leavers: Annotated[bool, typer.Option(help="Take it though very many electors are missing.")] = False,
) -> None:
    """Import a borough's full register: all of it or nothing."""
    code, day = _borough(borough), _day(published)
    content, numbers = _read(file), _read(telephones) if telephones else None
    os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
    with open_database():
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)
        typer.echo(_import(code, day, file, content, telephones, numbers, accept_leavers=accept_leavers))


def _import(
    borough: str,
    day: dt.date,
    file: Path,
    content: bytes,
    telephones: Path | None,
    numbers: bytes | None,
    *,
    accept_leavers: bool,
) -> str:
    from groundgame.campaign.register import actions
    from groundgame.campaign.register.importing import RegisterImportError
    from groundgame.campaign.register.importing.checks import check_published

    try:
        check_published(day)
        made = actions.import_register(
            by=None,
            borough=borough,
            published_on=day,
            content=content,
            file_name=file.name,
            telephones=numbers,
            telephones_name=telephones.name if telephones else "",
            accept_leavers=accept_leavers,
        )
    except RegisterImportError as error:
        refuse(f"{file.name}: {error}", code=WRONG_ARGUMENT)
    return _sentence(made)


def _sentence(made: "RegisterImport") -> str:
    from groundgame.electoral.places import atlas

    return (
        f"{atlas().area(made.borough).name}: {made.row_count:,} entries; {made.added_count:,} electors are new, "
        f"{made.matched_count:,} were known, {made.left_count:,} have left."
    )


def _borough(text: str) -> str:
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


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return refuse(f"--published is {text!r}: write the day as 2026-12-01.", code=WRONG_ARGUMENT)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        return refuse(f"{file} cannot be read ({error.strerror}). Check the path.", code=WRONG_ARGUMENT)
