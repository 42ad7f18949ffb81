"""Flows between two votes, from the votes to the answer."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from groundgame.electoral.flows.answers import Flows, FlowsError
from groundgame.electoral.flows.balancing import balanced, same_areas
from groundgame.electoral.flows.bounds import certain
from groundgame.electoral.flows.intervals import interval
from groundgame.electoral.flows.learning import belief_from
from groundgame.electoral.flows.merging import SMALL, merged
from groundgame.electoral.flows.tables import Vote, vote_from
from groundgame.electoral.flows.together import Together, put_together

DRAWS = 100
# The time taken grows with the square of the cells: 40 options a side take minutes. Options of 3% are 33 at most.
MOST_OPTIONS = 40


def estimate(
    first: pl.DataFrame | NDArray[Any],
    second: pl.DataFrame | NDArray[Any],
    *,
    rng: np.random.Generator,
    rows: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
    electors: pl.DataFrame | NDArray[Any] | None = None,
    merge_below: float = SMALL,
    prior: Sequence[Flows] = (),
    draws: int = DRAWS,
) -> Flows:
    """Estimate who went where between two votes of the same places.

    `first` and `second` are frames with `area` and one column an option, in votes, or arrays areas x options with the
    names of their options in `rows` and `columns`. Options under `merge_below` (0-1) of a vote become `other`. Where
    an area's two totals differ, `electors` (a frame of `area` and `electors`, or an array of one column) adds those who
    did not vote to both; without it the smaller total is made up, and `notes` says so. `prior` are the flows
    of other districts, where options of the same names stood. See `docs/flows.md` for the method and how far it may be
    trusted.

    Raises:
        FlowsError: if the areas do not match, there is one only, a count is impossible, there are too many options, or
            `draws` is below 1.
    """
    votes = [vote_from(first, rows, "the first vote"), vote_from(second, columns, "the second vote")]
    if electors is not None:
        votes.append(vote_from(electors, None, "the table of electors"))
    return estimate_votes(*votes, rng=rng, merge_below=merge_below, prior=prior, draws=draws)


def estimate_votes(
    first: Vote,
    second: Vote,
    electors: Vote | None = None,
    *,
    rng: np.random.Generator,
    merge_below: float = SMALL,
    prior: Sequence[Flows] = (),
    draws: int = DRAWS,
) -> Flows:
    """Do the same for votes that have been read and checked; `electors` is a vote of one option."""
    if draws < 1:
        raise FlowsError(f"Intervals need at least 1 draw; {draws} were asked for.")
    before, after, *known = same_areas(first, second, *([] if electors is None else [electors]))
    before, after, notes = balanced(_few(before, merge_below), _few(after, merge_below), *known)
    found = put_together(before.counts, after.counts, rng, draws)
    if prior:
        belief = belief_from(prior, before, after, found.cells.sum(axis=0))
        found = put_together(before.counts, after.counts, rng, draws, belief)
    return _answer(before, after, notes, found)


def _few(vote: Vote, merge_below: float) -> Vote:
    few = merged(vote, merge_below)
    if len(few.options) > MOST_OPTIONS:
        raise FlowsError(
            f"{vote.name} has {len(few.options):,} options, and {MOST_OPTIONS} are the most: merge more of them; now "
            f"those below {merge_below:.1%} of the vote are."
        )
    return few


def _answer(before: Vote, after: Vote, notes: tuple[str, ...], both: Together) -> Flows:
    of_row = before.counts.sum(axis=0)[:, None]
    votes = both.cells.sum(axis=0)
    share, tables = votes / of_row, both.draws / of_row
    lower, upper = (bound / of_row for bound in certain(before.counts, after.counts))
    p05, p95 = interval(share, tables.std(axis=0), lower, upper)
    return Flows(
        rows=before.options,
        columns=after.options,
        share=share,
        p05=p05,
        p95=p95,
        lower_bound=lower,
        upper_bound=upper,
        votes=votes,
        areas=before.areas,
        area_votes=both.cells,
        draws=tables,
        notes=notes,
        diagnostics=both.diagnostics,
    )
