"""Parties: one id for each, whatever the published files call it. Names and colours are data, in `parties.csv`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

INDEPENDENT = "independent"
OTHER = "other"
"""Several parties' votes published as one sum: nobody can be elected by it."""


class UnknownPartyError(Exception):
    """No party has this id, or no party is known by this name."""


@dataclass(frozen=True, slots=True)
class Party:
    """A party as the record names it: `short` fits a table's column, `colour` is a CSS hex colour."""

    id: str
    name: str
    short: str
    colour: str


@cache
def parties() -> Mapping[str, Party]:
    """Return every party of the record, by id."""
    return MappingProxyType({row["id"]: Party(**row) for row in _rows("parties.csv")})


@cache
def party_names() -> Mapping[str, str]:
    """Return the id that stands for each name or code in the published files, ids and full names among them."""
    own = {name: party.id for party in parties().values() for name in (party.id, party.name)}
    return MappingProxyType(own | {row["raw"]: row["id"] for row in _rows("party_names.csv")})


def party_id(name: str) -> str:
    """Return the id of the party that a published file calls by this name or code.

    Raises:
        UnknownPartyError: if `party_names.csv` has no such name.
    """
    found = party_names().get(name.strip())
    if found is None:
        raise UnknownPartyError(f"No party is known as {name!r}; add a line for it to party_names.csv.")
    return found


def _rows(name: str) -> list[dict[str, str]]:
    text = files("groundgame.electoral.contests").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
