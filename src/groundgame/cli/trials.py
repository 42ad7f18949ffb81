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
from groundgame.electoral.trials.coverage import Coverage
from groundgame.electoral.trials.coverage import coverage as covered
from groundgame.electoral.trials.openings_coverage import OpeningsCoverage, openings_coverage
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
    return [asdict(one) for one in found], _coverage_sheet(found)


def _of_openings(worlds: list[str], campaigns: int, seed: int) -> tuple[list[dict[str, Any]], Table]:
    chosen = [one for one in OPENINGS_WORLDS if one.name in worlds]
    found = [openings_coverage(one, campaigns, rng=np.random.default_rng(seed)) for one in chosen]
    return [asdict(one) for one in found], _openings_sheet(found)


@app.command()
def results(
    *,
    work_out: Annotated[bool, typer.Option("--work-out", help="Work them out anew from the registers.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what the trials of this site's sessions told: figures of groups, and nobody's name."""
    from groundgame.cli.register_options import ready

    with ready():
        told = _told(work_out=work_out)
    if as_json:
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(_lines(told)))


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


def _told(*, work_out: bool) -> dict[str, Any]:
    from groundgame.campaign.canvass.models import Trial, Wordings
    from groundgame.campaign.strategy.learning.openings import kept_openings, work_out_openings
    from groundgame.campaign.strategy.learning.pairs import shared_pairs
    from groundgame.campaign.strategy.learning.results import kept_results
    from groundgame.campaign.strategy.learning.results import work_out as worked_out
    from groundgame.campaign.strategy.learning.shown import CHANNELS, faded, together

    trials = list(Trial.objects.select_related("session").order_by("polling_day", "pk"))
    waiting = [one for trial in trials if work_out for one in worked_out(trial) if one.result is None]
    told = kept_results([trial.pk for trial in trials])
    openings = list(Wordings.objects.select_related("session").order_by("pk"))
    waiting += [one for row in openings if work_out for one in work_out_openings(row) if one.result is None]
    return {
        "trials": [_row(one) for one in told],
        "openings": [_openings_row(one) for one in kept_openings([row.pk for row in openings])],
        "openings_together": [row for pair in shared_pairs(openings) for row in _pair_rows(pair)],
        "together": {str(channel): together(told, channel) for channel in CHANNELS},
        "fading": faded(told),
        "waiting": {str(one.session): one.why_not for one in waiting},
    }


def _row(one: Any) -> dict[str, Any]:  # noqa: ANN401 (the database's part is imported only where it is asked)
    from groundgame.campaign.strategy.learning.results import as_json
    from groundgame.campaign.strategy.learning.shown import shown

    return {
        "session": str(one.session),
        "channel": one.session.channel,
        "outcome": one.outcome,
        "measured_on": one.measured_on.isoformat(),
        "result": as_json(one.result),
        "sentence": shown(one).sentence,
    }


def _openings_row(one: Any) -> dict[str, Any]:  # noqa: ANN401 (likewise)
    from groundgame.campaign.strategy.learning.results import as_json
    from groundgame.campaign.strategy.learning.shown import shown_openings

    said = {"session": str(one.session), "outcome": one.outcome, "sentence": shown_openings(one)}
    return said | {"result": as_json(one.result)}


def _pair_rows(pair: Any) -> list[dict[str, Any]]:  # noqa: ANN401 (likewise)
    from groundgame.campaign.strategy.learning.shown import shown_together

    texts = {"channel": str(pair.channel), "first": pair.first, "second": pair.second}
    return [
        texts
        | {"outcome": outcome, "sessions": len(found.tried), "households": found.households, "chance": found.chance}
        | {"mean": asdict(found.belief.mean), "spread": found.belief.spread, "sentence": shown_together(outcome, found)}
        for outcome, found in pair.told
    ]


def _lines(told: dict[str, Any]) -> list[str]:
    from groundgame.campaign.strategy.learning.shown import CHANNELS

    lines = [f"{one['session']}, {one['outcome']} on {one['measured_on']}: {one['sentence']}" for one in told["trials"]]
    lines += [f"{one['session']}, two openings: {one['sentence']}" for one in told["openings"]]
    lines += [f"The same two openings by {one['channel']}: {one['sentence']}" for one in told["openings_together"]]
    lines += [f"{session}: nothing yet, {why}." for session, why in told["waiting"].items()]
    lines += [f"{name}, all trials together: {told['together'][str(channel)]}" for channel, name in CHANNELS.items()]
    return [*lines, *([told["fading"]] if told["fading"] else [])]


def _coverage_sheet(found: list[Coverage]) -> Table:
    sheet = Table(box=None, title="90% intervals that held the truth", title_justify="left")
    columns = ("world", "sessions", "as called", "per contact", "pooled", "with a default", "found at 5%")
    for number, name in enumerate(columns):
        sheet.add_column(name, justify="right" if number else "left")
    for one in found:
        parts = (one.as_called, one.per_contact, one.pooled, one.believed, one.told)
        sheet.add_row(one.world, str(one.trials), *(f"{part:.0%}" for part in parts))
    return sheet


def _openings_sheet(found: list[OpeningsCoverage]) -> Table:
    sheet = Table(box=None, title="Two openings: 90% intervals that held the truth", title_justify="left")
    columns = ("world", "sessions", "alone", "drawn to the mean", "all together", "reach", "found at 5%")
    for number, name in enumerate(columns):
        sheet.add_column(name, justify="right" if number else "left")
    for one in found:
        parts = (f"{part:.0%}" for part in (one.alone, one.drawn, one.pooled))
        sheet.add_row(one.world, str(one.sessions), *parts, f"{one.reach * 100:.1f}", f"{one.told:.0%}")
    return sheet
