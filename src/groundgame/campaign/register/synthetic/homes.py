"""Invented homes at real postcodes: a house, a flat in a block or a flat in a converted house, with its number."""

from dataclasses import dataclass

import numpy as np
import polars as pl

HOUSE, BLOCK, CONVERTED = 0, 1, 2
FLATS_A_CONVERSION = 3
COURTS = ("Court", "House", "Lodge", "Heights", "Point", "Mansions")
TREES = ("Alder", "Ash", "Beech", "Birch", "Cedar", "Cherry", "Elm", "Hawthorn", "Hazel", "Holly", "Juniper", "Laurel",
         "Lime", "Maple", "Oak", "Poplar", "Rowan", "Sycamore", "Willow", "Yew")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Homes:
    """Homes of a ward, one an element; `place` is the postcode's index, `flat` and `court` are "" where none."""

    place: np.ndarray
    number: np.ndarray
    flat: np.ndarray
    court: np.ndarray


def kinds_of(places: int, census: dict[str, int], rng: np.random.Generator) -> np.ndarray:
    """Return what stands at each postcode, in the shares of homes that the census counts in the ward."""
    block = census["home_purpose_built_flat"] + census["home_in_commercial_building"]
    converted = census["home_converted_flat"]
    house = census["home_detached"] + census["home_semi_detached"] + census["home_terraced"] + census["home_caravan"]
    weights = np.array([house, block, converted], dtype=float)
    return rng.choice(3, size=places, p=weights / weights.sum())


def draw_homes(
    postcodes: pl.DataFrame, census: dict[str, int], homes: int, stride: int, rng: np.random.Generator
) -> Homes:
    """Return homes at the postcodes of a ward (`street`, in order along each street), one door in `stride` taken."""
    kinds = kinds_of(postcodes.height, census, rng)
    place = np.sort(rng.integers(postcodes.height, size=homes))
    counts = np.bincount(place, minlength=postcodes.height)
    rank = np.arange(homes) - (np.cumsum(counts) - counts)[place]
    door = rank * stride + rng.integers(stride, size=homes)
    kind = kinds[place]
    numbers_taken = np.select(
        [kinds == HOUSE, kinds == BLOCK], [counts * stride, 1], -(-counts * stride // FLATS_A_CONVERSION)
    )
    base, side = _numbering(postcodes["street"].to_numpy(), numbers_taken)
    step = np.select([kind == HOUSE, kind == CONVERTED], [door, door // FLATS_A_CONVERSION], 0)
    letters = np.array(["Flat A", "Flat B", "Flat C"])[door % FLATS_A_CONVERSION]
    flat = np.select([kind == BLOCK, kind == CONVERTED], [np.char.add("Flat ", (door + 1).astype(str)), letters], "")
    court = np.where(kind == BLOCK, _courts(postcodes.height, rng)[place], "")
    return Homes(place, 2 * (base[place] + step) + 1 + side[place], flat, court)


def _numbering(streets: np.ndarray, taken: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how many numbers come before each postcode on its side of its street, and the side (0 odd, 1 even)."""
    frame = pl.DataFrame({"street": streets, "taken": taken}).with_columns(
        side=pl.int_range(pl.len()).over("street") % 2
    )
    before = (pl.col("taken").cum_sum() - pl.col("taken")).over("street", "side").alias("before")
    numbered = frame.with_columns(before)
    return numbered["before"].to_numpy(), numbered["side"].to_numpy()


def _courts(places: int, rng: np.random.Generator) -> np.ndarray:
    """Return the name of each postcode's block, or "" for the half that have a number alone."""
    trees = np.array(TREES)[rng.integers(len(TREES), size=places)]
    names = np.char.add(np.char.add(trees, " "), np.array(COURTS)[rng.integers(len(COURTS), size=places)])
    return np.where(rng.random(places) < 0.5, names, "")
