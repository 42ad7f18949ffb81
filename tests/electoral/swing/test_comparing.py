"""Two elections compared, against facts that were published."""

import polars as pl
import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.swing import ElectionError, compare, elections_of, find_election, overall_swing, swings

LABOUR, CONSERVATIVE = "labour", "conservative"
RINGS = ("inner", "Inner London", "outer")


def compared(earlier, later, **more):
    return compare(find_election(earlier), find_election(later), **more)


@pytest.fixture(scope="module")
def in_2005():
    return compared("general:2001", "general:2005")


def test_the_swing_of_2005_in_london(in_2005):
    """4.93 points from Labour to the Conservatives; in Enfield North 0.63, second lowest of 74; in Mitcham 2.40."""
    assert in_2005.first_two == (LABOUR, CONSERVATIVE)
    assert 100 * overall_swing(in_2005, LABOUR, CONSERVATIVE).butler == pytest.approx(4.93, abs=0.005)
    rows = swings(in_2005, LABOUR, CONSERVATIVE)
    assert rows.height == 74
    assert rows["name"][1] == "Enfield North"
    assert 100 * rows["butler"][1] == pytest.approx(0.63, abs=0.005)
    mitcham = rows.filter(name="Mitcham and Morden")
    assert 100 * mitcham["butler"].item() == pytest.approx(2.40, abs=0.005)
    assert not in_2005.estimated


def test_steeds_swing_is_of_the_votes_of_the_two_alone(in_2005):
    contests = [f"parl.enfield-north.{day}" for day in ("2001-06-07", "2005-05-05")]
    of_two = []
    for contest in contests:
        votes = {each.party: each.votes for each in record().result(contest).candidates}
        of_two.append(votes[CONSERVATIVE] / (votes[CONSERVATIVE] + votes[LABOUR]))
    found = swings(in_2005, LABOUR, CONSERVATIVE).filter(name="Enfield North")
    assert found["steed"].item() == pytest.approx(of_two[1] - of_two[0])


def test_turning_a_swing_round_changes_its_sign(in_2005):
    one, other = overall_swing(in_2005, LABOUR, CONSERVATIVE), overall_swing(in_2005, CONSERVATIVE, LABOUR)
    assert (one.butler, one.steed) == pytest.approx((-other.butler, -other.steed))


def test_changes_of_all_parties_add_up_to_nothing(in_2005):
    sums = in_2005.places.group_by("area").agg(pl.col("change").sum())
    assert sums["change"].to_list() == pytest.approx([0] * 74, abs=1e-12)
    assert in_2005.total["change"].sum() == pytest.approx(0, abs=1e-12)


def test_carried_votes_keep_londons_shares():
    """What is carried to new wards is neither lost nor invented, but for slivers that fall into the City."""
    found = compared("borough:2018", "borough:2022")
    whole = compared("borough:2018", "borough:2022", by="city")
    assert (found.boundary_set, found.carried_from) == ("ward22", "ward18")
    both = found.total.join(whole.total, on="party", suffix="_city")
    assert both["before"].to_list() == pytest.approx(both["before_city"].to_list(), abs=1e-6)
    kept = found.places.filter(~pl.col("estimated"))["area"].n_unique()
    assert 100 < kept < 679


@pytest.mark.parametrize(
    ("earlier", "later", "places"),
    [
        ("local.camden.2018-05-03", "general:2019", {"Holborn and St Pancras"}),
        ("general:2017", "local.camden.2018-05-03", {"Holborn and St Pancras"}),
        ("local.barnet.high-barnet.2018-05-03", "borough:2022", {"High Barnet"}),
    ],
)
def test_some_contests_say_nothing_of_places_that_lie_mostly_outside_them(earlier, later, places):
    """Half of Hampstead and Kilburn is Brent's, and a quarter of the new High Barnet was another ward's."""
    assert set(compared(earlier, later).places["name"]) == places


def test_the_wards_of_one_borough_are_carried_to_its_own_new_wards_alone():
    found = compared("local.camden.2018-05-03", "borough:2022")
    camden = compared("borough:2018", "borough:2022", within="Camden")
    assert set(found.places["name"]) == set(camden.places["name"])


@pytest.mark.parametrize(
    ("earlier", "later", "moved"),
    [
        ("general:2005", "general:2010", None),
        ("borough:2018", "borough:2022", "The votes of borough:2018 are carried"),
        ("general:2017", "borough:2018", "The votes of borough:2018 are carried"),
        ("general:1992", "general:2024", "The votes of general:2024 are carried"),
    ],
)
def test_a_note_says_whose_votes_are_carried(earlier, later, moved):
    notes = [note for note in compared(earlier, later).notes if "carried" in note]
    assert [moved in note for note in notes] == ([True] if moved else [])


def test_boroughs_whose_wards_changed_are_compared_exactly():
    found = compared("borough:2018", "borough:2022", by="borough")
    assert found.places["area"].n_unique() == 32
    assert not found.estimated


def test_borough_elections_without_votes_are_compared_by_seats():
    found = compared("borough:2002", "borough:2006")
    assert (found.measure, found.boundary_set) == ("seats", "borough")
    islington = found.places.filter(name="Islington", party=LABOUR)
    assert islington["after"].item() == pytest.approx(23 / 48)
    assert any("seats" in note for note in found.notes)


@pytest.mark.parametrize(
    ("earlier", "later", "boundary_set", "places"),
    [
        ("general:2005", "general:2010", "pcon10", 73),
        ("general:2019", "general:2024", "pcon24", 75),
        ("general:1992", "general:1997", "borough", 32),
        ("general:1974-02", "general:1974-10", "pcon74", 92),
        ("mayor:2008", "mayor:2012", "city", 1),
        ("mayor:2016", "mayor:2021", "lac", 14),
        ("mayor:2012", "mayor:2016", "borough", 32),
        ("borough:2018", "general:2019", "pcon10", 73),
        ("gla.a.2021-05-06", "mayor.london.2024-05-02", "lac", 14),
        ("local.barnet.2018-05-03", "local.barnet.2022-05-05", "ward22", 24),
        ("parl.enfield-north.2001-06-07", "general:2005", "pcon05", 1),
        ("parl.blackpool-south.2017-06-08", "parl.blackpool-south.2019-12-12", "pcon10", 1),
    ],
)
def test_elections_meet_in_the_finest_places_that_they_share(earlier, later, boundary_set, places):
    found = compared(earlier, later)
    assert (found.boundary_set, found.places["area"].n_unique()) == (boundary_set, places)


def test_londons_shares_are_right_where_boroughs_have_shares_alone():
    found = compared("mayor:2012", "mayor:2016")
    totals = dict(found.total.select("party", "before").iter_rows())
    assert 100 * totals[CONSERVATIVE] == pytest.approx(44.0, abs=0.05)
    inner = compared("mayor:2012", "mayor:2016", within="inner")
    assert inner.total["before"].sum() == pytest.approx(1)
    assert any("count alike" in note for note in inner.notes)


@pytest.mark.parametrize(
    ("within", "places"), [("Merton", 20), ("inner", 275), ("Abbey", 1), ("Merton and Wandsworth", 42)]
)
def test_places_inside_another(within, places):
    found = compared("borough:2018", "borough:2022", within=within)
    names = found.places.unique("area")
    if within == "Abbey":
        assert set(names["name"]) == {"Abbey"}
    elif within == "inner":
        assert names["inner"].all()
    else:
        assert names.height == places


def test_the_inner_circle_is_no_ring():
    names = [compared("general:2001", "general:2005", within=ring).places["area"].n_unique() for ring in RINGS]
    assert names == [27, 27, 47]
    with pytest.raises(ElectionError, match="no place like 'inner circle line'"):
        compared("general:2001", "general:2005", within="inner circle line")


def test_independents_are_not_one_of_the_first_two():
    """In 2000 one led the poll; the independent of 2004 was another, and he himself had a party then."""
    assert compared("mayor:2000", "mayor:2004").first_two == (CONSERVATIVE, LABOUR)


def test_only_a_city_that_was_not_asked_for_is_explained():
    asked, found = compared("general:2001", "general:2005", by="city"), compared("mayor:2000", "mayor:2004")
    assert [any("London alone" in note for note in one.notes) for one in (asked, found)] == [False, True]


def test_short_names_tell_every_election_apart():
    for tier in ("mayor", "borough", "parliament", "assembly", "assembly-list"):
        for election in elections_of(tier):
            assert find_election(election.name) == election


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        ("general:1970", "general:2005", "before the record"),
        ("general:1974", "general:1979", "two in 1974: general:1974-02 and general:1974-10"),
        ("general:2005", "parl.2005-05-05", "one election"),
        ("general:2005", "general:2001", "'general:2005' came after 'general:2001': name the earlier election first"),
        ("borough:2010", "borough:2006", "came after"),
        ("parl.enfield-north.2001-06-07", "parl.harrow-east.2005-05-05", "name contests of the same places"),
        (
            "parl.blackpool-south.2019-12-12",
            "parl.blackpool-south.2024-07-04",
            "outside London, of the same boundaries",
        ),
        ("parl.enfeld-north.2001-06-07", "general:2005", "Nearest ids: parl.enfield-north"),
        ("council:2001", "general:2005", "no kind of election 'council'"),
        ("borough:2006", "general:2010", "of borough:2006 the record has seats alone"),
    ],
)
def test_the_impossible_is_refused_in_a_sentence(earlier, later, said):
    with pytest.raises(ElectionError, match=said):
        compared(earlier, later)


def test_a_swing_needs_two_parties_that_stood(in_2005):
    with pytest.raises(ElectionError, match="Nobody stood for 'reform'"):
        swings(in_2005, LABOUR, "reform")
    with pytest.raises(ElectionError, match="named twice"):
        swings(in_2005, LABOUR, LABOUR)
