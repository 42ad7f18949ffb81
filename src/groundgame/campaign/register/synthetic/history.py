"""Invented history: who voted at the last contests, who votes by post, who can be rung. Never how anybody voted."""

import datetime as dt

import numpy as np
import polars as pl

# Day, share of electors that voted, markers that could not vote then.
CONTESTS = (
    (dt.date(2022, 5, 5), 0.35, ""),
    (dt.date(2024, 5, 2), 0.40, ""),
    (dt.date(2024, 7, 4), 0.58, "BG"),
)
POSTAL_SHARE, POSTAL_RETURN = 0.19, 0.72
TELEPHONE_SHARE, MOBILE_SHARE, TPS_SHARE, TPS_NEW_SHARE = 0.45, 0.65, 0.17, 0.02
TPS_SEED = 21
HERE_SINCE_SHARE = {2022: 0.74, 2024: 0.88}


def draw_history(electors: pl.DataFrame, rng: np.random.Generator) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the marked registers and the postal voters' lists of the contests, by elector number."""
    age, markers = electors["age"].to_numpy(), electors["markers"].to_numpy().astype(str)
    habit = rng.normal(size=len(age)) + (np.clip(age, 18, 80) - 45) / 28
    posted, moved_in = rng.random(len(age)) < POSTAL_SHARE, rng.random(len(age))
    postal, marked = [], []
    for day, share, barred in CONTESTS:
        there = (moved_in < HERE_SINCE_SHARE[day.year]) & (age - (2026 - day.year) >= 18) & (markers != "N")
        there &= ~np.isin(markers, list(barred) or ["-"])
        leaning = habit + rng.normal(scale=0.6, size=len(age)) + 0.7 * posted
        voted = there & (leaning >= np.quantile(leaning[there], 1 - share)) if there.any() else there
        by_post = voted & posted & (rng.random(len(age)) < POSTAL_RETURN)
        postal.append(_numbers(electors, there & posted, day).with_columns(kind=pl.lit("postal")))
        marked.append(_numbers(electors.with_columns(by_post=by_post.astype(int)), voted, day, "by_post"))
    return pl.concat(marked), pl.concat(postal)


def _numbers(electors: pl.DataFrame, chosen: np.ndarray, day: dt.date, *more: str) -> pl.DataFrame:
    names = ("polling_district", "number", "suffix", *more)
    return electors.filter(chosen).select(*names, election_date=pl.lit(day.isoformat()))


def draw_telephones(electors: pl.DataFrame, today: dt.date, rng: np.random.Generator) -> pl.DataFrame:
    """Return telephone numbers of about 45% of the electors, from the ranges that Ofcom keeps for drama, some on TPS.

    020 7946 0000-0999 and 07700 900000-900999: they belong to nobody, so that a demo can never ring anybody.
    """
    count = electors.height
    mobile = rng.random(count) < MOBILE_SHARE
    last = np.char.zfill(rng.integers(1000, size=count).astype(str), 3)
    number = np.where(mobile, np.char.add("07700 900", last), np.char.add("020 7946 0", last))
    listed = _tps_days(today)[mobile.astype(int), last.astype(int)]
    known = (rng.random(count) < TELEPHONE_SHARE) & ~electors["markers"].is_in(["F", "N"]).to_numpy()
    numbers = electors.select("polling_district", "number", "suffix").with_columns(telephone=number, tps_since=listed)
    return numbers.filter(known)


def _tps_days(today: dt.date) -> np.ndarray:
    """Return the day on which each number joined the TPS, "" for most: 1,000 landlines, then 1,000 mobiles.

    One list for all boroughs, as the TPS is: a number is on it or not, whoever has it.
    """
    rng, shape = np.random.default_rng(TPS_SEED), (2, 1000)
    lately = rng.random(shape) < TPS_NEW_SHARE
    days = np.where(lately, rng.integers(1, 28, size=shape), rng.integers(40, 6000, size=shape))
    since = np.datetime64(today) - days.astype("timedelta64[D]")
    return np.where(rng.random(shape) < TPS_SHARE, since.astype(str), "")
