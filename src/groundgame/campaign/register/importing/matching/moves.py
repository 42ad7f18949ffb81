"""The same name at another door of the borough: a move, or a namesake.

Somebody who leaves one door while the same name appears at another is a namesake by chance as often as this: those new
in the borough, times the shares of the surname and of each forename among all. Names run in communities, so the shares
are taken `KINSHIP` times as large as they are.
"""

from dataclasses import dataclass

import polars as pl

from groundgame.campaign.register.importing.matching.pairs import PAIR, Found, one_to_one

KINSHIP = 3.0
SURE_BELOW, ASK_BELOW = 0.0005, 0.03
# Of fewer people than this no share of a forename is worth much: each is taken for as common as the commonest.
LEAST_SAMPLE, COMMON_SHARE = 500, 0.06


@dataclass(frozen=True, slots=True)
class Names:
    """How many people a borough's names are counted over, and how many bear each surname, forename and whole name."""

    people: int
    sample: int
    surnames: pl.DataFrame
    forenames: pl.DataFrame
    whole: pl.DataFrame

    @classmethod
    def of(cls, people: pl.DataFrame, among: int) -> "Names":
        """Count the names (`surname_key`, `forename_key`) of people: all who bear these surnames `among` so many."""
        each = people.select("surname_key", pl.col("forename_key").str.split(" ").alias("name")).explode("name")
        return cls(
            max(among, 1),
            people.height,
            people.group_by("surname_key").len("surname_count"),
            each.group_by("name").len("name_count"),
            people.group_by("surname_key", "forename_key").len("whole_count"),
        )

    def first_names(self) -> dict[str, int]:
        """Return how many bear each forename, in any place."""
        return dict(self.forenames.iter_rows())


def to_another_door(new: pl.DataFrame, gone: pl.DataFrame, names: Names) -> Found:
    """Compare those new anywhere with those gone from elsewhere under the same whole name."""
    wanted = ["surname_key", "forename_key"]
    pairs = new.join(gone, on=wanted, suffix="_gone").filter(
        pl.col("surname_key") != "", pl.col("forename_key") != "", pl.col("address_key") != pl.col("address_key_gone")
    )
    if pairs.is_empty():
        return Found(pl.DataFrame(schema=PAIR), pl.DataFrame(schema=PAIR))
    likely = _chances(pairs, names, new.height).with_columns(
        together=(pl.struct(wanted).n_unique().over("address_key", "address_key_gone") > 1)
        & (pl.col("address_key") != "")
        & (pl.col("address_key_gone") != ""),
        born=pl.col("attainment").is_not_null() & (pl.col("attainment") == pl.col("attainment_gone")),
        grown=pl.col("attainment").is_not_null() & pl.col("attainment").ne_missing(pl.col("attainment_gone")),
        near=pl.col("address_key").str.head(7) == pl.col("address_key_gone").str.head(7),
        only=(pl.len().over("record") == 1) & (pl.len().over("id") == 1),
    )
    return one_to_one(_judged(likely))


def _chances(pairs: pl.DataFrame, names: Names, new: int) -> pl.DataFrame:
    """Add `chance`: how many namesakes to expect by chance, and `whole_count`."""
    shares = pairs.select("forename_key").unique().with_columns(name=pl.col("forename_key").str.split(" "))
    few = names.sample < LEAST_SAMPLE
    share = pl.lit(COMMON_SHARE) if few else KINSHIP * pl.col("name_count") / names.sample
    share = share.clip(upper_bound=1.0)
    each = shares.explode("name").join(names.forenames, on="name").with_columns(f=share.cast(pl.Float64))
    forename = each.group_by("forename_key").agg(pl.col("f").product())
    chance = new * KINSHIP * pl.col("surname_count") / names.people * pl.col("f")
    counted = pairs.join(names.surnames, on="surname_key").join(forename, on="forename_key")
    return counted.join(names.whole, on=["surname_key", "forename_key"]).with_columns(chance=chance)


def _judged(likely: pl.DataFrame) -> pl.DataFrame:
    rare = pl.col("chance") < SURE_BELOW
    near = pl.col("near") & (pl.col("chance") < ASK_BELOW)
    sure = ~pl.col("grown") & (pl.col("together") | (pl.col("only") & (rare | near | pl.col("born"))))
    because = (
        pl.when("together")
        .then(pl.lit("moved with others of the household"))
        .when("born")
        .then(pl.lit("the same name and date of attainment at another door"))
        .when("near")
        .then(pl.lit("the same name at another door of the postcode"))
        .when(rare)
        .then(pl.lit("a rare name at another door"))
        .otherwise(pl.lit("the same name at another door"))
    )
    asked = pl.col("together") | pl.col("born") | (pl.col("chance") < ASK_BELOW)
    return likely.filter(sure | asked).select("record", "id", because=because, sure=sure)
