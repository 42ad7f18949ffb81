"""`groundgame flows`: who went where between two votes of the same places."""

import csv
import json
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from groundgame.cli.contest_sheets import sheet_console
from groundgame.cli.flow_sheets import advice, flows_sheet
from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.electoral.flows import (
    LEVELS,
    Flows,
    FlowsError,
    Pair,
    Vote,
    electors_from_file,
    estimate_votes,
    vote_from_file,
    votes_between,
    with_electors,
)

SEED = 2026


def flows(
    first: Annotated[
        str, typer.Argument(metavar="FROM", help="A contest or election, or a file of area,option,votes.")
    ],
    second: Annotated[str, typer.Argument(metavar="TO", help="The vote that came after, or a second file.")],
    *,
    level: Annotated[
        str | None,
        typer.Option(
            help=f"Of the record: the areas, {', '.join(LEVELS)}; {LEVELS[0]} unless told.", show_default=False
        ),
    ] = None,
    electors: Annotated[Path | None, typer.Option(help="With files: a file of area,electors.")] = None,
    non_voters: Annotated[
        bool, typer.Option("--non-voters", help="Of the record, by constituency: count those who did not vote.")
    ] = False,
    merge_below: Annotated[float, typer.Option(min=0, max=0.5, help="Smaller options become one (0 to 0.5).")] = 0.03,
    areas: Annotated[Path | None, typer.Option(help="Write each area's flows to this file (CSV).")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws: the same one gives the same figures.")] = SEED,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Estimate who went where between two votes, with 90% intervals and the bounds that are certain."""
    try:
        pair = _pair(first, second, level)
        known = _electors(pair, electors, non_voters=non_voters)
        rng = np.random.default_rng(seed)
        found = estimate_votes(pair.first, pair.second, known, rng=rng, merge_below=merge_below)
    except FlowsError as error:
        refuse(str(error), code=WRONG_ARGUMENT)
    if areas is not None:
        _write_areas(found, areas)
    if as_json:
        typer.echo(json.dumps(found.as_json(), indent=2, ensure_ascii=False))
        return
    console = sheet_console()
    console.print(flows_sheet(found, f"{first} to {second}, by {len(found.areas)} areas"))
    console.print("\n".join([*pair.notes, *found.notes, advice(same_day=pair.same_day)]), soft_wrap=True)


def _pair(first: str, second: str, level: str | None) -> Pair:
    """Read two files, or two votes of the record; a name that looks like a file is one."""
    files = [name.lower().endswith(".csv") or Path(name).is_file() for name in (first, second)]
    if all(files):
        if level is not None:
            raise FlowsError(
                f"--level {level} is of votes of the record; files bring areas of their own. Leave it out."
            )
        return Pair(vote_from_file(Path(first)), vote_from_file(Path(second)), same_day=None, notes=())
    if any(files):
        raise FlowsError(f"{first!r} and {second!r} are a file and a contest; give two files or two contests.")
    return votes_between(first, second, level or LEVELS[0])


def _electors(pair: Pair, file: Path | None, *, non_voters: bool) -> Vote | None:
    """Return the electors of each area, from a file or the record; None where nobody asked for them."""
    if file is not None and non_voters:
        raise FlowsError("--electors and --non-voters say the same in two ways; give one of them.")
    if non_voters:
        return with_electors(pair)
    return None if file is None else electors_from_file(file)


def _write_areas(found: Flows, path: Path) -> None:
    cells = (
        (a, r, c) for a in range(len(found.areas)) for r in range(len(found.rows)) for c in range(len(found.columns))
    )
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["area", "from", "to", "votes"])
            writer.writerows(
                (found.areas[a], found.rows[r], found.columns[c], round(found.area_votes[a, r, c], 2))
                for a, r, c in cells
            )
    except OSError as error:
        refuse(
            f"{path} cannot be written: {error.strerror}. Name a file in a folder that is there.", code=WRONG_ARGUMENT
        )
