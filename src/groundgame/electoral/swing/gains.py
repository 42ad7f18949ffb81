"""Councillors and councils gained and lost: since the eve of the poll, and since the councils were last elected."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.swing.gains_councils import apart, before_and_after, published_changes
from groundgame.electoral.swing.gains_declared import declared
from groundgame.electoral.swing.gains_voting import NoGainsError, last_fought, voting, when_fought

AREAS = ("gb", "london")
NAMED = ("party", "control_party")


@dataclass(frozen=True)
class Gain:
    """A party's councillors and councils after the elections, and how they changed on each basis.

    `eve` is the change from a year before, the nearest that the record has to the change declared on the night;
    `whole` that of the same councils since they were last elected; `declared` what broadcasters gave out, and
    `published` the whole-council change of the House of Commons Library, where those are in the record.
    """

    party: str
    councillors: int
    eve: int
    whole: int
    councils: int
    councils_eve: int
    councils_whole: int
    declared: int | None = None
    councils_declared: int | None = None
    published: int | None = None

    @property
    def between(self) -> int:
        """Councillors gained between the last elections and the eve: by-elections, defections, elections by thirds."""
        return self.whole - self.eve


@dataclass(frozen=True)
class Gains:
    """The gains of one year's elections in the councils that voted; `since` is when most of the seats were last fought.

    `left_out` counts councils that are new since then, or that others were merged into. `eve_known` is false where the
    source repeats the last elections until the next ones, as it does in London before 2010: both bases are then one.
    """

    year: int
    since: int
    area: str
    councils: int
    left_out: int
    eve_known: bool
    parties: tuple[Gain, ...]

    def of(self, party: str) -> Gain:
        """Return a party's.

        Raises:
            NoGainsError: if it had and has no councillor there.
        """
        found = next((gain for gain in self.parties if gain.party == party), None)
        if found is None:
            raise NoGainsError(f"{party!r} had no councillor in the councils of {self.year}, before or after.")
        return found


def gains(year: int, area: str = "gb") -> Gains:
    """Return who gained and lost in the councils that voted in a year; `area` is `gb` or `london`.

    The two bases differ by what happened between: where a third of a council votes each year, its change since the
    last whole cycle holds what was won and lost in the years between, which was news then; and by-elections and
    defections. `other` puts together independents and those that the source sums.

    Raises:
        NoGainsError: if there is no such area, or the record does not say which councils voted in the year.
    """
    if area not in AREAS:
        raise NoGainsError(f"There are no gains of {area!r}; there are {' and '.join(AREAS)}.")
    names, since = voting(year, area), last_fought(year)
    fought = when_fought(names, year, area)
    whole_before = pl.concat([before_and_after(some, one, area) for one, some in fought.items()])
    states = [*(before_and_after(names, one, area) for one in (year, year - 1)), whole_before]
    # A council that is new, or that others were merged into, has nothing that it could be compared with.
    same = frozenset.intersection(*(frozenset(state["name"]) for state in states))
    alone = frozenset.intersection(*(apart(one, area) for one in (year - 1, *fought)))
    after, eve, whole = (_compared(state, same, alone) for state in states)
    said = declared(year) if area == "gb" else {}
    published = published_changes(year) if area == "gb" else {}
    parties = sorted(
        _parties(after) | _parties(eve) | _parties(whole), key=lambda party: (-_seats(after, party), party)
    )
    rows = tuple(_gain(party, (after, eve, whole), said, published) for party in parties)
    known = not eve.equals(whole)
    return Gains(year, since, area, councils=len(same), left_out=len(names - same), eve_known=known, parties=rows)


def _compared(state: pl.DataFrame, councils: frozenset[str], alone: frozenset[str]) -> pl.DataFrame:
    """Keep the councils compared, with the parties that were not counted apart all along put together as `other`."""
    kept = state.filter(pl.col("name").is_in(councils))
    fold = [pl.when(pl.col(name).is_in(alone)).then(name).otherwise(_other(name)).alias(name) for name in NAMED]
    return (
        kept.with_columns(fold)
        .group_by("name", "control_party", "party")
        .agg(pl.col("seats").sum())
        .sort("name", "party")
    )


def _other(name: str) -> pl.Expr:
    return pl.when(pl.col(name).is_not_null()).then(pl.lit(OTHER))


def _gain(
    party: str,
    states: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame],
    said: Mapping[str, tuple[int | None, int | None]],
    published: Mapping[str, int],
) -> Gain:
    after, eve, whole = ((_seats(state, party), _councils(state, party)) for state in states)
    councillors, councils = said.get(party, (None, None))
    return Gain(
        party,
        councillors=after[0],
        eve=after[0] - eve[0],
        whole=after[0] - whole[0],
        councils=after[1],
        councils_eve=after[1] - eve[1],
        councils_whole=after[1] - whole[1],
        declared=councillors,
        councils_declared=councils,
        published=published.get(party),
    )


def _parties(state: pl.DataFrame) -> set[str]:
    return set(state.filter(pl.col("seats") > 0)["party"])


def _seats(state: pl.DataFrame, party: str) -> int:
    return int(state.filter(pl.col("party") == party)["seats"].sum())


def _councils(state: pl.DataFrame, party: str) -> int:
    return state.filter((pl.col("party") == party) & (pl.col("control_party") == party)).height
