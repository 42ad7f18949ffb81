"""The forecast of the boroughs: whole, honest about what it does not know, and sensible on real days."""

from datetime import date
from functools import cache

import numpy as np
import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.forecasting import ForecastError, as_json, forecast
from groundgame.electoral.forecasting.borough_assumptions import _nominations
from groundgame.electoral.forecasting.london.borough_model import borough_model
from groundgame.electoral.forecasting.london.council_draws import CouncilErrors
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.past import last_results
from groundgame.electoral.forecasting.london.seats import wards_on

BEFORE_2026 = date(2026, 1, 8)
DRAWS = 400


@cache
def _before_2026():
    return forecast("boroughs", BEFORE_2026, rng=np.random.default_rng(2026), draws=DRAWS)


def test_every_council_and_every_ward_is_there():
    contests = _before_2026().contests
    councils = [one for one in contests if "no-overall-control" in one.chance_to_win]
    assert (len(councils), len(contests)) == (32, 32 + 679)
    assert len({one.id for one in contests}) == len(contests)
    assert all(abs(sum(one.chance_to_win.values()) - 1) < 1e-9 for one in contests)
    assert all(abs(sum(spread.mean for spread in one.share.values()) - 1) < 1e-4 for one in contests)


def test_the_seats_add_up_ward_by_ward_council_by_council_and_in_all():
    found = _before_2026()
    councils = {one.id: one for one in found.contests if "no-overall-control" in one.chance_to_win}
    for key, council in councils.items():
        borough = key.removesuffix(".2026-05-07") + "."
        wards = [one for one in found.contests if one.id.startswith(borough) and one.id not in councils]
        inside = sum(spread.mean for one in wards for spread in one.seats.values())
        assert sum(spread.mean for spread in council.seats.values()) == pytest.approx(inside)
    assert sum(found.summary[name]["seats"].mean for name in GROUPS) == pytest.approx(1817)


def test_the_wards_are_named_as_democracy_club_names_them():
    ids = {one.id for one in _before_2026().contests}
    held = record(None).index.filter(tier="borough", boundary_set="ward22")["id"]
    assert {name.rsplit(".", 1)[0] for name in held} <= {name.rsplit(".", 1)[0] for name in ids}


def test_a_forecast_four_months_off_is_wide():
    labour = _before_2026().summary["labour"]["seats"]
    assert labour.p95 - labour.p05 > 300


def test_every_assumption_names_its_source():
    said = _before_2026().assumptions
    assert all(one.sentence.endswith(".") and one.source for one in said)
    assert any("Reform UK stood in few wards" in one.sentence for one in said)
    assert any("Nominations are not known" in one.sentence for one in said)


def test_once_nominations_are_published_no_ward_names_a_local_party_that_does_not_stand():
    """Many wards of 2022 had another local party than the ward before them in 2018."""
    day = date(2022, 5, 5)
    known = Known(record(None), day)
    base = borough_model(known, day, rng=np.random.default_rng(1), draws=10).base
    stands = {(area, party) for area, party, _ in known.standing("borough", day).iter_rows()}
    named = [
        (ward, party)
        for ward, party, candidates in zip(base.wards.codes, base.others, base.standing[:, OTHERS], strict=True)
        if candidates
    ]
    assert len(named) > 200
    assert not [pair for pair in named if pair not in stands]


def test_nominations_are_said_to_be_known_only_where_they_are():
    """The record has those of 2022 and not those of 2026, however near the day is."""
    for day, known in ((date(2022, 5, 5), True), (date(2026, 5, 7), False)):
        said = _nominations(Known(record(None), day), day).sentence
        assert said.startswith("Those nominated stand") is known


def test_no_two_wards_err_alike():
    """Places that read their errors from one pool at one place would move together on every draw."""
    model = borough_model(Known(record(None), BEFORE_2026), date(2026, 5, 7), rng=np.random.default_rng(1), draws=50)
    for seed in range(5):
        errors = CouncilErrors(model, np.random.default_rng(seed))
        own = np.array([errors.ward(ward, slice(0, 50))[0].ravel() for ward in range(len(model.means))])
        assert len(np.unique(own, axis=0)) == len(model.means)


def test_json_has_the_keys_that_were_promised():
    answer = as_json(_before_2026())
    assert (answer["kind"], answer["as_of"]) == ("boroughs", "2026-01-08")
    [barnet] = [one for one in answer["contests"] if one["id"] == "local.barnet.2026-05-07"]
    assert {"mean", "p05", "p95"} <= set(barnet["share"]["labour"]) & set(barnet["seats"]["labour"])
    assert set(answer["summary"]) == set(GROUPS)


def test_every_interval_of_the_json_holds_its_mean():
    """A party that wins one seat on a draw in fifty has a mean above nought, and nineteen draws in twenty at nought."""
    answer = as_json(_before_2026())
    spreads = [each for one in answer["contests"] for key in ("share", "seats") for each in one[key].values()]
    assert all(each["p05"] <= each["mean"] <= each["p95"] for each in spreads)
    outer = [spread for one in _before_2026().contests for spread in one.seats.values() if spread.mean > spread.p95]
    assert outer


def test_the_same_seed_gives_the_same_figures():
    again = forecast("boroughs", BEFORE_2026, rng=np.random.default_rng(2026), draws=DRAWS)
    assert again == _before_2026()


def test_the_seats_of_wards_are_those_of_the_elections():
    for year, seats in ((2018, 1833), (2022, 1817)):
        past = last_results(Known(record(None), date(year, 12, 31)))
        assert past.wards.seats.sum() == seats == past.seats.sum()
    assert len(wards_on(date(2026, 5, 7)).codes) == 679


@pytest.mark.parametrize(
    ("kind", "as_of", "sentence"),
    [
        ("parish", BEFORE_2026, "no kind of election 'parish'"),
        ("boroughs", date(2013, 1, 1), "no borough election by ward before 2013-01-01"),
        ("boroughs", date(1950, 1, 1), "no election of the boroughs to forecast from 1950-01-01; the first was in"),
        ("assembly", date(2015, 1, 1), "no Assembly election by constituency before 2015-01-01"),
        ("mayor", date(2000, 1, 1), "no election of the mayor before 2000-01-01"),
    ],
)
def test_what_cannot_be_forecast_is_refused_with_a_sentence(kind, as_of, sentence):
    with pytest.raises(ForecastError, match=sentence):
        forecast(kind, as_of, rng=np.random.default_rng(1), draws=10)


def test_no_draws_are_refused():
    with pytest.raises(ForecastError, match="at least 1 draw"):
        forecast("boroughs", BEFORE_2026, rng=np.random.default_rng(1), draws=0)
