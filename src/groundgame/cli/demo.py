"""`groundgame demo`: one command from an empty folder to a served London."""

import os
import time
import urllib.error
import urllib.request
from typing import Annotated

import typer
from rich.console import Console

from groundgame.cli.databases import open_database
from groundgame.cli.endings import end_with_parent, orderly_ending
from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.cli.parties import check_party
from groundgame.cli.ports import LOOPBACK, check_port
from groundgame.engine import full_disk, home_folder, is_full_disk

console = Console(highlight=False)

LOG_INS = (
    ("director", "the director"),
    ("organiser", "an organiser of one borough"),
    ("volunteer", "a volunteer"),
    ("agent", "an agent"),
    ("returning-officer", "a returning officer"),
)
ANSWER_SECONDS = 60


def demo(
    *,
    port: Annotated[int, typer.Option(help="The port to serve on, on this machine alone.")] = 8000,
    party: Annotated[str, typer.Option(help="The party it runs for, by its id in the record.")] = "labour",
    full: Annotated[bool, typer.Option("--full", help="Load every elector, not one household in twenty.")] = False,
    serve: Annotated[bool, typer.Option(help="Serve the site; otherwise load it and stop.")] = True,
    with_parent: Annotated[bool, typer.Option("--end-with-parent", hidden=True)] = False,
) -> None:
    """Load London's record and an invented register, serve the site and print one-click log-ins."""
    if serve:
        check_port(port)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "groundgame.campaign.site.settings",
        "GROUNDGAME_DEMO": "1",
        "GROUNDGAME_PARTY": check_party(party),
    }
    try:
        with orderly_ending(), open_database():
            if with_parent:
                end_with_parent()
            _load_and_serve(port, full=full, serve=serve)
    except KeyboardInterrupt:
        console.print("Stopped. Everything is kept; the same command starts it again.")


def _load_and_serve(port: int, *, full: bool, serve: bool) -> None:
    from groundgame.cli.demo_steps import RegisterKindError
    from groundgame.cli.loading import load
    from groundgame.cli.serving import serve as serve_site
    from groundgame.cli.workers import workers_beside, workers_wanted

    workers = workers_wanted()
    try:
        load(os.environ["DATABASE_URL"], full=full, console=console)
    except RegisterKindError as error:
        refuse(str(error), code=WRONG_ARGUMENT)
    except Exception as error:
        if is_full_disk(error, home_folder()):
            refuse(str(full_disk(home_folder())))
        raise
    if serve:
        with workers_beside(workers):
            serve_site(port, when_started=lambda: _announce(port))
        raise KeyboardInterrupt


def _announce(port: int) -> None:
    """Print where the site is as soon as it answers."""
    address = f"http://{LOOPBACK}:{port}"
    if not _answers(f"{address}/demo/"):
        console.print(f"The site does not answer at {address} yet; it may still be starting.")
    console.print(f"\ngroundgame is at [bold]{address}[/bold]. Log in with one click as\n")
    for slug, who in LOG_INS:
        console.print(f"  {who:<28} {address}/demo/as/{slug}/", soft_wrap=True)
    console.print("\nCtrl-C stops it.")


def _answers(url: str) -> bool:
    end = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=ANSWER_SECONDS).close()  # noqa: S310 (our own server)
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False
