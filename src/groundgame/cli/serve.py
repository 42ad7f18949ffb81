"""`groundgame serve`: the site for real use, behind a proxy that brings TLS."""

import os
from typing import Annotated

import typer

from groundgame.cli.databases import open_database
from groundgame.cli.endings import orderly_ending
from groundgame.cli.ports import LOOPBACK, check_port


def serve(
    *,
    port: Annotated[int, typer.Option(help="The port to serve on.")] = 8000,
    address: Annotated[str, typer.Option(help="The address to listen on; a proxy on this machine needs no other.")] = (
        LOOPBACK
    ),
) -> None:
    """Serve the site on the database of DATABASE_URL, or on the embedded one."""
    check_port(port, address)
    os.environ["DJANGO_SETTINGS_MODULE"] = "groundgame.campaign.site.settings"
    try:
        with orderly_ending(), open_database():
            _migrate_and_serve(port, address)
    except KeyboardInterrupt:
        typer.echo("Stopped.")


def _migrate_and_serve(port: int, address: str) -> None:
    import django
    from django.core.management import call_command

    from groundgame.cli.serving import serve as serve_site
    from groundgame.cli.workers import workers_beside, workers_wanted

    workers = workers_wanted()
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    typer.echo(f"groundgame is at http://{address}:{port}. Ctrl-C stops it.")
    with workers_beside(workers):
        serve_site(port, address=address)
