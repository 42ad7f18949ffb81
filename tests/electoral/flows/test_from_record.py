"""Two votes of the record by the same areas."""

import numpy as np
import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.flows import FlowsError, between, votes_between


def declared(contest):
    return sum(each.votes for each in record().result(contest).candidates)


def test_the_votes_of_2016_by_ward_are_as_counted_postal_batches_apart():
    pair = votes_between("mayor.london.2016-05-05", "gla.a.2016-05-05", "ward")
    assert (pair.same_day, pair.notes) == (True, ())
    assert len(pair.first.areas) == 663
    assert sum(area.endswith(" postal") for area in pair.first.areas) == 33
    assert pair.first.counts.sum() == declared("mayor.london.2016-05-05")
    assert pair.second.counts.sum() == declared("gla.a.2016-05-05")
    assert pair.first.options[:2] == ("labour", "conservative")
    assert pair.first.counts[:, 0].sum() == 1_148_716


def test_the_boroughs_of_two_elections_are_set_on_the_wards_of_today_and_it_is_said():
    pair = votes_between("borough:2018", "local.2022-05-05", "ward")
    assert (pair.same_day, len(pair.first.areas)) == (False, 679)
    [note] = pair.notes
    assert note.startswith("Votes of borough:2018 by ward are estimated")


def test_a_boroughs_id_keeps_its_wards():
    pair = votes_between("local.barnet.2018-05-03", "borough:2022")
    assert len(pair.first.areas) == len(pair.second.areas) == 24


def test_seats_whose_boundaries_changed_have_notional_votes():
    pair = votes_between("parl.2019-12-12", "parl.2024-07-04", "constituency")
    assert len(pair.first.areas) == 632
    assert pair.notes[0].startswith("Votes of parl.2019-12-12 are notional")
    unchanged = votes_between("general:2017", "general:2019", "constituency")
    assert (len(unchanged.first.areas), unchanged.notes) == (632, ())


def test_scotlands_seats_and_the_others_are_set_beside_their_own():
    assert len(votes_between("general:1997", "general:2001", "constituency").first.areas) == 641


def test_with_those_who_did_not_vote_every_elector_is_somewhere():
    flows = between("mayor:2021", "list:2021", "constituency", rng=np.random.default_rng(1), non_voters=True)
    assert flows.rows[-1] == flows.columns[-1] == "did not vote"
    papers = record().frame("london_turnout_by_constituency").filter(year=2021, ballot="mayor")
    assert flows.votes.sum() == pytest.approx(papers["electorate"].sum())
    assert flows.share[-1, -1] > 0.9


def test_who_did_not_vote_by_ward_is_not_in_the_record():
    with pytest.raises(FlowsError, match="who did not vote is known by constituency alone"):
        between("mayor:2016", "list:2016", "ward", rng=np.random.default_rng(1), non_voters=True)


@pytest.mark.parametrize(("level", "areas"), [("borough", 33), ("constituency", 14)])
def test_larger_areas_hold_all_votes(level, areas):
    pair = votes_between("mayor:2016", "list:2016", level)
    assert len(pair.first.areas) == areas
    assert pair.first.counts.sum() == pytest.approx(declared("mayor.london.2016-05-05"), abs=250)


def test_londoners_gave_their_mayor_and_their_list_to_one_party():
    """By borough, 33 units: two Labour voters in three at least, as the declared totals and every poll of 2016 say."""
    flows = between("mayor:2016", "list:2016", "borough", rng=np.random.default_rng(1))
    for party in ("labour", "conservative"):
        assert flows.share[flows.rows.index(party), flows.columns.index(party)] > 0.67


@pytest.mark.parametrize(
    ("first", "second", "level", "said"),
    [
        (
            "mayor.london.2017-05-05",
            "gla.a.2016-05-05",
            "ward",
            r"no contest 'mayor.london.2017-05-05'. Nearest: mayor",
        ),
        ("mayor:2017", "list:2016", "ward", r"'mayor:2017' is no election of the record. It has 2000-05-04"),
        ("queen:2016", "list:2016", "ward", r"no kind of election 'queen' \(in 'queen:2016'\)"),
        ("mayor:2016", "list:2016", "street", r"no level 'street'; there are ward, borough, constituency"),
        ("mayor:2016", "mayor.london.2016-05-05", "ward", r"are one election"),
        ("mayor:2008", "mayor:2012", "ward", r"no votes of 'mayor:2008' by ward: it has London's since 2014"),
        ("mayor:2008", "list:2008", "constituency", r"it has 2016, 2021 and 2024"),
        ("borough:2018", "borough:2022", "constituency", r"not counted by Assembly constituency; try --level ward"),
        ("general:2005", "general:2024", "constituency", r"no votes of 'general:2005' in the seats .* \(pcon24\)"),
        ("parl.2024-07-04", "general:1974", "constituency", r"more than one election of the record"),
    ],
)
def test_what_the_record_does_not_have_is_refused_with_what_it_has(first, second, level, said):
    with pytest.raises(FlowsError, match=said):
        votes_between(first, second, level)


def test_one_seat_is_too_few_areas():
    with pytest.raises(FlowsError, match="votes in 1 area"):
        between("parl.barking.2017-06-08", "general:2019", "constituency", rng=np.random.default_rng(1))
