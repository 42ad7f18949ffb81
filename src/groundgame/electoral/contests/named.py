"""Which contests of the record a word means: one contest's id, or an election's, which means all of its contests."""

import re

import polars as pl

from groundgame.electoral.contests.days import with_election_day
from groundgame.electoral.contests.record import UnknownContestError, record

# The words that commands take for a tier, as in `borough:2018`.
KINDS = {
    "general": "parliament",
    "borough": "borough",
    "mayor": "mayor",
    "assembly": "assembly",
    "list": "assembly-list",
}
_ID = re.compile(r"([a-z0-9.-]+)\.(\d{4}-\d\d-\d\d)")


class SeveralTiersError(LookupError):
    """A word names elections of several tiers."""


def contests_named(text: str) -> pl.DataFrame:
    """Return the rows of the index that an id means, with `day`, that of their election; none if nothing is so named.

    `parl.enfield-north.2005-05-05` is one contest, `parl.2005-05-05` and `local.barnet.2018-05-03` are several.

    Raises:
        SeveralTiersError: if they are of several tiers.
    """
    index, parts = record().index, _ID.fullmatch(text)
    chosen = pl.col("id") == text
    if parts is not None:
        chosen |= pl.col("id").str.starts_with(f"{parts[1]}.") & pl.col("id").str.ends_with(f".{parts[2]}")
    found = index.filter(chosen)
    tiers = found["tier"].unique().sort().to_list()
    if len(tiers) > 1:
        raise SeveralTiersError(f"{text!r} names elections of several tiers: {', '.join(tiers)}. Name one of them.")
    # A day is an election's by all that voted on it, so the whole tier is dated.
    return with_election_day(index.filter(pl.col("tier").is_in(tiers))).join(found.select("id"), on="id", how="semi")


def nearest_ids(text: str) -> str:
    """Return the ids that a word which names no contest may have been meant for, as a list in words."""
    try:
        record().result(text)
    except UnknownContestError as error:
        return ", ".join(error.suggestions) or "none"
    return text
