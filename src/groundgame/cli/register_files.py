"""`groundgame register load`, `look` and `undo`: many files at once, what one would do, and the last one taken back."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from groundgame.cli.memory import keep_memory
from groundgame.cli.messages import FAILED, WRONG_ARGUMENT, refuse
from groundgame.cli.register_options import borough_named, day_of, read_file, ready

if TYPE_CHECKING:
    from groundgame.campaign.register.models import RegisterImport


def load(
    folder: Annotated[Path, typer.Argument(help="A folder of registers, or one file.")],
    *,
    published: Annotated[str, typer.Option(help="The day the registers were published, as 2026-12-01.")],
    accept_leavers: Annotated[bool, typer.Option(help="Take them though very many electors are missing.")] = False,
    accept_refused: Annotated[bool, typer.Option(help="Take them without the lines that are refused.")] = False,
    together: Annotated[int, typer.Option(min=1, max=8, help="How many are loaded at a time.")] = 2,
) -> None:
    """Load every register in a folder, each into its own borough; what is loaded already is passed over."""
    keep_memory()
    day = day_of(published)
    files = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else [folder]
    if not files:
        refuse(f"{folder} holds no file. Name the folder with the registers.", code=WRONG_ARGUMENT)
    how: dict[str, Any] = {"accept_leavers": accept_leavers, "accept_refused": accept_refused, "together": together}
    with ready():
        failed = _load_all(files, day, how)
    if failed:
        refuse(f"{failed} of {len(files)} files were not taken; the others are loaded.", code=FAILED)


def _load_all(files: list[Path], day: dt.date, how: dict[str, Any]) -> int:
    """Load files behind a bar that counts bytes; return how many were refused."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from groundgame.campaign.register.actions import load_files
    from groundgame.campaign.register.importing import RegisterImportError, StorageError, in_terminal
    from groundgame.campaign.register.importing.checks import check_published

    try:
        check_published(day)
    except RegisterImportError as error:
        refuse(in_terminal(error), code=WRONG_ARGUMENT)
    columns = (TextColumn("{task.description}"), BarColumn(20), DownloadColumn(), TimeRemainingColumn())
    failed = 0
    with Progress(*columns, console=Console()) as progress:
        task = progress.add_task("Registers", total=sum(path.stat().st_size for path in files))

        def doing(what: str) -> None:
            progress.update(task, description=what)

        try:
            for path, came in load_files(files, published_on=day, doing=doing, **how):
                failed += not isinstance(came, str)
                style = "" if isinstance(came, str) else "red"
                progress.console.print(f"{path.name}: {in_terminal(came)}", style=style, markup=False, soft_wrap=True)
                progress.update(task, advance=path.stat().st_size, description=path.name[:24])
        except StorageError as error:
            refuse(str(error), code=FAILED)
    return failed


def look(
    file: Annotated[Path, typer.Argument(help="The register's file.")],
    *,
    borough: Annotated[str, typer.Option(help="The borough, by name or code.")],
    published: Annotated[str, typer.Option(help="The day the register was published, as 2026-12-01.")],
    table: Annotated[Path | None, typer.Option(help="Write what it would do, row by row, to this CSV file.")] = None,
) -> None:
    """Say what a register would do; nothing is changed."""
    code, day, content = borough_named(borough), day_of(published), read_file(file)
    with ready():
        from groundgame.campaign.register import actions
        from groundgame.campaign.register.importing import RegisterImportError, in_terminal
        from groundgame.campaign.register.importing.looking import as_csv, unusual_of

        try:
            made = actions.look_at(by=None, borough=code, published_on=day, content=content, file_name=file.name)
        except RegisterImportError as error:
            refuse(f"{file.name}: {in_terminal(error)}", code=WRONG_ARGUMENT)
        if table is not None:
            table.write_text(as_csv(made), encoding="utf-8")
        warnings = list(unusual_of(made).unaccepted(accept_leavers=False, accept_refused=False))
        actions.discard_import(by=None, made=made)
        typer.echo(
            f"{actions.sentence(made)} {made.changed_count:,} have another name, marker or date; "
            f"{made.refused_count:,} lines are refused; {made.doubtful_count:,} are in doubt. Nothing was changed."
        )
        for warning in warnings:
            typer.secho(f"Before it is loaded: {in_terminal(warning)}", err=True, fg=typer.colors.RED)


def undo(*, borough: Annotated[str, typer.Option(help="The borough, by name or code.")]) -> None:
    """Undo the last import of a borough."""
    code = borough_named(borough)
    with ready():
        from groundgame.campaign.register import actions
        from groundgame.campaign.register.importing import RegisterImportError, in_terminal

        made = _last(code)
        if made is None:
            refuse("Nothing is loaded there, so there is nothing to undo.", code=WRONG_ARGUMENT)
        try:
            actions.undo_import(by=None, made=made)
        except RegisterImportError as error:
            refuse(in_terminal(error), code=WRONG_ARGUMENT)
        made.refresh_from_db()
        typer.echo(f"{made.file_name}: {made.message}")


def _last(borough: str) -> "RegisterImport | None":
    from groundgame.campaign.register.models import RegisterImport

    applied = RegisterImport.objects.filter(borough=borough, state=RegisterImport.State.APPLIED)
    return applied.order_by("-register__published_on").first()
