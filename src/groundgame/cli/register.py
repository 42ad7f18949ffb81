"""`groundgame register`: load a borough's register from a file, and what goes with it."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from groundgame.cli import register_files
from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.cli.register_options import borough_named, day_of, read_file, ready

if TYPE_CHECKING:
    from groundgame.campaign.register.models import RegisterImport

app = typer.Typer(help="Registers of electors.", no_args_is_help=True)
for command in (register_files.load, register_files.look, register_files.undo):
    app.command()(command)


LISTS = ("postal", "proxy", "proxy_postal")
KINDS = ("telephones", "marked", "marked_by_post", "absent", *LISTS)


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
    accept_refused: Annotated[bool, typer.Option(help="Take it without the lines that are refused.")] = False,
) -> None:
    """Import a borough's full register: all of it or nothing."""
    code, day = borough_named(borough), day_of(published)
    content, numbers = read_file(file), read_file(telephones) if telephones else None
    accepted = {"accept_leavers": accept_leavers, "accept_refused": accept_refused}
    with ready():
        typer.echo(_import(code, day, file, content, telephones, numbers, accepted))


@app.command()
def add(
    file: Annotated[Path, typer.Argument(help="A file whose rows name electors by their numbers.")],
    *,
    borough: Annotated[str, typer.Option(help="The borough, by name or code.")],
    kind: Annotated[str, typer.Option(help=f"One of {', '.join(KINDS)}.")],
    election: Annotated[str, typer.Option(help="The day of the election, where the file does not say it.")] = "",
    accept_refused: Annotated[bool, typer.Option(help="Take it without the lines that are refused.")] = False,
) -> None:
    """Add telephone numbers, a marked register or absent voters to a borough's register: all or nothing."""
    if kind not in KINDS:
        refuse(f"--kind is {kind!r}: write one of {', '.join(KINDS)}.", code=WRONG_ARGUMENT)
    code, content, day = borough_named(borough), read_file(file), day_of(election, "--election") if election else None
    with ready():
        for line in _add(code, kind, file, content, day, accept_refused=accept_refused):
            typer.echo(line)


@app.command()
def tps(
    file: Annotated[Path, typer.Argument(help="The file of the Telephone Preference Service, one number a line.")],
    *,
    listed: Annotated[str, typer.Option(help="The day that the file is of, as 2026-11-20.")],
    borough: Annotated[list[str] | None, typer.Option(help="A borough, by name or code; all if none is given.")] = None,
    accept_unlisted: Annotated[bool, typer.Option(help="Take it though very many listed numbers are missing.")] = False,
) -> None:
    """Hold telephone numbers against the Telephone Preference Service: all of the file or nothing."""
    codes, day, content = [borough_named(each) for each in borough or []], day_of(listed, "--listed"), read_file(file)
    with ready():
        for line in _screen(codes, day, file, content, accept_unlisted=accept_unlisted):
            typer.echo(line)


def _screen(boroughs: list[str], day: dt.date, file: Path, content: bytes, *, accept_unlisted: bool) -> list[str]:
    from groundgame.campaign.register.importing import RegisterImportError, in_terminal
    from groundgame.campaign.register.person.screening import screen_tps
    from groundgame.electoral.places import atlas

    wanted = boroughs or [area.code for area in atlas().areas("borough")]
    try:
        made = screen_tps(
            by=None,
            boroughs=wanted,
            content=content,
            file_name=file.name,
            listed_on=day,
            accept_unlisted=accept_unlisted,
        )
    except RegisterImportError as error:
        refuse(f"{file.name}: {in_terminal(error)}", code=WRONG_ARGUMENT)
    return [
        f"{atlas().area(each.borough).name}: {each.listed:,} of {each.numbers:,} numbers are on the TPS."
        for each in made
    ] or ["No borough named has a telephone number yet: nothing was screened."]


def _add(
    borough: str, kind: str, file: Path, content: bytes, day: dt.date | None, *, accept_refused: bool
) -> list[str]:
    from groundgame.campaign.register import actions
    from groundgame.campaign.register.importing import RegisterImportError, in_terminal
    from groundgame.campaign.register.importing.lists import days_of
    from groundgame.campaign.register.importing.numbers import not_of_the_day

    to: dict[str, Any] = {"by": None, "borough": borough, "content": content, "accept_refused": accept_refused}
    of_day: dict[str, Any] = {"election_date": day, "file_name": file.name}
    try:
        if kind in ("marked", "marked_by_post"):
            by_post = True if kind == "marked_by_post" else None
            loaded = actions.import_marked_register(**to, **of_day, by_post=by_post)
        elif kind != "telephones":
            loaded = actions.import_absent_voters(**to, **of_day, kind=kind if kind in LISTS else "")
        else:
            loaded = actions.import_telephones(**to, source=file.name)
    except RegisterImportError as error:
        return refuse(f"{file.name}: {in_terminal(error)}", code=WRONG_ARGUMENT)
    count = f"{file.name}: {loaded.rows:,} {'row is' if loaded.rows == 1 else 'rows are'} added."
    left_out = f" Left out: line {loaded.refused_lines}." if loaded.refused else ""
    warning = not_of_the_day(borough, days_of(loaded))
    return [count + left_out, *([warning] if warning else [])]


def _import(
    borough: str,
    day: dt.date,
    file: Path,
    content: bytes,
    telephones: Path | None,
    numbers: bytes | None,
    accepted: dict[str, Any],
) -> str:
    from groundgame.campaign.register import actions
    from groundgame.campaign.register.importing import RegisterImportError, in_terminal
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
            **accepted,
        )
    except RegisterImportError as error:
        refuse(f"{file.name}: {in_terminal(error)}", code=WRONG_ARGUMENT)
    return _sentence(made)


def _sentence(made: "RegisterImport") -> str:
    from groundgame.electoral.places import atlas

    def told(count: int, one: str, many: str) -> str:
        return f"{count:,} {one if count == 1 else many}"

    counts = (
        told(made.added_count, "elector is new", "electors are new"),
        told(made.matched_count, "was known", "were known"),
        told(made.left_count, "has left", "have left"),
    )
    entries = told(made.row_count, "entry", "entries")
    return f"{atlas().area(made.borough).name}: {entries}; {', '.join(counts)}."
