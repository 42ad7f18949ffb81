"""What holding a town hall goes with: a party's seats there next time, and its vote there for Parliament."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from django.utils.safestring import SafeString

from groundgame.campaign.strategy.answers import Answer, answer
from groundgame.campaign.strategy.charts.whiskers import Axis, Interval
from groundgame.campaign.strategy.templatetags.figures import points
from groundgame.electoral.contests import Party
from groundgame.electoral.swing import town_halls

SEED = 2026
"""That of `groundgame town-halls`, so that the page has its figures."""
TOGETHER, WITHIN = "all", 0.10
SHOWN = (
    ("discontinuity", "majority", "A majority just won, against one just missed: its seats"),
    ("check", "majority", "The same on the seats before, which should be nothing"),
    ("adjusted", "gains", "Gained control, against opposition with as many seats"),
    ("adjusted", "holds", "Held control, against opposition with as many seats"),
    ("general-changes", "majority", "Runs a London council: its vote for Parliament there"),
)


@dataclass(frozen=True, slots=True)
class Effect:
    """One estimate with its 90% interval (-1 to 1), what it compares, and its dot and whisker."""

    words: str
    found: Interval
    drawn: SafeString


@dataclass(frozen=True, slots=True)
class TownHalls:
    """What was found of a party, or of all together (`whose` says), most to be believed first."""

    whose: str
    effects: tuple[Effect, ...]
    head: SafeString

    @property
    def told(self) -> str:
        """The estimate to believe, in a sentence."""
        first, before = (one.found for one in self.effects[:2])
        less = "fewer" if first.middle < 0 else "more"
        return (
            f"{self.whose}: where a majority was just won, {abs(100 * first.middle):.1f} points {less} of the "
            "council’s seats when all had been fought again than where it was just missed "
            f"(90% interval {points(first.p05)} to {points(first.p95)}). {_verdict(first, before)}"
        )


def town_halls_answer(*, patience: float | None = None) -> Answer[pl.DataFrame]:
    """Return what `swing.town_halls` finds of every party, once it is worked out: seconds."""
    return answer(("town halls",), lambda: town_halls(rng=np.random.default_rng(SEED)), patience=patience)


def of_party(frame: pl.DataFrame, party: Party) -> TownHalls:
    """Return what was found of a party, or of all together where it has run too few councils."""
    known = party.id in frame["party"].to_list()
    rows = frame.filter(pl.col("party") == (party.id if known else TOGETHER))
    found = [(words, one) for design, status, words in SHOWN if (one := _estimate(rows, design, status)) is not None]
    axis = Axis.of((one for _, one in found), around=0.0)
    effects = tuple(Effect(words, one, axis.draw(one, zero=0.0)) for words, one in found)
    return TownHalls(
        party.name if known else "All parties together", effects, axis.head(lambda value: points(value, 0))
    )


def _estimate(rows: pl.DataFrame, design: str, status: str) -> Interval | None:
    chosen = rows.filter(design=design, status=status)
    if design in ("discontinuity", "check"):
        chosen = chosen.filter((pl.col("bandwidth") - WITHIN).abs() < 1e-9)
    if chosen.is_empty():
        return None
    row = chosen.row(0, named=True)
    return Interval(row["effect"], row["p05"], row["p95"])


def _verdict(found: Interval, before: Interval) -> str:
    """Say what an estimate bears, beside the same one of the seats before, which no majority can have changed."""
    if _holds_zero(found):
        return "So nothing is shown either way: the interval holds zero."
    verdict = f"So a majority goes with a {'loss' if found.middle < 0 else 'gain'}."
    if _holds_zero(before):
        return verdict
    return f"{verdict} But those places already differed before ({points(before.middle)}): part of it may be only that."


def _holds_zero(one: Interval) -> bool:
    return one.p05 <= 0 <= one.p95
