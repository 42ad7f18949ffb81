"""`groundgame register load`, `look` and `undo`: many files at once, what one would do, and the last one taken back."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

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
) -> None:
    """Load every register in a folder, each into its own borough; what is loaded already is passed over."""
    day = day_of(published)
    files = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else [folder]
    if not files:
        refuse(f"{folder} holds no file. Name the folder with the registers.", code=WRONG_ARGUMENT)
    how: dict[str, Any] = {"accept_leavers": accept_leavers, "accept_refused": accept_refused}
    with ready():
        failed = _load_all(files, day, how)
    if failed:
        refuse(f"{failed} of {len(files)} files were not taken; the others are loaded.", code=FAILED)


def _load_all(files: list[Path], day: dt.date, how: dict[str, Any]) -> int:
    """Load files one after another behind a bar that counts bytes; return how many were refused."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    from groundgame.campaign.register.importing import RegisterImportError

    columns = (TextColumn("{task.description}"), BarColumn(20), DownloadColumn(), TimeRemainingColumn())
    failed = 0
    with Progress(*columns, console=Console()) as progress:
        task = progress.add_task("Registers", total=sum(path.stat().st_size for path in files))
        for path in files:
            progress.update(task, description=path.name[:24])
            try:
                progress.console.print(f"{path.name}: {_load_one(path, day, how)}")
            except (RegisterImportError, OSError) as error:
                failed += 1
                progress.console.print(f"{path.name}: {error}", style="red")
            progress.advance(task, path.stat().st_size)
    return failed


def _load_one(path: Path, day: dt.date, how: dict[str, Any]) -> str:
    """Load one file, and say what came of it."""
    from groundgame.campaign.register import actions
    from groundgame.campaign.register.importing.checks import check_published
    from groundgame.campaign.register.importing.placing import borough_of
    from groundgame.campaign.register.models import RegisterImport
    from groundgame.electoral.places import atlas

    check_published(day)
    content = path.read_bytes()
    applied = RegisterImport.objects.filter(state=RegisterImport.State.APPLIED)
    if applied.filter(sha256=hashlib.sha256(content).hexdigest()).exists():
        return "loaded already"
    borough = borough_of(content)
    made = actions.import_register(
        by=None, borough=borough, published_on=day, content=content, file_name=path.name, **how
    )
    return f"{atlas().area(borough).name}, {actions.sentence(made)}"


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
        from groundgame.campaign.register.importing import RegisterImportError
        from groundgame.campaign.register.importing.looking import as_csv

        try:
            made = actions.look_at(by=None, borough=code, published_on=day, content=content, file_name=file.name)
        except RegisterImportError as error:
            refuse(f"{file.name}: {error}", code=WRONG_ARGUMENT)
        if table is not None:
            table.write_text(as_csv(made), encoding="utf-8")
        actions.discard_import(by=None, made=made)
        typer.echo(
            f"{actions.sentence(made)} {made.changed_count:,} have another name, marker or date; "
            f"{made.refused_count:,} lines are refused; {made.doubtful_count:,} are in doubt. Nothing was changed."
        )


def undo(*, borough: Annotated[str, typer.Option(help="The borough, by name or code.")]) -> None:
    """Undo the last import of a borough."""
    code = borough_named(borough)
    with ready():
        from groundgame.campaign.register import actions
        from groundgame.campaign.register.importing import RegisterImportError

        made = _last(code)
        if made is None:
            refuse("Nothing is loaded there, so there is nothing to undo.", code=WRONG_ARGUMENT)
        try:
            actions.undo_import(by=None, made=made)
        except RegisterImportError as error:
            refuse(str(error), code=WRONG_ARGUMENT)
        made.refresh_from_db()
        typer.echo(f"{made.file_name}: {made.message}")


def _last(borough: str) -> "RegisterImport | None":
    from groundgame.campaign.register.models import RegisterImport

    applied = RegisterImport.objects.filter(borough=borough, state=RegisterImport.State.APPLIED)
    return applied.order_by("-register__published_on").first()
