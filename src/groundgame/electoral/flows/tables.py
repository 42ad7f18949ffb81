"""The two votes that flows run between: areas x options, checked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from groundgame.electoral.flows.answers import Counts, FlowsError

AREA = "area"
MOST_VOTES = 10**10
"""No area has as many people."""


@dataclass(frozen=True, eq=False)
class Vote:
    """One vote: `counts` is areas x options, in votes; `name` is what to call it in a sentence."""

    name: str
    areas: tuple[str, ...]
    options: tuple[str, ...]
    counts: Counts

    @property
    def sizes(self) -> Counts:
        """The votes of each area."""
        return np.asarray(self.counts.sum(axis=1), dtype=np.int64)

    def only(self, keep: NDArray[np.bool_]) -> "Vote":
        """Return the vote in the areas that `keep` marks."""
        areas = tuple(area for area, kept in zip(self.areas, keep, strict=True) if kept)
        return replace(self, areas=areas, counts=self.counts[keep])


def vote_from(votes: pl.DataFrame | NDArray[Any], options: Sequence[str] | None, name: str) -> Vote:
    """Return a vote from a frame (`area` and one column an option) or an array (areas x options).

    Raises:
        FlowsError: if a count is missing, negative or not whole, or an area or an option stands twice.
    """
    vote = _from_frame(votes, name) if isinstance(votes, pl.DataFrame) else _from_array(votes, options, name)
    return checked(vote)


def _from_frame(votes: pl.DataFrame, name: str) -> Vote:
    if AREA not in votes.columns:
        raise FlowsError(f"{name} has no column {AREA!r}, only {', '.join(votes.columns) or 'none'}.")
    if votes[AREA].null_count():
        raise FlowsError(f"{name} has a line without an area; name it, or leave the line out.")
    ordered = votes.sort(AREA)
    options = tuple(column for column in votes.columns if column != AREA)
    counts = _whole(ordered.select(options).fill_null(0).to_numpy(), name) if options else np.zeros((0, 0), np.int64)
    return Vote(name, tuple(ordered[AREA].cast(pl.String)), options, counts)


def _from_array(votes: NDArray[Any], options: Sequence[str] | None, name: str) -> Vote:
    counts = np.asarray(votes)
    if counts.ndim != 2:
        raise FlowsError(f"{name} has {counts.ndim} dimensions; it must have areas and options.")
    names = tuple(options) if options is not None else tuple(str(index + 1) for index in range(counts.shape[1]))
    if len(names) != counts.shape[1]:
        raise FlowsError(f"{name} has {counts.shape[1]} options and {len(names)} names for them.")
    return Vote(name, tuple(f"{index + 1:06d}" for index in range(len(counts))), names, _whole(counts, name))


def _whole(counts: NDArray[Any], name: str) -> Counts:
    try:
        values = np.asarray(counts, dtype=np.float64)
    except (TypeError, ValueError):
        raise FlowsError(f"{name} has counts that are no numbers; a column beside {AREA!r} holds votes.") from None
    if not np.isfinite(values).all():
        raise FlowsError(f"{name} has a count that is no number; leave an area out where a count is unknown.")
    rounded = np.rint(values)
    if (np.abs(values - rounded) > 0).any():
        odd = values[np.abs(values - rounded) > 0][0]
        raise FlowsError(f"{name} has a count of {odd:g}; counts are whole votes.")
    if (np.abs(rounded) > MOST_VOTES).any():
        raise FlowsError(f"{name} has a count of {np.abs(rounded).max():g}; no area has as many voters.")
    return rounded.astype(np.int64)


def checked(vote: Vote) -> Vote:
    """Return the vote, if it could have happened.

    Raises:
        FlowsError: if a count is negative, nobody voted, or an area or an option stands twice.
    """
    _check_once(vote.areas, "area", vote.name)
    _check_once(vote.options, "option", vote.name)
    _check_counts(vote)
    return vote


def _check_once(names: tuple[str, ...], what: str, vote: str) -> None:
    seen: set[str] = set()
    for each in names:
        if each in seen:
            raise FlowsError(f"{vote} has the {what} {each!r} twice; each may stand once.")
        seen.add(each)


def _check_counts(vote: Vote) -> None:
    if (vote.counts < 0).any():
        area, option = np.argwhere(vote.counts < 0)[0]
        value = vote.counts[area, option]
        raise FlowsError(f"{vote.options[option]} has {value} votes in {vote.areas[area]} in {vote.name}.")
    if not vote.counts.sum():
        raise FlowsError(f"{vote.name} has no votes at all.")
