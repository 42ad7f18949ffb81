"""The `groundgame` command and its groups."""

import typer

app = typer.Typer(help="The software a party runs a city campaign with.", no_args_is_help=True)


@app.callback()
def root() -> None:
    """Hold the groups of commands together."""


def main() -> None:
    """Run the command line."""
    app()
