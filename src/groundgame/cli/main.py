"""The `groundgame` command; of its parts, only the one that was asked for is imported."""

import os
import sys
from importlib import import_module

import typer

# Single commands (each a function of that name, "_" for "-") and groups (each an `app`), in the order people meet them.
COMMANDS = {
    "count": "groundgame.cli.count",
    "demo": "groundgame.cli.demo",
    "flows": "groundgame.cli.flows",
    "forecast": "groundgame.cli.forecast",
    "locals": "groundgame.cli.locals",
    "plan": "groundgame.cli.plan",
    "polls": "groundgame.cli.polls",
    "replay": "groundgame.cli.replay",
    "swing": "groundgame.cli.swing",
    "town-halls": "groundgame.cli.town_halls",
    "ahead": "groundgame.cli.ahead",
    "turnout": "groundgame.cli.turnout",
    "retention": "groundgame.cli.retention",
    "serve": "groundgame.cli.serve",
    "work": "groundgame.cli.work",
    "manage": "groundgame.cli.manage",
}
GROUPS = {
    "people": "groundgame.cli.people",
    "places": "groundgame.cli.places",
    "record": "groundgame.cli.record",
    "register": "groundgame.cli.register",
    "trials": "groundgame.cli.trials",
}


# Many small matrices: threads would wait for one another longer than they work.
ONE_THREAD = {"swing", "town-halls", "turnout"}


def main() -> None:
    """Run the command line."""
    first = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    if first in ONE_THREAD:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    build_app({first} if first in COMMANDS | GROUPS else set(COMMANDS | GROUPS))()


def build_app(names: set[str | None]) -> typer.Typer:
    """Return the command line with the named parts: importing all of them takes a second."""
    app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
    app.callback()(_together)
    for name, module in COMMANDS.items():
        if name in names:
            function = getattr(import_module(module), name.replace("-", "_"))
            app.command(name, context_settings=OPTIONS.get(name))(function)
    for name, module in GROUPS.items():
        if name in names:
            app.add_typer(import_module(module).app, name=name)
    return app


# Django reads the options of its own commands.
OPTIONS = {"manage": {"ignore_unknown_options": True, "help_option_names": []}}


def _together() -> None:
    """Run a city campaign: know, choose, do, learn, decide."""
