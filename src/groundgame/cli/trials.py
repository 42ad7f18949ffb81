"""`groundgame trials`: what the work did, and how far such estimates are to be trusted."""

import json
from dataclasses import asdict
from typing import Annotated, Any

import numpy as np
import typer
from rich.table import Table

from groundgame.cli.contest_sheets import sheet_console
from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.cli.parties import check_party
from groundgame.cli.trials_sheets import coverage_sheet, openings_sheet
from groundgame.cli.trials_told import lines_of, told_by_the_site
from groundgame.electoral.trials.coverage import coverage as covered
from groundgame.electoral.trials.openings_coverage import openings_coverage
from groundgame.electoral.trials.openings_worlds import OPENINGS_WORLDS
from groundgame.electoral.trials.worlds import WORLDS

app = typer.Typer(help="What the work did, by trials.", no_args_is_help=True)
SEED, LONGEST_SECONDS = 2026, 120.0


@app.callback()
def _together() -> None:
    """Learn from sessions that left some households in peace."""


@app.command()
def coverage(
    *,
    campaigns: Annotated[int, typer.Option(min=2, max=10_000, help="Invented campaigns of each world.")] = 50,
    world: Annotated[str, typer.Option(help="One world alone, by its name.")] = "",
    openings: Annotated[
        bool, typer.Option("--openings", help="Of two openings over several sessions instead.")
    ] = False,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws: the same one gives the same figures.")] = SEED,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Prove on invented campaigns, whose truth is known, how often the 90% intervals hold it."""
    names = [one.name for one in (OPENINGS_WORLDS if openings else WORLDS)]
    if world and world not in names:
        refuse(f"There is no world {world!r}: write one of {', '.join(names)}.", code=WRONG_ARGUMENT)
    wanted = [world] if world else names
    found, sheet = (_of_openings if openings else _of_trials)(wanted, campaigns, seed)
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        sheet_console().print(sheet)


def _of_trials(worlds: list[str], campaigns: int, seed: int) -> tuple[list[dict[str, Any]], Table]:
    chosen = [one for one in WORLDS if one.name in worlds]
    found = [covered(one, campaigns, rng=np.random.default_rng(seed), draws=199) for one in chosen]
    return [asdict(one) for one in found], coverage_sheet(found)


def _of_openings(worlds: list[str], campaigns: int, seed: int) -> tuple[list[dict[str, Any]], Table]:
    chosen = [one for one in OPENINGS_WORLDS if one.name in worlds]
    found = [openings_coverage(one, campaigns, rng=np.random.default_rng(seed)) for one in chosen]
    return [asdict(one) for one in found], openings_sheet(found)


@app.command()
def results(
    *,
    work_out: Annotated[bool, typer.Option("--work-out", help="Work them out anew from the registers.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what the trials of this site's sessions told: figures of groups, and nobody's name."""
    from groundgame.cli.register_options import ready

    with ready():
        told = told_by_the_site(work_out=work_out)
    if as_json:
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(lines_of(told)))


@app.command()
def effort(
    *,
    party: Annotated[str, typer.Option(help="The party, by name or id.")] = "labour",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what went with the work of branches, election by election: an association, and no effect."""
    from groundgame.cli.register_options import ready

    name = check_party(party)
    with ready():
        found = _associations(name)
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(one["sentence"] for one in found) or "No branch spoke with anybody before an election.")


def _associations(party: str) -> list[dict[str, Any]]:
    from groundgame.campaign.canvass.models import Trial
    from groundgame.campaign.strategy.learning.effort import associations, keep_conversations
    from groundgame.campaign.strategy.learning.results import kept_results

    keep_conversations()
    told = kept_results(list(Trial.objects.values_list("pk", flat=True)))
    answers = associations(party, told, patience=LONGEST_SECONDS)
    return [
        {"sentence": one.value.sentence(), **asdict(one.value)} if one.value else {"sentence": one.refusal}
        for one in answers
    ]
