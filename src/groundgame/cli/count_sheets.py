"""What `groundgame count` prints for people: the sheet on the screen and in a file."""

import datetime as dt
import os
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from groundgame import __version__
from groundgame.cli.count_files import Counted
from groundgame.cli.messages import refuse
from groundgame.electoral.counting.registry import Rule
from groundgame.electoral.counting.sheets import (
    KINDS,
    Particulars,
    papers_digest,
    printed,
    settings,
    sheet,
    totals_digest,
)
from groundgame.electoral.counting.ties import CountError

NOT_COUNTING = {"files", "as_json", "sheet", "title", "date", "help"}
"""What is given beside the options that change a count."""


@dataclass(frozen=True)
class Foot:
    """The title and date of a sheet where they are given, and the options with which to count again.

    `answers` are the names that won a tie by an answer at the terminal, known once the count is done.
    """

    title: str
    day: dt.date
    recount: list[str]
    answers: Sequence[str] = ()


def recount_words(context: typer.Context) -> list[str]:
    """Return the options that were given and change the count, as they would be typed again."""
    words: list[str] = []
    for parameter in context.command.params:
        value = context.params.get(parameter.name or "")
        if parameter.name not in NOT_COUNTING and value not in (None, [], False):
            for each in value if isinstance(value, list | tuple) else [value]:
                words += [parameter.opts[0]] if each is True else [parameter.opts[0], str(each)]
    return words


def sheet_kind(file: Path | None, files: int, rule: Rule) -> str:
    """Return the kind of sheet that the ending of a file's name asks for.

    Raises:
        CountError: if the ending is another, or several counts would go into one file.
    """
    if file is None:
        return ""
    kind = file.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise CountError(f"--sheet is {str(file)!r}: end its name in {', '.join(f'.{each}' for each in KINDS)}.")
    if files > 1 and rule.sections is None:
        raise CountError(f"--sheet holds one count and there are {files} files: print each by itself.")
    return kind


def text_of(counted: Counted, foot: Foot) -> str:
    """Return the sheet as plain text, without what is there for keeping it."""
    return sheet(counted.count, particulars(counted, foot.title))


def write_sheet(file: Path, kind: str, counted: Counted, foot: Foot) -> None:
    """Write the sheet: all of it, or the file stays as it was."""
    answered = [word for name in foot.answers for word in ("--drawn", name)]
    command = shlex.join(["groundgame", "count", *(each.name for each in counted.files), *foot.recount, *answered])
    about = replace(
        particulars(counted, foot.title), recount=command, program=f"groundgame {__version__}", day=foot.day
    )
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_bytes(printed(kind, counted.count, about))
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        refuse(f"{file} cannot be written ({error.strerror}). Name a file in a folder that you may write in.")


def particulars(counted: Counted, title: str) -> Particulars:
    """Return what was counted and under which rule."""
    papers, totals = counted.contents.papers, counted.contents.totals
    named = title or (papers.title if papers else "") or ", ".join(file.stem for file in counted.files)
    told = ({"already": totals.already} if totals else {}) | dict(counted.options)
    facts = settings(counted.rule.name, counted.count.seats, told)
    return Particulars(named, counted.rule.title, counted.rule.source, _digests(counted), settings=tuple(facts))


def _digests(counted: Counted) -> dict[str, str]:
    contents = counted.contents
    if contents.totals is not None:
        return {"": totals_digest(contents.totals.votes)}
    if contents.sections:
        return {name: papers_digest(papers) for name, papers in contents.sections.items()}
    return {"": papers_digest(contents.papers)} if contents.papers is not None else {}
