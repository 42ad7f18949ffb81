"""Both votes of an area must have the same total: who voted once only is an option of the other vote."""

from dataclasses import replace

import numpy as np

from groundgame.electoral.flows.answers import Counts, FlowsError
from groundgame.electoral.flows.tables import Vote

DID_NOT_VOTE = "did not vote"
NOT_FIRST, NOT_SECOND = "not in the first vote", "not in the second vote"
FEWEST_AREAS = 2


def same_areas(first: Vote, *others: Vote) -> list[Vote]:
    """Return votes in the same order of areas, without areas where nobody voted in the first two.

    Raises:
        FlowsError: if an area is missing from one, or there is only one.
    """
    ordered = [first, *(_as_in(first, other) for other in others)]
    voted = (ordered[0].sizes > 0) | (ordered[1].sizes > 0)
    if voted.sum() < FEWEST_AREAS:
        raise FlowsError(
            f"{first.name} has votes in {voted.sum()} area; flows are learnt from how areas differ: give at least two."
        )
    return [vote.only(voted) for vote in ordered]


def _as_in(first: Vote, other: Vote) -> Vote:
    lone = sorted(set(first.areas) ^ set(other.areas))
    if lone:
        where, missing = (first, other) if lone[0] in first.areas else (other, first)
        raise FlowsError(
            f"The areas do not match: {lone[0]!r} is in {where.name} and not in {missing.name} ({len(lone)} such). "
            "Give both votes by the same areas."
        )
    place = {area: index for index, area in enumerate(other.areas)}
    return replace(other, areas=first.areas, counts=other.counts[[place[area] for area in first.areas]])


def balanced(first: Vote, second: Vote, electors: Vote | None = None) -> tuple[Vote, Vote, tuple[str, ...]]:
    """Return both votes with equal totals in every area, and sentences that say what was added.

    Where the electors of each area are known, both votes get `did not vote`. Where they are not, the smaller total
    of an area is made up by those `not in the first vote` or `not in the second vote`: a floor of the movement in and
    out of voting, for some leave while others come.

    Raises:
        FlowsError: if an area has more votes than electors.
    """
    if electors is not None:
        _check_electors(first, second, electors.sizes)
        note = "Electors who did not vote stand as an option of both votes."
        return _with(first, DID_NOT_VOTE, electors.sizes), _with(second, DID_NOT_VOTE, electors.sizes), (note,)
    whole = np.maximum(first.sizes, second.sizes)
    notes = [
        f"The votes of {int((whole > vote.sizes).sum())} of {len(whole)} areas are fewer {where}; "
        f"{int((whole - vote.sizes).sum()):,} stand as {name!r}: a net figure, as some leave while others come, "
        "which the bounds do not know of."
        for vote, where, name in ((first, "the first time", NOT_FIRST), (second, "the second time", NOT_SECOND))
        if (whole > vote.sizes).any()
    ]
    return _with(first, NOT_FIRST, whole), _with(second, NOT_SECOND, whole), tuple(notes)


def _with(vote: Vote, name: str, whole: Counts) -> Vote:
    """Add the option that brings every area up to its whole, where there is anything to add; one of the name grows."""
    rest = whole - vote.sizes
    if not rest.any():
        return vote
    if name in vote.options:
        named = np.array([option == name for option in vote.options])
        return replace(vote, counts=vote.counts + np.outer(rest, named))
    return replace(vote, options=(*vote.options, name), counts=np.column_stack([vote.counts, rest]))


def _check_electors(first: Vote, second: Vote, electors: Counts) -> None:
    for vote in (first, second):
        over = np.flatnonzero(vote.sizes > electors)
        if over.size:
            area = over[0]
            raise FlowsError(f"{vote.areas[area]} has {vote.sizes[area]} votes and only {electors[area]} electors.")
