"""All that a party may win, drawn as of real days."""

from datetime import date
from functools import cache

import numpy as np
import pytest

from groundgame.electoral.allocation import AllocationError
from groundgame.electoral.allocation.across.answer import make_plan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.field import field
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.london.known import Known


@cache
def drawn(party: str, as_of: date = date(2026, 1, 8), **options: date | None) -> Field:
    return field(Known(record(None), as_of), party, rng=np.random.default_rng(1), draws=200, **options)


def test_a_party_is_drawn_as_the_one_that_forecasts_follow():
    assert drawn("ukip").party == "reform"


@pytest.mark.parametrize(("party", "named"), [("respect", "Respect"), ("nobody", "'nobody'")])
def test_a_party_that_forecasts_do_not_follow_is_refused_with_those_that_they_do(party, named):
    with pytest.raises(AllocationError, match=f"do not follow {named}.* by itself; they follow .*Labour"):
        drawn(party)


LATE = date(2024, 5, 10)
"""After the last day that the Act of 2011 allowed, and before the day on which the election was held."""


def test_where_the_law_names_no_day_for_westminster_the_rest_is_planned_without_it():
    ahead = drawn("labour", LATE)
    assert [each.name for each in ahead.rounds] == ["boroughs", "mayor"]
    ask = Ask({"boroughs": 1.0, "mayor": 5.0}, 500)
    assert make_plan(ahead, ask, rng=np.random.default_rng(1), bounded=False).hours > 400


@pytest.mark.parametrize("weights", [{"westminster": 1.0}, {"boroughs": 1.0, "westminster": 1.0}])
def test_westminster_without_a_day_is_refused_only_where_it_counts_with_what_to_do(weights):
    with pytest.raises(AllocationError, match=r"after 12 December 2019: leave westminster out .*--held-on"):
        make_plan(drawn("labour", LATE), Ask(weights, 500), rng=np.random.default_rng(1))


def test_a_day_may_be_given_for_westminster():
    ahead = drawn("labour", LATE, held_on=date(2024, 7, 4))
    assert [(each.name, each.day) for each in ahead.rounds][2] == ("westminster", date(2024, 7, 4))
    with pytest.raises(AllocationError, match="on 2023-07-04 is over on 2024-05-10"):
        drawn("labour", LATE, held_on=date(2023, 7, 4))


@pytest.mark.parametrize(
    ("law_as_of", "rule", "named", "source"),
    [
        (None, "fptp", "first past the post on 4 May 2028.", "Elections Act 2022, section 13"),
        (date(2026, 11, 23), "sv", "the supplementary vote on 4 May 2028, which is enacted", "Empowerment Act 2026"),
    ],
)
def test_the_mayor_is_planned_for_under_the_law_of_the_day_that_is_asked_for(law_as_of, rule, named, source):
    ahead = drawn("labour", law_as_of=law_as_of)
    assert ahead.law.rule == rule
    said = {
        words: make_plan(
            ahead, Ask(dict.fromkeys(words, 1.0), 0), rng=np.random.default_rng(1), bounded=False
        ).assumptions
        for words in (("mayor",), ("boroughs", "assembly"))
    }
    (law,) = [one for one in said["mayor",] if "mayor is elected by" in one.sentence]
    assert named in law.sentence
    assert source in law.source
    assert not [one for one in said["boroughs", "assembly"] if "mayor is elected by" in one.sentence]


def test_a_plan_says_how_fast_an_effect_fades_and_whence_that_is_known():
    ask = Ask({"boroughs": 1.0}, 0, half_life_weeks=4.0, half_life_source="Our own trials")
    plan = make_plan(drawn("labour"), ask, rng=np.random.default_rng(1), bounded=False)
    (fading,) = [one for one in plan.assumptions if "half is left after" in one.sentence]
    assert "after 4 weeks" in fading.sentence
    assert fading.source == "Our own trials"


UNPOLLED = date(2026, 11, 20)
"""More than 90 days after the record's last poll."""


def test_without_polls_there_is_a_plan_that_says_what_it_starts_from():
    ahead = drawn("labour", UNPOLLED)
    plan = make_plan(ahead, Ask({"boroughs": 1.0, "mayor": 5.0}, 2000), rng=np.random.default_rng(1), bounded=False)
    assert plan.hours > 1900
    first, *rest = [one.sentence for one in plan.assumptions]
    assert first.startswith("No poll of the 90 days before 20 November 2026 is known. So the country is taken to vote ")
    assert "as at its general election of 4 July 2024" in first
    assert "The record has no result of the election of the boroughs on 7 May 2026" in rest[0]


def test_with_polls_nothing_is_said_of_want_and_the_draws_are_wider_without():
    polled, without = drawn("labour"), drawn("labour", UNPOLLED)
    assert polled.for_want == ()
    spread = [one.country[:, 1].std() for one in (polled, without)]
    assert spread[1] > 1.2 * spread[0]
