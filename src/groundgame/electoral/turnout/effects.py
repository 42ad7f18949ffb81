"""What tells electors apart in whether they vote: age, a postal vote, and which past contests they voted in."""

import csv
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np

from groundgame.electoral.turnout.errors import TurnoutError
from groundgame.electoral.turnout.grid import Floats

SAME, OTHER, OLDER, HISTORY = "same", "other", "older", "history"


@dataclass(frozen=True, eq=False)
class ElectorEffects:
    """Effects on the log-odds of voting, with their standard deviations.

    `age` is by band, of which `bands` gives the youngest age of each; `postal` is a postal vote against none; `voted`
    is a vote against none, one figure a past contest in the order of `past`. `beside_history` is the part of the
    effects of age and postal vote that counts for an elector whose past votes are known.
    """

    kind: str
    past: tuple[str, ...]
    bands: tuple[int, ...]
    age: Floats
    postal: float
    voted: Floats
    beside_history: float
    sd: Floats

    @property
    def values(self) -> Floats:
        """The effects in one row: age bands, postal vote, past votes; `sd` is in the same order."""
        return np.concatenate([self.age, [self.postal], self.voted])

    def with_values(self, values: Floats, sd: Floats) -> "ElectorEffects":
        """Return the same effects with other figures, in the order of `values`."""
        bands = len(self.bands)
        return replace(self, age=values[:bands], postal=float(values[bands]), voted=values[bands + 1 :], sd=sd)


def default_effects(kind: str, past: tuple[str, ...] = ()) -> ElectorEffects:
    """Return the published effects (elector_effects.csv has each with its source) for a kind of contest.

    `past` names the kinds of the past contests that the marked register tells of, newest first: the first of the same
    kind weighs most, the newest of another kind next.

    Raises:
        TurnoutError: if there are no figures for the kind.
    """
    rows = _rows()
    if (postal := rows.get(("postal", kind, "with"))) is None:
        known = ", ".join(sorted({of for effect, of, _ in rows if effect == "postal"}))
        raise TurnoutError(f"There are no effects for a contest of kind {kind!r}; there are for {known}.")
    ages = {band: row for (effect, _, band), row in rows.items() if effect == "age"}
    votes = [rows["voted", "any", place] for place in _places(kind, past)]
    age = np.array([value for value, _ in ages.values()])
    spread = [sd for _, sd in (*ages.values(), postal, *votes)]
    return ElectorEffects(
        kind=kind,
        past=past,
        bands=tuple(int(band.split("-")[0]) for band in ages),
        age=age - age.mean(),
        postal=postal[0] - rows["postal", kind, "without"][0],
        voted=np.array([value for value, _ in votes]),
        beside_history=rows["beside", "any", HISTORY][0],
        sd=np.array(spread),
    )


def _places(kind: str, past: tuple[str, ...]) -> list[str]:
    seen: set[str] = set()
    places = []
    for each in past:
        place = SAME if each == kind else OTHER
        places.append(OLDER if place in seen else place)
        seen.add(place)
    return places


@cache
def _rows() -> dict[tuple[str, str, str], tuple[float, float]]:
    text = files("groundgame.electoral.turnout").joinpath("elector_effects.csv").read_text(encoding="utf-8")
    return {
        (row["effect"], row["kind"], row["band"]): (_log_odds(row), float(row["sd"]))
        for row in csv.DictReader(text.splitlines())
    }


def _log_odds(row: dict[str, str]) -> float:
    if row["log_odds"]:
        return float(row["log_odds"])
    turnout = float(row["turnout"])
    return float(np.log(turnout / (1 - turnout)))
