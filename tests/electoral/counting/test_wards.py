"""Every borough ward of 2014, 2018 and 2022, counted again from the packaged record.

The source has votes for every ward. Its three rows of 2018 without any are elected mayors' and no wards'; one ward of
2018 has two candidates of one name, whom the record tells apart by party; polls put off are among them.
"""

import polars as pl
import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.counting import TieError, as_drawn, block, refuse

WARDS = {2014: 629, 2018: 632, 2022: 679}
SEATS = {2014: 1_851, 2018: 1_833, 2022: 1_817}

# Every ward whose elected set does not follow from its votes alone, and why.
EXCEPTIONS = {
    "local.sutton.nonsuch.2018-05-03": "1,405 votes each for the last seat; the returning officer drew lots",
}


def wards_of(year):
    """Seats, votes by candidate and the elected set of each ward, by contest."""
    rows = record().votes("borough").filter(pl.col("date").dt.year() == year)
    for (contest,), group in rows.group_by("id", maintain_order=True):
        votes = dict(group.select("name", "votes").iter_rows())
        assert len(votes) == group.height, f"two candidates of one name in {contest}"
        yield contest, group["seats"][0], votes, frozenset(group.filter("elected")["name"])


@pytest.mark.parametrize("year", WARDS)
def test_every_elected_set_is_reproduced(year):
    wards = list(wards_of(year))
    assert len(wards) == WARDS[year]
    assert sum(seats for _, seats, _, _ in wards) == SEATS[year]
    wrong = []
    for contest, seats, votes, elected in wards:
        tie = as_drawn(elected) if contest in EXCEPTIONS else refuse
        if frozenset(block(votes, seats=seats, tie=tie).elected) != elected:
            wrong.append(contest)
    assert wrong == []


@pytest.mark.parametrize("contest", EXCEPTIONS)
def test_each_exception_is_real(contest):
    result = record().result(contest)
    with pytest.raises(TieError) as caught:
        block({each.name: each.votes for each in result.candidates}, seats=result.contest.seats)
    elected = {each.name for each in result.candidates if each.elected}
    assert len(elected & set(caught.value.tied)) == caught.value.places
