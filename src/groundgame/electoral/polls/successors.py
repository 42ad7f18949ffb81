"""Which party took over the voters of which: for changes between elections that one of them did not stand in."""

import csv
from collections.abc import Mapping, Set
from functools import cache
from importlib.resources import files


def with_successors(shares: Mapping[str, float], present: Set[str]) -> dict[str, float]:
    """Return shares by party, those of a party that is no longer polled given to its successor where that one is."""
    moved: dict[str, float] = {}
    for party, share in shares.items():
        heir = _successors().get(party, party)
        name = heir if party not in present and heir in present else party
        moved[name] = moved.get(name, 0.0) + share
    return moved


@cache
def _successors() -> Mapping[str, str]:
    text = files(__package__).joinpath("successors.csv").read_text(encoding="utf-8")
    return {row["party"]: row["successor"] for row in csv.DictReader(text.splitlines())}
