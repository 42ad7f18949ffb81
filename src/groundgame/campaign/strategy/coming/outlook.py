"""What is to be expected of one place: its chances, how it did against the tide, who will turn out."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString

from groundgame.campaign.strategy.answers import Answer
from groundgame.campaign.strategy.coming.contests import ContestRow, one_row
from groundgame.campaign.strategy.coming.forecasts import KINDS, forecast_answer, last_poll
from groundgame.campaign.strategy.coming.named import day_of, place_of
from groundgame.campaign.strategy.coming.needed import CouncilNeeded, councils_answer
from groundgame.campaign.strategy.coming.turnout import AXIS, ExpectedTurnout, expected_turnouts, turnouts_answer
from groundgame.campaign.strategy.happened.picking import Picked, latest_two, title
from groundgame.campaign.strategy.happened.tide import tide_answer
from groundgame.campaign.strategy.happened.tide_table import TideRow
from groundgame.campaign.strategy.places import is_former
from groundgame.electoral.forecasting import Forecast
from groundgame.electoral.forecasting.calendar import next_day
from groundgame.electoral.places import Area

FORECASTS = {"ward22": ("boroughs",), "borough": ("boroughs",), "lac": ("assembly",), "pcon24": ("general",)}
TIDES = {"ward22": "borough", "borough": "borough", "pcon24": "parliament"}
TURNOUTS = {
    "ward22": ("borough", "mayor"),
    "borough": ("borough", "mayor"),
    "lac": ("mayor",),
    "pcon24": ("parliament",),
}


@dataclass(frozen=True, slots=True)
class Chances:
    """A contest for the place: what it is called before its month, its day, and its outcomes."""

    name: str
    day: dt.date
    row: ContestRow


@dataclass(frozen=True, slots=True)
class Departure:
    """How the place did against the tide between two elections, out of how many places."""

    since: str
    row: TideRow
    places: int
    drawn: SafeString


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is to be expected of a place; `ready` once there is nothing to wait for."""

    chances: tuple[Chances, ...]
    departure: Departure | None
    council: CouncilNeeded | None
    turnouts: tuple[ExpectedTurnout, ...]
    turnout_head: SafeString
    ready: bool
    as_of: dt.date


def outlook(area: Area, ours: str, *, patience: float | None = None) -> Outlook | None:
    """Return what is to be expected of a place of today, or None of one that is no longer drawn, or of the city."""
    if is_former(area) or area.boundary_set not in FORECASTS:
        return None
    found = {kind: forecast_answer(kind, patience=patience) for kind in FORECASTS[area.boundary_set]}
    tide = _tide(area, ours, patience)
    councils = councils_answer(ours, patience=patience) if area.boundary_set == "borough" else Answer(())
    days = next_days(area.boundary_set)
    turnouts = turnouts_answer(days, patience=patience)
    chances = tuple(one for kind, each in found.items() if each.value for one in _chances(kind, each.value, area, ours))
    return Outlook(
        chances=chances,
        departure=None if tide is None else tide.value,
        council=next((one for one in councils.value or () if one.area == area), None),
        turnouts=tuple(expected_turnouts(area, days)) if turnouts.ready else (),
        turnout_head=AXIS.head(lambda value: f"{100 * value:.0f}%"),
        ready=all(each.ready for each in (*found.values(), councils, turnouts)) and (tide is None or tide.ready),
        as_of=min(timezone.localdate(), last_poll() + dt.timedelta(days=1)),
    )


def _chances(kind: str, found: Forecast, area: Area, ours: str) -> list[Chances]:
    here = [contest for contest in found.contests if place_of(contest.id) == area]
    name = "Westminster, as if held in" if kind == "general" else f"{KINDS[kind]},"
    return [Chances(name, day_of(contest.id), one_row(contest, area, ours)) for contest in here]


def _tide(area: Area, ours: str, patience: float | None) -> Answer[Departure] | None:
    """Return the departure in the latest two elections that the place voted in, or None where there is no tide."""
    if area.boundary_set not in TIDES:
        return None
    pair = latest_two(TIDES[area.boundary_set])
    found = tide_answer(pair, ours, patience=patience)
    if found.value is None:
        return Answer(refusal=found.refusal)
    for table in found.value.tables:
        here = [row for row in table.rows if row.code == area.code]
        for row, drawn in table.drawn(here):
            return Answer(Departure(_since(pair), row, len(table.rows), drawn))
    return Answer(refusal="The party did not stand here at both elections.")


def _since(pair: Picked) -> str:
    return f"{title(pair.earlier)} to {title(pair.later)}"


def next_days(boundary_set: str) -> dict[str, dt.date]:
    """Return the day of the next election of each kind that a place of this set is told the turnout of."""
    today = timezone.localdate()
    days = {"borough": next_day("borough", today), "mayor": next_day("mayor", today), "parliament": today}
    return {kind: days[kind] for kind in TURNOUTS[boundary_set]}
