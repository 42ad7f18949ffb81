"""The same borough a year on: people die, leave, move, marry, come of age, and offices write names otherwise.

Each row keeps its `person`, so that whoever matches two registers can be told where they were wrong.
"""

import datetime as dt

import numpy as np
import polars as pl

from groundgame.campaign.register.importing.matching.nicknames import short_forms

# Shares of a year: of people, or of households where it says so. Invented, and rather more than happens.
DIE, HOUSEHOLDS_LEAVE, HOUSEHOLDS_MOVE, MOVE_ALONE = 0.009, 0.08, 0.03, 0.012
MARRY, MARRY_IN, SLIP, SHORTEN, FURTHER_NAME, COME_OF_AGE, NAMED_AFTER = 0.004, 0.5, 0.003, 0.004, 0.008, 0.008, 0.02
LETTERS = np.array(list("abcdefghijklmnopqrstuvwxyz"))
DOOR = ["ward_index", "district", "street", "postcode", "house", "flat", "court", "polling_district"]


def a_year_on(electors: pl.DataFrame, newcomers: pl.DataFrame, day: dt.date, rng: np.random.Generator) -> pl.DataFrame:
    """Return the electors of the next year's register, drawn from this year's and from strangers who move in.

    `electors` have `person`; `newcomers` are electors of another draw, taken household by household for the doors that
    are left. `event` says what befell each: "", moved, moved alone, married, slip, short, further, new, of age.
    """
    people = electors.with_columns(home=pl.struct(DOOR).rank("dense"), event=pl.lit(""))
    people = people.filter(~_drawn(rng, people.height, DIE))
    people = _households(people, rng)
    people = _some_alone(people, rng)
    people = _names(people, rng)
    people = pl.concat([people, _of_age(people, day, rng)], how="diagonal_relaxed")
    return pl.concat([people, _strangers(people, electors, newcomers, rng)], how="diagonal_relaxed")


def _drawn(rng: np.random.Generator, count: int, share: float) -> pl.Series:
    return pl.Series(rng.random(count) < share)


def _households(people: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Let households leave the borough, and others move into the doors of those that left."""
    homes = people.select("home", *DOOR).unique("home", maintain_order=True).sort("home")
    draw = rng.random(homes.height)
    leaving = homes.filter(pl.Series(draw < HOUSEHOLDS_LEAVE))
    moving = homes.filter(pl.Series((draw >= HOUSEHOLDS_LEAVE) & (draw < HOUSEHOLDS_LEAVE + HOUSEHOLDS_MOVE)))
    into = leaving.sample(min(moving.height, leaving.height), shuffle=True, seed=int(rng.integers(2**31)))
    moves = pl.concat(
        [moving.head(into.height).select("home"), into.select(pl.col(name).alias(f"{name}_to") for name in DOOR)],
        how="horizontal",
    )
    staying = people.join(leaving.select("home"), on="home", how="anti").join(moves, on="home", how="left")
    moved = pl.col("street_to").is_not_null()
    return staying.select(
        pl.exclude(*DOOR, "event", *(f"{name}_to" for name in DOOR)),
        *(pl.coalesce(f"{name}_to", name).alias(name) if name != "flat" else _moved(name, moved) for name in DOOR),
        event=pl.when(moved).then(pl.lit("moved")).otherwise(pl.lit("")),
    )


def _moved(name: str, moved: pl.Expr) -> pl.Expr:
    return pl.when(moved).then(f"{name}_to").otherwise(name).alias(name)


def _some_alone(people: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Let some move alone into homes of others."""
    alone = _drawn(rng, people.height, MOVE_ALONE)
    order = pl.Series(rng.permutation(people.height))
    to = people.select(DOOR)[order.to_list()].rename({name: f"{name}_to" for name in DOOR})
    both = pl.concat([people.with_columns(alone=alone), to], how="horizontal")
    return both.select(
        pl.exclude(*DOOR, "event", "alone", *(f"{name}_to" for name in DOOR)),
        *(pl.when("alone").then(f"{name}_to").otherwise(name).alias(name) for name in DOOR),
        event=pl.when("alone").then(pl.lit("moved alone")).otherwise("event"),
    )


def _names(people: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Let some marry, and let offices write names otherwise."""
    forenames, surnames = people["forename"].to_list(), people["surname"].to_list()
    homes, events = people["home"].to_numpy(), people["event"].to_list()
    kinds = ("married", "slip", "short", "further")
    edges = np.cumsum([MARRY, SLIP, SHORTEN, FURTHER_NAME])
    which = np.searchsorted(edges, rng.random(people.height), side="right")
    for index in np.flatnonzero(which < len(kinds)):
        kind = kinds[which[index]]
        if kind == "married":
            mates = np.flatnonzero(homes == homes[index])
            others = [surnames[mate] for mate in mates if surnames[mate] != surnames[index]]
            stranger = surnames[int(rng.integers(len(surnames)))]
            new = (forenames[index], others[0] if others and rng.random() < MARRY_IN else stranger)
        elif kind == "slip":
            first, surname = forenames[index], surnames[index]
            new = (_slipped(first, rng), surname) if rng.random() < 0.5 else (first, _slipped(surname, rng))
        elif kind == "short":
            new = (_shortened(forenames[index], rng), surnames[index])
        else:
            new = (_further(forenames[index], forenames[int(rng.integers(len(forenames)))]), surnames[index])
        if new != (forenames[index], surnames[index]):
            forenames[index], surnames[index] = new
            events[index] = f"{events[index]} {kind}".strip()
    return people.with_columns(
        forename=pl.Series(forenames), surname=pl.Series(surnames), event=pl.Series(events, dtype=pl.String)
    )


def _slipped(name: str, rng: np.random.Generator) -> str:
    """Return a name with a letter left out, doubled, changed, or changed about with its neighbour."""
    if len(name) < 4:
        return name
    at, how = int(rng.integers(1, len(name) - 1)), int(rng.integers(4))
    other = str(LETTERS[rng.integers(26)])
    return {
        0: name[:at] + name[at + 1 :],
        1: name[:at] + name[at] + name[at:],
        2: name[:at] + other + name[at + 1 :],
        3: name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
    }[how]


def _shortened(forename: str, rng: np.random.Generator) -> str:
    first, _, rest = forename.partition(" ")
    forms = short_forms(first.upper())
    return " ".join([forms[int(rng.integers(len(forms)))].title(), rest]).strip() if forms else forename


def _further(forename: str, other: str) -> str:
    """Return forenames with the further one left out, or with one more."""
    first, _, rest = forename.partition(" ")
    return first if rest else f"{first} {other.split()[0]}"


def _of_age(people: pl.DataFrame, day: dt.date, rng: np.random.Generator) -> pl.DataFrame:
    """Return young people who come onto the register in their families' homes, some with a parent's forename."""
    family = people.filter(_drawn(rng, people.height, COME_OF_AGE) & ~people["markers"].is_in(["F", "N"]))
    named_after = rng.random(family.height) < NAMED_AFTER
    pool = people["forename"].to_list()
    names = [
        own if after else pool[int(rng.integers(len(pool)))]
        for own, after in zip(family["forename"].to_list(), named_after, strict=True)
    ]
    attained = [day + dt.timedelta(days=int(days)) for days in rng.integers(1, 700, size=family.height)]
    return family.with_columns(
        forename=pl.Series(names, dtype=pl.String),
        attainment=pl.Series(attained, dtype=pl.Date),
        age=pl.lit(17, dtype=family.schema["age"]),
        markers=pl.lit(""),
        person=pl.lit(None, dtype=pl.Int64),
        event=pl.lit("of age"),
    )


def _strangers(
    people: pl.DataFrame, before: pl.DataFrame, newcomers: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """Return households of another draw for the doors that nobody lives at any more, most of them."""
    free = before.select(DOOR).unique(maintain_order=True).join(people.select(DOOR).unique(), on=DOOR, how="anti")
    others = newcomers.select(DOOR).unique(maintain_order=True)
    chosen = others.sample(min(free.height, others.height), shuffle=True, seed=int(rng.integers(2**31)))
    placed = pl.concat(
        [chosen.rename({name: f"{name}_was" for name in DOOR}), free.head(chosen.height).select(DOOR)],
        how="horizontal",
    )
    joined = newcomers.rename({name: f"{name}_was" for name in DOOR}).join(
        placed, on=[f"{name}_was" for name in DOOR], nulls_equal=True
    )
    return joined.select(pl.exclude("^.*_was$")).with_columns(person=pl.lit(None, dtype=pl.Int64), event=pl.lit("new"))
