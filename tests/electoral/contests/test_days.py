"""A poll that was put off is part of its election; a by-election is not."""

from datetime import date

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.contests.days import with_election_day

ORDINARY, LATE, BY_ELECTION = date(2022, 5, 5), date(2022, 6, 16), date(2022, 7, 14)


def contests(*rows):
    frame = pl.DataFrame(rows, schema=["id", "date", "area"], orient="row")
    return frame.with_columns(tier=pl.lit("borough"), boundary_set=pl.lit("ward22"))


def days(frame):
    return {row["id"]: (row["day"], row["by_election"]) for row in with_election_day(frame).iter_rows(named=True)}


def test_a_late_poll_and_a_by_election_are_told_apart():
    ordinary = [(f"ordinary {area}", ORDINARY, area) for area in "ABC"]
    found = days(
        contests(*ordinary, ("late", LATE, "D"), ("by", BY_ELECTION, "A"), ("much later", date(2023, 3, 2), "D"))
    )
    assert found["ordinary A"] == found["ordinary C"] == (ORDINARY, False)
    assert found["late"] == (ORDINARY, False)
    assert found["by"] == (BY_ELECTION, True)
    assert found["much later"] == (date(2023, 3, 2), True)


def test_two_general_elections_of_one_year_are_two():
    found = with_election_day(record().index.filter(pl.col("date").dt.year() == 1974))
    assert sorted(found["day"].unique()) == [date(1974, 2, 28), date(1974, 10, 10)]
    assert not found["by_election"].any()


def test_late_polls_of_the_record_belong_to_their_years_election():
    found = with_election_day(record().index).filter(pl.col("day") != pl.col("date"))
    assert ("local.tower-hamlets.blackwall-cubitt-town.2014-07-03", date(2014, 5, 22)) in found.select(
        "id", "day"
    ).rows()
    assert set(found["day"]) <= {date(2014, 5, 22), date(2018, 5, 3), date(2022, 5, 5)}
    assert not found["by_election"].any()
