"""`groundgame swing`: what changed between two elections, place by place, and who beat the tide."""

from dataclasses import replace
from typing import Annotated

import numpy as np
import typer

from groundgame.cli.contest_sheets import sheet_console
from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.cli.parties import check_party
from groundgame.cli.swing_sheets import heading, places_sheet, swing_json, tide_heading, tide_sheet
from groundgame.electoral.contests.additions import AdditionError
from groundgame.electoral.swing import (
    Comparison,
    ElectionError,
    Tide,
    compare,
    find_election,
    overall_swing,
    swings,
    tide,
)

SEED = 2026
ELECTION = "A contest's id, an election's (parl.2005-05-05), or general:2005, borough:2018, mayor:2021…"


def swing(
    earlier: Annotated[str, typer.Argument(metavar="FROM", help=ELECTION)],
    later: Annotated[str, typer.Argument(metavar="TO", help="The same, of the later election.")],
    *,
    within: Annotated[
        str | None, typer.Option("--in", help="Only this place and those in it: a name, inner or outer.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="Compare by ward, seat, borough, assembly or city.")] = None,
    between: Annotated[
        tuple[str, str] | None, typer.Option(help="The two parties of the swing; the first two at FROM, unless told.")
    ] = None,
    party: Annotated[str | None, typer.Option(help="Whose tide; the first of those two, unless told.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws behind the intervals.")] = SEED,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Compare two elections: swing and change by place, and who beat the tide."""
    whose = check_party(party) if party else None
    two = (check_party(between[0]), check_party(between[1])) if between else None
    try:
        ends = find_election(earlier), find_election(later)
        found = compare(*ends, by=by, within=within)
        first, second = two or found.first_two
        rows, overall = swings(found, first, second), overall_swing(found, first, second)
        beaten, why_not = _tide(found, whose, first, by, seed)
    except (AdditionError, ElectionError) as error:
        refuse(str(error), code=WRONG_ARGUMENT)
    notes = [*found.notes, *([why_not] if why_not else [])]
    if as_json:
        typer.echo(swing_json(found, rows, overall, (first, second), beaten, notes))
        return
    console = sheet_console()
    typer.echo(heading(found, overall, (first, second)))
    console.print(places_sheet(found, rows, (first, second), console.width))
    if beaten:
        typer.echo(tide_heading(beaten))
        console.print(tide_sheet(beaten, found.places.select("area", "borough")))
    typer.echo("\n".join([*notes, *(beaten.notes if beaten else ())]))


def _tide(
    found: Comparison, whose: str | None, first: str, by: str | None, seed: int
) -> tuple[Tide | None, str | None]:
    """Return the tide over all places, also of those not shown, or a sentence where they are too few to tell it.

    A party that was asked for must have one.
    """
    try:
        rng = np.random.default_rng(seed)
        whole = [replace(one, areas=None) for one in (found.earlier, found.later)]
        beaten = tide(whole[0], whole[1], whose or first, rng=rng, by=by)
    except ElectionError as error:
        if whose:
            raise
        return None, f"Nobody's tide is told: {error}"
    if set(found.places["area"]).isdisjoint(beaten.places["area"]):
        return None, "Nobody's tide is told: these places are not among London's, or the party did not stand in them."
    return beaten, None
