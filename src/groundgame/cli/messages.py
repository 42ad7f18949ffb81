"""How a command speaks: progress on standard output, one sentence and an exit code when it cannot go on."""

from typing import NoReturn

import typer

WRONG_ARGUMENT = 2
FAILED = 1


def refuse(sentence: str, *, code: int = FAILED) -> NoReturn:
    """End the command with one sentence on standard error."""
    typer.secho(sentence, fg=typer.colors.RED, err=True)
    raise typer.Exit(code)
