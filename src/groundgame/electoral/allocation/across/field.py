"""All that a party may win in London, drawn on the same joint draws: every round's wards and contests."""

from datetime import date

import numpy as np

from groundgame.electoral.allocation.across.days import Side, city_round, westminster_round
from groundgame.electoral.allocation.across.draws_known import country, lacking_results
from groundgame.electoral.allocation.across.homes import homes_of
from groundgame.electoral.allocation.across.rounds import Field, Round
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.allocation.needs import WardNeed, mixed, unchanged, ward_needs
from groundgame.electoral.contests import parties
from groundgame.electoral.forecasting.calendar import next_day
from groundgame.electoral.forecasting.general.days import latest_day
from groundgame.electoral.forecasting.london.assembly_model import assembly_draws
from groundgame.electoral.forecasting.london.borough_model import borough_model
from groundgame.electoral.forecasting.london.council_draws import BoroughModel
from groundgame.electoral.forecasting.london.elected import counted
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS, group
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.mayor_model import mayor_draws
from groundgame.electoral.forecasting.london.noise import student
from groundgame.electoral.forecasting.london.past import last_results
from groundgame.electoral.forecasting.london.seat_draws import seat_votes
from groundgame.electoral.forecasting.london.seats_moved import SeatResults, last_general
from groundgame.electoral.forecasting.rules import rule_of


def field(
    known: Known,
    party: str,
    *,
    rng: np.random.Generator,
    draws: int,
    held_on: date | None = None,
    law_as_of: date | None = None,
) -> Field:
    """Draw everything that a party (its id) may win, each on its next day.

    Westminster is on the last day that the law allows unless `held_on` names one; without either it is left out. Half
    of the draws are the forecast's and half those of no change, so that a plan is good under either. Where there are no
    recent polls, the forecast starts from the country's last vote, and the field says so. The mayor is
    elected by the law known before the day of the forecast, or before `law_as_of` where polls are older than the law.

    Raises:
        AllocationError: if forecasts do not follow the party by itself, or `held_on` is over.
        ForecastError: if the record is too short on that day, or no mayor can be counted by the law's rule.
    """
    if held_on is not None and held_on < known.as_of:
        raise AllocationError(f"A general election on {held_on} is over on {known.as_of}: name a day from then on.")
    own, same = _followed(party), int(rng.integers(2**63))
    days = next_day("borough", known.as_of), next_day("mayor", known.as_of)
    (near, far), unpolled = country(known.as_of, days, same, draws)
    common = student(rng, near.shape)
    model = borough_model(known, days[0], rng=rng, draws=draws, country=near, common=common)
    side = Side(known, model.base.wards, own)
    boroughs = Round("boroughs", days[0], "local", needs=_needs(model, GROUPS[own], rng))
    law = rule_of("mayor", days[1], as_of=law_as_of or known.as_of, home=known.record.home)
    mayor, assembly = mayor_draws(known, days[1], far, rng, common), assembly_draws(known, far, rng, common)
    city = city_round(side, days[1], mayor, assembly, counted(law.rule), rng)
    last = last_general(known)
    day = held_on or _last_by_law(last, known.as_of)
    general = (westminster_round(side, day, last, seat_votes(last, near, rng, common)),) if day else ()
    return Field(
        GROUPS[own],
        known.as_of,
        side.wards,
        homes_of(side.wards, model.means[:, own]),
        (boroughs, city, *general),
        law,
        model.target.draws[:, own],
        {} if day else {"westminster": _no_day(last)},
        near,
        unpolled + lacking_results(known.as_of, {"borough": last_results(known).day, "mayor": mayor.last_day}),
    )


def _followed(party: str) -> int:
    """Return the position in `GROUPS` of a party that forecasts follow."""
    own = group(party)
    if own == OTHERS:
        name = parties()[party].name if party in parties() else repr(party)
        followed = ", ".join(parties()[one].name for one in GROUPS[:OTHERS])
        raise AllocationError(f"Forecasts do not follow {name} by itself; they follow {followed}.")
    return own


def _needs(model: BoroughModel, party: str, rng: np.random.Generator) -> tuple[WardNeed, ...]:
    seed = int(rng.integers(2**63))
    one, other = (ward_needs(each, party, rng=np.random.default_rng(seed)) for each in (model, unchanged(model)))
    return mixed(one, other)


def _last_by_law(last: SeatResults, as_of: date) -> date | None:
    """Return the last day for the election after one; None where it is not listed, or over."""
    found = latest_day(last.day)
    return None if found is None or found[0] < as_of else found[0]


def _no_day(last: SeatResults) -> str:
    return (
        f"No last day by law that is still ahead is known for the general election after {last.day:%-d %B %Y}: leave "
        "westminster out of the contests, or say when it is held, --held-on DAY."
    )
