"""The Assembly's seats 2000-2024, counted again from the packaged record.

Until 2012 the small lists were published as one sum, "other". It is no party: here its votes count towards the total of
which a list needs 5%, and can win nothing. That none of those lists had 5% is proved below, not assumed.
"""

from collections import Counter
from fractions import Fraction

import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.counting import dhondt, fptp

YEARS = [2000, 2004, 2008, 2012, 2016, 2021, 2024]
LIST_SEATS, CONSTITUENCIES = 11, 14
CONSTITUENCY_VOTES_PUBLISHED = [2016, 2021, 2024]
SMALL_LISTS_SUMMED = [2000, 2004, 2008, 2012]


def list_result(year):
    [contest] = [each for each in record().contests("assembly-list") if each.date.year == year]
    return record().result(contest.id)


def list_votes(year):
    """Votes by list, and the votes published as one sum. Two independents are two lists, under their own names."""
    rows = {(each.party, each.name): each.votes for each in list_result(year).candidates}
    several = {party for party, number in Counter(party for party, _ in rows).items() if number > 1}
    votes = {name if party in several else party: number for (party, name), number in rows.items() if party != OTHER}
    return votes, sum(number for (party, _), number in rows.items() if party == OTHER)


def constituency_seats(year):
    seats = record().frame("assembly_totals").filter(year=year, ballot="constituency", measure="seats")
    return {party: won for party, won in seats.select("party", "value").iter_rows() if won}


def count(year):
    votes, others = list_votes(year)
    return dhondt(votes, seats=LIST_SEATS, already=constituency_seats(year), other_votes=others)


@pytest.mark.parametrize("year", YEARS)
def test_the_declared_list_seats_are_reproduced(year):
    declared = {each.party: each.seats_won for each in list_result(year).candidates if each.seats_won}
    assert sum(declared.values()) == LIST_SEATS
    assert count(year).seats_won == declared


@pytest.mark.parametrize("year", SMALL_LISTS_SUMMED)
def test_no_list_inside_a_published_sum_reached_the_threshold(year):
    """The last seat went by a figure below 5% of the votes, so a list with 5% would have won one; none of them did."""
    votes, others = list_votes(year)
    last = count(year).rounds[-1]
    assert others > 0
    assert last.votes[last.elected[0]] < Fraction(sum(votes.values()) + others, 20)


def test_the_declared_seats_of_2016_and_not_those_of_the_library_table():
    won = count(2016).seats_won
    assert (won["liberal-democrat"], won["ukip"]) == (1, 2)


@pytest.mark.parametrize("year", YEARS)
def test_fourteen_constituencies_come_first(year):
    assert sum(constituency_seats(year).values()) == CONSTITUENCIES


@pytest.mark.parametrize("year", CONSTITUENCY_VOTES_PUBLISHED)
def test_constituencies_counted_one_by_one_give_the_declared_seats(year):
    results = [record().result(each.id) for each in record().contests("assembly") if each.date.year == year]
    won = Counter()
    for result in results:
        party = {each.name: each.party for each in result.candidates}
        won[party[fptp({each.name: each.votes for each in result.candidates}).elected[0]]] += 1
    assert dict(won) == constituency_seats(year)
