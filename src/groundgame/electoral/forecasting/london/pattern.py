"""Where a party that has risen since the last borough election is strong."""

import numpy as np
import polars as pl

from groundgame.electoral.forecasting.london.groups import GROUPS, Floats, lineages
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.seats import Wards
from groundgame.electoral.forecasting.london.seats_moved import SeatResults, weights
from groundgame.electoral.forecasting.london.target import log_odds, share_of

LIST_YEAR = 2016
LIST_SET = "ward14"


def risen_pattern(at: int, known: Known, election: SeatResults, wards: Wards) -> Floats:
    """Return a group's shares (0-1) by ward as at the last general election, read from seats with the help of wards.

    In the seats of the last general election its odds are fitted on those of its forerunner on the London-wide list of
    2016, the last that was counted by ward; wards then have what their own odds of 2016 say, and what the fit missed in
    their seats. Where the list is not known yet, wards have their seats' shares.
    """
    seats = election.shares[:, at]
    to_wards = weights(election.boundary_set, election.seats, wards.boundary_set, wards.codes)
    codes, shares = _list_shares(at, known)
    if not codes:
        found: Floats = to_wards @ seats
        return found
    seat_odds = log_odds(weights(LIST_SET, codes, election.boundary_set, election.seats) @ shares)
    ward_odds = log_odds(weights(LIST_SET, codes, wards.boundary_set, wards.codes) @ shares)
    slope, start = np.polyfit(seat_odds, log_odds(seats), 1)
    missed = log_odds(seats) - (start + slope * seat_odds)
    return share_of(start + slope * ward_odds + to_wards @ missed)


def _list_shares(at: int, known: Known) -> tuple[tuple[str, ...], Floats]:
    if known.as_of.year <= LIST_YEAR:
        return (), np.zeros(0)
    mine = [party for party, name in lineages().items() if name == GROUPS[at]]
    rows = known.record.frame("london_votes_2016_by_ward").filter(
        (pl.col("ballot") == "assembly_list") & (pl.col("kind") == "vote") & pl.col("ward").is_not_null()
    )
    own = pl.col("count").filter(pl.col("party").is_in(mine)).sum()
    shares = rows.group_by("ward").agg(share=own / pl.col("count").sum()).sort("ward")
    return tuple(shares["ward"]), shares["share"].to_numpy()
