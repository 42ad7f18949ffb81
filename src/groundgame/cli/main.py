"""The `groundgame` command and its groups."""

import typer

from groundgame.cli import record

app = typer.Typer(help="The software a party runs a city campaign with.", no_args_is_help=True)
app.add_typer(record.app, name="record")


@app.callback()
def root() -> None:
    """Hold the groups of commands together."""


def main() -> None:
    """Run the command line."""
    app()
