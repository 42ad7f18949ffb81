"""How well people are known again a year on: an invented borough twice, with what befell everybody known.

Printed are those recognised who were not the same person (wrong), those who were and were not recognised (missed), and
those put to a person, by what befell them. Every number is issued anew.
"""

import argparse
import datetime as dt
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl

from groundgame.campaign.register.importing.changes import DOOR, PERSON, Known, as_kept, people_changes
from groundgame.campaign.register.importing.matching import DECISION
from groundgame.campaign.register.importing.registers import read_register
from groundgame.campaign.register.synthetic.boroughs import draw_borough, numbered
from groundgame.campaign.register.synthetic.layout import style_of, write_xpress
from groundgame.campaign.register.synthetic.next_year import a_year_on
from groundgame.electoral.places import atlas

FIRST, SECOND = dt.date(2025, 12, 1), dt.date(2026, 12, 1)
NUMBER = ["polling_district", "number", "suffix"]


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--borough", default="Barnet")
    words.add_argument("--one-in", type=int, default=1, help="one household in so many")
    words.add_argument("--seed", type=int, default=1)
    said = words.parse_args()
    borough = next(area.code for area in atlas().areas("borough") if area.name == said.borough)
    with TemporaryDirectory() as folder:
        old, new, truth_old, truth_new = years(borough, Path(folder), said.one_in, said.seed)
    began = time.perf_counter()
    known = as_known(old)
    changes = people_changes(new, known, SECOND)
    report(changes, known, truth_old, truth_new, time.perf_counter() - began)
    return 0


def years(borough: str, folder: Path, one_in: int, seed: int) -> tuple[pl.DataFrame, ...]:
    """Write two years' registers and read them as an import does; with them, who is on which number."""
    first = draw_borough(borough, one_in=one_in, published_on=FIRST, seed=seed)
    first = first.with_columns(person=pl.int_range(pl.len(), dtype=pl.Int64), event=pl.lit(""))
    strangers = draw_borough(borough, one_in=one_in, published_on=SECOND, seed=seed + 1000)
    second = a_year_on(first, strangers, SECOND, np.random.default_rng([seed, 7]))
    second = numbered(second.drop("polling_district", "number", "suffix").rename({"house": "number"}), borough)
    read = []
    for name, electors in (("first", first), ("second", second)):
        path = folder / f"{name}.csv"
        write_xpress(electors, path, style_of(borough))
        read.append(read_register(path.read_bytes(), borough).rows)
    truth = [each.select(*NUMBER, "person", "event", "markers") for each in (first, second)]
    return read[0], read[1], truth[0], truth[1]


def as_known(rows: pl.DataFrame) -> Known:
    """Return rows as the database would hold them."""
    people = as_kept(rows).with_columns(id=pl.int_range(pl.len(), dtype=pl.Int64), key="address_key", address_id=None)
    doors = pl.DataFrame(schema=dict.fromkeys(("id", *DOOR), pl.String))
    kept = people.select("id", "address_id", "key", "name_key", *PERSON, *NUMBER[1:])
    return Known(doors, kept, pl.DataFrame(schema=DECISION))


def report(changes, known: Known, old: pl.DataFrame, new: pl.DataFrame, seconds: float) -> None:
    types = {"number": pl.Int64, "suffix": pl.Int64}
    was = known.people.cast(types).join(old.cast(types), on=NUMBER).select("id", was="person")
    rows = changes.rows.cast(types).join(new.cast(types), on=NUMBER, maintain_order="left")
    rows = rows.filter(pl.col("markers") != "N").join(was, on="id", how="left")
    there = set(was["was"].to_list())
    rows = rows.with_columns(there=pl.col("person").is_in(list(there)) & pl.col("person").is_not_null())
    told = pl.when(pl.col("id").is_null()).then(pl.lit("new")).when(pl.col("because") == "").then(pl.lit("exact"))
    rows = rows.with_columns(
        how=told.otherwise(pl.col("because")),
        right=pl.col("was").eq_missing(pl.col("person")) & pl.col("id").is_not_null(),
    )
    print(f"{known.people.height:,} electors, {rows.height:,} a year on; compared in {seconds:.1f} s")
    print(f"{'recognised by':55}{'right':>9}{'wrong':>7}")
    for how, right, wrong in (
        rows.filter(pl.col("id").is_not_null())
        .group_by("how")
        .agg(pl.sum("right"), (~pl.col("right")).sum().alias("wrong"))
        .sort("right", descending=True)
        .iter_rows()
    ):
        print(f"{how:55}{right:9,}{wrong:7,}")
    asked = changes.doubts.join(was, on="id").join(rows.select("record", "person", "event", "there"), on="record")
    true = asked.filter(pl.col("was") == pl.col("person"))
    print(f"put to a person: {asked.height:,} pairs, {true.height:,} of them the same person")
    print(f"{'what befell them':25}{'same people':>12}{'recognised':>12}{'asked':>8}{'missed':>8}")
    same = rows.filter("there")
    for event, part in sorted(same.partition_by("event", as_dict=True).items()):
        known_again = part.filter(pl.col("id").is_not_null()).height
        in_doubt = part.filter(pl.col("id").is_null()).join(true, on="record", how="semi").height
        missed = part.height - known_again - in_doubt
        print(f"{event[0] or 'nothing':25}{part.height:12,}{known_again:12,}{in_doubt:8,}{missed:8,}")


if __name__ == "__main__":
    sys.exit(main())
